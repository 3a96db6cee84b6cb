// The learner's files in the site, which the browser stores.
/** @import {Contents} from "./jupyterlab.js" */

const LOCK = "massage-billing";
const OURS = /^(progress\.jsonl|privacy-checklist\.json|(hand_in|submission)_.+\.json)$/;

/**
 * Whether a file is one that the lessons write.
 * @param {string} name
 */
export const isOurs = (name) => OURS.test(name);

/**
 * The name of a file without the number that a browser adds to a second download, as in "progress (1).jsonl".
 * @param {string} name
 */
export const originalName = (name) => name.replace(/ ?\(\d+\)(?=\.)/, "");

/** The learner's files. Changes are made one after the other, even if lessons are open in two tabs. */
export class LearnerFiles {
  /**
   * @param {Contents} contents
   * @param {Pick<LockManager, "request"> | undefined} locks
   */
  constructor(contents, locks) {
    this.contents = contents;
    this.locks = locks;
    /** @type {Promise<unknown>} settles after the last change */
    this.last = Promise.resolve();
  }

  /** @returns {Promise<string[]>} */
  async names() {
    const { content } = await this.contents.get("");
    return content.map((/** @type {{name: string}} */ file) => file.name).filter(isOurs);
  }

  /**
   * @param {string} name
   * @returns {Promise<string>}
   */
  async text(name) {
    const { content } = await this.contents.get(name, { content: true, type: "file", format: "text" });
    return typeof content === "string" ? content : `${JSON.stringify(content, null, 1)}\n`;
  }

  /** @returns {Promise<Record<string, string>>} the text of each file, by name */
  async all() {
    await this.last;
    const names = await this.names();
    const texts = await Promise.all(names.map((name) => this.text(name)));
    return Object.fromEntries(names.map((name, at) => [name, texts[at]]));
  }

  /**
   * Add a line to a file, replace it as a whole, or delete it. A file that is not ours is left alone.
   * @param {{name: string, how: "line" | "whole" | "gone", text?: string}} change
   * @returns {Promise<unknown>}
   */
  change({ name, how, text = "" }) {
    return this.inTurn(async () => {
      if (!isOurs(name)) return undefined;
      if (how === "gone") return this.contents.delete(name).catch(() => undefined);
      const before = how === "line" && (await this.names()).includes(name) ? await this.text(name) : "";
      const content = before + text + (how === "line" ? "\n" : "");
      return this.contents.save(name, { type: "file", format: "text", mimetype: "text/plain", content });
    });
  }

  /** @param {() => Promise<unknown>} act */
  inTurn(act) {
    const turn = this.last.then(() => (this.locks ? this.locks.request(LOCK, act) : act()));
    this.last = turn.catch(() => undefined); // a change that fails does not stop the next one
    return turn;
  }
}

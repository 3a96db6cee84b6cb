// The learner's files in the site, which the browser stores.
/** @import {Contents} from "./jupyterlab.js" */

const LOCK = "massage-billing";
/** @typedef {{name: string, how: "line" | "whole" | "gone", text?: string}} Change a line is added to a file, or it is replaced, or deleted */

const OURS = /^(progress\.jsonl|privacy-checklist\.json|where_you_stopped\.json|(hand_in|submission)_.+\.json)$/;

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

/**
 * The text of a file after a change; undefined if the file is deleted.
 * @param {Change} change
 * @param {string} [before]
 */
const textAfter = ({ how, text = "" }, before = "") => {
  if (how === "gone") return undefined;
  return how === "line" ? `${before}${text}\n` : text;
};

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
    /** @type {Change[]} what Python has written and the browser has not stored, the oldest first */
    this.unstored = [];
    this.full = false;
    /** @type {(full: boolean) => void} called when the browser can store nothing more, and when it can again */
    this.tell = () => undefined;
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

  /** @returns {Promise<Record<string, string>>} the text of each file, by name, with changes that are not stored yet */
  async all() {
    await this.last;
    const names = await this.names();
    const texts = await Promise.all(names.map((name) => this.text(name)));
    const found = new Map(names.map((name, at) => [name, texts[at]]));
    for (const change of this.unstored) {
      const text = textAfter(change, found.get(change.name));
      if (text === undefined) found.delete(change.name);
      else found.set(change.name, text);
    }
    return Object.fromEntries(found);
  }

  /**
   * Store what Python has written. If the browser cannot store it now, `store` tries again.
   * @param {Change} change
   */
  keep(change) {
    if (isOurs(change.name)) this.unstored.push(change);
    return this.store();
  }

  /** Store everything that is not stored yet, in order. */
  store() {
    return this.inTurn(async () => {
      try {
        for (let next = this.unstored[0]; next; next = this.unstored[0]) {
          await this.write(next);
          this.unstored.shift();
        }
      } finally {
        const full = this.unstored.length > 0;
        if (full !== this.full) this.tell(full);
        this.full = full;
      }
    });
  }

  /**
   * Add a line to a file, replace it as a whole, or delete it. A file that is not ours is left alone.
   * @param {Change} change
   * @returns {Promise<unknown>}
   */
  change(change) {
    return this.inTurn(() => this.write(change));
  }

  /** @param {Change} change */
  async write(change) {
    const { name, how } = change;
    if (!isOurs(name)) return;
    const content = textAfter(change, how === "line" && (await this.names()).includes(name) ? await this.text(name) : "");
    if (content === undefined) await this.contents.delete(name).catch(() => undefined);
    else await this.contents.save(name, { type: "file", format: "text", mimetype: "text/plain", content });
  }

  /** @param {() => Promise<unknown>} act */
  inTurn(act) {
    const turn = this.last.then(() => (this.locks ? this.locks.request(LOCK, act) : act()));
    this.last = turn.catch(() => undefined); // a change that fails does not stop the next one
    return turn;
  }
}

// Where the learner stopped in each lesson: a file in the learner's folder, which the start page reads too.
/** @import {Contents} from "./jupyterlab.js" */
/**
 * The current step and the steps seen, by the IDs of their first cells; the share of the steps seen; whether this is the last step.
 * @typedef {{cell: string, seen: string[], part: number, step: number, done: number, ended: boolean}} Place
 */

export const PLACES = "where_you_stopped.json";
const UNSAVED = "massage-billing/unsaved-places"; // in this tab's storage, since a page that closes cannot wait until a file is saved
const DELAY = 500; // milliseconds, so that quick steps are saved once
/** @type {Place} */
const NOWHERE = { cell: "", seen: [], part: 1, step: 1, done: 0, ended: false };

/** The storage of this tab; undefined if the browser blocks it. */
const tabStorage = () => {
  try {
    return globalThis.sessionStorage;
  } catch {
    return undefined;
  }
};

export class Places {
  /**
   * @param {Contents} contents
   * @param {Pick<Storage, "getItem" | "setItem"> | undefined} storage keeps what is not saved when the page is reloaded
   */
  constructor(contents, storage = tabStorage()) {
    this.contents = contents;
    this.storage = storage;
    /** @type {Record<string, Place & {at: string}>} what is not saved yet, by the path of the lesson */
    this.unsaved = this.kept();
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    this.timer = undefined;
  }

  /** What was not saved when this page was left, unless it was damaged. @returns {Record<string, Place & {at: string}>} */
  kept() {
    try {
      const found = JSON.parse(this.storage?.getItem(UNSAVED) ?? "{}");
      return Object.fromEntries(Object.entries(found).filter(([, place]) => typeof place?.at === "string"));
    } catch {
      return {};
    }
  }

  remember() {
    try {
      this.storage?.setItem(UNSAVED, JSON.stringify(this.unsaved));
    } catch {
      // what is not saved is lost if the page is reloaded now
    }
  }

  /** @returns {Promise<Record<string, Place>>} */
  async all() {
    try {
      const { content } = await this.contents.get(PLACES, { content: true, type: "file", format: "text" });
      const found = typeof content === "string" ? JSON.parse(content) : content;
      if (typeof found !== "object" || !found) return this.unsaved;
      const newer = Object.entries(this.unsaved).filter(([path, { at }]) => !(found[path]?.at > at)); // another tab may have saved
      return { ...found, ...Object.fromEntries(newer) };
    } catch {
      return this.unsaved; // there is no file yet, or it is damaged
    }
  }

  /**
   * @param {string} path
   * @returns {Promise<Place>}
   */
  async of(path) {
    const found = { ...NOWHERE, ...(await this.all())[path] };
    return Array.isArray(found.seen) ? found : NOWHERE;
  }

  /**
   * @param {string} path
   * @param {Place} place
   */
  keep(path, place) {
    this.unsaved[path] = { ...place, at: new Date().toISOString() };
    this.remember();
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.save(), DELAY);
  }

  async save() {
    clearTimeout(this.timer);
    if (!Object.keys(this.unsaved).length) return;
    const content = `${JSON.stringify(await this.all(), null, 1)}\n`;
    const saving = this.unsaved;
    this.unsaved = {};
    // Without a place, the lesson opens at its beginning: that is not worth a message. The next step tries again.
    await this.contents
      .save(PLACES, { type: "file", format: "text", mimetype: "text/plain", content })
      .catch(() => (this.unsaved = { ...saving, ...this.unsaved }));
    this.remember();
  }
}

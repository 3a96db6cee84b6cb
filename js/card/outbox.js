// Answers that are not saved yet. The browser keeps them until Python or the page has saved them, even if it is closed.
/** @typedef {{id: string, place: string} & Record<string, any>} Attempt */

const KEY = "massage-billing/unsaved";

/** Stands in for storage in a browser that blocks it. As in full storage, nothing can be written. */
const NOWHERE = {
  getItem: () => null,
  removeItem: () => undefined,
  setItem() {
    throw new Error("blocked");
  },
};

export const browserStorage = () => {
  try {
    return window.localStorage;
  } catch {
    return NOWHERE;
  }
};

export class Outbox {
  /**
   * @param {Pick<Storage, "getItem" | "setItem" | "removeItem">} storage
   * @param {string} place which learner's folder the answers belong to
   */
  constructor(storage, place) {
    this.storage = storage;
    this.place = place;
  }

  /** @returns {Attempt[]} the attempts of all folders, the oldest first */
  everything() {
    try {
      const kept = JSON.parse(this.storage.getItem(KEY) ?? "[]");
      return Array.isArray(kept) ? kept.filter((one) => typeof one?.id === "string") : [];
    } catch {
      return []; // damaged, or the browser does not allow storage
    }
  }

  /** @returns {Attempt[]} the attempts of this folder */
  waiting() {
    return this.everything().filter((one) => one.place === this.place);
  }

  /** @param {Record<string, any>} attempt @returns {boolean} whether the browser could keep it */
  add(attempt) {
    return this.write([...this.everything(), /** @type {Attempt} */ ({ ...attempt, place: this.place })]);
  }

  /** @param {readonly string[]} ids */
  remove(ids) {
    return this.write(this.everything().filter((one) => !ids.includes(one.id)));
  }

  /** @param {Attempt[]} attempts */
  write(attempts) {
    try {
      if (attempts.length) this.storage.setItem(KEY, JSON.stringify(attempts));
      else this.storage.removeItem(KEY);
      return true;
    } catch {
      return false;
    }
  }
}

/** @typedef {{response: unknown, tries: number, hinted: boolean}} Draft what is entered, and how often it was checked without success */

/** The current response to a question and the tries so far, kept so that they survive a reload. */
export class Drafts {
  /**
   * @param {Pick<Storage, "getItem" | "setItem" | "removeItem">} storage
   * @param {string} question
   */
  constructor(storage, question) {
    this.storage = storage;
    this.key = `massage-billing/draft/${question}`;
  }

  /** @returns {Draft} */
  read() {
    try {
      const { response = null, tries, hinted } = JSON.parse(this.storage.getItem(this.key) ?? "{}");
      return { response, tries: Number.isInteger(tries) && tries > 0 ? tries : 0, hinted: hinted === true };
    } catch {
      return { response: null, tries: 0, hinted: false }; // damaged, or the browser does not allow storage
    }
  }

  /** @param {Draft} draft with the response null if nothing is entered */
  write(draft) {
    try {
      if (draft.response === null && !draft.tries) this.storage.removeItem(this.key);
      else this.storage.setItem(this.key, JSON.stringify(draft));
    } catch {
      // the draft is lost on a reload, and nothing else
    }
  }
}

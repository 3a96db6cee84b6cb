// Which common mistakes a learner's answers suggest, and in which question families. A choice may be a guess, so a mistake is named
// when answers from two families agree: see src/massage_billing/questions/misconceptions.py.

export class Suspicions {
  /**
   * @param {Pick<Storage, "getItem" | "setItem">} storage
   * @param {string} place which learner's folder the answers belong to
   */
  constructor(storage, place) {
    this.storage = storage;
    this.key = `massage-billing/suspected/${place}`;
  }

  /** @returns {Record<string, string>} the family of the first sign of each mistake */
  all() {
    try {
      const found = JSON.parse(this.storage.getItem(this.key) ?? "{}");
      return typeof found === "object" && found ? found : {};
    } catch {
      return {}; // damaged, or the browser does not allow storage
    }
  }

  /**
   * Remember what a wrong answer suggests. Returns whether it is clear enough to be named.
   * @param {string} family
   * @param {{misconception: string, sure: boolean}} feedback
   */
  agree(family, { misconception, sure }) {
    if (!misconception) return false;
    const all = this.all();
    const first = all[misconception];
    if (first === undefined) {
      try {
        this.storage.setItem(this.key, JSON.stringify({ ...all, [misconception]: family }));
      } catch {
        // it is forgotten, and named later
      }
    }
    return sure || (first !== undefined && first !== family);
  }
}

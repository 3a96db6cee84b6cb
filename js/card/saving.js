// Send answers to be saved, and report the result. Python, or a page without Python, confirms each answer by its ID.
/** @import {Outbox} from "./outbox.js" */
/** @typedef {"saving" | "saved" | "unsaved"} State */
/** @typedef {{send: (message: object) => void, listen: (heard: (message: any) => void) => () => void}} Channel */

export const PATIENCE = 4_000; // milliseconds without a confirmation after which an answer counts as not saved
const AGAIN = 15_000; // milliseconds between attempts to save

export class Saving {
  /**
   * @param {Channel} channel
   * @param {Outbox} outbox
   * @param {(state: State, message: string, reason: string) => void} tell `reason` is empty if nobody answers
   */
  constructor(channel, outbox, tell) {
    this.channel = channel;
    this.outbox = outbox;
    this.tell = tell;
    /** @type {Map<string, Record<string, any>>} this card's answers that are not confirmed */
    this.mine = new Map();
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    this.timer = undefined;
    this.kept = true; // whether the browser could keep the last answer
    this.stop = channel.listen((message) => this.heard(message));
  }

  /** @param {{id: string} & Record<string, any>} attempt */
  save(attempt) {
    this.mine.set(attempt.id, attempt);
    this.kept = this.outbox.add(attempt);
    this.tell("saving", "", "");
    this.sendAll(); // the earlier ones first
  }

  /** Send all answers that are not confirmed, including those of other cards and of earlier visits. */
  sendAll() {
    const waiting = new Map(this.outbox.waiting().map((one) => [one.id, one]));
    const all = [...waiting.values(), ...[...this.mine.values()].filter(({ id }) => !waiting.has(id))];
    if (all.length) this.send(all);
  }

  /** @param {Record<string, any>[]} attempts */
  send(attempts) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.unsaved(""), PATIENCE);
    try {
      this.channel.send({ kind: "tried", attempts });
    } catch {
      this.unsaved("");
    }
  }

  /** @param {{kind?: string, ids?: string[], message?: string}} message */
  heard({ kind, ids = [], message = "" }) {
    if (kind === "saved") {
      this.outbox.remove(ids);
      const done = ids.filter((id) => this.mine.delete(id));
      if (!done.length || this.mine.size) return;
      clearTimeout(this.timer);
      this.tell("saved", "", "");
    } else if (kind === "unsaved" && ids.some((id) => this.mine.has(id))) this.unsaved(message);
  }

  /** @param {string} reason */
  unsaved(reason) {
    clearTimeout(this.timer);
    if (!this.mine.size) return;
    const where = this.kept ? "Your answer is kept in this browser." : "Keep this page open.";
    this.tell("unsaved", [reason, where].filter(Boolean).join(" "), reason);
    this.timer = setTimeout(() => this.sendAll(), AGAIN);
  }

  close() {
    clearTimeout(this.timer);
    this.stop();
  }
}

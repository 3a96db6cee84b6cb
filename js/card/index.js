// The card as an anywidget: Python gives it a question, and saves its answers. A page without Python calls `mount`.
import { Card } from "./card.js";
import tokens from "../design/tokens.css";
import controls from "../design/controls.css";
import style from "./card.css";
import { addStyle } from "./dom.js";
import { kindNamed } from "./grade.js";
import { browserStorage, Drafts, Outbox } from "./outbox.js";
import { Suspicions } from "./suspicions.js";
import { PATIENCE, Saving } from "./saving.js";
/** @import {Shown} from "./card.js" */

/** @typedef {{get: (name: string) => any, send: (message: object) => void, on: (event: string, heard: (message: any) => void) => void, off: (event: string, heard: (message: any) => void) => void}} Model */
/** @typedef {Shown & {place: string, saves: boolean, identity: {family: string, seed: number, objectives: string[]}}} Given */

const STYLE = "mb-card-style";
const SAVED = "mb-saved"; // the event on the page when answers are saved
const STORING = "mb-storing"; // the event to which a page that stores Python's files adds its promises
const NOT_STORED = "The browser could not store your answer.";

/** The event that tells the banner whether an answer was saved. */
const savingEvent = (/** @type {string} */ state, reason = "") =>
  new CustomEvent("mb-saving", { bubbles: true, detail: { state, reason } });

/** Whether the page has stored what Python saved. Only a page that runs Python itself has to store anything. */
const isStored = async () => {
  /** @type {Promise<unknown>[]} */
  const stored = [];
  window.dispatchEvent(new CustomEvent(STORING, { detail: stored }));
  return Promise.all(stored).then(() => true, () => false);
};

/** @param {{model: Model, el: HTMLElement}} given what anywidget passes */
const render = async ({ model, el }) => {
  addStyle(STYLE, tokens + controls + style);
  /** @type {Given} */
  const shown = model.get("shown");
  const { identity, place, prompt, key } = shown;
  const kind = await kindNamed(prompt.kind);
  const channel = {
    send: (/** @type {object} */ message) => model.send(message),
    // One card may save what others could not, so all cards of the page hear of it.
    listen: (/** @type {(message: any) => void} */ heard) => {
      const fromPage = (/** @type {Event} */ event) => heard(/** @type {CustomEvent} */ (event).detail);
      const fromPython = async (/** @type {any} */ message) => {
        if (message.kind !== "saved") heard(message);
        else if (await isStored()) window.dispatchEvent(new CustomEvent(SAVED, { detail: message }));
        else heard({ ...message, kind: "unsaved", message: NOT_STORED });
      };
      model.on("msg:custom", fromPython);
      window.addEventListener(SAVED, fromPage);
      return () => {
        model.off("msg:custom", fromPython);
        window.removeEventListener(SAVED, fromPage);
      };
    },
  };
  const report = (/** @type {string} */ state, reason = "") => el.dispatchEvent(savingEvent(state, reason));
  const saving = shown.saves && new Saving(channel, new Outbox(browserStorage(), place), (state, message, reason) => {
    card.showSaved(state, message);
    report(state, reason);
  });
  let asked = false;
  /** @type {Element | null} where the card was when nobody answered */
  let late = null;
  const nobodyAnswers = () => {
    late = el.parentElement;
    report("unsaved");
  };
  const suspicions = new Suspicions(browserStorage(), place);
  const card = new Card(el, kind, shown, new Drafts(browserStorage(), `${place}/${identity.family}/${identity.seed}`), {
    tried: (attempt) => saving && saving.save({ ...identity, ...attempt, at: new Date().toISOString() }),
    names: (feedback) => suspicions.agree(identity.family, feedback),
    changed: (response) => key || model.send({ kind: "changed", response }),
    next: () => {
      if (asked) return; // a double click is one request
      asked = true;
      setTimeout(() => {
        asked = false;
        if (el.isConnected) nobodyAnswers();
      }, PATIENCE);
      try {
        model.send({ kind: "next" });
      } catch {
        nobodyAnswers();
      }
    },
  });
  if (saving) saving.sendAll();
  return () => {
    late?.dispatchEvent(savingEvent("saved")); // the next question is there, so somebody has answered
    if (saving) saving.close();
  };
};

const PROGRESS = "massage-billing/progress";

/**
 * Show a card on a page without Python. Answers are saved in the browser, one per line.
 * @param {HTMLElement} el
 * @param {Given} shown
 * @param {() => void} [next] shows the next question
 */
export const mount = (el, shown, next = () => undefined) => {
  /** @type {Set<(message: any) => void>} */
  const listeners = new Set();
  const tell = (/** @type {object} */ message) => listeners.forEach((heard) => heard(message));
  const save = (/** @type {{id: string}[]} */ attempts) => {
    const ids = attempts.map(({ id }) => id);
    try {
      const lines = (browserStorage().getItem(PROGRESS) ?? "").split("\n").filter(Boolean);
      const known = new Set(lines.map((line) => JSON.parse(line).id));
      const added = attempts.filter(({ id }) => !known.has(id)).map((one) => JSON.stringify(one));
      browserStorage().setItem(PROGRESS, [...lines, ...added, ""].join("\n"));
      tell({ kind: "saved", ids });
    } catch {
      tell({ kind: "unsaved", ids, message: NOT_STORED });
    }
  };
  /** @type {Model} */
  const model = {
    get: () => shown,
    send: (/** @type {any} */ message) => (message.kind === "next" ? next() : save(message.attempts ?? [])),
    on: (_, heard) => void listeners.add(heard),
    off: (_, heard) => void listeners.delete(heard),
  };
  return render({ model, el });
};

export default { render };

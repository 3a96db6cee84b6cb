// The question card: a question, controls to answer it, and feedback. It needs no kernel: it has the key, and checks in the browser.
import { button, citation, element, focusOn, uniqueName } from "./dom.js";
import { check, verdictOf } from "./grade.js";
import { same, Unanswered } from "./model.js";
/** @import {AnswerKey, Feedback, Kind, Prompt} from "./model.js" */
/** @import {State} from "./saving.js" */
/** @import {Drafts} from "./outbox.js" */

/**
 * What Python gives a card. A handout has no key, and its card gives no feedback.
 * @typedef {{prompt: Prompt, key: AnswerKey | null, hint: string, heading: string, response: unknown, practice: boolean, cited?: import("./dom.js").Cited,
 *   earlier?: {response: unknown, right: boolean, text: string} | null}} Shown
 */
/** @typedef {{id: string, response: unknown, score: number, mistake: string, tries: number, hint: boolean, seconds: number}} Attempt */
/**
 * What a card calls: `tried` with each checked answer, and `changed` with each change, which saves it in a handout.
 * @typedef {{tried: (attempt: Attempt) => void, names: (feedback: Feedback) => boolean, changed: (response: unknown) => void,
 *   next: () => void}} Calls  `names` returns whether the common mistake that an answer suggests is clear enough to be named
 */

const LONG = 140; // characters of a question that is a paragraph, which would be hard to read in bold
const SIGNS = { right: "✔", partly: "◐", wrong: "✘" };
const SAVED = { saving: "Saving…", saved: "✔ Saved", unsaved: "Not saved yet." };

/** @param {Feedback} feedback @returns {keyof typeof SIGNS} */
const toneOf = ({ score }) => (score === 1 ? "right" : score ? "partly" : "wrong");

export class Card {
  /**
   * @param {HTMLElement} el
   * @param {Kind} kind
   * @param {Shown} shown
   * @param {Drafts} drafts
   * @param {Calls} calls
   * @param {() => number} now milliseconds
   */
  constructor(el, kind, shown, drafts, calls, now = () => performance.now()) {
    this.el = el;
    this.kind = kind;
    this.shown = shown;
    this.drafts = drafts;
    this.calls = calls;
    this.now = now;
    this.began = now();
    const draft = drafts.read();
    this.tries = draft.tries;
    this.hinted = draft.hinted;
    /** @type {HTMLButtonElement | null} */
    this.check = null;
    /** @type {Feedback | null} the verdict on what is entered now */
    this.feedback = null;
    this.form = element("form", { className: "mb-card", noValidate: true });
    this.form.setAttribute("data-lm-suppress-shortcuts", ""); // keys are for the card, and not for JupyterLab
    this.answerArea = element("div", { className: "mb-answer" });
    this.verdict = element("div", { className: "mb-feedback" });
    this.verdict.setAttribute("role", "status");
    this.saved = element("p", { className: "mb-save" });
    this.saved.setAttribute("role", "status");
    this.actions = element("div", { className: "mb-actions" });
    this.draw();
    this.field = kind.draw(this.answerArea, shown.prompt, () => this.changed());
    this.restore(shown.response ?? draft.response ?? shown.earlier?.response ?? null);
    this.recall();
    el.append(this.form);
  }

  draw() {
    const { prompt, heading, key } = this.shown;
    const className = `mb-prompt${prompt.text.length > LONG ? " mb-long" : ""}`;
    const legend = element("legend", { className }, heading ? `${heading} ${prompt.text}` : prompt.text);
    const group = element("fieldset", {}, legend);
    if (prompt.exhibit?.length) group.append(exhibitOf(prompt.exhibit));
    group.append(this.answerArea);
    this.form.append(group);
    if (key) {
      this.check = element("button", { type: "submit", className: "mb-main", textContent: "Check answer" });
      this.actions.append(this.check);
      this.form.append(this.actions, this.verdict);
    }
    this.form.append(this.saved);
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.submit();
    });
    // JupyterLab cancels what Enter does by itself in a form.
    this.form.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || !(event.target instanceof HTMLInputElement)) return;
      event.preventDefault();
      this.submit();
    });
  }

  /** @param {unknown} kept what was entered earlier */
  restore(kept) {
    if (kept === null) return;
    try {
      this.field.fill(kept);
    } catch {
      this.keep(null); // from another version of the question
      return;
    }
    // A handout's file has no answer, but the browser does: it was entered while nothing could be saved.
    if (!this.shown.key && this.shown.response === null) this.calls.changed(this.field.response());
  }

  /** Say how the learner answered earlier, unless something else is entered now. */
  recall() {
    const { earlier } = this.shown;
    if (!earlier || !same(this.field.response(), earlier.response)) return;
    this.verdict.className = `mb-feedback mb-earlier${earlier.right ? " mb-right" : ""}`;
    this.verdict.replaceChildren(element("p", {}, `${earlier.right ? "✔ " : ""}${earlier.text}`));
  }

  /** @param {unknown} response */
  keep(response) {
    this.drafts.write({ response, tries: this.tries, hinted: this.hinted });
  }

  /** What was entered has changed, so an earlier verdict no longer applies. */
  changed() {
    const response = this.field.response();
    this.keep(response);
    this.calls.changed(response);
    if (this.saved.classList.contains("mb-saved")) this.saved.textContent = ""; // what is entered now is not saved
    if (!this.shown.key) return;
    this.feedback = null;
    this.verdict.replaceChildren();
    this.verdict.className = "mb-feedback";
    this.field.mark?.(null);
    this.check?.classList.add("mb-main");
    this.offer("");
  }

  /** Check what is entered. Checking it again without a change does nothing, so a double click counts once. */
  submit() {
    const { key, prompt } = this.shown;
    if (!key || this.feedback) return;
    const response = this.field.response();
    try {
      this.feedback = check(this.kind, prompt, key, response ?? undefined);
    } catch (error) {
      if (!(error instanceof Unanswered)) throw error;
      this.verdict.className = "mb-feedback mb-ask";
      this.verdict.replaceChildren(element("p", {}, error.message));
      return;
    }
    this.tries += 1;
    this.show(this.feedback);
    this.calls.tried({
      id: uniqueName(),
      response,
      score: this.feedback.score,
      mistake: this.feedback.misconception,
      tries: this.tries,
      hint: this.hinted,
      seconds: Math.round((this.now() - this.began) / 1000),
    });
    this.hinted ||= this.feedback.score < 1;
    if (this.feedback.score < 1) this.keep(response);
    else this.drafts.write({ response, tries: 0, hinted: false }); // whoever comes back later starts over
  }

  /** @param {Feedback} feedback */
  show(feedback) {
    const tone = toneOf(feedback);
    const sign = element("span", {}, SIGNS[tone]);
    sign.setAttribute("aria-hidden", "true");
    const first = element("p", {}, element("strong", {}, sign, ` ${verdictOf(feedback)}`));
    if (this.calls.names(feedback)) first.append(" ", element("span", { className: "mb-mistake" }, `Common mistake: ${feedback.misconception}.`));
    this.verdict.className = `mb-feedback mb-${tone}`;
    this.verdict.replaceChildren(first);
    this.field.mark?.(feedback);
    if (feedback.score === 1) this.explain(feedback);
    else {
      this.verdict.append(element("p", {}, feedback.message));
      if (this.tries > 1) this.solve(feedback);
      else this.hint(feedback);
    }
    this.check?.classList.toggle("mb-main", feedback.score < 1); // after a right answer, the way onward is the main button
    this.offer(this.onward(feedback));
    this.verdict.scrollIntoView?.({ block: "nearest" });
  }

  /** @param {Feedback} feedback */
  hint(feedback) {
    if (this.shown.hint) this.verdict.append(element("p", {}, element("strong", {}, "Hint: "), this.shown.hint));
    const open = button("Show solution", () => {
      open.remove();
      this.solve(feedback).focus(); // the button that had the focus is gone
      if (!this.shown.practice) this.offer(button("Continue", () => goOn(this.el)));
    });
    this.verdict.append(open);
  }

  /**
   * Show the right answer, in words and beside the choices, and explain it.
   * @param {Feedback} feedback
   */
  solve(feedback) {
    const [right, ...others] = /** @type {AnswerKey} */ (this.shown.key).accepted;
    const name = element("strong", {}, others.length ? "One correct answer:" : "Answer:");
    const lines = this.kind.describe(right);
    const parts = element("ul", {}, ...lines.map((line) => element("li", {}, line)));
    const solution = element("div", { className: "mb-solution", tabIndex: -1 }, name, ...(lines.length > 1 ? [parts] : [` ${lines[0]}`]));
    this.verdict.append(solution);
    this.explain(feedback);
    this.field.mark?.(feedback, right);
    return solution;
  }

  /** @param {Feedback} feedback */
  explain({ explanation, source }) {
    this.verdict.append(
      element("p", {}, explanation),
      element("details", { className: "mb-source" }, element("summary", {}, "Source"), element("p", {}, ...citation(this.shown.cited ?? { text: source, url: "", checked: "" }))),
    );
  }

  /**
   * Put a button after "Check answer", which stays where it is: an element that is removed and put back loses the focus.
   * @param {HTMLElement | ""} onward
   */
  offer(onward) {
    while (this.check?.nextSibling) this.check.nextSibling.remove();
    this.actions.append(onward);
  }

  /** @param {Feedback} feedback */
  onward({ score }) {
    if (this.shown.practice) return button("Next question", () => this.next(), score === 1 ? "mb-main" : "");
    return score === 1 || this.tries > 1 ? button("Continue", () => goOn(this.el)) : "";
  }

  /** Ask for the next question, and move the focus to it when it replaces this card and its button. */
  next() {
    const practice = this.el.closest(".mb-practice");
    const observer = new MutationObserver(() => {
      const question = practice?.querySelector(".mb-prompt");
      if (!question || this.form.contains(question)) return;
      observer.disconnect();
      question.scrollIntoView({ block: "nearest" });
      focusOn(question);
    });
    if (practice) observer.observe(practice, { childList: true, subtree: true });
    this.calls.next();
  }

  /** @param {State} state @param {string} message why the answer is not saved, if it is known */
  showSaved(state, message) {
    this.saved.className = `mb-save mb-${state}`;
    if (state === "saved" && this.shown.key && !this.feedback) {
      this.saved.textContent = ""; // an earlier answer is saved, but not what is entered now
      return;
    }
    this.saved.textContent = message ? `${SAVED[state]} ${message}` : SAVED[state];
  }
}

/** @param {[string, string][]} exhibit */
const exhibitOf = (exhibit) => {
  const rows = exhibit.map(([name, text]) => {
    const head = element("th", { scope: "row" }, name);
    return element("tr", {}, head, element("td", {}, text));
  });
  return element("table", { className: "mb-table mb-exhibit" }, ...rows);
};

/**
 * Move on to what follows the card on the page: the next heading or question, or the next step of a lesson.
 * @param {HTMLElement} el
 */
const goOn = (el) => {
  const stops = [...document.querySelectorAll("h1, h2, h3, .mb-card, .mb-explorer")].filter((stop) => stop.getClientRects().length);
  const next = stops.find((stop) => el.compareDocumentPosition(stop) & Node.DOCUMENT_POSITION_FOLLOWING && !el.contains(stop));
  if (!next) el.dispatchEvent(new CustomEvent("mb-continue", { bubbles: true })); // to the next step
  next?.scrollIntoView({ block: "start" });
  focusOn(next);
};

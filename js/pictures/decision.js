// A decision as a path that lights up: each answer leads to the next question or to an outcome.
import { button, citation, element, focusOn } from "../card/dom.js";

/** @typedef {{to: string, means: string}} Way */
/** @typedef {"yes" | "no" | "unsure"} Given */
/** @typedef {{id: string, short: string, question: string, help: string, yes: Way, no: Way, unsure: Way, onward: "yes" | "no", source: import("../card/dom.js").Cited}} Asked  `onward`: the answer that goes down the path */
/** @typedef {{questions: Asked[]}} Decision */

/** @param {HTMLElement} el @param {Decision} data */
export const decision = (el, { questions }) => {
  /** @type {Map<string, Given>} */
  const answers = new Map();
  const path = element("ol", { className: "mb-path" });
  const news = element("div", { className: "mb-outcome" });
  news.setAttribute("role", "status");
  const again = button("Start over", () => answer(questions[0].id, undefined), "mb-again");
  el.append(path, news, again);

  /** Answer a question, or take its answer back with all later ones. @param {string} id @param {Given | undefined} given */
  const answer = (id, given) => {
    const from = questions.findIndex((one) => one.id === id);
    for (const { id: later } of questions.slice(from)) answers.delete(later);
    if (given !== undefined) answers.set(id, given);
    show();
    const next = el.querySelector(".mb-now") ?? news;
    focusOn(next);
    next.scrollIntoView({ block: "nearest" });
  };

  const show = () => {
    const walked = walk(questions, answers);
    path.replaceChildren(...questions.map((asked, place) => row(asked, place, walked, answers.get(asked.id), answer)), end(questions, walked));
    again.hidden = answers.size === 0;
    const last = walked.steps.at(-1);
    const source = questions[walked.steps.length - 1]?.source;
    const said = walked.outcome && last && source ? [element("p", {}, element("strong", {}, `Outcome: ${walked.outcome}. `), last.means), element("p", { className: "mb-source" }, "Source: ", ...citation(source))] : [];
    news.replaceChildren(...said);
  };
  show();
};

/**
 * Follow the answers as far as they go.
 * @param {Asked[]} questions
 * @param {Map<string, Given>} answers
 */
export const walk = (questions, answers) => {
  /** @type {Way[]} */
  const steps = [];
  let asked = questions.at(0);
  for (let given = asked && answers.get(asked.id); asked && given; given = answers.get(asked.id)) {
    const way = asked[given];
    steps.push(way);
    const next = questions.find(({ id }) => id === way.to);
    if (!next) return { steps, now: "", outcome: way.to };
    asked = next;
  }
  return { steps, now: asked?.id ?? "", outcome: "" };
};

/**
 * A question with the outcome at its side.
 * @param {Asked} asked
 * @param {number} place
 * @param {ReturnType<typeof walk>} walked
 * @param {Given | undefined} given
 * @param {(id: string, answer: Given | undefined) => void} answer
 */
const row = (asked, place, walked, given, answer) => {
  const now = walked.now === asked.id;
  const heading = element("p", { className: "mb-asked" }, `${place + 1}. ${now ? asked.question : asked.short}`);
  const box = element("div", { className: `mb-question ${now ? "mb-now" : given === undefined ? "mb-later" : "mb-lit"}` }, heading);
  if (now) {
    const before = walked.steps.at(-1);
    if (before) box.prepend(element("p", { className: "mb-before" }, before.means));
    const actions = element("div", { className: "mb-actions" });
    actions.append(
      button("Yes", () => answer(asked.id, "yes"), "mb-main"),
      button("No", () => answer(asked.id, "no"), "mb-main"),
      button("Not sure", () => answer(asked.id, "unsure")),
    );
    box.append(element("p", { className: "mb-help" }, asked.help), actions);
  } else if (given !== undefined) {
    const change = button("Change", () => answer(asked.id, undefined));
    change.setAttribute("aria-label", `Change the answer to question ${place + 1}`);
    box.append(element("p", { className: "mb-given" }, `Your answer: ${given === "unsure" ? "not sure" : given}`, change));
  }
  box.setAttribute("role", "group");
  box.setAttribute("aria-label", `Question ${place + 1}`);
  const aside = asked.onward === "yes" ? "no" : "yes";
  const named = { yes: "Yes", no: "No" };
  const item = element(
    "li",
    {},
    box,
    arrow(named[aside], given === aside),
    outcome(asked[aside].to, given === aside),
    arrow(named[asked.onward], given === asked.onward, "mb-down"),
  );
  if (now) item.setAttribute("aria-current", "step");
  return item;
};

/** The outcome at the end of the path. @param {Asked[]} questions @param {ReturnType<typeof walk>} walked */
const end = (questions, walked) => {
  const last = questions.at(-1);
  const to = last?.[last.onward].to ?? "";
  return element("li", {}, outcome(to, walked.outcome === to));
};

const arrow = (/** @type {string} */ word, /** @type {boolean} */ lit, name = "mb-across") =>
  element("span", { className: `mb-arrow ${name}${lit ? " mb-lit" : ""}`, ariaHidden: "true" }, word);

const outcome = (/** @type {string} */ text, /** @type {boolean} */ lit) =>
  element("div", { className: `mb-end${lit ? " mb-lit" : ""}` }, lit ? element("span", { ariaHidden: "true" }, "➤ ") : "", text[0].toUpperCase() + text.slice(1));

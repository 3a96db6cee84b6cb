// Multiple choice: check every statement that is true.
import { choiceRows, markRows } from "../choices.js";
import { Unanswered } from "../model.js";
/** @import {AnswerKey, Field, Prompt} from "../model.js" */

/**
 * The checked texts, sorted.
 * @param {Prompt} prompt
 * @param {unknown} response
 * @returns {string[]}
 */
export const parse = ({ payload }, response) => {
  if (Array.isArray(response) && response.length && new Set(response).size === response.length) {
    const choices = payload.choices ?? response;
    if (response.every((choice) => typeof choice === "string" && choices.includes(choice))) return sorted(response);
  }
  throw new Unanswered("Check at least one answer first.");
};

/**
 * A misconception's answer is one choice, wrongly checked or missed. A wrong check shows more about the learner's thinking, so it
 * comes first.
 * @param {AnswerKey} key
 * @param {string[]} answer
 */
export const reveals = (key, answer) => {
  const wrong = (/** @type {string} */ choice) => key.accepted.some((accepted) => accepted.includes(choice) !== answer.includes(choice));
  const found = key.misconceptions.filter((one) => wrong(one.answer));
  return [...found.filter((one) => answer.includes(one.answer)), ...found.filter((one) => !answer.includes(one.answer))];
};

/**
 * The share of the right choices that are checked; each wrong check cancels one.
 * @param {string[]} accepted
 * @param {string[]} answer
 */
export const credit = (accepted, answer) => {
  const hits = answer.filter((choice) => accepted.includes(choice)).length;
  return Math.max(0, (2 * hits - answer.length) / accepted.length);
};

/** @param {string[]} answer */
export const describe = (answer) => answer;

/**
 * @param {HTMLElement} el
 * @param {Prompt} prompt
 * @param {() => void} changed
 * @returns {Field}
 */
export const draw = (el, { payload }, changed) => {
  const rows = choiceRows(el, payload.choices, { type: "checkbox" }, changed);
  return {
    response: () => {
      const checked = rows.filter(({ input }) => input.checked).map(({ input }) => input.value);
      return checked.length ? checked : null;
    },
    fill: (choices) => rows.forEach(({ input }) => (input.checked = choices.includes(input.value))),
    mark: (feedback, solution) => markRows(rows, feedback, solution),
  };
};

/** In the order of code points, as Python sorts. @param {string[]} texts */
const sorted = (texts) => {
  const points = (/** @type {string} */ text) => [...text].map((point) => point.codePointAt(0) ?? 0);
  return [...texts].sort((one, other) => {
    const [a, b] = [points(one), points(other)];
    const at = a.findIndex((point, index) => point !== b[index]);
    return at < 0 ? a.length - b.length : a[at] - (b[at] ?? -1);
  });
};

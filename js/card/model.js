// The question model in the browser: see src/massage_billing/questions/model.py.

/** @typedef {{kind: string, text: string, payload: any, exhibit?: [string, string][], hint?: string}} Prompt */
/** @typedef {{name: string, answer: any, message: string, sure: boolean}} Misconception */
/** @typedef {{accepted: any[], misconceptions: Misconception[], explanation: string, source: string}} AnswerKey */
/** @typedef {{score: number, message: string, explanation: string, source: string, misconception: string, sure: boolean}} Feedback */

/**
 * The part of a card in which a learner answers.
 * @typedef {object} Field
 * @property {() => unknown} response what was entered, or null if nothing was
 * @property {(response: any) => void} fill enter a response, as clicking and typing would
 * @property {(feedback: Feedback | null, solution?: any) => void} [mark] show the result beside the answer, or remove it. The
 *   solution is given once the learner may see it.
 */

/**
 * One way of asking. Each module in kinds/ is one, with the same rules as the Python module of the same name.
 * @typedef {object} Kind
 * @property {(prompt: Prompt, response: any) => any} parse the response as `grade` expects it; throws Unanswered
 * @property {(prompt: Prompt, answer: any) => string} [missing] what is missing from an answer
 * @property {(key: AnswerKey, answer: any) => Misconception[]} [reveals] the misconceptions behind a wrong answer
 * @property {(accepted: any, answer: any) => number} [credit] the share of the points of a wrong answer
 * @property {(key: AnswerKey, answer: any) => string} [comment] a sentence about an answer that reveals no misconception
 * @property {(answer: any) => string[]} describe the answer in words: each part of it
 * @property {(el: HTMLElement, prompt: Prompt, changed: () => void) => Field} draw add the controls to an element
 */

/** A response is missing or malformed. The message tells the learner what to enter. */
export class Unanswered extends Error {}

/**
 * Whether two answers are equal. The order of the names in a mapping does not matter.
 * @param {unknown} one
 * @param {unknown} other
 * @returns {boolean}
 */
export const same = (one, other) => {
  if (one === other) return true;
  if (typeof one !== "object" || typeof other !== "object" || !one || !other || Array.isArray(one) !== Array.isArray(other)) return false;
  const names = Object.keys(one);
  const inner = /** @type {Record<string, unknown>} */ (one);
  const outer = /** @type {Record<string, unknown>} */ (other);
  return names.length === Object.keys(other).length && names.every((name) => Object.hasOwn(outer, name) && same(inner[name], outer[name]));
};

/**
 * A number rounded to two places as Python's `round` does it: half to even.
 * @param {number} value
 */
export const round2 = (value) => {
  const hundreds = value * 100;
  const half = hundreds % 1 === 0.5; // exact only for binary fractions, as in Python
  return half ? (Math.floor(hundreds) + (Math.floor(hundreds) % 2)) / 100 : Number(value.toFixed(2));
};

/**
 * @param {unknown} value
 * @returns {value is Record<string, unknown>}
 */
export const isMapping = (value) => typeof value === "object" && value !== null && !Array.isArray(value);

/**
 * "1 unit", "2 units".
 * @param {number} count
 * @param {string} word
 */
export const plural = (count, word) => `${count} ${word}${count === 1 ? "" : "s"}`;

// Single choice: pick one of several statements.
import { choiceRows, markRows } from "../choices.js";
import { uniqueName } from "../dom.js";
import { Unanswered } from "../model.js";
/** @import {Field, Prompt} from "../model.js" */

/**
 * @param {Prompt} prompt
 * @param {unknown} response
 * @returns {string}
 */
export const parse = ({ payload }, response) => {
  if (typeof response === "string" && (payload.choices ?? [response]).includes(response)) return response;
  throw new Unanswered("Choose one answer first.");
};

/** @param {string} answer */
export const describe = (answer) => [answer];

/**
 * @param {HTMLElement} el
 * @param {Prompt} prompt
 * @param {() => void} changed
 * @returns {Field}
 */
export const draw = (el, { payload }, changed) => {
  const rows = choiceRows(el, payload.choices, { type: "radio", name: uniqueName() }, changed);
  return {
    response: () => rows.find(({ input }) => input.checked)?.input.value ?? null,
    fill: (choice) => rows.forEach(({ input }) => (input.checked = input.value === choice)),
    mark: (feedback, solution) => markRows(rows, feedback, solution && [solution]),
  };
};

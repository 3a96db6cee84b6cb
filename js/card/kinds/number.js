// Number: enter a whole number.
import { element, uniqueName } from "../dom.js";
import { wholeNumber } from "../numbers.js";
/** @import {Field, Prompt} from "../model.js" */

/**
 * @param {Prompt} prompt
 * @param {unknown} response
 */
export const parse = ({ payload }, response) => wholeNumber(response, payload.unit ?? "");

/** @param {number} answer */
export const describe = (answer) => [String(answer)];

/**
 * A text field, since a spinner would give 0 for text that is not a number.
 * @param {HTMLElement} el
 * @param {Prompt} prompt
 * @param {() => void} changed
 * @returns {Field}
 */
export const draw = (el, { payload }, changed) => {
  const { row, input } = numberField(`Your answer, in ${payload.unit}:`, payload.unit, changed);
  el.append(row);
  return { response: () => input.value.trim() || null, fill: (number) => (input.value = String(number)) };
};

/**
 * A labeled field for a number, with its unit beside it.
 * @param {string} text
 * @param {string} unit
 * @param {() => void} changed
 */
export const numberField = (text, unit, changed) => {
  const id = uniqueName();
  const input = element("input", { id, type: "text", inputMode: "numeric", autocomplete: "off" });
  input.addEventListener("input", changed);
  const label = element("label", { htmlFor: id }, text);
  const beside = element("span", { className: "mb-unit" }, unit);
  beside.setAttribute("aria-hidden", "true"); // the label has it
  return { input, row: element("div", { className: "mb-number" }, label, input, beside) };
};

// Single choice: pick one of several statements.
import { element, uniqueName } from "../dom.js";
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
export const describe = (answer) => answer;

/**
 * @param {HTMLElement} el
 * @param {Prompt} prompt
 * @param {() => void} changed
 * @returns {Field}
 */
export const draw = (el, { payload }, changed) => {
  const name = uniqueName();
  const rows = payload.choices.map((/** @type {string} */ choice) => {
    const input = element("input", { type: "radio", name, value: choice });
    input.addEventListener("change", changed);
    const result = element("span", { className: "mb-result" });
    return { input, result, row: element("label", { className: "mb-choice" }, input, element("span", {}, choice), result) };
  });
  el.append(...rows.map((/** @type {{row: Node}} */ { row }) => row));
  return {
    response: () => rows.find((/** @type {{input: HTMLInputElement}} */ { input }) => input.checked)?.input.value ?? null,
    fill: (choice) => rows.forEach((/** @type {{input: HTMLInputElement}} */ { input }) => (input.checked = input.value === choice)),
    mark: (feedback) => {
      for (const { input, result, row } of rows) {
        const shown = feedback && input.checked;
        row.classList.toggle("mb-good", Boolean(shown && feedback.score === 1));
        row.classList.toggle("mb-bad", Boolean(shown && feedback.score < 1));
        result.textContent = shown ? (feedback.score === 1 ? "✔ Correct" : "✘ Your answer") : "";
      }
    },
  };
};

// The choices of a question: rows with a radio button or a checkbox, and the result at the end of each row.
import { element } from "./dom.js";
/** @import {Feedback} from "./model.js" */
/** @typedef {{input: HTMLInputElement, show: (right: boolean | null, text?: string) => void}} Row */

/**
 * Add a row for each choice. The whole row is the label, so all of it can be clicked.
 * @param {HTMLElement} el
 * @param {string[]} choices
 * @param {{type: "radio" | "checkbox", name?: string}} control
 * @param {() => void} changed
 * @returns {Row[]}
 */
export const choiceRows = (el, choices, control, changed) =>
  choices.map((choice) => {
    const input = element("input", { ...control, value: choice });
    input.addEventListener("change", changed);
    const result = element("span", { className: "mb-result" });
    const row = element("label", { className: "mb-choice" }, input, element("span", {}, choice), result);
    el.append(row);
    const show = (/** @type {boolean | null} */ right, text = "") => {
      row.classList.toggle("mb-good", right === true);
      row.classList.toggle("mb-bad", right === false);
      result.textContent = right === null ? "" : `${right ? "✔" : "✘"} ${text}`;
    };
    return { input, show };
  });

/**
 * Show the result at the rows. Until the solution is open, a wrong answer must not point to the right one.
 * @param {Row[]} rows
 * @param {Feedback | null} feedback
 * @param {string[]} [solution] the right choices, once the learner may see them
 */
export const markRows = (rows, feedback, solution) => {
  for (const { input, show } of rows) {
    const right = feedback?.score === 1 ? input.checked : solution?.includes(input.value);
    if (right) show(true, input.checked ? "Correct" : "Correct answer");
    else if (input.checked && feedback && (solution || input.type === "radio")) show(false, "Your answer");
    else show(null);
  }
};

// The bar above a lesson: its buttons, and, in the site, a status line.
import { button } from "../card/dom.js";
/** @import {NotebookPanel, WidgetClass} from "./jupyterlab.js" */
/** @typedef {{say: (text: string) => void}} Bar */

/** @param {{codeShown: boolean, toggleCode: () => void}} controls */
export const codeSwitch = (controls) => {
  const made = button("Show the Python code", () => controls.toggleCode(), "mb-code-switch");
  made.setAttribute("role", "switch");
  made.setAttribute("aria-checked", String(controls.codeShown));
  return made;
};

/**
 * Put a bar above a lesson.
 * @param {NotebookPanel} panel
 * @param {WidgetClass} Widget
 * @param {(say: (text: string) => void) => HTMLElement[]} buttons what the bar contains
 * @param {boolean} withStatus
 * @param {HTMLElement[]} below what the bar shows below its buttons
 * @returns {Bar}
 */
export const addBar = (panel, Widget, buttons, withStatus, below = []) => {
  const node = Object.assign(document.createElement("nav"), { className: "mb-lesson-bar" });
  node.setAttribute("aria-label", "Lesson");
  const row = document.createElement("div");
  row.className = "mb-lesson-row";
  const status = document.createElement("span");
  status.setAttribute("role", "status");
  const say = (/** @type {string} */ text) => void (status.textContent = text);
  row.append(...buttons(say));
  if (withStatus) row.append(status);
  const parts = document.createElement("div");
  parts.append(row, ...below);
  node.append(parts);
  panel.contentHeader.addWidget(new Widget({ node }));
  panel.contentHeader.show();
  // On a phone the buttons take more than one line: JupyterLab gives the bar the height that it asks for.
  new ResizeObserver(() => {
    node.style.minHeight = `${Math.ceil(parts.getBoundingClientRect().height)}px`;
    panel.contentHeader.fit();
  }).observe(parts);
  return { say };
};

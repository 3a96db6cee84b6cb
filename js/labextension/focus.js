// Keep the focus in view.
/** @import {NotebookPanel} from "./jupyterlab.js" */

const CONTROLS = "a, button, input, select, textarea, summary, [tabindex='0']";

/**
 * When a lesson grows above the control that has the focus, as after "Next step", scroll so that the control stays in view.
 * Whoever scrolls or points is not moved.
 * @param {NotebookPanel} panel
 */
export const keepFocusInView = ({ content }) => {
  let byKeyboard = false;
  content.node.addEventListener("keydown", () => (byKeyboard = true), true);
  for (const type of ["wheel", "pointerdown"]) content.node.addEventListener(type, () => (byKeyboard = false), true);
  const observer = new ResizeObserver(() => {
    const at = document.activeElement;
    if (byKeyboard && at?.matches(CONTROLS) && content.node.contains(at)) at.scrollIntoView({ block: "nearest" });
  });
  content.widgets.forEach(({ node }) => observer.observe(node));
};

// The pictures that the site was built with.
/** @import {NotebookPanel} from "./jupyterlab.js" */

/**
 * The stored pictures of a lesson, by number. They are shown until the kernel can draw.
 * @param {NotebookPanel} panel
 */
export const storedPictures = (panel) => {
  /** @type {Record<string, string>} */
  const found = {};
  for (const { model } of panel.content.widgets) {
    const html = (model.type === "code" && model.outputs?.get(0)?.data["text/html"]) || "";
    const parsed = new DOMParser().parseFromString([html].flat().join(""), "text/html");
    for (const node of parsed.querySelectorAll("[data-mb-picture]")) {
      if (node instanceof HTMLElement) found[node.dataset.mbPicture ?? ""] = node.innerHTML;
    }
  }
  return found;
};

// The start page, which is drawn again when there are newer answers, and links from one notebook to another.
import { START_PAGE } from "./recognition.js";
/** @import {App, Contents, FileModel, NotebookPanel} from "./jupyterlab.js" */

/**
 * Whether the start page shows the newest answers already. `massage-billing start` draws the cards into it; they are right
 * until an answer is newer than the page.
 * @param {Contents} contents
 * @param {NotebookPanel} panel
 */
export const isUpToDate = async (contents, panel) => {
  const drawn = panel.content.widgets.some(({ model }) => model.type === "code" && model.outputs?.get(0)?.data["text/html"]);
  if (!drawn) return false;
  const files = /** @type {FileModel[]} */ ((await contents.get("")).content);
  const written = (/** @type {string} */ name) =>
    Date.parse(files.find((file) => file.name === name)?.last_modified ?? "") || 0;
  return written("progress.jsonl") <= written(panel.context.path);
};

/**
 * The newest start page of a folder. Where the learner changed the start page, `start` drew a newer one beside it.
 * @param {FileModel[]} files
 * @returns {FileModel | undefined}
 */
export const newestStartPage = (files) => {
  const pages = files.filter((file) => file.name.startsWith(START_PAGE) && file.type === "notebook");
  return pages.sort((one, other) => Date.parse(other.last_modified) - Date.parse(one.last_modified))[0];
};

/**
 * The path of the notebook to which a link leads; undefined if it leads elsewhere.
 * @param {string} href
 * @param {string} page the path of the notebook with the link
 * @param {string} here the origin of the page
 */
export const linkedPath = (href, page, here) => {
  const { origin, pathname } = new URL(href);
  const name = decodeURIComponent(pathname.split("/").pop() ?? "");
  if (origin !== here || !name.endsWith(".ipynb")) return undefined;
  return [...page.split("/").slice(0, -1), name].join("/");
};

/**
 * Open a linked notebook at the first click, also while the page is being drawn and JupyterLab has not yet seen the links.
 * @param {NotebookPanel} panel
 * @param {(path: string) => Promise<unknown>} open
 */
export const openLinkedNotebooks = (panel, open) => {
  const follow = (/** @type {MouseEvent} */ event) => {
    const link = event.target instanceof Element && event.target.closest("a");
    if (!(link instanceof HTMLAnchorElement) || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const path = linkedPath(link.href, panel.context.path, location.origin);
    if (!path) return;
    event.preventDefault();
    event.stopPropagation();
    void open(path);
  };
  panel.node.addEventListener("click", follow, true);
};

/**
 * A function that opens a document. In a browser each lesson has its own Python of some hundred megabytes, so the page is
 * left there, and the Python before it with it.
 * @param {App} app
 * @param {{last: Promise<unknown>}} kept
 * @param {boolean} inBrowser
 * @returns {(path: string) => Promise<unknown>}
 */
export const documentOpener = (app, kept, inBrowser) => async (path) => {
  if (!inBrowser) return app.commands.execute("docmanager:open", { path });
  await kept.last;
  location.assign(`?path=${encodeURIComponent(path)}`);
  return undefined;
};

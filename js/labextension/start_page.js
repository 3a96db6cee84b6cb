// The start page, which is drawn again after new answers, and links between notebooks.
import { focusOn } from "../card/dom.js";
import { PLACES } from "./places.js";
/** @import {App, Contents, FileModel, NotebookPanel} from "./jupyterlab.js" */

/**
 * Whether the start page already shows the newest answers. `massage-billing start` draws its cards, which are up to date
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
  return Math.max(written("progress.jsonl"), written(PLACES)) <= written(panel.context.path);
};

/**
 * The newest version of a lesson or of the start page. If the learner changed one, `start` puts a newer one beside it.
 * @param {FileModel[]} files
 * @param {string} name
 * @returns {FileModel | undefined}
 */
export const newest = (files, name) => {
  const pages = files.filter((file) => file.name.startsWith(name) && file.type === "notebook");
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

/** The path of the document in the address of a page of JupyterLab. @param {string} pathname */
export const pathIn = (pathname) => decodeURIComponent(pathname.match(/\/(?:doc|lab|notebooks)\/(?:tree\/)?(.+\.ipynb)$/)?.[1] ?? "");

/** The anchor of a glossary term, as in the links to it. @param {string} term */
export const termSlug = (term) => term.toLowerCase().replace(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, "");

/**
 * Show the row of a table whose first cell is a term.
 * @param {HTMLElement} page
 * @param {string} hash of the link, such as "#unit"
 */
export const showTerm = (page, hash) => {
  if (!hash) return;
  const terms = [...page.querySelectorAll(".mb-table td:first-child")];
  const term = terms.find(({ textContent }) => termSlug(textContent ?? "") === hash.slice(1));
  term?.scrollIntoView({ block: "center" });
  focusOn(term);
};

/**
 * Open a linked notebook at the first click, even if JupyterLab has not processed the links yet.
 * @param {NotebookPanel} panel
 * @param {(path: string, hash: string) => Promise<unknown>} open
 */
export const openLinkedNotebooks = (panel, open) => {
  const follow = (/** @type {MouseEvent} */ event) => {
    const link = event.target instanceof Element && event.target.closest("a");
    if (!(link instanceof HTMLAnchorElement) || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const path = linkedPath(link.href, panel.context.path, location.origin);
    if (!path) return;
    event.preventDefault();
    event.stopPropagation();
    void open(path, link.hash);
  };
  panel.node.addEventListener("click", follow, true);
};

/**
 * Return a function that opens a document. In the site each lesson has its own Python, which takes about a hundred megabytes,
 * so opening a document reloads the page, which ends the Python of the lesson before.
 * @param {App} app
 * @param {{last: Promise<unknown>}} learnerFiles
 * @param {boolean} inBrowser
 * @returns {(path: string, hash?: string) => Promise<unknown>}
 */
export const documentOpener = (app, learnerFiles, inBrowser) => async (path, hash = "") => {
  if (!inBrowser) return app.commands.execute("docmanager:open", { path });
  await learnerFiles.last;
  location.assign(`?path=${encodeURIComponent(path)}${hash}`);
  return undefined;
};

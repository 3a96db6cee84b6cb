import assert from "node:assert/strict";
import { test } from "node:test";
import { isUpToDate, linkedPath, newestStartPage } from "../labextension/start_page.js";
import { file } from "./fakes.js";
/** @import {Contents, FileModel, NotebookPanel} from "../labextension/jupyterlab.js" */

const PAGE = "00_start_here.ipynb";

/**
 * Whether a start page is up to date in a folder.
 * @param {boolean} drawn
 * @param {FileModel[]} files
 */
const upToDate = (drawn, files) => {
  const contents = /** @type {Contents} */ (/** @type {unknown} */ ({ get: async () => file("", { content: files }) }));
  const outputs = { get: () => (drawn ? { data: { "text/html": "<ul></ul>" } } : undefined) };
  const panel = { content: { widgets: [{ model: { type: "code", outputs } }] }, context: { path: PAGE } };
  return isUpToDate(contents, /** @type {NotebookPanel} */ (/** @type {unknown} */ (panel)));
};

test("a drawn start page is up to date until an answer is newer", async () => {
  const page = file(PAGE, { last_modified: "2026-11-26T10:00:00Z" });
  const answers = (/** @type {string} */ time) => file("progress.jsonl", { last_modified: `2026-11-26T${time}Z` });
  assert.ok(await upToDate(true, [page]));
  assert.ok(await upToDate(true, [page, answers("09:00:00")]));
  assert.ok(!(await upToDate(true, [page, answers("11:00:00")])));
});

test("a start page without cards is not up to date", async () => {
  assert.ok(!(await upToDate(false, [file(PAGE, { last_modified: "2026-11-26T10:00:00Z" })])));
});

test("the newest of several start pages is opened", () => {
  const at = (/** @type {string} */ name, /** @type {string} */ day, type = "notebook") =>
    file(name, { type, last_modified: `2026-11-${day}T00:00:00Z` });
  const files = [at(PAGE, "01"), at("00_start_here (2).ipynb", "03"), at("00_start_here.txt", "05", "file"), at("01_codes.ipynb", "09")];
  assert.equal(newestStartPage(files)?.name, "00_start_here (2).ipynb");
  assert.equal(newestStartPage([]), undefined);
});

test("a card links to a lesson beside the start page", () => {
  assert.equal(linkedPath("http://localhost:8888/doc/tree/01_codes.ipynb", PAGE), "01_codes.ipynb");
  assert.equal(linkedPath("http://localhost:8888/a/My%20lesson.ipynb?x=1", `course/${PAGE}`), "course/My lesson.ipynb");
});

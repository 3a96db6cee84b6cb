import assert from "node:assert/strict";
import { test } from "node:test";
import { isUpToDate, linkedPath, newest, pathIn, termSlug } from "../labextension/start_page.js";
import { file } from "./fakes.js";
/** @import {Contents, FileModel, NotebookPanel} from "../labextension/jupyterlab.js" */

const PAGE = "00_start_here.ipynb";

/**
 * Return whether the start page of a folder is up to date.
 * @param {boolean} drawn
 * @param {FileModel[]} files
 */
const upToDate = (drawn, files) => {
  const contents = /** @type {Contents} */ (/** @type {unknown} */ ({ get: async () => file("", { content: files }) }));
  const outputs = { get: () => (drawn ? { data: { "text/html": "<ul></ul>" } } : undefined) };
  const panel = { content: { widgets: [{ model: { type: "code", outputs } }] }, context: { path: PAGE } };
  return isUpToDate(contents, /** @type {NotebookPanel} */ (/** @type {unknown} */ (panel)));
};

test("a start page with cards is up to date until there is a newer answer", async () => {
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
  assert.equal(newest(files, "00_start_here")?.name, "00_start_here (2).ipynb");
  assert.equal(newest([], "00_start_here"), undefined);
});

test("a link opens only a notebook in the same folder", () => {
  const here = "http://localhost:8888";
  assert.equal(linkedPath(`${here}/doc/tree/01_codes.ipynb`, PAGE, here), "01_codes.ipynb");
  assert.equal(linkedPath(`${here}/a/My%20lesson.ipynb?x=1`, `course/${PAGE}`, here), "course/My lesson.ipynb");
  assert.equal(linkedPath(`${here}/files/glossary.ipynb#copay`, "02_eight_minute_rule.ipynb", here), "glossary.ipynb");
  assert.equal(linkedPath("https://example.org/glossary.ipynb", PAGE, here), undefined);
  assert.equal(linkedPath(`${here}/files/list.csv`, PAGE, here), undefined);
  assert.equal(linkedPath("data:text/csv;base64,eA==", PAGE, here), undefined);
});

test("a term has the anchor that links to it use", () => {
  assert.equal(termSlug("8-minute rule"), "8-minute-rule");
  assert.equal(termSlug("workers' compensation"), "workers-compensation");
});

test("the address of a page names its document", () => {
  assert.equal(pathIn("/doc/tree/02_eight_minute_rule.ipynb"), "02_eight_minute_rule.ipynb");
  assert.equal(pathIn("/user/dee/lab/tree/my%20folder/a.ipynb"), "my folder/a.ipynb");
  assert.equal(pathIn("/lab"), "");
});

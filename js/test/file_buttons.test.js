import assert from "node:assert/strict";
import { test } from "node:test";
import { notebookOf, takeFile } from "../labextension/file_buttons.js";
import { LearnerFiles } from "../labextension/learner_files.js";
import { folder } from "./fakes.js";

/**
 * Choose a file, and return the message for the learner and what happened.
 * @param {string} name
 * @param {string} text
 * @param {Record<string, unknown>} [files]
 */
const taken = async (name, text, files = {}) => {
  const contents = folder(files);
  /** @type {string[]} */
  const opened = [];
  /** @type {Record<string, string>} */
  const saved = {};
  const site = {
    contents,
    learnerFiles: new LearnerFiles(contents, undefined),
    kernelspec: () => ({ name: "python" }),
    open: async (/** @type {string} */ path) => opened.push(path),
    save: (/** @type {string} */ as, /** @type {string} */ content) => void (saved[as] = content),
  };
  const message = await takeFile(site, { name, text: async () => text });
  return { message, files: contents.files, opened, saved };
};

test("a notebook is JSON with cells", () => {
  assert.deepEqual(notebookOf('{"cells": []}'), { cells: [] });
  for (const text of ["", "{", "null", "[]", '"cells"', '{"cell": []}']) assert.equal(notebookOf(text), undefined);
});

test("answers come back, and those that were there are saved first", async () => {
  const found = await taken("progress (1).jsonl", "new", { "progress.jsonl": "old" });
  assert.equal(found.message, "progress.jsonl is restored. Open a lesson to continue.");
  assert.deepEqual(found.files, { "progress.jsonl": "new" });
  assert.deepEqual(found.saved, { "progress.before.jsonl": "old" });
});

test("answers come back where there were none, and nothing is saved", async () => {
  const found = await taken("progress.jsonl", "new");
  assert.deepEqual(found.files, { "progress.jsonl": "new" });
  assert.deepEqual(found.saved, {});
});

test("a handout is opened with the kernel of the site", async () => {
  const metadata = { massage_billing: { assignment: "w" }, kernelspec: { name: "python3" } };
  const found = await taken("a1.ipynb", JSON.stringify({ cells: [], metadata }));
  assert.deepEqual(found.files["a1.ipynb"], { cells: [], metadata: { ...metadata, kernelspec: { name: "python" } } });
  assert.deepEqual(found.opened, ["a1.ipynb"]);
});

test("another file is refused by name, and nothing changes", async () => {
  const found = await taken("photo.json", "{}", { "progress.jsonl": "old" });
  assert.match(found.message, /^photo\.json is not a handout/);
  assert.deepEqual(found.files, { "progress.jsonl": "old" });
  assert.deepEqual(found.opened, []);
});

import assert from "node:assert/strict";
import { test } from "node:test";
import { notebookOf, takeFile } from "../labextension/file_buttons.js";
import { LearnerFiles } from "../labextension/learner_files.js";
import { folder } from "./fakes.js";

/**
 * Choose a file, and return the message to the learner, the files in the folder, the files opened, and the downloads.
 * @param {string} name
 * @param {string} text
 * @param {Record<string, unknown>} [files]
 * @param {boolean} [full] whether the browser can store nothing more
 */
const choose = async (name, text, files = {}, full = false) => {
  const contents = folder(files, { full });
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

test("answers are restored from a file, and the existing answers are downloaded first", async () => {
  const found = await choose("progress (1).jsonl", "new", { "progress.jsonl": "old" });
  assert.equal(
    found.message,
    "progress.jsonl is restored. The earlier copy is in your downloads folder as progress.before.jsonl. Open a lesson to continue.",
  );
  assert.deepEqual(found.files, { "progress.jsonl": "new" });
  assert.deepEqual(found.saved, { "progress.before.jsonl": "old" });
});

test("answers are restored without a download if there were none before", async () => {
  const found = await choose("progress.jsonl", "new");
  assert.deepEqual(found.files, { "progress.jsonl": "new" });
  assert.deepEqual(found.saved, {});
});

test("a handout is opened with the site's kernel", async () => {
  const metadata = { massage_billing: { assignment: "w" }, kernelspec: { name: "python3" } };
  const found = await choose("a1.ipynb", JSON.stringify({ cells: [], metadata }));
  assert.deepEqual(found.files["a1.ipynb"], { cells: [], metadata: { ...metadata, kernelspec: { name: "python" } } });
  assert.deepEqual(found.opened, ["a1.ipynb"]);
});

test("any other file is rejected by name, and nothing changes", async () => {
  const found = await choose("photo.json", "{}", { "progress.jsonl": "old" });
  assert.match(found.message, /^photo\.json is not a handout/);
  assert.deepEqual(found.files, { "progress.jsonl": "old" });
  assert.deepEqual(found.opened, []);
});

test("a file that the browser cannot store is named, and nothing changes", async () => {
  const answers = await choose("progress.jsonl", "new", { "progress.jsonl": "old" }, true);
  assert.match(answers.message, /out of storage/);
  assert.deepEqual(answers.files, { "progress.jsonl": "old" });
  const handout = await choose("a1.ipynb", '{"cells": []}', {}, true);
  assert.equal(handout.message, "a1.ipynb could not be opened. Try again, or choose another file.");
  assert.deepEqual(handout.opened, []);
});

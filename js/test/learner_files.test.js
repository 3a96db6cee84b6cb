import assert from "node:assert/strict";
import { test } from "node:test";
import { isOurs, LearnerFiles, originalName } from "../labextension/learner_files.js";
import { folder } from "./fakes.js";

/** @param {ReturnType<typeof folder>} contents */
const learnerFiles = (contents) => new LearnerFiles(contents, undefined);

test("a line is appended to a file, which is created if necessary", async () => {
  const contents = folder();
  await learnerFiles(contents).change({ name: "progress.jsonl", how: "line", text: '{"a": 1}' });
  await learnerFiles(contents).change({ name: "progress.jsonl", how: "line", text: '{"a": 2}' });
  assert.deepEqual(contents.files, { "progress.jsonl": '{"a": 1}\n{"a": 2}\n' });
});

test("a file can be replaced and deleted", async () => {
  const contents = folder({ "privacy-checklist.json": "{}" });
  await learnerFiles(contents).change({ name: "privacy-checklist.json", how: "whole", text: "[1]" });
  assert.deepEqual(contents.files, { "privacy-checklist.json": "[1]" });
  await learnerFiles(contents).change({ name: "privacy-checklist.json", how: "gone" });
  assert.deepEqual(contents.files, {});
});

test("deleting a file that is already gone does not fail", async () => {
  await learnerFiles(folder()).change({ name: "progress.jsonl", how: "gone" });
});

for (const name of ["notes.txt", "../progress.jsonl", "sub/progress.jsonl", "progress.jsonl.exe", "submission_.json", "progress (1).jsonl", ""]) {
  test(`a kernel cannot change the file ${JSON.stringify(name)}`, async () => {
    const contents = folder({ [name]: "mine" });
    for (const how of /** @type {const} */ (["line", "whole", "gone"])) await learnerFiles(contents).change({ name, how, text: "theirs" });
    assert.deepEqual(contents.files, { [name]: "mine" });
    assert.ok(!isOurs(name));
  });
}

for (const name of ["submission_week-1.json", "hand_in_week-1.json"]) {
  test(`a submission belongs to the lessons, even from an earlier version: ${name}`, () => assert.ok(isOurs(name)));
}

test("changes made at the same time are all saved, in order", async () => {
  const contents = folder();
  const files = learnerFiles(contents);
  await Promise.all([1, 2, 3].map((at) => files.change({ name: "progress.jsonl", how: "line", text: String(at) })));
  assert.equal(contents.files["progress.jsonl"], "1\n2\n3\n");
});

test("a change that fails is reported, and the next change is saved", async () => {
  const contents = folder({}, { full: true });
  const files = learnerFiles(contents);
  const failed = files.change({ name: "progress.jsonl", how: "line", text: "1" });
  await assert.rejects(failed, /no space left/);
  contents.state.full = false;
  await files.change({ name: "progress.jsonl", how: "line", text: "2" });
  assert.equal(contents.files["progress.jsonl"], "2\n");
});

test("what Python has written and the browser could not store is stored later, once and in order", async () => {
  const contents = folder({ "progress.jsonl": "0\n" }, { full: true });
  const files = learnerFiles(contents);
  /** @type {boolean[]} */
  const told = [];
  files.tell = (full) => told.push(full);
  for (const text of ["1", "2"]) await assert.rejects(files.keep({ name: "progress.jsonl", how: "line", text }), /no space left/);
  await assert.rejects(files.store(), /no space left/);
  await assert.rejects(files.keep({ name: "submission_w.json", how: "whole", text: "{}" }), /no space left/);
  assert.deepEqual(await files.all(), { "progress.jsonl": "0\n1\n2\n", "submission_w.json": "{}" }); // nothing is missing from a copy
  assert.deepEqual(contents.files, { "progress.jsonl": "0\n" });
  contents.state.full = false;
  await files.store();
  await files.store();
  assert.deepEqual(contents.files, { "progress.jsonl": "0\n1\n2\n", "submission_w.json": "{}" });
  assert.deepEqual(told, [true, false]);
});

test("a file that is not ours does not hold up the others", async () => {
  const contents = folder();
  const files = learnerFiles(contents);
  await files.keep({ name: "notes.txt", how: "whole", text: "theirs" });
  await files.keep({ name: "progress.jsonl", how: "line", text: "1" });
  assert.deepEqual(contents.files, { "progress.jsonl": "1\n" });
});

test("a deleted file is missing from a copy even while it cannot be deleted", async () => {
  const contents = folder({ "progress.jsonl": "1\n" });
  const files = learnerFiles(contents);
  files.unstored.push({ name: "progress.jsonl", how: "gone" });
  assert.deepEqual(await files.all(), {});
});

test("each change waits for a lock if the browser has locks", async () => {
  /** @type {string[]} */
  const asked = [];
  const locks = /** @type {Pick<LockManager, "request">} */ ({
    request: async (/** @type {string} */ name, /** @type {any} */ act) => {
      asked.push(name);
      return act();
    },
  });
  const contents = folder();
  await new LearnerFiles(contents, locks).change({ name: "progress.jsonl", how: "line", text: "1" });
  assert.deepEqual(asked, ["massage-billing"]);
  assert.equal(contents.files["progress.jsonl"], "1\n");
});

test("all() returns only the lessons' own files, after the last change", async () => {
  const contents = folder({ "notes.txt": "mine", "submission_w.json": { answers: {} } });
  const files = learnerFiles(contents);
  void files.change({ name: "progress.jsonl", how: "line", text: "1" });
  assert.deepEqual(await files.all(), { "submission_w.json": '{\n "answers": {}\n}\n', "progress.jsonl": "1\n" });
});

test("the number that a browser adds to a repeated download is removed from the name", () => {
  assert.equal(originalName("progress (1).jsonl"), "progress.jsonl");
  assert.equal(originalName("progress(12).jsonl"), "progress.jsonl");
  assert.equal(originalName("submission_w (2).json"), "submission_w.json");
  assert.equal(originalName("progress.jsonl"), "progress.jsonl");
  assert.equal(originalName("week (a).json"), "week (a).json");
});

import assert from "node:assert/strict";
import { test } from "node:test";
import { Places, PLACES } from "../labextension/places.js";
import { lessonAfter } from "../labextension/recognition.js";
import { headingOf, partsOf, runOrder } from "../labextension/steps.js";
import { folder } from "./fakes.js";

const PLACE = { cell: "b", seen: ["a", "b"], part: 1, step: 2, done: 0.5, ended: false };

test("parts and steps start at tagged cells", () => {
  const cell = (/** @type {string} */ id, /** @type {string[]} */ ...tags) => ({ id, tags, source: `## Part ${id}` });
  const parts = partsOf([cell("a", "part"), cell("b"), cell("c", "step"), cell("d", "part", "step"), cell("e")]);
  assert.deepEqual(parts, [
    { title: "Part a", steps: [{ id: "a", cells: [0, 1] }, { id: "c", cells: [2] }] }, // prettier-ignore
    { title: "Part d", steps: [{ id: "d", cells: [3, 4] }] },
  ]);
});

test("a lesson runs the part that is shown first, after the step that imports what the others use", () => {
  const part = (/** @type {number[][]} */ ...steps) => ({ title: "", steps: steps.map((cells) => ({ id: "", cells })) });
  const parts = [part([0, 1], [2]), part([3], [4, 5]), part([6])];
  assert.deepEqual(runOrder(parts, 0), [[0, 1, 2], [3, 4, 5], [6]]);
  assert.deepEqual(runOrder(parts, 1), [[0, 1, 3, 4, 5], [6], [2]]);
  assert.deepEqual(runOrder(parts, 2), [[0, 1, 6], [2], [3, 4, 5]]);
});

test("a notebook without parts, such as a handout, has no steps", () => {
  assert.deepEqual(partsOf([{ id: "a", tags: [], source: "# A" }]), []);
});

test("the title of a part is its last heading, without markup", () => {
  assert.equal(headingOf("# The lesson\n\n## Why *minutes* matter\n\nMaya"), "Why minutes matter");
  assert.equal(headingOf("## What is a [unit](glossary.ipynb#unit)?"), "What is a unit?");
  assert.equal(headingOf("No heading"), "");
});

test("each lesson leads to the next one, also from a newer version of it", () => {
  const files = ["02_b.ipynb", "00_start_here.ipynb", "01_a.ipynb", "glossary.ipynb", "instructor/grade.ipynb"];
  assert.equal(lessonAfter("01_a.ipynb", files), "02_b");
  assert.equal(lessonAfter("01_a (2).ipynb", files), "02_b");
  assert.equal(lessonAfter("02_b.ipynb", files), undefined);
  assert.equal(lessonAfter("week-1.ipynb", files), undefined);
});

test("a place is saved once after several quick steps, and found again", async () => {
  const contents = folder();
  const places = new Places(contents);
  places.keep("a.ipynb", { ...PLACE, cell: "a" });
  places.keep("a.ipynb", PLACE);
  assert.equal((await places.of("a.ipynb")).cell, "b"); // even before it is saved
  await places.save();
  places.keep("b.ipynb", PLACE);
  await places.save();
  assert.deepEqual(Object.keys(JSON.parse(String(contents.files[PLACES]))), ["a.ipynb", "b.ipynb"]);
  assert.deepEqual((await new Places(contents).of("a.ipynb")).seen, ["a", "b"]);
});

for (const content of ["", "null", "[]", "{", '{"a.ipynb": {"seen": 1}}']) {
  test(`a damaged file of places opens the lesson at its beginning: ${content}`, async () => {
    assert.equal((await new Places(folder({ [PLACES]: content })).of("a.ipynb")).cell, "");
  });
}

test("a place that cannot be saved is no error, and is saved later", async () => {
  const state = { full: true };
  const contents = folder({}, state);
  const places = new Places(contents);
  places.keep("a.ipynb", PLACE);
  await places.save();
  state.full = false;
  await places.save();
  assert.deepEqual(Object.keys(JSON.parse(String(contents.files[PLACES]))), ["a.ipynb"]);
});

/** The storage of a tab. */
const storage = () => {
  /** @type {Map<string, string>} */
  const kept = new Map();
  return { kept, getItem: (/** @type {string} */ key) => kept.get(key) ?? null, setItem: (/** @type {string} */ key, /** @type {string} */ value) => void kept.set(key, value) };
};

test("a lesson that is reloaded before its place was saved reopens at that place", async () => {
  const contents = folder();
  const tab = storage();
  const places = new Places(contents, tab);
  places.keep("a.ipynb", { ...PLACE, cell: "a" });
  await places.save();
  places.keep("a.ipynb", PLACE);
  clearTimeout(places.timer); // the page is gone before the file is saved
  const reloaded = new Places(contents, tab);
  assert.equal((await reloaded.of("a.ipynb")).cell, "b");
  await reloaded.save();
  assert.deepEqual([...tab.kept.values()], ["{}"]);
  assert.equal((await new Places(contents, storage()).of("a.ipynb")).cell, "b");
});

test("a place that another tab saved later counts, and a damaged one does not", async () => {
  const later = { ...PLACE, cell: "c", at: "2999-01-01T00:00:00.000Z" };
  const contents = folder({ [PLACES]: JSON.stringify({ "a.ipynb": later }) });
  const places = new Places(contents, storage());
  places.keep("a.ipynb", PLACE);
  clearTimeout(places.timer);
  assert.equal((await places.of("a.ipynb")).cell, "c");
  for (const damaged of ["{", "null", '{"a.ipynb": 3}']) {
    const tab = { ...storage(), getItem: () => damaged };
    assert.equal((await new Places(folder(), tab).of("a.ipynb")).cell, "");
  }
});

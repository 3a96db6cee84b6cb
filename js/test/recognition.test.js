import assert from "node:assert/strict";
import { test } from "node:test";
import { isLesson, isStartPage, sourcesOf } from "../labextension/recognition.js";
import { model } from "./fakes.js";

const SHIPPED = { "01_codes.ipynb": ["import one", "one.show()"], handout: ["import two"] };
const GRADE_CELL = 'from massage_billing.coursework import nbgrader\n\nnbgrader.points("q12")';

test("a notebook with the code of a lesson is a lesson, whatever its text says", () => {
  assert.ok(isLesson(model("# Any title", "import one", "# Any text", "one.show()"), SHIPPED));
  assert.ok(isLesson(model("import two"), SHIPPED));
});

test("a notebook that only looks like a lesson is not run", () => {
  const imitation = { name: "01_codes.ipynb", ...model("# Choosing a code", "import one", "one.show(); steal()") };
  assert.ok(!isLesson(imitation, SHIPPED));
  assert.ok(!isLesson(model("# Choosing a code"), SHIPPED));
  assert.ok(!isLesson(model("import one"), SHIPPED));
  assert.ok(!isLesson(model("import one", "one.show()", "steal()"), SHIPPED));
  assert.ok(!isLesson(model("import one", "one.show() "), SHIPPED));
});

test("the order of the cells matters", () => {
  assert.ok(!isLesson(model("one.show()", "import one"), SHIPPED));
});

test("cells from two lessons do not make a lesson", () => {
  assert.ok(!isLesson(model("import one", "import two"), SHIPPED));
});

test("nbgrader's grade cells are ignored", () => {
  assert.ok(isLesson(model("import two", GRADE_CELL, GRADE_CELL), SHIPPED));
});

test("a cell that only starts like a grade cell is not ignored", () => {
  assert.ok(!isLesson(model("import two", `${GRADE_CELL}\nsteal()`), SHIPPED));
  assert.ok(!isLesson(model("import two", GRADE_CELL.replace("q12", 'q1"); steal("')), SHIPPED));
});

test("sourcesOf returns the sources of all cells, or of one type", () => {
  assert.deepEqual(sourcesOf(model("# Title", "import one")), ["# Title", "import one"]);
  assert.deepEqual(sourcesOf(model("# Title", "import one"), "code"), ["import one"]);
});

test("the start page is recognized by its name, including a newer copy", () => {
  const at = (/** @type {string} */ path) => isStartPage({ context: { path } });
  assert.ok(at("00_start_here.ipynb"));
  assert.ok(at("00_start_here (2).ipynb"));
  assert.ok(!at("01_codes.ipynb"));
});

import assert from "node:assert/strict";
import { test } from "node:test";
import { call } from "../labextension/python.js";
import { cardRules } from "../labextension/plugin.js";
import { Controls } from "../labextension/controls.js";
import { readSettings } from "../labextension/settings.js";
import { leaveUnmarked } from "../labextension/unsaved.js";
/** @import {NotebookModel} from "../labextension/jupyterlab.js" */

test("data is passed to Python as a single JSON string that cannot run as code", () => {
  const data = { name: "\"); steal()  # '\n\\" };
  const [imported, called, ...rest] = call("coursework", "submission_widget", "given", data).split("\n");
  assert.equal(imported, "from massage_billing.coursework import submission_widget");
  assert.deepEqual(rest, []);
  const [, text] = called.match(/^submission_widget\.given\((".*")\)$/) ?? [];
  assert.deepEqual(JSON.parse(JSON.parse(text)), data);
});

test("the settings say whether the kernel runs in the browser", () => {
  assert.deepEqual(readSettings(undefined), { inBrowser: false });
  assert.deepEqual(readSettings("{}"), { inBrowser: false });
  const site = JSON.stringify({ litePluginSettings: {} });
  assert.deepEqual(readSettings(site), { inBrowser: true });
});

/** A notebook model that can be changed. */
const changing = () => {
  const slots = new Set();
  const cell = { cell_type: "code", source: "1", getSource: () => cell.source };
  const change = () => {
    model.dirty = true;
    slots.forEach((slot) => slot());
  };
  const model = {
    dirty: false,
    sharedModel: { cells: [cell], getMetadata: () => undefined },
    stateChanged: { connect: (/** @type {any} */ slot) => slots.add(slot), disconnect: (/** @type {any} */ slot) => slots.delete(slot) },
  };
  return { model: /** @type {NotebookModel} */ (/** @type {unknown} */ (model)), cell, change, slots };
};
const settled = () => new Promise((resolve) => setTimeout(resolve, 1));

test("changes made by a run do not count as the learner's changes", async () => {
  const { model, change, slots } = changing();
  await leaveUnmarked(model, async () => {
    change();
    await settled();
    assert.ok(!model.dirty);
  });
  assert.equal(slots.size, 0);
});

test("what a learner types during a run still counts as a change", async () => {
  const { model, cell, change } = changing();
  await leaveUnmarked(model, async () => {
    cell.source = "2";
    change();
    await settled();
  });
  assert.ok(model.dirty);
});

test("after a run that fails, changes count again", async () => {
  const { model, change, slots } = changing();
  await assert.rejects(leaveUnmarked(model, () => Promise.reject(new Error("no kernel"))));
  assert.equal(slots.size, 0);
  change();
  await settled();
  assert.ok(model.dirty);
});

test("each lesson's card gets its picture, and other notebooks have none", () => {
  const home = new URL("http://localhost/static/0a1b/");
  const rule = (/** @type {string} */ look) => `.mb-card-codes::before { background-image: url("http://localhost/static/0a1b/cards/codes_${look}.png"); }`;
  const expected = [rule("light"), "@media (prefers-color-scheme: dark) {", rule("dark"), "}"].join("\n");
  assert.equal(cardRules(["01_codes.ipynb", "glossary.ipynb", "handout"], home), expected);
});

test("editors are left alone while a lesson is folded, and not when its code is shown", () => {
  let trimmed = 0;
  const notebook = { _trimSelections: () => (trimmed += 1) };
  const controls = { codeShown: false };
  Controls.prototype.leaveEditorsAlone.call(/** @type {any} */ (controls), /** @type {any} */ (notebook));
  notebook._trimSelections();
  assert.equal(trimmed, 0);
  controls.codeShown = true;
  notebook._trimSelections();
  assert.equal(trimmed, 1);
});

import assert from "node:assert/strict";
import { test } from "node:test";
import { walk } from "../pictures/decision.js";
/** @import {Asked} from "../pictures/decision.js" */

/** @param {string} id @param {string} yes @returns {Asked} */
const asked = (id, yes) => ({ id, short: id, question: id, help: "", yes: { to: yes, means: `${id}: yes` }, no: { to: "out", means: `${id}: no` }, unsure: { to: "it depends", means: `${id}: ask` }, onward: "yes", source: { text: "", url: "", checked: "" } });
const questions = [asked("first", "second"), asked("second", "in")];

test("the path goes from question to question and ends at an outcome", () => {
  assert.deepEqual(walk(questions, new Map()), { steps: [], now: "first", outcome: "" });
  assert.equal(walk(questions, new Map([["first", "yes"]])).now, "second");
  const ended = walk(questions, new Map([["first", "yes"], ["second", "yes"]]));
  assert.deepEqual([ended.now, ended.outcome, ended.steps.map(({ means }) => means)], ["", "in", ["first: yes", "second: yes"]]);
});

test("an answer that is not known ends the path, because it depends on it", () => {
  const ended = walk(questions, new Map([["first", "unsure"], ["second", "yes"]]));
  assert.deepEqual([ended.outcome, ended.steps.map(({ means }) => means)], ["it depends", ["first: ask"]]);
});

test("an answer to a question that is not reached does not count", () => {
  assert.equal(walk(questions, new Map([["second", "yes"]])).now, "first");
  assert.equal(walk(questions, new Map([["first", "no"], ["second", "yes"]])).outcome, "out");
});

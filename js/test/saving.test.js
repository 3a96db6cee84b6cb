import assert from "node:assert/strict";
import { afterEach, beforeEach, mock, test } from "node:test";
import { round2, same } from "../card/model.js";
import { wholeNumber } from "../card/numbers.js";
import { Drafts, Outbox } from "../card/outbox.js";
import { PATIENCE, Saving } from "../card/saving.js";

// A test that fails leaves its timers behind, and real ones would never end.
beforeEach(() => mock.timers.enable({ apis: ["setTimeout"] }));
afterEach(() => mock.timers.reset());

/** A browser's storage; while `full` is true, nothing fits. */
const storage = () => {
  /** @type {Map<string, string>} */
  const kept = new Map();
  return {
    full: false,
    getItem: (/** @type {string} */ key) => kept.get(key) ?? null,
    setItem(/** @type {string} */ key, /** @type {string} */ text) {
      if (this.full) throw new Error("QuotaExceededError");
      kept.set(key, text);
    },
    removeItem: (/** @type {string} */ key) => void kept.delete(key),
  };
};

/** A card's saving with a channel to a Python that answers only when the test says so. */
const setUp = (given = storage(), place = "here") => {
  /** @type {any[]} */
  const sent = [];
  /** @type {string[]} */
  const states = [];
  /** @type {(message: any) => void} */
  let tell = () => undefined;
  const channel = {
    send: (/** @type {object} */ message) => void sent.push(message),
    listen: (/** @type {(message: any) => void} */ heard) => {
      tell = heard;
      return () => undefined;
    },
  };
  const outbox = new Outbox(given, place);
  const saving = new Saving(channel, outbox, (state, message) => states.push(message ? `${state}: ${message}` : state));
  return { given, sent, states, outbox, saving, channel, tell: (/** @type {any} */ message) => tell(message) };
};

test("an answer waits in the browser until it is confirmed", () => {
  const { sent, states, outbox, saving, tell } = setUp();
  saving.save({ id: "a" });
  assert.deepEqual(outbox.waiting(), [{ id: "a", place: "here" }]);
  assert.deepEqual(sent, [{ kind: "tried", attempts: [{ id: "a", place: "here" }] }]);
  tell({ kind: "saved", ids: ["a"] });
  assert.deepEqual([outbox.waiting(), states], [[], ["saving", "saved"]]);
  saving.close();
});

test("without a confirmation an answer is not saved, and it is sent again with what else waits, in order", () => {
  const { given, sent, states, saving, tell } = setUp();
  new Outbox(given, "here").add({ id: "earlier" });
  saving.save({ id: "a" });
  mock.timers.tick(PATIENCE);
  assert.deepEqual(states, ["saving", "unsaved: Your answer is kept in this browser."]);
  mock.timers.tick(60_000);
  assert.deepEqual(sent[1].attempts.map((/** @type {{id: string}} */ one) => one.id), ["earlier", "a"]);
  tell({ kind: "saved", ids: ["earlier", "a"] });
  assert.equal(states.at(-1), "saved");
});

test("an answer is sent together with the earlier ones that wait, and one confirmation of all of them is enough", () => {
  const { sent, states, saving, tell } = setUp();
  saving.save({ id: "a" });
  tell({ kind: "unsaved", ids: ["a"], message: "The disk is full." });
  saving.save({ id: "b" });
  assert.deepEqual(sent[1].attempts.map((/** @type {{id: string}} */ one) => one.id), ["a", "b"]);
  tell({ kind: "saved", ids: ["a", "b"] });
  assert.equal(states.at(-1), "saved");
});

test("the reason why an answer is not saved is shown", () => {
  const { states, outbox, saving, tell } = setUp();
  saving.save({ id: "a" });
  tell({ kind: "unsaved", ids: ["a"], message: "The disk is full." });
  assert.deepEqual(states, ["saving", "unsaved: The disk is full. Your answer is kept in this browser."]);
  assert.equal(outbox.waiting().length, 1);
  saving.close();
});

test("a confirmation for another card says nothing about this one", () => {
  const { states, saving, tell } = setUp();
  saving.save({ id: "a" });
  tell({ kind: "saved", ids: ["b"] });
  tell({ kind: "unsaved", ids: ["b"] });
  assert.deepEqual(states, ["saving"]);
  saving.close();
});

test("an answer is sent again even if the browser has no room to keep it", () => {
  const given = storage();
  given.full = true;
  const { sent, saving } = setUp(given);
  saving.save({ id: "a" });
  saving.sendAll();
  assert.deepEqual(sent[1].attempts, [{ id: "a" }]);
  saving.close();
});

test("a connection that fails at once is reported", () => {
  const { states, saving, channel } = setUp();
  channel.send = () => {
    throw new Error("closed");
  };
  saving.save({ id: "a" });
  assert.deepEqual(states, ["saving", "unsaved: Your answer is kept in this browser."]);
  saving.close();
});

test("answers of another folder stay where they are", () => {
  const { given, sent, outbox, saving } = setUp();
  new Outbox(given, "there").add({ id: "b" });
  saving.sendAll();
  outbox.remove(["a"]);
  assert.deepEqual([sent, new Outbox(given, "there").waiting().length], [[], 1]);
  saving.close();
});

const NOTHING = { response: null, tries: 0, hinted: false };

test("damaged storage counts as empty", () => {
  for (const text of ["{", "3", "[1, null, {}]", "null"]) {
    const given = storage();
    given.setItem("massage-billing/unsaved", text);
    given.setItem("massage-billing/draft/q", "{");
    assert.deepEqual([new Outbox(given, "here").waiting(), new Drafts(given, "q").read()], [[], NOTHING]);
  }
});

test("a draft and its tries are kept until both are cleared", () => {
  const given = storage();
  const wrong = { response: ["a"], tries: 1, hinted: true };
  new Drafts(given, "q").write(wrong);
  assert.deepEqual(new Drafts(given, "q").read(), wrong);
  new Drafts(given, "q").write({ ...wrong, response: null });
  assert.deepEqual(new Drafts(given, "q").read(), { ...wrong, response: null });
  new Drafts(given, "q").write(NOTHING);
  assert.deepEqual(new Drafts(given, "q").read(), NOTHING);
  given.setItem("massage-billing/draft/q", '{"tries": -1, "hinted": "yes"}');
  assert.deepEqual(new Drafts(given, "q").read(), NOTHING);
});

test("a number can be typed in several ways", () => {
  const typed = ["3", " 3 ", "3 units", "1 unit", "three", "twenty-three", "Ninety nine", "1,200", 3];
  assert.deepEqual(typed.map((one) => wholeNumber(one, "units")), [3, 3, 3, 1, 3, 23, 99, 1200, 3]);
});

test("anything else gets one sentence", () => {
  for (const typed of ["3.5", "-1", "three-ish", "", null, "1e3", "9".repeat(12), -1, 2.5]) {
    assert.throws(() => wholeNumber(typed, "units"), /^Error: Enter [^.]+\.$/);
  }
});

test("numbers are rounded as in Python", () => {
  assert.deepEqual([0.125, 0.375, 0.625, 0.875, 1 / 3, 2 / 3, 0.5].map(round2), [0.12, 0.38, 0.62, 0.88, 0.33, 0.67, 0.5]);
});

test("equal answers are equal whatever the order of their names", () => {
  assert.ok(same({ a: 1, b: [2] }, { b: [2], a: 1 }));
  for (const [one, other] of [[{ a: 1 }, { a: 1, b: 2 }], [[1], { 0: 1 }], [["a", "b"], ["b", "a"]], [null, {}], ["3", 3]]) assert.ok(!same(one, other));
});

import assert from "node:assert/strict";
import { test } from "node:test";
import { Suspicions } from "../card/suspicions.js";

/** @param {Record<string, string>} kept */
const storage = (kept = {}) => ({
  getItem: (/** @type {string} */ key) => kept[key] ?? null,
  setItem: (/** @type {string} */ key, /** @type {string} */ value) => void (kept[key] = value),
});
const guess = { misconception: "gave up on a denial", sure: false };

test("a choice names a common mistake only when one from another family agrees", () => {
  const kept = storage();
  assert.equal(new Suspicions(kept, "a").agree("claims.owed", guess), false);
  assert.equal(new Suspicions(kept, "a").agree("claims.owed", guess), false); // the same family again
  assert.equal(new Suspicions(kept, "b").agree("claims.denial", guess), false); // somebody else
  assert.equal(new Suspicions(kept, "a").agree("claims.denial", guess), true);
});

test("an answer that nothing else leads to names its mistake at once, and one that suggests none never does", () => {
  const suspicions = new Suspicions(storage(), "a");
  assert.equal(suspicions.agree("eight_minute_rule.day_total", { misconception: "counted each code separately", sure: true }), true);
  assert.equal(suspicions.agree("claims.owed", { misconception: "", sure: false }), false);
});

for (const damaged of ["", "{", "null", "3"]) {
  test(`damaged storage counts as empty: ${damaged}`, () => {
    assert.equal(new Suspicions(storage({ "massage-billing/suspected/a": damaged }), "a").agree("claims.owed", guess), false);
  });
}

test("storage that the browser blocks does no harm", () => {
  const blocked = () => {
    throw new Error("blocked");
  };
  assert.equal(new Suspicions({ getItem: () => null, setItem: blocked }, "a").agree("claims.owed", guess), false);
});

import assert from "node:assert/strict";
import { test } from "node:test";
import { connectionBanner } from "../labextension/connection.js";

/** The few parts of an element that the banner uses. */
class Node extends EventTarget {
  hidden = false;
  textContent = "";
  /** @type {Node[]} */
  children = [];
  setAttribute() {}
  append(/** @type {Node[]} */ ...children) {
    this.children.push(...children);
  }
}

/** @param {boolean} running whether the server answers */
const setUp = (running) => {
  const nodes = { document: { createElement: () => new Node() } };
  Object.assign(globalThis, nodes);
  const lesson = new Node();
  let reloads = 0;
  const get = async () => {
    if (!running) throw new Error("no server");
    return /** @type {any} */ ({});
  };
  const banner = /** @type {any} */ (connectionBanner(/** @type {any} */ (lesson), { get }, () => (reloads += 1)));
  const report = (/** @type {string} */ state, reason = "") =>
    lesson.dispatchEvent(new CustomEvent("mb-saving", { detail: { state, reason } }));
  const [text, button] = banner.children;
  return { banner, text, button, report, reloads: () => reloads };
};

test("the banner appears when nobody confirms an answer, and disappears when somebody does", () => {
  const { banner, text, report } = setUp(true);
  assert.equal(banner.hidden, true);
  report("unsaved");
  assert.equal(banner.hidden, false);
  assert.match(text.textContent, /^Not connected\. Keep going/);
  report("saved");
  assert.equal(banner.hidden, true);
});

test("a known reason, such as a full disk, is not a lost connection", () => {
  const { banner, report } = setUp(true);
  report("unsaved", "The disk is full.");
  assert.equal(banner.hidden, true);
});

test("reconnecting opens the lesson again, but not while the server has stopped", async () => {
  for (const running of [true, false]) {
    const { text, button, report, reloads } = setUp(running);
    report("unsaved");
    button.dispatchEvent(new Event("click"));
    await new Promise((resolve) => setTimeout(resolve));
    assert.equal(reloads(), running ? 1 : 0);
    assert.match(text.textContent, running ? /^Not connected/ : /^The lessons have stopped\. Start them again/);
  }
});

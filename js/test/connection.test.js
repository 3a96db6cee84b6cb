import assert from "node:assert/strict";
import { test } from "node:test";
import { Banner, watch } from "../labextension/connection.js";

/** The few parts of an element that the banner uses. */
class Node extends EventTarget {
  hidden = false;
  textContent = "";
  /** @type {Node[]} */
  children = [];
  classList = { toggle: () => false };
  setAttribute() {}
  contains(/** @type {unknown} */ other) {
    return other === this || this.children.includes(/** @type {Node} */ (other));
  }
  append(/** @type {Node[]} */ ...children) {
    this.children.push(...children);
  }
}

/** A signal of JupyterLab. */
class Signal {
  /** @type {((sender: unknown, details: any) => void)[]} */
  slots = [];
  connect(/** @type {(sender: unknown, details: any) => void} */ slot) {
    this.slots.push(slot);
    return true;
  }
  disconnect() {
    return true;
  }
  emit(/** @type {unknown} */ details) {
    this.slots.forEach((slot) => slot(null, details));
  }
}

/** @param {boolean} running whether the server answers */
const setUp = (running = true) => {
  const page = new EventTarget();
  const document = { createElement: () => new Node(), activeElement: null };
  Object.assign(globalThis, { document, window: page });
  let again = 0;
  let wentOn = 0;
  const get = async () => {
    if (!running) throw new Error("no server");
    return /** @type {any} */ ({});
  };
  const banner = new Banner(
    { get },
    () => (again += 1),
    () => (wentOn += 1),
  );
  const sessionContext = { statusChanged: new Signal(), connectionStatusChanged: new Signal() };
  const panel = { node: new Node(), content: {}, sessionContext };
  const executed = new Signal();
  watch(banner, /** @type {any} */ (panel), executed);
  const report = (/** @type {string} */ state, reason = "") =>
    panel.node.dispatchEvent(new CustomEvent("mb-saving", { detail: { state, reason } }));
  const press = async () => {
    Object.assign(document, { activeElement: banner.button });
    banner.button.dispatchEvent(new Event("click"));
    await new Promise((resolve) => setTimeout(resolve));
  };
  const saved = (/** @type {string[]} */ ...ids) => page.dispatchEvent(new CustomEvent("mb-saved", { detail: { ids } }));
  return { banner, panel, executed, report, press, saved, ...sessionContext, again: () => again, wentOn: () => wentOn };
};

/** @param {Banner} banner @param {RegExp} text what it says, and nothing about a lost connection */
const saysOnly = (banner, text) => {
  assert.equal(banner.node.hidden, false);
  assert.match(banner.text.textContent ?? "", text);
  assert.equal(banner.button.textContent, "OK");
};

test("the banner appears when nobody confirms an answer, and disappears when somebody does", () => {
  const { banner, report } = setUp();
  assert.equal(banner.node.hidden, true);
  report("unsaved");
  assert.equal(banner.node.hidden, false);
  assert.match(banner.text.textContent ?? "", /^Connection lost\./);
  report("saved");
  saysOnly(banner, /^Connected again\.$/);
});

test("the banner says that an answer from earlier is saved, but not so after each answer", () => {
  const { banner, saved } = setUp();
  saved("new");
  assert.equal(banner.node.hidden, true);
  banner.waiting.add("earlier");
  saved("earlier");
  saysOnly(banner, /^Your answers are saved\.$/);
});

test("good news goes away by itself, unless the focus is on its button, which leads back to the lesson", async ({ mock }) => {
  mock.timers.enable({ apis: ["setTimeout"] });
  const { banner, report, wentOn } = setUp();
  const returns = () => ["unsaved", "saved"].forEach((state) => report(state));
  returns();
  mock.timers.tick(11_000);
  assert.equal(banner.node.hidden, true);
  assert.equal(wentOn(), 0);
  returns();
  Object.assign(document, { activeElement: banner.button });
  mock.timers.tick(11_000);
  assert.equal(banner.node.hidden, false);
  banner.button.dispatchEvent(new Event("click"));
  assert.equal(banner.node.hidden, true);
  assert.equal(wentOn(), 1);
  returns();
  mock.timers.tick(11_000);
  Object.assign(document, { activeElement: null });
  banner.node.dispatchEvent(new Event("focusout"));
  assert.equal(banner.node.hidden, true);
});

test("bad news replaces good news", () => {
  const { banner, report } = setUp();
  for (const state of ["unsaved", "saved", "unsaved"]) report(state);
  assert.match(banner.text.textContent ?? "", /^Connection lost\./);
  assert.equal(banner.button.textContent, "Reconnect");
});

test("a known reason, such as a full disk, is not a lost connection", () => {
  const { banner, report } = setUp();
  report("unsaved", "The disk is full.");
  assert.equal(banner.node.hidden, true);
});

test("the banner appears when Python is restarted, until the lesson has run again", () => {
  const { banner, panel, executed, statusChanged } = setUp();
  for (const status of ["starting", "busy", "idle"]) statusChanged.emit(status);
  assert.equal(banner.node.hidden, true);
  for (const status of ["restarting", "autorestarting", "dead"]) {
    statusChanged.emit(status);
    assert.equal(banner.node.hidden, false);
    executed.emit({ notebook: "another" });
    executed.emit({ notebook: panel.content, success: false });
    assert.equal(banner.node.hidden, false);
    executed.emit({ notebook: panel.content });
    saysOnly(banner, /^Connected again\.$/);
  }
});

test("a connection that is lost only for a moment is not mentioned", async ({ mock }) => {
  mock.timers.enable({ apis: ["setTimeout"] });
  const { banner, connectionStatusChanged } = setUp();
  connectionStatusChanged.emit("connecting");
  mock.timers.tick(3_000);
  connectionStatusChanged.emit("connected");
  mock.timers.tick(3_000);
  assert.equal(banner.node.hidden, true);
  connectionStatusChanged.emit("connecting");
  mock.timers.tick(5_000);
  assert.equal(banner.node.hidden, false);
  connectionStatusChanged.emit("connected");
  saysOnly(banner, /^Connected again\.$/);
});

test("questions that were cleared can be shown again", () => {
  const { banner } = setUp();
  banner.set("cleared", true);
  assert.match(banner.text.textContent ?? "", /was cleared/);
  assert.equal(banner.button.textContent, "Show it again");
  banner.set("restarted", true);
  assert.equal(banner.button.textContent, "Reconnect");
});

test("a double click reconnects once", async () => {
  const { banner, report, again } = setUp();
  report("unsaved");
  for (let click = 0; click < 2; click += 1) banner.button.dispatchEvent(new Event("click"));
  await new Promise((resolve) => setTimeout(resolve));
  assert.equal(again(), 1);
});

test("reconnecting shows the lesson again, but not while the server has stopped", async () => {
  for (const running of [true, false]) {
    const { banner, report, again, press } = setUp(running);
    report("unsaved");
    await press();
    assert.equal(again(), running ? 1 : 0);
    assert.match(banner.text.textContent ?? "", running ? /^Connection lost/ : /^The lessons are not responding\./);
  }
});

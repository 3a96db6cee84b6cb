// Show a banner when a lesson is disconnected or cleared, with a button that restores it.
import { button } from "../card/dom.js";
import { Outbox, browserStorage } from "../card/outbox.js";
import { PATIENCE } from "../card/saving.js";
/** @import {Contents, NotebookPanel, Signal} from "./jupyterlab.js" */

const OFFLINE = "Connection lost. You can keep working. Your answers will be saved when the connection returns.";
const RESTARTED = "This lesson was interrupted. Choose Reconnect to save your answers and continue.";
const STOPPED = "The lessons are not responding. Check your connection, or start the lessons again the way you did before. Then choose Reconnect.";
const BUSY = "Loading the lesson…";
const CLEARED = "This page was cleared.";
const BACK = "Connected again.";
const SAVED = "Your answers are saved.";
const READ = 10_000; // milliseconds for which good news is shown
const SETTLED = 2_500; // milliseconds after which outputs that were removed would have been replaced

/**
 * Why a lesson shows the banner: an answer is not confirmed; Python was restarted, so the questions of the page are not connected
 * to it; nothing answers; or the outputs were cleared.
 * @typedef {"unsaved" | "restarted" | "offline" | "cleared"} Cause
 */

const RELOADED = "massage-billing/reloaded"; // in this tab's storage, while a page is reloaded to connect it again

/** Reload the page, which then says that it is connected again. */
export const reload = () => {
  try {
    sessionStorage.setItem(RELOADED, "yes");
  } catch {
    // the new page does not say it
  }
  location.reload();
};

/** Whether the page was reloaded to connect it again. It is said once. */
const reloaded = () => {
  try {
    const found = sessionStorage.getItem(RELOADED) !== null;
    sessionStorage.removeItem(RELOADED);
    return found;
  } catch {
    return false;
  }
};

/** A banner above a lesson, which is shown as long as there is a cause, and then says that all is well again. */
export class Banner {
  /**
   * @param {Pick<Contents, "get">} contents
   * @param {() => unknown} again shows the lesson again, which also saves what waits in the browser
   * @param {() => unknown} goOn moves the focus from the banner to the lesson
   */
  constructor(contents, again, goOn) {
    this.contents = contents;
    this.again = again;
    this.goOn = goOn;
    /** @type {Set<Cause>} */
    this.causes = new Set();
    this.busy = false;
    this.over = false; // whether the news was shown long enough
    this.news = ""; // that the connection is back, or that answers from earlier are saved
    this.outbox = new Outbox(browserStorage(), "");
    this.waiting = this.unsaved();
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    this.timer = undefined;
    this.text = document.createElement("span");
    this.text.setAttribute("role", "status");
    this.button = button("Reconnect", () => (this.causes.size ? this.reconnect() : this.close()));
    this.node = Object.assign(document.createElement("div"), { className: "mb-offline", hidden: true });
    this.node.append(this.text, this.button);
    this.node.addEventListener("focusout", () => {
      if (this.over && !this.causes.size) this.close();
    });
    if (reloaded()) this.announce(BACK);
  }

  /** @param {Cause} cause @param {boolean} present */
  set(cause, present) {
    if (present === this.causes.has(cause)) return;
    if (present) this.causes.add(cause);
    else this.causes.delete(cause);
    if (present) {
      this.waiting = this.unsaved();
      this.news = "";
    } else if (!this.causes.size && cause !== "cleared") this.announce(BACK);
    this.show();
  }

  /** The IDs of the answers that wait in the browser. */
  unsaved() {
    return new Set(this.outbox.everything().map(({ id }) => id));
  }

  /** @param {string[]} ids the answers that were saved just now */
  saved(ids) {
    if (ids.some((id) => this.waiting.has(id))) this.announce(SAVED);
  }

  /** @param {string} news */
  announce(news) {
    if (!this.news.includes(news)) this.news = [this.news, news].filter(Boolean).join(" ");
    clearTimeout(this.timer);
    this.over = false;
    this.timer = setTimeout(() => {
      this.over = true;
      if (!this.node.contains(document.activeElement)) this.close();
    }, READ);
    this.show();
  }

  close() {
    const focused = this.node.contains(document.activeElement);
    this.news = "";
    this.over = false;
    this.show();
    if (focused) this.goOn(); // the button that had the focus is hidden now
  }

  show() {
    const onlyCleared = this.causes.has("cleared") && this.causes.size === 1;
    const reason = this.causes.has("restarted") ? RESTARTED : OFFLINE;
    const problem = onlyCleared ? CLEARED : reason;
    this.node.hidden = !this.causes.size && !this.news;
    this.node.classList.toggle("mb-news", !this.causes.size);
    this.text.textContent = this.causes.size ? problem : this.news;
    this.button.textContent = !this.causes.size ? "OK" : onlyCleared ? "Show it again" : "Reconnect";
  }

  async reconnect() {
    if (this.busy) return; // a second click would run the lesson twice
    this.busy = true;
    try {
      await this.contents.get("", { content: false });
    } catch {
      this.text.textContent = STOPPED; // reloading now would show the browser's error page
      this.busy = false;
      return;
    }
    this.text.textContent = BUSY;
    try {
      await this.again();
    } finally {
      this.busy = false;
      this.show();
    }
  }
}

/**
 * Show a banner whenever there is a cause.
 * @param {Banner} banner
 * @param {NotebookPanel} panel
 * @param {Signal<unknown, {notebook: unknown, success?: boolean}>} executed says which notebook's cell has run
 */
export const watch = (banner, panel, executed) => {
  const { sessionContext } = panel;
  window.addEventListener("mb-saved", (event) => banner.saved(/** @type {CustomEvent} */ (event).detail.ids));
  panel.node.addEventListener("mb-saving", (event) => {
    const { state, reason } = /** @type {CustomEvent<{state: string, reason: string}>} */ (event).detail;
    if (state !== "saving") banner.set("unsaved", state === "unsaved" && reason === ""); // with a reason, the card says what to do
  });
  // The banner replaces JupyterLab's dialog, which speaks of a kernel that has died.
  if (panel._onSessionStatusChanged) sessionContext.statusChanged.disconnect(panel._onSessionStatusChanged, panel);
  sessionContext.statusChanged.connect((_, status) => {
    if (/restarting|dead/.test(status)) banner.set("restarted", true);
  });
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  sessionContext.connectionStatusChanged.connect((_, status) => {
    clearTimeout(timer);
    if (status === "connected") banner.set("offline", false);
    else timer = setTimeout(() => banner.set("offline", true), PATIENCE);
  });
  executed.connect((_, { notebook, success = true }) => {
    if (notebook !== panel.content || !success) return;
    banner.set("restarted", false);
    banner.set("unsaved", false); // the cards are new, and send what waits
  });
};

/**
 * Show the banner when the outputs of a lesson are cleared.
 * @param {Banner} banner
 * @param {HTMLElement} content
 */
export const watchOutputs = (banner, content) => {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  const look = () => banner.set("cleared", !content.querySelector(".jp-OutputArea-output"));
  new MutationObserver(() => {
    clearTimeout(timer);
    timer = setTimeout(look, SETTLED);
  }).observe(content, { childList: true, subtree: true });
};

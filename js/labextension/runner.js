// Open a notebook as a lesson, and run it.
import { button, focusOn } from "../card/dom.js";
import { fileButtons, NO_ROOM } from "./file_buttons.js";
import { LearnerFiles } from "./learner_files.js";
import { Banner, reload, watch, watchOutputs } from "./connection.js";
import { keepFocusInView } from "./focus.js";
import { label } from "./labels.js";
import { addBar, codeSwitch } from "./lesson_bar.js";
import { call, ONLY_INSTALLED } from "./python.js";
import { isLesson, isStartPage, lessonAfter, sourcesOf, START_PAGE } from "./recognition.js";
import { Places } from "./places.js";
import { documentOpener, isUpToDate, newest, openLinkedNotebooks, pathIn, showTerm } from "./start_page.js";
import { Steps } from "./steps.js";
import { leaveUnmarked } from "./unsaved.js";
import { Controls } from "./controls.js";
/** @import {App, Kernel, Libraries, Notebook, NotebookPanel, NotebookTracker, Widget} from "./jupyterlab.js" */
/** @import {Bar} from "./lesson_bar.js" */

const TRIES = 5; // to reach a kernel, about two seconds each
const DRAWN = 2_000; // milliseconds after which the widgets of a lesson that has run are drawn
const PATIENCE = 60_000; // milliseconds to draw a lesson
const COMM = "massage-billing"; // through which a kernel in the browser asks the page to store a file

/**
 * The kernel of a notebook once it runs.
 * @param {NotebookPanel} panel
 */
const started = async ({ sessionContext }) => {
  await sessionContext.ready;
  const kernel = /** @type {Kernel} */ (sessionContext.session?.kernel);
  await Promise.all([kernel.info, kernel.spec]); // JupyterLab writes both into the notebook
  return kernel;
};

/**
 * Draw the cells that JupyterLab has not drawn yet. It draws them when the browser is idle, which a page in the background never is.
 * @param {Notebook} notebook
 */
const drawn = async (notebook) => {
  await notebook._runOnIdleTime?.(PATIENCE);
  await Promise.all(notebook.widgets.map(({ ready }) => ready));
};

/** Wait until the page has drawn what it has to draw, and has answered the learner. Safari does not say when that is. */
const idle = () => new Promise((resolve) => (window.requestIdleCallback ?? setTimeout)(() => resolve(null), { timeout: 1_000 }));

const pause = (/** @type {number} */ milliseconds) => new Promise((resolve) => setTimeout(() => resolve(null), milliseconds));

/**
 * Whether the kernel of a notebook answers. After a crash it takes some seconds, and what is sent meanwhile is lost.
 * @param {NotebookPanel} panel
 */
const answers = async ({ sessionContext }) => {
  for (let tries = 0; tries < TRIES; tries += 1) {
    const kernel = sessionContext.session?.kernel;
    if (kernel?.connectionStatus !== "connected") return false;
    if (await Promise.race([kernel.requestKernelInfo().catch(() => null), pause(2_000)])) return true;
    await pause(500);
  }
  return false;
};

/**
 * The first question or heading that a learner sees now, or else the section.
 * @param {HTMLElement} page
 */
const firstInView = (page) => {
  const { top, bottom } = page.getBoundingClientRect();
  const starts = [...page.querySelectorAll("h1, h2, .mb-prompt")].map((one) => ({ one, at: one.getBoundingClientRect() }));
  const inView = starts.find(({ at }) => at.height && at.top >= top && at.top < bottom);
  return inView?.one ?? [...page.querySelectorAll(".jp-Cell")].find((one) => one.getBoundingClientRect().bottom > top);
};

/** @param {Kernel} kernel */
const quietlyIn = (kernel) => (/** @type {string} */ code) =>
  kernel.requestExecute({ code, silent: true, store_history: false }).done;

export class Runner {
  /**
   * @param {App} app
   * @param {NotebookTracker} tracker
   * @param {Libraries} libraries
   * @param {{inBrowser: boolean}} settings
   * @param {Promise<Record<string, string[]>>} shipped the code cells of each lesson
   */
  constructor(app, tracker, libraries, settings, shipped) {
    this.app = app;
    this.tracker = tracker;
    this.libraries = libraries;
    this.settings = settings;
    this.shipped = shipped;
    this.contents = app.serviceManager.contents;
    this.controls = new Controls(app, tracker);
    this.controls.keepKeysFromNotebook(window);
    this.learnerFiles = new LearnerFiles(this.contents, navigator.locks);
    this.places = new Places(this.contents);
    window.addEventListener("pagehide", () => void this.places.save());
    window.addEventListener("popstate", () => this.followAddress());
    const title = document.querySelector("title") ?? document.head; // the head alone changes with every style sheet
    new MutationObserver(() => this.nameTab()).observe(title, { childList: true, subtree: true, characterData: true });
    this.backTo = ""; // the lesson with the link that was followed last
    this.hash = settings.inBrowser ? location.hash : ""; // the term that this link names
    /** @type {WeakSet<NotebookPanel>} the pages that have run */
    this.ran = new WeakSet();
    // In the site an answer is saved when the browser has stored the file that Python wrote.
    if (settings.inBrowser) {
      window.addEventListener("mb-storing", (event) => /** @type {CustomEvent} */ (event).detail.push(this.learnerFiles.store()));
    }
    this.openDocument = documentOpener(app, this.learnerFiles, settings.inBrowser);
    /** @type {WeakMap<NotebookPanel, Bar>} */
    this.bars = new WeakMap();
    /** @type {WeakMap<NotebookPanel, Steps>} */
    this.stepsOf = new WeakMap();
    /** @type {WeakSet<Widget>} the start pages that have been current before */
    this.seen = new WeakSet();
  }

  /** @param {NotebookPanel} panel */
  async open(panel) {
    await panel.context.ready;
    this.showAddress();
    const shipped = await this.shipped;
    if (!this.isLesson(panel, shipped)) return;
    const { libraries, controls, settings } = this;
    const banner = new Banner(this.contents, () => this.again(panel), () => focusOn(firstInView(panel.content.node)));
    watch(banner, panel, libraries.NotebookActions.executed);
    const steps = this.steps(panel, Object.keys(shipped));
    const code = codeSwitch(controls);
    const buttons = (/** @type {(text: string) => void} */ say) => [
      ...this.buttons(panel, say, steps !== undefined),
      ...(steps ? [steps.opener, steps.progress] : [code]),
    ];
    this.bars.set(panel, addBar(panel, libraries.Widget, buttons, settings.inBrowser, [banner.node]));
    this.nameTab();
    if (steps) {
      this.stepsOf.set(panel, steps);
      panel.addClass("mb-stepped");
      steps.contents.append(code);
      panel.contentHeader.node.after(steps.contents);
      panel.layout?.addWidget(new libraries.Widget({ node: steps.foot }));
      await steps.resume();
    }
    if (isStartPage(panel)) panel.addClass("mb-start");
    // A cell that only imports shows nothing, so nothing is announced where it is.
    const sources = sourcesOf(panel.context.model);
    panel.content.widgets.forEach(({ node }, at) => node.classList.toggle("mb-setup", /^(import|from) /.test(sources[at])));
    controls.add(panel);
    label(panel.content.node);
    keepFocusInView(panel);
    openLinkedNotebooks(panel, (path, hash) => this.openLinked(panel, path, hash));
    const drawn = isStartPage(panel) && (await isUpToDate(this.contents, panel));
    await this.busyWith(panel, () => (drawn ? started(panel) : this.run(panel)));
    this.showLinked(panel);
    watchOutputs(banner, panel.content.node);
  }

  /**
   * Open the page to which a link leads, at the term that the link names, and remember the way back.
   * @param {NotebookPanel} from
   * @param {string} path
   * @param {string} hash
   */
  async openLinked(from, path, hash) {
    if (from.node.classList.contains("mb-stepped")) this.backTo = from.context.path;
    this.hash = hash;
    await this.openDocument(path, hash);
    const panel = this.tracker.currentWidget;
    if (panel && this.ran.has(panel)) this.showLinked(panel);
  }

  /** Show the term that a link has named, once its page has run. @param {NotebookPanel} panel */
  showLinked(panel) {
    this.ran.add(panel);
    if (this.tracker.currentWidget !== panel) return;
    showTerm(panel.content.node, this.hash);
    this.hash = "";
  }

  /** Open the page in the address after the browser's Back or Forward button, which changes only the address. */
  followAddress() {
    const path = pathIn(location.pathname);
    if (path && path !== this.tracker.currentWidget?.context.path) void this.openDocument(path);
  }

  /**
   * Run a lesson, and say meanwhile that what is there is about to be replaced.
   * @param {NotebookPanel} panel
   * @param {() => Promise<unknown>} act
   */
  async busyWith(panel, act) {
    const { node } = panel.content;
    node.setAttribute("aria-busy", "true");
    try {
      await leaveUnmarked(panel.context.model, act);
      await drawn(panel.content);
    } finally {
      node.removeAttribute("aria-busy");
    }
  }

  /**
   * Run a lesson again after it lost its Python or its questions. What was typed is kept in the browser.
   * @param {NotebookPanel} panel
   */
  async again(panel) {
    if (!(await answers(panel))) {
      await this.places.save();
      reload();
      return;
    }
    // As long as the cells keep their heights, what is being read does not move while outputs are replaced.
    const nodes = panel.content.widgets.map(({ node }) => node);
    const heights = nodes.map(({ offsetHeight }) => `${offsetHeight}px`);
    nodes.forEach(({ style }, at) => (style.minHeight = heights[at]));
    await this.busyWith(panel, () => this.run(panel));
    setTimeout(() => nodes.forEach(({ style }) => (style.minHeight = "")), DRAWN);
  }

  /** Name the browser's tab after the lesson; JupyterLab names it after the file. */
  nameTab() {
    const panel = this.tracker.currentWidget;
    if (!panel || !this.bars.has(panel) || this.app.shell.currentWidget !== panel) return;
    const [first] = panel.context.model.sharedModel.cells;
    const title = first?.getSource().match(/^# +(.+)$/m)?.[1];
    if (title && document.title !== title) document.title = title;
  }

  /** Draw the start page again when it becomes the current document, since it shows what was practiced. */
  currentChanged() {
    const panel = this.tracker.currentWidget;
    this.showAddress();
    if (!panel || !this.bars.has(panel) || !isStartPage(panel)) return;
    if (this.seen.has(panel)) void leaveUnmarked(panel.context.model, () => this.run(panel));
    this.seen.add(panel);
  }

  /** Put the lesson into the site's address, which JupyterLite removes, so that reloading the page opens the same lesson. */
  showAddress() {
    const panel = this.tracker.currentWidget;
    const path = this.app.shell.currentWidget === panel && panel?.context.path;
    if (this.settings.inBrowser && path) history.replaceState(history.state, "", `?path=${encodeURIComponent(path)}`);
  }

  /**
   * @param {NotebookPanel} panel
   * @param {Record<string, string[]>} shipped
   */
  isLesson(panel, shipped) {
    return !panel.isDisposed && isLesson(panel.context.model, shipped);
  }

  /**
   * The first buttons of a lesson's bar.
   * @param {NotebookPanel} panel
   * @param {(text: string) => void} say
   * @param {boolean} stepped whether the page has steps
   */
  buttons(panel, say, stepped) {
    if (!isStartPage(panel)) {
      const all = button("All lessons", () => this.openNewest(START_PAGE));
      return stepped || !this.backTo ? [all] : [button("Back to the lesson", () => this.openDocument(this.backTo)), all];
    }
    if (!this.settings.inBrowser) return [];
    const kernelspec = () => panel.context.model.sharedModel.getMetadata("kernelspec");
    return fileButtons({ learnerFiles: this.learnerFiles, contents: this.contents, kernelspec, open: this.openDocument }, say);
  }

  /**
   * The steps of a lesson; undefined for a page without them.
   * @param {NotebookPanel} panel
   * @param {string[]} files all pages
   */
  steps(panel, files) {
    const after = lessonAfter(panel.context.path, files);
    const next = after
      ? { title: "Next lesson", open: () => this.openNewest(after) }
      : { title: "All lessons", open: () => this.openNewest(START_PAGE) };
    const steps = new Steps(panel, this.places, next);
    return steps.parts.length ? steps : undefined;
  }

  /** @param {string} name of a lesson or page, without the end of the file's name */
  async openNewest(name) {
    await this.places.save();
    const page = newest((await this.contents.get("")).content, name);
    if (page) await this.openDocument(page.path);
  }

  /** @param {NotebookPanel} panel */
  async run(panel) {
    const { inBrowser } = this.settings;
    const { say } = this.barOf(panel);
    if (inBrowser) say("You can start reading. The questions will be ready in about half a minute.");
    const kernel = await started(panel);
    const quietly = quietlyIn(kernel);
    await quietly(ONLY_INSTALLED);
    if (inBrowser) await this.restoreFiles(kernel, say);
    const handout = panel.context.model.sharedModel.getMetadata("massage_billing");
    if (handout) await quietly(call("coursework", "submission_widget", "given", handout));
    // Check again, since the code may have changed after the notebook was opened.
    if (!this.isLesson(panel, await this.shipped)) return;
    await this.runCells(panel);
    if (inBrowser) say("");
  }

  /** @param {NotebookPanel} panel */
  barOf(panel) {
    const bar = this.bars.get(panel);
    if (!bar) throw new Error(`${panel.context.path} is not a lesson, so it is not run.`);
    return bar;
  }

  /**
   * Give the learner's files to a kernel in the browser, and store the files that it writes.
   * @param {Kernel} kernel
   * @param {(text: string) => void} say
   */
  async restoreFiles(kernel, say) {
    const quietly = quietlyIn(kernel);
    this.learnerFiles.tell = (full) => say(full ? NO_ROOM : "");
    kernel.registerCommTarget(COMM, (_, opened) => this.learnerFiles.keep(opened.content.data).catch(() => undefined)); // already told
    await quietly(call("lessons", "browser_storage", "restore", await this.learnerFiles.all()));
  }

  /**
   * Run the cells, one part after the other, beginning with the part that the learner sees: its questions are ready first, and the
   * page draws those of the next part when it is idle. In the site, cells show their stored output until each has run: one
   * after the other, so that nothing moves while somebody is reading.
   * @param {NotebookPanel} panel
   */
  async runCells(panel) {
    const all = panel.content.widgets;
    const numbers = this.stepsOf.get(panel)?.runOrder() ?? [[...all.keys()]];
    const groups = this.settings.inBrowser ? numbers.flat().map((at) => [at]) : numbers;
    for (const group of groups) {
      const cells = group.map((at) => all[at]);
      if (!(await this.libraries.NotebookActions.runCells(panel.content, cells, panel.sessionContext))) return;
      if (!this.settings.inBrowser) await idle();
    }
  }
}

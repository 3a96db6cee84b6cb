// Open a notebook as a lesson, and run it.
import { button } from "./button.js";
import { fileButtons, NO_ROOM } from "./file_buttons.js";
import { Kept } from "./kept.js";
import { label } from "./labels.js";
import { addBar } from "./lesson_bar.js";
import { call, ONLY_INSTALLED } from "./python.js";
import { isLesson, isStartPage } from "./recognition.js";
import { documentOpener, isUpToDate, newestStartPage, openLinkedNotebooks } from "./start_page.js";
import { leaveUnmarked } from "./unsaved.js";
import { Workshop } from "./workshop.js";
/** @import {App, Kernel, Libraries, NotebookPanel, NotebookTracker, Widget} from "./jupyterlab.js" */
/** @import {Bar} from "./lesson_bar.js" */

const COMM = "massage-billing"; // over which a kernel in the browser asks to keep a file

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
    this.workshop = new Workshop(app, tracker);
    this.workshop.keepKeysFromNotebook(window);
    this.kept = new Kept(this.contents, navigator.locks);
    this.openDocument = documentOpener(app, this.kept, settings.inBrowser);
    /** @type {WeakMap<NotebookPanel, Bar>} */
    this.bars = new WeakMap();
    /** @type {WeakSet<Widget>} the start pages that have been current before */
    this.seen = new WeakSet();
  }

  /** @param {NotebookPanel} panel */
  async open(panel) {
    await panel.context.ready;
    this.showAddress();
    if (!(await this.isLesson(panel))) return;
    const { libraries, workshop, settings } = this;
    this.bars.set(panel, addBar(panel, libraries.Widget, workshop, (say) => this.buttons(panel, say), settings.inBrowser));
    workshop.add(panel);
    label(panel.content.node);
    openLinkedNotebooks(panel, this.openDocument);
    const drawn = isStartPage(panel) && (await isUpToDate(this.contents, panel));
    await leaveUnmarked(panel.context.model, () => (drawn ? started(panel) : this.run(panel)));
  }

  /** A document became the current one: the start page shows what was practiced, so it is drawn again. */
  currentChanged() {
    const panel = this.tracker.currentWidget;
    this.showAddress();
    if (!panel || !this.bars.has(panel) || !isStartPage(panel)) return;
    if (this.seen.has(panel)) void leaveUnmarked(panel.context.model, () => this.run(panel));
    this.seen.add(panel);
  }

  /** In the site, reloading the page opens the same lesson. (JupyterLite removes the lesson's name from the address.) */
  showAddress() {
    const panel = this.tracker.currentWidget;
    const path = this.app.shell.currentWidget === panel && panel?.context.path;
    if (this.settings.inBrowser && path) history.replaceState(history.state, "", `?path=${encodeURIComponent(path)}`);
  }

  /** @param {NotebookPanel} panel */
  async isLesson(panel) {
    const shipped = await this.shipped;
    return !panel.isDisposed && isLesson(panel.context.model, shipped);
  }

  /**
   * The buttons of a lesson's bar before "Show the code".
   * @param {NotebookPanel} panel
   * @param {(text: string) => void} say
   */
  buttons(panel, say) {
    if (!isStartPage(panel)) return [button("All lessons", () => this.openStartPage())];
    if (!this.settings.inBrowser) return [];
    const kernelspec = () => panel.context.model.sharedModel.getMetadata("kernelspec");
    return fileButtons({ kept: this.kept, contents: this.contents, kernelspec, open: this.openDocument }, say);
  }

  async openStartPage() {
    const page = newestStartPage((await this.contents.get("")).content);
    if (page) await this.openDocument(page.path);
  }

  /** @param {NotebookPanel} panel */
  async run(panel) {
    const { inBrowser } = this.settings;
    const { say } = this.barOf(panel);
    if (inBrowser) say("Read on. In a moment you can answer, too: your browser is making ready.");
    const kernel = await started(panel);
    const quietly = quietlyIn(kernel);
    await quietly(ONLY_INSTALLED);
    if (inBrowser) await this.giveBack(kernel, say);
    const handout = panel.context.model.sharedModel.getMetadata("massage_billing");
    if (handout) await quietly(call("coursework", "submission_widget", "given", handout));
    // Checked again, since the code can have been changed after it was opened.
    if (!(await this.isLesson(panel))) return;
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
   * Give a kernel in the browser the learner's files, and keep the files that it writes.
   * @param {Kernel} kernel
   * @param {(text: string) => void} say
   */
  async giveBack(kernel, say) {
    const quietly = quietlyIn(kernel);
    kernel.registerCommTarget(COMM, (_, opened) => this.kept.change(opened.content.data).catch(() => say(NO_ROOM)));
    await quietly(call("lessons", "browser_storage", "restore", await this.kept.all()));
  }

  /**
   * Run the cells. In the site they show their stored output until each has run: one after the other, so that nothing
   * moves while somebody reads.
   * @param {NotebookPanel} panel
   */
  async runCells(panel) {
    const all = panel.content.widgets;
    for (const cells of this.settings.inBrowser ? all.map((cell) => [cell]) : [all]) {
      await this.libraries.NotebookActions.runCells(panel.content, cells, panel.sessionContext);
    }
  }
}

// JupyterLab's own controls around a lesson: hidden while the lesson is read, and shown again with "Show the Python code".
/** @import {App, Notebook, NotebookPanel, NotebookTracker, Widget} from "./jupyterlab.js" */

export class Controls {
  /**
   * @param {App} app
   * @param {NotebookTracker} tracker
   */
  constructor(app, tracker) {
    this.app = app;
    this.tracker = tracker;
    /** @type {WeakSet<Widget>} */
    this.lessons = new WeakSet();
    this.codeShown = false;
    /** @type {Widget[]} */
    this.hidden = [];
    /** @type {string | undefined} the shell's mode before the lesson was folded */
    this.mode = undefined;
    // Notebook 7 shows its menu again when it has read its settings.
    this.shown = new MutationObserver(() => this.fold());
    app.shell.currentChanged?.connect(() => this.fold());
    tracker.currentChanged.connect(() => this.fold()); // in Notebook 7, the tracker notices the document after the shell
  }

  /**
   * In a folded lesson, a key goes to the focused element and never to the notebook: "x" does not cut a cell, and the arrow
   * keys move the choice or the slider. JupyterLab reads this from the focused element before any other listener runs.
   * @param {Window} window
   */
  keepKeysFromNotebook(window) {
    const quiet = (/** @type {KeyboardEvent} */ { target, key }) => {
      if (key === "Tab") document.body.classList.add("mb-keys");
      if (target instanceof Element && target.closest(".mb-lesson")) {
        target.toggleAttribute("data-lm-suppress-shortcuts", !this.codeShown);
      }
    };
    window.addEventListener("keydown", quiet, true);
  }

  /** @param {NotebookPanel} panel */
  add(panel) {
    this.lessons.add(panel);
    panel.addClass("mb-lesson");
    // A double click selects a word; it does not open the text for editing.
    panel.node.addEventListener("dblclick", (event) => this.codeShown || event.stopPropagation(), true);
    this.leaveEditorsAlone(panel.content);
    this.fold();
  }

  /**
   * Whenever the focus moves to another cell, JupyterLab redraws the editors of all cells, to drop what is selected in them.
   * In a folded lesson no editor is shown, and a step would take several times as long.
   * @param {Notebook} notebook
   */
  leaveEditorsAlone(notebook) {
    const trim = notebook._trimSelections;
    if (trim) notebook._trimSelections = () => this.codeShown && trim.call(notebook);
  }

  /**
   * Everything in the shell except what contains the document: JupyterLab's dock, or the main panel of Notebook 7.
   * @param {Widget} document
   * @param {Widget} widget
   * @param {Widget[]} found
   */
  parts(document, widget = this.app.shell, found = []) {
    for (const child of widget.layout ?? []) {
      if (child === document || child.id === "jp-main-dock-panel") continue;
      if (child.node.contains(document.node)) this.parts(document, child, found);
      else found.push(child);
    }
    return found;
  }

  /** Hide or show the shell's parts, depending on the current document and the switch. Lumino arranges the rest. */
  fold() {
    const { shell } = this.app;
    const panel = this.tracker.currentWidget;
    const folded = !this.codeShown && panel !== null && shell.currentWidget === panel && this.lessons.has(panel);
    document.body.classList.toggle("mb-folded", folded);
    if (folded) {
      this.mode ??= shell.mode;
      if (shell.mode) shell.mode = "single-document";
      for (const part of this.parts(panel).filter((one) => !one.isHidden)) {
        this.hidden.push(part);
        part.hide();
        this.shown.observe(part.node, { attributeFilter: ["class"] });
      }
    } else {
      this.shown.disconnect();
      this.hidden.splice(0).forEach((part) => part.show());
      if (this.mode) shell.mode = this.mode;
      this.mode = undefined;
    }
    this.tracker.forEach((lesson) => {
      if (this.lessons.has(lesson)) this.showCodeOf(lesson);
    });
  }

  /** @param {NotebookPanel} lesson */
  showCodeOf(lesson) {
    const { model } = lesson.context;
    const { dirty } = model;
    const code = lesson.content.widgets.filter((cell) => cell.model.type === "code");
    code.forEach((cell) => (cell.inputHidden = !this.codeShown));
    model.dirty = dirty; // JupyterLab counts hidden code as a change, and would ask whether to save it
    lesson.toolbar.setHidden(!this.codeShown);
    lesson.node.toggleAttribute("data-jp-suppress-context-menu", !this.codeShown);
    lesson.node.querySelector(".mb-code-switch")?.setAttribute("aria-checked", String(this.codeShown));
  }

  toggleCode() {
    this.codeShown = !this.codeShown;
    this.fold();
  }
}

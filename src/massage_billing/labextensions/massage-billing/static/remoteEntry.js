// The JupyterLab side of a lesson: it runs by itself when opened, and the workshop around it is folded away.
// One plain script, so that the source tree installs without Node. JupyterLab loads it as a federated module.
(() => {
  "use strict";
  const NAME = "massage-billing";
  const HOME = new URL(".", document.currentScript.src);
  // What runs by itself imports from what is installed, never a file of the same name beside the notebook.
  const ONLY_INSTALLED = "import sys\nsys.path[:] = [place for place in sys.path if place]";
  // What a handout or the page holds reaches the kernel as text, and nothing of it runs.
  const call = (layer, module, name, data) =>
    `from massage_billing.${layer} import ${module}\n${module}.${name}(${JSON.stringify(JSON.stringify(data))})`;
  // In a course that uses nbgrader a handout has a grade cell for each question; on a student's machine it gives nothing.
  const GRADE_CELL = /^from massage_billing\.coursework import nbgrader\n\nnbgrader\.points\("q\d+"\)$/;
  const START_PAGE = "00_start_here";
  // In the site the kernel runs in the browser too: there the page keeps the learner's files.
  const settings = JSON.parse(document.getElementById("jupyter-config-data")?.textContent || "{}");
  const IN_BROWSER = Boolean(settings.litePluginSettings);
  const OURS = /^(progress\.jsonl|privacy-checklist\.json|hand_in_.+\.json)$/;
  let scope;

  const shared = async (name) => Object.values(scope[name])[0].get().then((factory) => factory());

  // A notebook is a lesson only if its code is, cell for cell, the code of a lesson that this package shipped.
  // What a notebook says of itself (name, metadata, text) decides nothing.
  const sourcesOf = (model, type) =>
    [...model.sharedModel.cells].filter((cell) => !type || cell.cell_type === type).map((cell) => cell.getSource());
  const same = (one, other) => one.length === other.length && one.every((source, at) => source === other[at]);

  // The learner's files, kept by the browser. One change after the other, also where two lessons are open in two tabs.
  class Kept {
    constructor(app) {
      this.contents = app.serviceManager.contents;
      this.last = Promise.resolve();
    }

    async names() {
      const { content } = await this.contents.get("");
      return content.filter((file) => OURS.test(file.name)).map((file) => file.name);
    }

    async text(name) {
      const { content } = await this.contents.get(name, { content: true, type: "file", format: "text" });
      return typeof content === "string" ? content : `${JSON.stringify(content, null, 1)}\n`;
    }

    async all() {
      await this.last;
      const names = await this.names();
      const texts = await Promise.all(names.map((name) => this.text(name)));
      return Object.fromEntries(names.map((name, at) => [name, texts[at]]));
    }

    change({ name, how, text }) {
      return this.inTurn(async () => {
        if (!OURS.test(name)) return undefined;
        if (how === "gone") return this.contents.delete(name).catch(() => undefined);
        const before = how === "line" && (await this.names()).includes(name) ? await this.text(name) : "";
        const content = before + text + (how === "line" ? "\n" : "");
        return this.contents.save(name, { type: "file", format: "text", mimetype: "text/plain", content });
      });
    }

    inTurn(act) {
      const turn = this.last.then(() => (navigator.locks ? navigator.locks.request(NAME, act) : act()));
      this.last = turn.catch(() => undefined); // the next change has its turn also where this one failed
      return turn;
    }
  }

  // The pictures that the site was built with, by number: they stand until the kernel can draw.
  const storedPictures = (panel) => {
    const found = {};
    for (const cell of panel.content.widgets) {
      const html = (cell.model.type === "code" && cell.model.outputs.get(0)?.data["text/html"]) || "";
      const parsed = new DOMParser().parseFromString([html].flat().join(""), "text/html");
      parsed.querySelectorAll("[data-mb-picture]").forEach((node) => (found[node.dataset.mbPicture] = node.innerHTML));
    }
    return found;
  };

  const download = (name, text) => {
    const href = URL.createObjectURL(new Blob([text], { type: "application/octet-stream" }));
    Object.assign(document.createElement("a"), { href, download: name }).click();
    setTimeout(() => URL.revokeObjectURL(href), 60000);
  };

  const isStartPage = (panel) => panel.context.path.startsWith(START_PAGE);
  // `massage-billing start` draws the cards into the start page. They stand until an answer is newer than the page.
  const fresh = async (app, panel) => {
    const isDrawn = (cell) => cell.model.type === "code" && cell.model.outputs.get(0)?.data["text/html"];
    if (!panel.content.widgets.some(isDrawn)) return false;
    const { content } = await app.serviceManager.contents.get("");
    const written = (name) => Date.parse(content.find((file) => file.name === name)?.last_modified) || 0;
    return written("progress.jsonl") <= written(panel.context.path);
  };

  // The shell around the lesson, hidden and brought back; Lumino lays the rest out anew.
  class Workshop {
    constructor(app, tracker) {
      Object.assign(this, { app, tracker, lessons: new WeakSet(), codeShown: false, hidden: [], mode: undefined });
      // In a folded lesson a key reaches what has the focus, never the notebook: no cell is cut by an "x", and the arrow
      // keys move the choice or the slider. JupyterLab asks the focused element itself, before any other listener.
      const quiet = ({ target }) =>
        target.closest?.(".mb-lesson") && target.toggleAttribute("data-lm-suppress-shortcuts", !this.codeShown);
      window.addEventListener("keydown", quiet, true);
      app.shell.currentChanged?.connect(() => this.fold());
    }

    add(panel) {
      this.lessons.add(panel);
      panel.addClass("mb-lesson");
      // A double click selects a word; it does not open the text for editing.
      panel.node.addEventListener("dblclick", (event) => this.codeShown || event.stopPropagation(), true);
      this.fold();
    }

    // Everything of the shell but what holds the document.
    parts(widget = this.app.shell, found = []) {
      for (const child of widget.layout || []) {
        if (child.id === "jp-main-dock-panel") continue;
        if (child.node.querySelector("#jp-main-dock-panel")) this.parts(child, found);
        else found.push(child);
      }
      return found;
    }

    fold() {
      const { shell } = this.app;
      const panel = this.tracker.currentWidget;
      const folded = !this.codeShown && Boolean(panel) && shell.currentWidget === panel && this.lessons.has(panel);
      document.body.classList.toggle("mb-folded", folded);
      if (folded) {
        this.mode ??= shell.mode;
        if (shell.mode) shell.mode = "single-document";
        this.hidden.push(...this.parts().filter((part) => part.isVisible));
        this.hidden.forEach((part) => part.hide());
      } else {
        this.hidden.splice(0).forEach((part) => part.show());
        if (this.mode) shell.mode = this.mode;
        this.mode = undefined;
      }
      this.tracker.forEach((lesson) => this.lessons.has(lesson) && this.showCodeOf(lesson));
    }

    showCodeOf(lesson) {
      const code = lesson.content.widgets.filter((cell) => cell.model.type === "code");
      code.forEach((cell) => (cell.inputHidden = !this.codeShown));
      lesson.toolbar.setHidden(!this.codeShown);
      lesson.node.toggleAttribute("data-jp-suppress-context-menu", !this.codeShown);
      lesson.node.querySelector(".mb-lesson-bar [role=switch]")?.setAttribute("aria-checked", this.codeShown);
    }

    toggleCode() {
      this.codeShown = !this.codeShown;
      this.fold();
    }
  }

  const button = (text, pressed) => {
    const made = Object.assign(document.createElement("button"), { type: "button", textContent: text });
    made.addEventListener("click", pressed);
    return made;
  };

  // In a browser each lesson has a Python of its own, of some hundred megabytes: the page is left, and the old one with it.
  const openDocument = async (app, kept, path) => {
    if (!IN_BROWSER) return app.commands.execute("docmanager:open", { path });
    await kept.last;
    location.assign(`?path=${encodeURIComponent(path)}`);
  };

  // Where the learner changed the start page, a newer one lies beside it: the one that `start` drew last.
  const openStartPage = async (app, kept) => {
    const { content } = await app.serviceManager.contents.get("");
    const pages = content.filter((file) => file.name.startsWith(START_PAGE) && file.type === "notebook");
    pages.sort((one, other) => Date.parse(other.last_modified) - Date.parse(one.last_modified));
    if (pages.length) await openDocument(app, kept, pages[0].path);
  };

  // A card opens its lesson at the first click, also while the page is being drawn anew and JupyterLab has not yet come
  // round to the links.
  const openFromCards = (app, kept, panel) => {
    const follow = (event) => {
      const link = event.target.closest?.(".mb-cards a, .mb-pages a");
      if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      event.stopPropagation();
      const name = decodeURIComponent(new URL(link.href).pathname.split("/").pop());
      const folder = panel.context.path.split("/").slice(0, -1);
      void openDocument(app, kept, [...folder, name].join("/"));
    };
    panel.node.addEventListener("click", follow, true);
  };

  const NO_ROOM = "This could not be kept: your browser has no room left for it. Make room on this device, and try again.";
  const notebookOf = (text) => {
    try {
      const content = JSON.parse(text);
      return content.cells && content;
    } catch {
      return undefined;
    }
  };

  // What only the site needs: the answers as a file and back, and a handout opened from the learner's own machine.
  const fileButtons = (app, kept, panel, say) => {
    const field = Object.assign(document.createElement("input"), { type: "file", accept: ".ipynb,.json,.jsonl", hidden: true });
    const take = async (file) => {
      const text = await file.text();
      const name = file.name.replace(/ ?\(\d+\)(?=\.)/, ""); // what a browser adds to a second download
      if (OURS.test(name)) {
        if ((await kept.names()).includes(name)) download(name.replace(".", ".before."), await kept.text(name));
        await kept.change({ name, how: "whole", text });
        return `${name} is back. Open a lesson to go on.`;
      }
      const content = notebookOf(text);
      if (!content) return `${file.name} is no handout and no file of answers that this site has made. Choose another file.`;
      // The kernel of the student's own machine is not here.
      content.metadata = { ...content.metadata, kernelspec: panel.context.model.sharedModel.getMetadata("kernelspec") };
      await app.serviceManager.contents.save(file.name, { type: "notebook", format: "json", content });
      await openDocument(app, kept, file.name);
      return `Opening ${file.name} …`;
    };
    field.addEventListener("change", async () => {
      if (field.files.length) say(await take(field.files[0]).catch(() => NO_ROOM));
      field.value = "";
    });
    const keep = button("Keep my answers as a file", async () => {
      const files = await kept.all();
      const names = Object.keys(files);
      names.forEach((name) => download(name, files[name]));
      say(names.length ? `Kept as ${names.join(", ")} where your browser puts downloads.` : "Nothing is answered yet.");
    });
    return [button("Open a handout or my answers", () => field.click()), keep, field];
  };

  const addBar = (app, workshop, kept, panel, Widget) => {
    const node = Object.assign(document.createElement("nav"), { className: "mb-lesson-bar" });
    node.setAttribute("aria-label", "Lesson");
    const row = document.createElement("div");
    const code = button("Show the code", () => workshop.toggleCode());
    code.setAttribute("role", "switch");
    code.setAttribute("aria-checked", workshop.codeShown);
    if (!isStartPage(panel)) row.append(button("All lessons", () => openStartPage(app, kept)));
    const status = document.createElement("span");
    status.setAttribute("role", "status");
    const say = (text) => (status.textContent = text);
    if (IN_BROWSER && isStartPage(panel)) row.append(...fileButtons(app, kept, panel, say));
    row.append(code);
    if (IN_BROWSER) row.append(status);
    node.append(row);
    panel.contentHeader.addWidget(new Widget({ node }));
    panel.contentHeader.show();
    // On a phone the buttons take more than one line: JupyterLab gives the bar the height that it asks for.
    new ResizeObserver(() => {
      node.style.minHeight = `${row.offsetHeight}px`;
      panel.contentHeader.fit();
    }).observe(row);
    return { node: row, say };
  };

  const plugin = ({ INotebookTracker, NotebookActions, Widget }) => ({
    id: `${NAME}:lessons`,
    autoStart: true,
    requires: [INotebookTracker],
    activate: (app, tracker) => {
      for (const name of ["tables.css", "lesson.css"]) {
        document.head.append(Object.assign(document.createElement("link"), { rel: "stylesheet", href: new URL(name, HOME) }));
      }
      const shipped = fetch(new URL("lessons.json", HOME)).then((answer) => answer.json());
      const { shell } = app;
      const workshop = new Workshop(app, tracker);
      const seen = new WeakSet();
      const kept = new Kept(app);
      const bars = new WeakMap();

      const isLesson = async (panel) => {
        const known = Object.values(await shipped);
        if (panel.isDisposed) return false;
        const code = sourcesOf(panel.context.model, "code").filter((source) => !GRADE_CELL.test(source));
        return known.some((lesson) => same(lesson, code));
      };

      // The pictures follow what a learner moves once matplotlib is there. Where the site does not hold it, it is fetched
      // from another host, and only when the learner asks for it.
      const enliven = async (panel, quietly) => {
        const { node, say } = bars.get(panel);
        const host = settings.massageBillingPictures;
        const draw = async () => {
          say("Fetching the drawing program …");
          const { content } = await quietly("from massage_billing.lessons import later\nawait later.come_alive()");
          say(content.status === "ok" ? "The pictures now follow what you do." : `The drawing program could not be had from ${host || "this site"}.`);
        };
        if (!host) return draw();
        node.querySelector("[role=switch]").after(button(`Live pictures (25 MB, ${host})`, draw));
      };

      const started = async ({ sessionContext }) => {
        await sessionContext.ready;
        const { kernel } = sessionContext.session;
        await Promise.all([kernel.info, kernel.spec]); // JupyterLab writes both into the notebook
        return kernel;
      };

      // What a start or a run changes is no change of the learner's: no question on leaving, and nothing to save. It changes
      // no cell's text; who has opened the code and writes meanwhile keeps the question.
      const unasked = async ({ context: { model } }, act) => {
        const before = sourcesOf(model);
        const unchanged = () => same(before, sourcesOf(model));
        const undo = () => void Promise.resolve().then(() => unchanged() && (model.dirty = false)); // once all have heard of it
        undo();
        model.stateChanged.connect(undo);
        try {
          await act();
        } finally {
          model.stateChanged.disconnect(undo);
        }
      };

      const run = async (panel) => {
        const { say } = bars.get(panel);
        if (IN_BROWSER) say("Read on. In a moment you can answer, too: your browser is making ready.");
        const kernel = await started(panel);
        const pictures = IN_BROWSER ? storedPictures(panel) : {};
        const quietly = (code) => kernel.requestExecute({ code, silent: true, store_history: false }).done;
        await quietly(ONLY_INSTALLED);
        if (IN_BROWSER) {
          kernel.registerCommTarget(NAME, (_, opened) => kept.change(opened.content.data).catch(() => say(NO_ROOM)));
          await quietly(call("lessons", "browser_storage", "restore", await kept.all()));
          await quietly(call("lessons", "later", "stand_in", pictures));
        }
        const handout = panel.context.model.sharedModel.getMetadata("massage_billing");
        if (handout) await quietly(call("coursework", "submission_widget", "given", handout));
        // Asked again, since the code can have been changed after it was opened.
        if (!(await isLesson(panel))) return;
        // In the site the cells show what they showed when it was built, until each has run: one after the other, so that
        // nothing jumps under a reader's eyes.
        const all = panel.content.widgets;
        for (const cells of IN_BROWSER ? all.map((cell) => [cell]) : [all]) {
          await NotebookActions.runCells(panel.content, cells, panel.sessionContext);
        }
        if (IN_BROWSER) say("");
        if (Object.keys(pictures).length) await enliven(panel, quietly);
      };

      // A reload comes back to the lesson that is open. (JupyterLite takes the lesson's name out of the address.)
      const tellAddress = () => {
        const path = shell.currentWidget === tracker.currentWidget && tracker.currentWidget?.context.path;
        if (IN_BROWSER && path) history.replaceState(history.state, "", `?path=${encodeURIComponent(path)}`);
      };

      const open = async (panel) => {
        await panel.context.ready;
        tellAddress();
        if (!(await isLesson(panel))) return;
        bars.set(panel, addBar(app, workshop, kept, panel, Widget));
        workshop.add(panel);
        label(panel.content.node);
        if (isStartPage(panel)) openFromCards(app, kept, panel);
        const stands = isStartPage(panel) && (await fresh(app, panel));
        await unasked(panel, () => (stands ? started : run)(panel));
      };

      tracker.widgetAdded.connect((_, panel) => void open(panel));
      tracker.forEach((panel) => void open(panel));
      shell.currentChanged?.connect(() => {
        const panel = tracker.currentWidget;
        tellAddress();
        if (!panel || !isStartPage(panel)) return;
        // The start page shows what was practised, so it is drawn anew when a learner comes back to it.
        if (seen.has(panel)) void unasked(panel, () => run(panel));
        seen.add(panel);
      });
    },
  });

  // A card dragged onto a group is put there through the list beside it: one way of answering, reached by two.
  const draggable = (sorting) => {
    let card;
    const bin = (event) => event.target.closest(".mb-bin");
    const mark = (event, on) => bin(event)?.classList.toggle("mb-over", on);
    sorting.addEventListener("dragstart", (event) => {
      card = event.target.closest(".mb-sort-card");
      event.dataTransfer.setData("text/plain", card.textContent);
      event.stopPropagation();
    });
    sorting.addEventListener("dragover", (event) => {
      if (!card || !bin(event)) return;
      event.preventDefault();
      event.stopPropagation();
      mark(event, true);
    });
    sorting.addEventListener("dragleave", (event) => mark(event, false));
    sorting.addEventListener("drop", (event) => {
      const group = bin(event)?.dataset.group;
      const list = card?.querySelector("select");
      if (!group || !list) return;
      event.preventDefault();
      event.stopPropagation();
      // ipywidgets writes the spaces of an option as no-break spaces.
      const text = (option) => option.textContent.replaceAll("\u00a0", " ");
      list.selectedIndex = [...list.options].findIndex((option) => text(option) === group);
      list.dispatchEvent(new Event("change", { bubbles: true }));
      card = undefined;
    });
  };

  // A file dropped on an upload button is taken as if it had been chosen there. ipywidgets keeps its file field to itself and
  // clicks it, so that click is where the dropped files are put in.
  const droppable = (button) => {
    const mark = (event, on) => {
      event.preventDefault();
      event.stopPropagation();
      button.classList.toggle("mb-over", on);
    };
    button.addEventListener("dragover", (event) => mark(event, true));
    button.addEventListener("dragleave", (event) => mark(event, false));
    button.addEventListener("drop", (event) => {
      mark(event, false);
      const field = HTMLInputElement.prototype;
      const { click } = field;
      field.click = function take() {
        this.files = event.dataTransfer.files;
        this.dispatchEvent(new Event("change"));
      };
      try {
        button.click();
      } finally {
        field.click = click;
      }
    });
  };

  // What stock ipywidgets leave unsaid to a screen reader.
  let groups = 0;
  const label = (root) => {
    const name = (node, text) => node && text && node.setAttribute("aria-label", text.trim());
    const look = () => {
      // JupyterLab names a page of prose a feed of cells.
      root.querySelector("[role=feed]")?.removeAttribute("role");
      root.querySelectorAll(".jp-Cell[aria-label]").forEach((cell) => cell.removeAttribute("aria-label"));
      root.querySelectorAll(".mb-slider:not([data-mb])").forEach((slider) => {
        const handle = slider.querySelector(".noUi-handle");
        if (!handle) return;
        name(handle, slider.querySelector(".widget-label")?.textContent);
        name(slider.querySelector(".widget-readout"), slider.querySelector(".widget-label")?.textContent);
        slider.dataset.mb = "";
      });
      root.querySelectorAll(".mb-feedback:not([role]), .mb-live:not([role]), .mb-score:not([role])").forEach((node) => {
        node.setAttribute("role", "status");
      });
      root.querySelectorAll(".mb-drop:not([data-mb])").forEach((button) => {
        button.dataset.mb = "";
        button.removeAttribute("title"); // ipywidgets writes "null"
        droppable(button);
      });
      root.querySelectorAll(".mb-sort-card:not([draggable])").forEach((card) => {
        card.draggable = true;
      });
      root.querySelectorAll(".mb-sort:not([data-mb])").forEach((sorting) => {
        sorting.dataset.mb = "";
        draggable(sorting);
      });
      // “Earlier” alone does not say which card.
      root.querySelectorAll(".mb-order-row button[title]:not([aria-label])").forEach((move) => name(move, move.title));
      root.querySelectorAll(".mb-ticks:not([role])").forEach((group) => {
        const title = group.querySelector(".mb-group");
        if (!title) return;
        group.setAttribute("role", "group");
        name(group, title.textContent);
      });
      root.querySelectorAll(".widget-datepicker input:not([aria-label])").forEach((input) => {
        name(input, input.closest(".widget-datepicker").querySelector(".widget-label")?.textContent);
      });
      root.querySelectorAll(".mb-card:not([role])").forEach((card) => {
        const prompt = card.querySelector(".mb-prompt");
        if (!prompt) return;
        card.setAttribute("role", "group");
        name(card, prompt.textContent);
      });
      root.querySelectorAll(".widget-radio:not([role])").forEach((radios) => {
        radios.setAttribute("role", "radiogroup");
        radios.dataset.mb = `mb-${(groups += 1)}`;
        const own = radios.querySelector(".widget-label")?.textContent;
        name(radios, own || radios.closest(".mb-card")?.querySelector(".mb-prompt")?.textContent);
      });
      // One name makes the choices one group for the arrow keys.
      root.querySelectorAll(".widget-radio input:not([name])").forEach((input) => {
        input.name = input.closest(".widget-radio").dataset.mb;
      });
    };
    // ipywidgets gives some of its nodes their classes when they are on the page already.
    new MutationObserver(look).observe(root, { childList: true, subtree: true, attributes: true, attributeFilter: ["class"] });
    look();
  };

  window._JUPYTERLAB = window._JUPYTERLAB || {};
  window._JUPYTERLAB[NAME] = {
    init: (given) => {
      scope = given;
    },
    get: async () => {
      const [notebook, lumino] = await Promise.all([shared("@jupyterlab/notebook"), shared("@lumino/widgets")]);
      const made = plugin({ ...notebook, Widget: lumino.Widget });
      return () => ({ __esModule: true, default: made });
    },
  };
})();

// The JupyterLab side of a lesson: it runs by itself when opened, and the workshop around it is folded away.
// One plain script, so that the source tree installs without Node. JupyterLab loads it as a federated module.
(() => {
  "use strict";
  const NAME = "massage-billing";
  const HOME = new URL(".", document.currentScript.src);
  // What runs by itself imports from what is installed, never a file of the same name beside the notebook.
  const ONLY_INSTALLED = "import sys\nsys.path[:] = [place for place in sys.path if place]";
  const START_PAGE = "00_start_here";
  let scope;

  const shared = async (name) => Object.values(scope[name])[0].get().then((factory) => factory());

  // A notebook is a lesson only if its code is, cell for cell, the code of a lesson that this package shipped.
  // What a notebook says of itself (name, metadata, text) decides nothing.
  const codeOf = (model) =>
    [...model.sharedModel.cells].filter((cell) => cell.cell_type === "code").map((cell) => cell.getSource());
  const same = (one, other) => one.length === other.length && one.every((source, at) => source === other[at]);

  const isStartPage = (panel) => panel.context.path.startsWith(START_PAGE);
  // `massage-billing start` draws the cards into the start page. They stand until an answer is newer than the page.
  const fresh = async (app, panel) => {
    const isDrawn = (cell) => cell.model.type === "code" && cell.model.outputs.get(0)?.data["text/html"];
    if (!panel.content.widgets.some(isDrawn)) return false;
    const { content } = await app.serviceManager.contents.get("");
    const written = (name) => Date.parse(content.find((file) => file.name === name)?.last_modified) || 0;
    return written("progress.jsonl") <= written(panel.context.path);
  };

  const plugin = ({ INotebookTracker, NotebookActions, Widget }) => ({
    id: `${NAME}:lessons`,
    autoStart: true,
    requires: [INotebookTracker],
    activate: (app, tracker) => {
      const css = Object.assign(document.createElement("link"), { rel: "stylesheet", href: new URL("lesson.css", HOME) });
      document.head.append(css);
      const shipped = fetch(new URL("lessons.json", HOME)).then((answer) => (answer.ok ? answer.json() : {}), () => ({}));
      const lessons = new WeakSet();
      // In a folded lesson a key reaches what has the focus, never the notebook: no cell is cut by an "x", and the arrow
      // keys move the choice or the slider. JupyterLab asks the focused element itself, and before any other listener.
      const quiet = (event) => {
        if (event.target.closest?.(".mb-lesson")) event.target.toggleAttribute("data-lm-suppress-shortcuts", !codeShown);
      };
      window.addEventListener("keydown", quiet, true);
      let codeShown = false;

      // Everything of the shell but the document itself; Lumino lays the rest out anew.
      const workshop = () => {
        const parts = [];
        const visit = (widget) => {
          for (const child of widget.layout || []) {
            if (child.node.querySelector("#jp-main-dock-panel") || child.id === "jp-main-dock-panel") {
              if (child.id !== "jp-main-dock-panel") visit(child);
            } else if (!child.node.classList.contains("lm-SplitPanel-handle")) parts.push(child);
          }
        };
        visit(app.shell);
        return parts;
      };
      let hidden = [];
      const fold = () => {
        const panel = tracker.currentWidget;
        const folded = Boolean(panel) && app.shell.currentWidget === panel && lessons.has(panel) && !codeShown;
        document.body.classList.toggle("mb-folded", folded);
        tracker.forEach((lesson) => {
          if (!lessons.has(lesson)) return;
          lesson.node.toggleAttribute("data-jp-suppress-context-menu", !codeShown);
          lesson.toolbar.setHidden(!codeShown);
        });
        if (folded) {
          if (app.shell.mode) app.shell.mode = "single-document";
          hidden = [...hidden, ...workshop().filter((part) => part.isVisible && !hidden.includes(part))];
          hidden.forEach((part) => part.hide());
        } else {
          hidden.forEach((part) => part.show());
          hidden = [];
        }
      };

      const showCode = (panel, shown) => {
        codeShown = shown;
        panel.content.widgets.forEach((cell) => {
          if (cell.model.type === "code") cell.inputHidden = !shown;
        });
        document.querySelectorAll(".mb-lesson-bar [role=switch]").forEach((node) => node.setAttribute("aria-checked", shown));
        fold();
      };

      const addBar = (panel) => {
        const node = document.createElement("nav");
        node.className = "mb-lesson-bar";
        node.setAttribute("aria-label", "Lesson");
        const home = Object.assign(document.createElement("button"), { type: "button", textContent: "All lessons" });
        home.addEventListener("click", async () => {
          // Where the learner changed the start page, a newer one lies beside it: the one that `start` drew last.
          const { content } = await app.serviceManager.contents.get("");
          const pages = content.filter((file) => file.name.startsWith(START_PAGE) && file.type === "notebook");
          pages.sort((one, other) => Date.parse(other.last_modified) - Date.parse(one.last_modified));
          if (pages.length) await app.commands.execute("docmanager:open", { path: pages[0].path });
        });
        const code = Object.assign(document.createElement("button"), { type: "button", textContent: "Show the code" });
        code.setAttribute("role", "switch");
        code.setAttribute("aria-checked", String(codeShown));
        code.addEventListener("click", () => showCode(panel, !codeShown));
        if (!isStartPage(panel)) node.append(home);
        node.append(code);
        panel.contentHeader.addWidget(new Widget({ node }));
        panel.contentHeader.show();
      };

      const run = async (panel) => {
        const { kernel } = panel.sessionContext.session;
        await kernel.requestExecute({ code: ONLY_INSTALLED, silent: true, store_history: false }).done;
        await NotebookActions.runCells(panel.content, panel.content.widgets, panel.sessionContext);
        // Running is no change of the learner's: no question on leaving, and nothing to save.
        panel.context.model.dirty = false;
      };

      const open = async (panel) => {
        await panel.context.ready;
        const known = Object.values(await shipped);
        const code = codeOf(panel.context.model);
        if (!known.some((lesson) => same(lesson, code))) return;
        lessons.add(panel);
        panel.addClass("mb-lesson");
        // A double click selects a word; it does not open the text for editing.
        panel.node.addEventListener("dblclick", (event) => codeShown || event.stopPropagation(), true);
        addBar(panel);
        label(panel.content.node);
        fold();
        if (isStartPage(panel) && (await fresh(app, panel))) return;
        await panel.sessionContext.ready;
        await run(panel);
      };

      tracker.widgetAdded.connect((_, panel) => void open(panel));
      tracker.forEach((panel) => void open(panel));
      app.shell.currentChanged?.connect(() => {
        fold();
        const panel = tracker.currentWidget;
        // The start page shows what was practised, so it is drawn anew when a learner comes back to it.
        if (panel && lessons.has(panel) && isStartPage(panel) && panel.mbSeen) void run(panel);
        if (panel) panel.mbSeen = true;
      });
    },
  });

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
    new MutationObserver(look).observe(root, { childList: true, subtree: true });
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

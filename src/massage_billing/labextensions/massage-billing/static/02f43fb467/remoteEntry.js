"use strict";
(() => {
  // labextension/labels.js
  var groups = 0;
  var setName = (node, text) => {
    if (node && text) node.setAttribute("aria-label", text.trim());
  };
  var nameAs = (node, role, text) => {
    node.setAttribute("role", role);
    setName(node, text);
  };
  var labelIn = (node) => node?.querySelector(".widget-label")?.textContent;
  var ACTS = [
    // JupyterLab calls a notebook a feed, which does not fit a page of text.
    ["[role=feed]", (feed) => feed.removeAttribute("role")],
    [".jp-Cell[aria-label]", (cell) => cell.removeAttribute("aria-label")],
    [
      ".mb-slider:not([data-mb])",
      (slider) => {
        const handle = slider.querySelector(".noUi-handle");
        if (!handle) return;
        setName(handle, labelIn(slider));
        setName(slider.querySelector(".widget-readout"), labelIn(slider));
        slider.dataset.mb = "";
      }
    ],
    [
      ":is(.mb-live, .mb-score):not([role])",
      (node) => node.setAttribute("role", "status")
    ],
    [
      ".mb-checks:not([role])",
      (group) => {
        const title = group.querySelector(".mb-group");
        if (title) nameAs(group, "group", title.textContent);
      }
    ],
    [".widget-datepicker input:not([aria-label])", (input) => setName(input, labelIn(input.closest(".widget-datepicker")))],
    [
      ".widget-radio:not([role])",
      (radios) => {
        radios.dataset.mb = `mb-${groups += 1}`;
        nameAs(radios, "radiogroup", labelIn(radios));
      }
    ],
    // One name makes the choices one group for the arrow keys.
    [
      ".widget-radio input:not([name])",
      (input) => input.setAttribute("name", input.closest(".widget-radio")?.getAttribute("data-mb") ?? "")
    ]
  ];
  var label = (root) => {
    const look = () => {
      for (const [selector, act] of ACTS) root.querySelectorAll(selector).forEach((node) => act(
        /** @type {HTMLElement} */
        node
      ));
    };
    new MutationObserver(look).observe(root, { childList: true, subtree: true, attributes: true, attributeFilter: ["class"] });
    look();
  };

  // card/dom.js
  var element = (tag, properties = {}, ...children) => {
    const made = Object.assign(document.createElement(tag), properties);
    made.append(...children);
    return made;
  };
  var button = (text, act, className = "") => {
    const made = element("button", { type: "button", textContent: text, className });
    made.addEventListener("click", () => void act());
    return made;
  };
  var focusOn = (stop) => {
    if (!(stop instanceof HTMLElement)) return;
    stop.tabIndex = -1;
    stop.focus({ preventScroll: true });
  };

  // labextension/learner_files.js
  var LOCK = "massage-billing";
  var OURS = /^(progress\.jsonl|privacy-checklist\.json|(hand_in|submission)_.+\.json)$/;
  var isOurs = (name) => OURS.test(name);
  var originalName = (name) => name.replace(/ ?\(\d+\)(?=\.)/, "");
  var textAfter = ({ how, text = "" }, before = "") => {
    if (how === "gone") return void 0;
    return how === "line" ? `${before}${text}
` : text;
  };
  var LearnerFiles = class {
    /**
     * @param {Contents} contents
     * @param {Pick<LockManager, "request"> | undefined} locks
     */
    constructor(contents, locks) {
      this.contents = contents;
      this.locks = locks;
      this.last = Promise.resolve();
      this.unstored = [];
      this.full = false;
      this.tell = () => void 0;
    }
    /** @returns {Promise<string[]>} */
    async names() {
      const { content } = await this.contents.get("");
      return content.map((file) => file.name).filter(isOurs);
    }
    /**
     * @param {string} name
     * @returns {Promise<string>}
     */
    async text(name) {
      const { content } = await this.contents.get(name, { content: true, type: "file", format: "text" });
      return typeof content === "string" ? content : `${JSON.stringify(content, null, 1)}
`;
    }
    /** @returns {Promise<Record<string, string>>} the text of each file, by name, with changes that are not stored yet */
    async all() {
      await this.last;
      const names = await this.names();
      const texts = await Promise.all(names.map((name) => this.text(name)));
      const found = new Map(names.map((name, at) => [name, texts[at]]));
      for (const change of this.unstored) {
        const text = textAfter(change, found.get(change.name));
        if (text === void 0) found.delete(change.name);
        else found.set(change.name, text);
      }
      return Object.fromEntries(found);
    }
    /**
     * Store what Python has written. If the browser cannot store it now, `store` tries again.
     * @param {Change} change
     */
    keep(change) {
      if (isOurs(change.name)) this.unstored.push(change);
      return this.store();
    }
    /** Store everything that is not stored yet, in order. */
    store() {
      return this.inTurn(async () => {
        try {
          for (let next = this.unstored[0]; next; next = this.unstored[0]) {
            await this.write(next);
            this.unstored.shift();
          }
        } finally {
          const full = this.unstored.length > 0;
          if (full !== this.full) this.tell(full);
          this.full = full;
        }
      });
    }
    /**
     * Add a line to a file, replace it as a whole, or delete it. A file that is not ours is left alone.
     * @param {Change} change
     * @returns {Promise<unknown>}
     */
    change(change) {
      return this.inTurn(() => this.write(change));
    }
    /** @param {Change} change */
    async write(change) {
      const { name, how } = change;
      if (!isOurs(name)) return;
      const content = textAfter(change, how === "line" && (await this.names()).includes(name) ? await this.text(name) : "");
      if (content === void 0) await this.contents.delete(name).catch(() => void 0);
      else await this.contents.save(name, { type: "file", format: "text", mimetype: "text/plain", content });
    }
    /** @param {() => Promise<unknown>} act */
    inTurn(act) {
      const turn = this.last.then(() => this.locks ? this.locks.request(LOCK, act) : act());
      this.last = turn.catch(() => void 0);
      return turn;
    }
  };

  // labextension/file_buttons.js
  var NO_ROOM = "Your answer could not be saved because the browser is out of storage. Free up space on this device, and try again.";
  var unopened = (name) => `${name} could not be opened. Try again, or choose another file.`;
  var notebookOf = (text) => {
    try {
      const content = JSON.parse(text);
      return content?.cells ? content : void 0;
    } catch {
      return void 0;
    }
  };
  var download = (name, text) => {
    const href = URL.createObjectURL(new Blob([text], { type: "application/octet-stream" }));
    Object.assign(document.createElement("a"), { href, download: name }).click();
    setTimeout(() => URL.revokeObjectURL(href), 6e4);
  };
  var takeFile = (site, file) => openOrRestore(site, file).catch(() => isOurs(originalName(file.name)) ? NO_ROOM : unopened(file.name));
  var openOrRestore = async ({ learnerFiles, contents, kernelspec, open, save = download }, file) => {
    const text = await file.text();
    const name = originalName(file.name);
    if (isOurs(name)) {
      const earlier = (await learnerFiles.names()).includes(name) && name.replace(".", ".before.");
      if (earlier) save(earlier, await learnerFiles.text(name));
      await learnerFiles.change({ name, how: "whole", text });
      const kept = earlier ? ` The earlier copy is in your downloads folder as ${earlier}.` : "";
      return `${name} is restored.${kept} Open a lesson to continue.`;
    }
    const content = notebookOf(text);
    if (!content) return `${file.name} is not a handout or a file of answers from this site. Choose another file.`;
    content.metadata = { ...content.metadata, kernelspec: kernelspec() };
    await contents.save(file.name, { type: "notebook", format: "json", content });
    await open(file.name);
    return `Opening ${file.name} …`;
  };
  var fileButtons = (site, say) => {
    const field = Object.assign(document.createElement("input"), { type: "file", accept: ".ipynb,.json,.jsonl", hidden: true });
    field.addEventListener("change", async () => {
      const [file] = field.files ?? [];
      if (file) say(await takeFile(site, file));
      field.value = "";
    });
    const keep = button("Save my answers to a file", async () => {
      const files = await site.learnerFiles.all();
      const names = Object.keys(files);
      names.forEach((name) => download(name, files[name]));
      say(names.length ? `Saved as ${names.join(", ")} in your downloads folder.` : "You have not answered any questions yet.");
    });
    return [button("Open a handout or my answers", () => field.click()), keep, field];
  };

  // card/outbox.js
  var KEY = "massage-billing/unsaved";
  var NOWHERE = {
    getItem: () => null,
    removeItem: () => void 0,
    setItem() {
      throw new Error("blocked");
    }
  };
  var browserStorage = () => {
    try {
      return window.localStorage;
    } catch {
      return NOWHERE;
    }
  };
  var Outbox = class {
    /**
     * @param {Pick<Storage, "getItem" | "setItem" | "removeItem">} storage
     * @param {string} place which learner's folder the answers belong to
     */
    constructor(storage, place) {
      this.storage = storage;
      this.place = place;
    }
    /** @returns {Attempt[]} the attempts of all folders, the oldest first */
    everything() {
      try {
        const kept = JSON.parse(this.storage.getItem(KEY) ?? "[]");
        return Array.isArray(kept) ? kept.filter((one) => typeof one?.id === "string") : [];
      } catch {
        return [];
      }
    }
    /** @returns {Attempt[]} the attempts of this folder */
    waiting() {
      return this.everything().filter((one) => one.place === this.place);
    }
    /** @param {Record<string, any>} attempt @returns {boolean} whether the browser could keep it */
    add(attempt) {
      return this.write([
        ...this.everything(),
        /** @type {Attempt} */
        { ...attempt, place: this.place }
      ]);
    }
    /** @param {readonly string[]} ids */
    remove(ids) {
      return this.write(this.everything().filter((one) => !ids.includes(one.id)));
    }
    /** @param {Attempt[]} attempts */
    write(attempts) {
      try {
        if (attempts.length) this.storage.setItem(KEY, JSON.stringify(attempts));
        else this.storage.removeItem(KEY);
        return true;
      } catch {
        return false;
      }
    }
  };

  // card/saving.js
  var PATIENCE = 4e3;

  // labextension/connection.js
  var OFFLINE = "Connection lost. You can keep working. Your answers will be saved when the connection returns.";
  var RESTARTED = "This lesson was interrupted. Choose Reconnect to save your answers and continue.";
  var STOPPED = "The lessons are not responding. Check your connection, or start the lessons again the way you did before. Then choose Reconnect.";
  var BUSY = "Loading the lesson…";
  var CLEARED = "This page was cleared.";
  var BACK = "Connected again.";
  var SAVED = "Your answers are saved.";
  var READ = 1e4;
  var SETTLED = 2500;
  var Banner = class {
    /**
     * @param {Pick<Contents, "get">} contents
     * @param {() => unknown} again shows the lesson again, which also saves what waits in the browser
     * @param {() => unknown} goOn moves the focus from the banner to the lesson
     */
    constructor(contents, again, goOn) {
      this.contents = contents;
      this.again = again;
      this.goOn = goOn;
      this.causes = /* @__PURE__ */ new Set();
      this.busy = false;
      this.news = "";
      this.outbox = new Outbox(browserStorage(), "");
      this.waiting = this.unsaved();
      this.timer = void 0;
      this.text = document.createElement("span");
      this.text.setAttribute("role", "status");
      this.button = button("Reconnect", () => this.causes.size ? this.reconnect() : this.close());
      this.node = Object.assign(document.createElement("div"), { className: "mb-offline", hidden: true });
      this.node.append(this.text, this.button);
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
      this.timer = setTimeout(() => {
        if (!this.node.contains(document.activeElement)) this.close();
      }, READ);
      this.show();
    }
    close() {
      const focused = this.node.contains(document.activeElement);
      this.news = "";
      this.show();
      if (focused) this.goOn();
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
      if (this.busy) return;
      try {
        await this.contents.get("", { content: false });
      } catch {
        this.text.textContent = STOPPED;
        return;
      }
      this.text.textContent = BUSY;
      this.busy = true;
      try {
        await this.again();
      } finally {
        this.busy = false;
        this.show();
      }
    }
  };
  var watch = (banner, panel, executed) => {
    const { sessionContext } = panel;
    window.addEventListener("mb-saved", (event) => banner.saved(
      /** @type {CustomEvent} */
      event.detail.ids
    ));
    panel.node.addEventListener("mb-saving", (event) => {
      const { state, reason } = (
        /** @type {CustomEvent<{state: string, reason: string}>} */
        event.detail
      );
      if (state !== "saving") banner.set("unsaved", state === "unsaved" && reason === "");
    });
    if (panel._onSessionStatusChanged) sessionContext.statusChanged.disconnect(panel._onSessionStatusChanged, panel);
    sessionContext.statusChanged.connect((_, status) => {
      if (/restarting|dead/.test(status)) banner.set("restarted", true);
    });
    let timer;
    sessionContext.connectionStatusChanged.connect((_, status) => {
      clearTimeout(timer);
      if (status === "connected") banner.set("offline", false);
      else timer = setTimeout(() => banner.set("offline", true), PATIENCE);
    });
    executed.connect((_, { notebook }) => {
      if (notebook !== panel.content) return;
      banner.set("restarted", false);
      banner.set("unsaved", false);
    });
  };
  var watchOutputs = (banner, content) => {
    let timer;
    const look = () => banner.set("cleared", !content.querySelector(".jp-OutputArea-output"));
    new MutationObserver(() => {
      clearTimeout(timer);
      timer = setTimeout(look, SETTLED);
    }).observe(content, { childList: true, subtree: true });
  };

  // labextension/lesson_bar.js
  var codeSwitch = (controls) => {
    const made = button("Show the Python code", () => controls.toggleCode());
    made.setAttribute("role", "switch");
    made.setAttribute("aria-checked", String(controls.codeShown));
    return made;
  };
  var addBar = (panel, Widget, controls, buttons, withStatus, below = []) => {
    const node = Object.assign(document.createElement("nav"), { className: "mb-lesson-bar" });
    node.setAttribute("aria-label", "Lesson");
    const row = document.createElement("div");
    row.className = "mb-lesson-row";
    const status = document.createElement("span");
    status.setAttribute("role", "status");
    const say = (text) => void (status.textContent = text);
    row.append(...buttons(say), codeSwitch(controls));
    if (withStatus) row.append(status);
    const parts = document.createElement("div");
    parts.append(row, ...below);
    node.append(parts);
    panel.contentHeader.addWidget(new Widget({ node }));
    panel.contentHeader.show();
    new ResizeObserver(() => {
      node.style.minHeight = `${parts.offsetHeight}px`;
      panel.contentHeader.fit();
    }).observe(parts);
    return { say };
  };

  // labextension/python.js
  var ONLY_INSTALLED = "import sys\nsys.path[:] = [place for place in sys.path if place]";
  var call = (layer, module, name, data) => `from massage_billing.${layer} import ${module}
${module}.${name}(${JSON.stringify(JSON.stringify(data))})`;

  // labextension/recognition.js
  var GRADE_CELL = /^from massage_billing\.coursework import nbgrader\n\nnbgrader\.points\("q\d+"\)$/;
  var START_PAGE = "00_start_here";
  var sourcesOf = (model, type) => [...model.sharedModel.cells].filter((cell) => !type || cell.cell_type === type).map((cell) => cell.getSource());
  var same = (one, other) => one.length === other.length && one.every((source, at) => source === other[at]);
  var isLesson = (model, shipped) => {
    const code = sourcesOf(model, "code").filter((source) => !GRADE_CELL.test(source));
    return Object.values(shipped).some((lesson) => same(lesson, code));
  };
  var isStartPage = (panel) => panel.context.path.startsWith(START_PAGE);

  // labextension/start_page.js
  var isUpToDate = async (contents, panel) => {
    const drawn = panel.content.widgets.some(({ model }) => model.type === "code" && model.outputs?.get(0)?.data["text/html"]);
    if (!drawn) return false;
    const files = (
      /** @type {FileModel[]} */
      (await contents.get("")).content
    );
    const written = (name) => Date.parse(files.find((file) => file.name === name)?.last_modified ?? "") || 0;
    return written("progress.jsonl") <= written(panel.context.path);
  };
  var newestStartPage = (files) => {
    const pages = files.filter((file) => file.name.startsWith(START_PAGE) && file.type === "notebook");
    return pages.sort((one, other) => Date.parse(other.last_modified) - Date.parse(one.last_modified))[0];
  };
  var linkedPath = (href, page2, here) => {
    const { origin, pathname } = new URL(href);
    const name = decodeURIComponent(pathname.split("/").pop() ?? "");
    if (origin !== here || !name.endsWith(".ipynb")) return void 0;
    return [...page2.split("/").slice(0, -1), name].join("/");
  };
  var openLinkedNotebooks = (panel, open) => {
    const follow = (event) => {
      const link = event.target instanceof Element && event.target.closest("a");
      if (!(link instanceof HTMLAnchorElement) || event.ctrlKey || event.metaKey || event.shiftKey) return;
      const path = linkedPath(link.href, panel.context.path, location.origin);
      if (!path) return;
      event.preventDefault();
      event.stopPropagation();
      void open(path);
    };
    panel.node.addEventListener("click", follow, true);
  };
  var documentOpener = (app, learnerFiles, inBrowser) => async (path) => {
    if (!inBrowser) return app.commands.execute("docmanager:open", { path });
    await learnerFiles.last;
    location.assign(`?path=${encodeURIComponent(path)}`);
    return void 0;
  };

  // labextension/unsaved.js
  var leaveUnmarked = async (model, act) => {
    const before = sourcesOf(model);
    const unmark = () => void Promise.resolve().then(() => {
      if (same(before, sourcesOf(model))) model.dirty = false;
    });
    unmark();
    model.stateChanged.connect(unmark);
    try {
      await act();
    } finally {
      model.stateChanged.disconnect(unmark);
    }
  };

  // labextension/controls.js
  var Controls = class {
    /**
     * @param {App} app
     * @param {NotebookTracker} tracker
     */
    constructor(app, tracker) {
      this.app = app;
      this.tracker = tracker;
      this.lessons = /* @__PURE__ */ new WeakSet();
      this.codeShown = false;
      this.hidden = [];
      this.mode = void 0;
      this.shown = new MutationObserver(() => this.fold());
      app.shell.currentChanged?.connect(() => this.fold());
      tracker.currentChanged.connect(() => this.fold());
    }
    /**
     * In a folded lesson, a key goes to the focused element and never to the notebook: "x" does not cut a cell, and the arrow
     * keys move the choice or the slider. JupyterLab reads this from the focused element before any other listener runs.
     * @param {Window} window
     */
    keepKeysFromNotebook(window2) {
      const quiet = ({ target, key }) => {
        if (key === "Tab") document.body.classList.add("mb-keys");
        if (target instanceof Element && target.closest(".mb-lesson")) {
          target.toggleAttribute("data-lm-suppress-shortcuts", !this.codeShown);
        }
      };
      window2.addEventListener("keydown", quiet, true);
    }
    /** @param {NotebookPanel} panel */
    add(panel) {
      this.lessons.add(panel);
      panel.addClass("mb-lesson");
      panel.node.addEventListener("dblclick", (event) => this.codeShown || event.stopPropagation(), true);
      this.fold();
    }
    /**
     * Everything in the shell except what contains the document: JupyterLab's dock, or the main panel of Notebook 7.
     * @param {Widget} document
     * @param {Widget} widget
     * @param {Widget[]} found
     */
    parts(document2, widget = this.app.shell, found = []) {
      for (const child of widget.layout ?? []) {
        if (child === document2 || child.id === "jp-main-dock-panel") continue;
        if (child.node.contains(document2.node)) this.parts(document2, child, found);
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
        this.mode = void 0;
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
      code.forEach((cell) => cell.inputHidden = !this.codeShown);
      model.dirty = dirty;
      lesson.toolbar.setHidden(!this.codeShown);
      lesson.node.toggleAttribute("data-jp-suppress-context-menu", !this.codeShown);
      lesson.node.querySelector(".mb-lesson-bar [role=switch]")?.setAttribute("aria-checked", String(this.codeShown));
    }
    toggleCode() {
      this.codeShown = !this.codeShown;
      this.fold();
    }
  };

  // labextension/runner.js
  var TRIES = 5;
  var COMM = "massage-billing";
  var started = async ({ sessionContext }) => {
    await sessionContext.ready;
    const kernel = (
      /** @type {Kernel} */
      sessionContext.session?.kernel
    );
    await Promise.all([kernel.info, kernel.spec]);
    return kernel;
  };
  var pause = (milliseconds) => new Promise((resolve) => setTimeout(() => resolve(null), milliseconds));
  var answers = async ({ sessionContext }) => {
    for (let tries = 0; tries < TRIES; tries += 1) {
      const kernel = sessionContext.session?.kernel;
      if (kernel?.connectionStatus !== "connected") return false;
      if (await Promise.race([kernel.requestKernelInfo().catch(() => null), pause(2e3)])) return true;
      await pause(500);
    }
    return false;
  };
  var firstInView = (page2) => {
    const { top } = page2.getBoundingClientRect();
    return [...page2.querySelectorAll("h1, h2, .mb-prompt")].find((one) => one.getBoundingClientRect().top >= top);
  };
  var quietlyIn = (kernel) => (code) => kernel.requestExecute({ code, silent: true, store_history: false }).done;
  var Runner = class {
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
      window.addEventListener("mb-storing", (event) => {
        if (settings.inBrowser) event.detail.push(this.learnerFiles.store());
      });
      this.openDocument = documentOpener(app, this.learnerFiles, settings.inBrowser);
      this.bars = /* @__PURE__ */ new WeakMap();
      this.seen = /* @__PURE__ */ new WeakSet();
    }
    /** @param {NotebookPanel} panel */
    async open(panel) {
      await panel.context.ready;
      this.showAddress();
      if (!await this.isLesson(panel)) return;
      const { libraries, controls, settings } = this;
      const banner = new Banner(this.contents, () => this.again(panel), () => focusOn(firstInView(panel.content.node)));
      watch(banner, panel, libraries.NotebookActions.executed);
      const buttons = (say) => this.buttons(panel, say);
      this.bars.set(panel, addBar(panel, libraries.Widget, controls, buttons, settings.inBrowser, [banner.node]));
      controls.add(panel);
      label(panel.content.node);
      openLinkedNotebooks(panel, this.openDocument);
      const drawn = isStartPage(panel) && await isUpToDate(this.contents, panel);
      await this.busyWith(panel, () => drawn ? started(panel) : this.run(panel));
      watchOutputs(banner, panel.content.node);
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
      } finally {
        node.removeAttribute("aria-busy");
      }
    }
    /**
     * Run a lesson again after it lost its Python or its questions. What was typed is kept in the browser.
     * @param {NotebookPanel} panel
     */
    async again(panel) {
      if (!await answers(panel)) {
        location.reload();
        return;
      }
      const { top } = panel.content.node.getBoundingClientRect();
      const reading = panel.content.widgets.find(({ node }) => node.getBoundingClientRect().bottom > top);
      await this.busyWith(panel, () => this.run(panel));
      reading?.node.scrollIntoView({ block: "start" });
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
    /** @param {NotebookPanel} panel */
    async isLesson(panel) {
      const shipped = await this.shipped;
      return !panel.isDisposed && isLesson(panel.context.model, shipped);
    }
    /**
     * The buttons of a lesson's bar before "Show the Python code".
     * @param {NotebookPanel} panel
     * @param {(text: string) => void} say
     */
    buttons(panel, say) {
      if (!isStartPage(panel)) return [button("All lessons", () => this.openStartPage())];
      if (!this.settings.inBrowser) return [];
      const kernelspec = () => panel.context.model.sharedModel.getMetadata("kernelspec");
      return fileButtons({ learnerFiles: this.learnerFiles, contents: this.contents, kernelspec, open: this.openDocument }, say);
    }
    async openStartPage() {
      const page2 = newestStartPage((await this.contents.get("")).content);
      if (page2) await this.openDocument(page2.path);
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
      if (!await this.isLesson(panel)) return;
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
      kernel.registerCommTarget(COMM, (_, opened) => this.learnerFiles.keep(opened.content.data).catch(() => void 0));
      await quietly(call("lessons", "browser_storage", "restore", await this.learnerFiles.all()));
    }
    /**
     * Run the cells. In the site they show their stored output until each has run: one after the other, so that nothing
     * moves while somebody is reading.
     * @param {NotebookPanel} panel
     */
    async runCells(panel) {
      const all = panel.content.widgets;
      for (const cells of this.settings.inBrowser ? all.map((cell) => [cell]) : [all]) {
        await this.libraries.NotebookActions.runCells(panel.content, cells, panel.sessionContext);
      }
    }
  };

  // labextension/settings.js
  var readSettings = (text) => {
    const given = JSON.parse(text || "{}");
    return { inBrowser: Boolean(given.litePluginSettings) };
  };

  // labextension/plugin.js
  var addStyles = (home) => {
    for (const name of ["tables.css", "lesson.css"]) {
      document.head.append(Object.assign(document.createElement("link"), { rel: "stylesheet", href: new URL(name, home).href }));
    }
  };
  var styleWhenOurs = (page2) => {
    const observer = new MutationObserver(() => {
      if (!page2.querySelector(".mb-card, .mb-explorer, .mb-practice")) return;
      observer.disconnect();
      page2.classList.add("mb-lesson");
      document.body.classList.add("mb-folded", "mb-page");
      label(page2);
    });
    observer.observe(page2, { childList: true, subtree: true });
  };
  var cardRules = (notebooks, home) => notebooks.map((name) => name.match(/^\d+_(\w+)\.ipynb$/)?.[1]).filter((subject) => subject !== void 0).map((subject) => `.mb-card-${subject}::before { background-image: url("${new URL(`cards/${subject}.png`, home).href}"); }`).join("\n");
  var connectionLost = ({ IConnectionLost, ConnectionLost }) => ({
    id: "massage-billing:connection",
    autoStart: true,
    provides: IConnectionLost,
    activate: () => async (...details) => {
      if (!document.body.classList.contains("mb-folded")) await ConnectionLost(...details);
    }
  });
  var plugin = (libraries, home) => ({
    id: "massage-billing:lessons",
    autoStart: true,
    optional: [libraries.INotebookTracker],
    /**
     * @param {App} app
     * @param {NotebookTracker | null} tracker null on a page without notebooks, as Voilà makes it
     */
    activate(app, tracker) {
      addStyles(home);
      if (!tracker) {
        styleWhenOurs(app.shell.node);
        return;
      }
      const shipped = fetch(new URL("lessons.json", home)).then((answer) => answer.json());
      void shipped.then((lessons) => {
        const textContent = cardRules(Object.keys(lessons), home);
        document.head.append(Object.assign(document.createElement("style"), { textContent }));
      });
      const settings = readSettings(document.getElementById("jupyter-config-data")?.textContent);
      const runner = new Runner(app, tracker, libraries, settings, shipped);
      tracker.widgetAdded.connect((_, panel) => void runner.open(panel));
      tracker.forEach((panel) => void runner.open(panel));
      app.shell.currentChanged?.connect(() => runner.currentChanged());
    }
  });

  // labextension/index.js
  var NAME = "massage-billing";
  var HOME = new URL(
    ".",
    /** @type {HTMLScriptElement} */
    document.currentScript.src
  );
  var scope;
  var shared = async (library) => {
    const factory = await Object.values(scope[library])[0].get();
    return factory();
  };
  var page = (
    /** @type {Window & {_JUPYTERLAB?: Record<string, unknown>}} */
    window
  );
  page._JUPYTERLAB ??= {};
  page._JUPYTERLAB[NAME] = {
    init(given) {
      scope = given;
    },
    async get() {
      const [application, notebook, lumino] = await Promise.all(["@jupyterlab/application", "@jupyterlab/notebook", "@lumino/widgets"].map(shared));
      const libraries = { ...application, ...notebook, Widget: lumino.Widget };
      const made = [connectionLost(libraries), plugin(libraries, HOME)];
      return () => ({ __esModule: true, default: made });
    }
  };
})();

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
    [
      ".mb-fold:has(summary) > :last-child:not([role])",
      (inside) => nameAs(inside, "group", inside.parentElement?.querySelector("summary")?.textContent)
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
    const matters = ({ type, target }) => type === "childList" || !/** @type {Element} */
    target.matches(".jp-Cell");
    let waits = 0;
    const soon = () => {
      waits ||= requestAnimationFrame(() => {
        waits = 0;
        look();
      });
    };
    new MutationObserver((records) => records.some(matters) && soon()).observe(root, { childList: true, subtree: true, attributes: true, attributeFilter: ["class"] });
    look();
  };

  // card/dom.js
  var element = (tag, properties = {}, ...children) => {
    const made2 = Object.assign(document.createElement(tag), properties);
    made2.append(...children);
    return made2;
  };
  var button = (text, act, className = "") => {
    const made2 = element("button", { type: "button", textContent: text, className });
    made2.addEventListener("click", () => void act());
    return made2;
  };
  var focusOn = (stop) => {
    if (!(stop instanceof HTMLElement)) return;
    stop.tabIndex = -1;
    stop.focus({ preventScroll: true });
  };
  var made = 0;
  var uniqueName = () => `mb-${Date.now().toString(36)}-${Math.random().toString(36).slice(2)}-${made += 1}`;

  // labextension/learner_files.js
  var LOCK = "massage-billing";
  var OURS = /^(progress\.jsonl|privacy-checklist\.json|where_you_stopped\.json|(hand_in|submission)_.+\.json)$/;
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
  var RELOADED = "massage-billing/reloaded";
  var reload = () => {
    try {
      sessionStorage.setItem(RELOADED, "yes");
    } catch {
    }
    location.reload();
  };
  var reloaded = () => {
    try {
      const found = sessionStorage.getItem(RELOADED) !== null;
      sessionStorage.removeItem(RELOADED);
      return found;
    } catch {
      return false;
    }
  };
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
      this.over = false;
      this.news = "";
      this.outbox = new Outbox(browserStorage(), "");
      this.waiting = this.unsaved();
      this.timer = void 0;
      this.text = document.createElement("span");
      this.text.setAttribute("role", "status");
      this.button = button("Reconnect", () => this.causes.size ? this.reconnect() : this.close());
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
      this.busy = true;
      try {
        await this.contents.get("", { content: false });
      } catch {
        this.text.textContent = STOPPED;
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
    executed.connect((_, { notebook, success = true }) => {
      if (notebook !== panel.content || !success) return;
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

  // labextension/focus.js
  var CONTROLS = "a, button, input, select, textarea, summary, [tabindex='0']";
  var keepFocusInView = ({ content }) => {
    let byKeyboard = false;
    content.node.addEventListener("keydown", () => byKeyboard = true, true);
    for (const type of ["wheel", "pointerdown"]) content.node.addEventListener(type, () => byKeyboard = false, true);
    const observer = new ResizeObserver(() => {
      const at = document.activeElement;
      if (byKeyboard && at?.matches(CONTROLS) && content.node.contains(at)) at.scrollIntoView({ block: "nearest" });
    });
    content.widgets.forEach(({ node }) => observer.observe(node));
  };

  // labextension/lesson_bar.js
  var codeSwitch = (controls) => {
    const made2 = button("Show the Python code", () => controls.toggleCode(), "mb-code-switch");
    made2.setAttribute("role", "switch");
    made2.setAttribute("aria-checked", String(controls.codeShown));
    return made2;
  };
  var addBar = (panel, Widget, buttons, withStatus, below = []) => {
    const node = Object.assign(document.createElement("nav"), { className: "mb-lesson-bar" });
    node.setAttribute("aria-label", "Lesson");
    const row = document.createElement("div");
    row.className = "mb-lesson-row";
    const status = document.createElement("span");
    status.setAttribute("role", "status");
    const say = (text) => void (status.textContent = text);
    row.append(...buttons(say));
    if (withStatus) row.append(status);
    const parts = document.createElement("div");
    parts.append(row, ...below);
    node.append(parts);
    panel.contentHeader.addWidget(new Widget({ node }));
    panel.contentHeader.show();
    new ResizeObserver(() => {
      node.style.minHeight = `${Math.ceil(parts.getBoundingClientRect().height)}px`;
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
  var lessonAfter = (path, files) => {
    const lessons = files.filter((name) => /^\d\d_.+\.ipynb$/.test(name)).map((name) => name.slice(0, -".ipynb".length));
    return lessons.sort().find((_, at) => at > 0 && path.startsWith(lessons[at - 1]));
  };
  var isStartPage = (panel) => panel.context.path.startsWith(START_PAGE);

  // labextension/places.js
  var PLACES = "where_you_stopped.json";
  var UNSAVED = "massage-billing/unsaved-places";
  var DELAY = 500;
  var NOWHERE2 = { cell: "", seen: [], part: 1, step: 1, done: 0, ended: false };
  var tabStorage = () => {
    try {
      return globalThis.sessionStorage;
    } catch {
      return void 0;
    }
  };
  var Places = class {
    /**
     * @param {Contents} contents
     * @param {Pick<Storage, "getItem" | "setItem"> | undefined} storage keeps what is not saved when the page is reloaded
     */
    constructor(contents, storage = tabStorage()) {
      this.contents = contents;
      this.storage = storage;
      this.unsaved = this.kept();
      this.timer = void 0;
    }
    /** What was not saved when this page was left, unless it was damaged. @returns {Record<string, Place & {at: string}>} */
    kept() {
      try {
        const found = JSON.parse(this.storage?.getItem(UNSAVED) ?? "{}");
        return Object.fromEntries(Object.entries(found).filter(([, place]) => typeof place?.at === "string"));
      } catch {
        return {};
      }
    }
    remember() {
      try {
        this.storage?.setItem(UNSAVED, JSON.stringify(this.unsaved));
      } catch {
      }
    }
    /** @returns {Promise<Record<string, Place>>} */
    async all() {
      try {
        const { content } = await this.contents.get(PLACES, { content: true, type: "file", format: "text" });
        const found = typeof content === "string" ? JSON.parse(content) : content;
        if (typeof found !== "object" || !found) return this.unsaved;
        const newer = Object.entries(this.unsaved).filter(([path, { at }]) => !(found[path]?.at > at));
        return { ...found, ...Object.fromEntries(newer) };
      } catch {
        return this.unsaved;
      }
    }
    /**
     * @param {string} path
     * @returns {Promise<Place>}
     */
    async of(path) {
      const found = { ...NOWHERE2, ...(await this.all())[path] };
      return Array.isArray(found.seen) ? found : NOWHERE2;
    }
    /**
     * @param {string} path
     * @param {Place} place
     */
    keep(path, place) {
      this.unsaved[path] = { ...place, at: (/* @__PURE__ */ new Date()).toISOString() };
      this.remember();
      clearTimeout(this.timer);
      this.timer = setTimeout(() => void this.save(), DELAY);
    }
    async save() {
      clearTimeout(this.timer);
      if (!Object.keys(this.unsaved).length) return;
      const content = `${JSON.stringify(await this.all(), null, 1)}
`;
      const saving = this.unsaved;
      this.unsaved = {};
      await this.contents.save(PLACES, { type: "file", format: "text", mimetype: "text/plain", content }).catch(() => this.unsaved = { ...saving, ...this.unsaved });
      this.remember();
    }
  };

  // labextension/start_page.js
  var isUpToDate = async (contents, panel) => {
    const drawn2 = panel.content.widgets.some(({ model }) => model.type === "code" && model.outputs?.get(0)?.data["text/html"]);
    if (!drawn2) return false;
    const files = (
      /** @type {FileModel[]} */
      (await contents.get("")).content
    );
    const written = (name) => Date.parse(files.find((file) => file.name === name)?.last_modified ?? "") || 0;
    return Math.max(written("progress.jsonl"), written(PLACES)) <= written(panel.context.path);
  };
  var newest = (files, name) => {
    const pages = files.filter((file) => file.name.startsWith(name) && file.type === "notebook");
    return pages.sort((one, other) => Date.parse(other.last_modified) - Date.parse(one.last_modified))[0];
  };
  var linkedPath = (href, page2, here) => {
    const { origin, pathname } = new URL(href);
    const name = decodeURIComponent(pathname.split("/").pop() ?? "");
    if (origin !== here || !name.endsWith(".ipynb")) return void 0;
    return [...page2.split("/").slice(0, -1), name].join("/");
  };
  var pathIn = (pathname) => decodeURIComponent(pathname.match(/\/(?:doc|lab|notebooks)\/(?:tree\/)?(.+\.ipynb)$/)?.[1] ?? "");
  var termSlug = (term) => term.toLowerCase().replace(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, "");
  var showTerm = (page2, hash) => {
    if (!hash) return;
    const terms = [...page2.querySelectorAll(".mb-table td:first-child")];
    const term = terms.find(({ textContent }) => termSlug(textContent ?? "") === hash.slice(1));
    term?.scrollIntoView({ block: "center" });
    focusOn(term);
  };
  var openLinkedNotebooks = (panel, open) => {
    const follow = (event) => {
      const link = event.target instanceof Element && event.target.closest("a");
      if (!(link instanceof HTMLAnchorElement) || event.ctrlKey || event.metaKey || event.shiftKey) return;
      const path = linkedPath(link.href, panel.context.path, location.origin);
      if (!path) return;
      event.preventDefault();
      event.stopPropagation();
      void open(path, link.hash);
    };
    panel.node.addEventListener("click", follow, true);
  };
  var documentOpener = (app, learnerFiles, inBrowser) => async (path, hash = "") => {
    if (!inBrowser) return app.commands.execute("docmanager:open", { path });
    await learnerFiles.last;
    location.assign(`?path=${encodeURIComponent(path)}${hash}`);
    return void 0;
  };

  // labextension/steps.js
  var WHOLE = "massage-billing/whole-lesson";
  var headingOf = (source) => {
    const headings = [...source.matchAll(/^#+ +(.+)$/gm)].map(([, text]) => text);
    return (headings.at(-1) ?? "").replace(/\[([^\]]*)\]\([^)]*\)/g, "$1").replace(/[*_`]/g, "");
  };
  var partsOf = (cells) => {
    const parts = [];
    cells.forEach(({ id, tags, source }, at) => {
      const starts = tags.includes("part");
      if (starts) parts.push({ title: headingOf(source), steps: [] });
      const steps = parts.at(-1)?.steps;
      if (!steps) return;
      if (starts || tags.includes("step")) steps.push({ id, cells: [] });
      steps.at(-1)?.cells.push(at);
    });
    return parts;
  };
  var cellsOf = ({ context }) => [...context.model.sharedModel.cells].map((cell) => ({
    id: cell.getId(),
    tags: (
      /** @type {string[]} */
      cell.getMetadata("tags") ?? []
    ),
    source: cell.getSource()
  }));
  var runOrder = (parts, part) => {
    const cells = parts.map(({ steps }) => steps.flatMap((step) => step.cells));
    if (part === 0) return cells;
    const setup = parts[0].steps[0].cells;
    cells[0] = cells[0].slice(setup.length);
    return [[...setup, ...cells[part]], ...cells.slice(part + 1), ...cells.slice(0, part)];
  };
  var Steps = class {
    where = element("span", { className: "mb-where" });
    track = element("span", { className: "mb-track" });
    opener = button("Contents", () => this.openContents(this.contents.hidden !== false), "mb-opener");
    progress = element("div", { className: "mb-progress" }, this.where, this.track);
    wholeSwitch = button("Whole lesson on one page", () => this.showWhole(!this.whole));
    contents = element("nav", { className: "mb-contents", hidden: true });
    back = button("Back", () => this.go(-1));
    on = button("Continue", () => void 0, "mb-main");
    foot = element("nav", { className: "mb-steps-foot" }, this.back, this.on);
    /**
     * @param {NotebookPanel} panel
     * @param {Places} places where the learner stopped in each lesson
     * @param {{title: string, open: () => unknown}} next what follows the lesson
     */
    constructor(panel, places, next) {
      this.panel = panel;
      this.places = places;
      this.next = next;
      this.parts = partsOf(cellsOf(panel));
      this.steps = this.parts.flatMap(({ steps }, part) => steps.map((step, number) => ({ ...step, part, number })));
      this.at = 0;
      this.seen = /* @__PURE__ */ new Set();
      this.whole = browserStorage().getItem(WHOLE) !== null;
      this.links = this.parts.map(({ title }, at) => button(title, () => this.openPart(at)));
      this.contents.append(element("ol", {}, ...this.links.map((link) => element("li", {}, link))), this.wholeSwitch);
      this.contents.addEventListener("keydown", ({ key }) => {
        if (key === "Escape") this.openContents(false);
      });
      this.wholeSwitch.setAttribute("role", "switch");
      this.opener.setAttribute("aria-expanded", "false");
      this.contents.id = uniqueName();
      this.opener.setAttribute("aria-controls", this.contents.id);
      this.track.setAttribute("aria-hidden", "true");
      this.contents.setAttribute("aria-label", "Contents");
      this.foot.setAttribute("aria-label", "Steps");
      this.on.addEventListener("click", ({ detail }) => detail < 2 && this.go(1));
      panel.node.addEventListener("mb-continue", () => this.go(1));
    }
    /** Show the step where the learner stopped, or the first one. */
    async resume() {
      for (const { steps } of this.parts) this.firstOf(steps[0])?.classList.add("mb-opening");
      this.firstOf(this.steps[this.steps.length - 1])?.classList.add("mb-ending");
      const { cell, seen } = await this.places.of(this.panel.context.path);
      this.seen = new Set(this.steps.map(({ id }) => id).filter((id) => seen.includes(id)));
      this.show(Math.max(0, this.steps.findIndex(({ id }) => id === cell)));
    }
    /** The numbers of the cells in the order in which they run, in groups. */
    runOrder() {
      const parts = partsOf(cellsOf(this.panel));
      const { id } = this.steps[this.at];
      return runOrder(parts, Math.max(0, parts.findIndex(({ steps }) => steps.some((step) => step.id === id))));
    }
    /** @param {number} by */
    go(by) {
      if (this.at + by >= this.steps.length) this.next.open();
      else if (this.at + by >= 0) this.moveTo(this.at + by);
    }
    /** @param {number} part */
    openPart(part) {
      this.openContents(false);
      this.moveTo(this.steps.findIndex((step) => step.part === part));
    }
    /** Show a step, and go to its beginning. @param {number} at */
    moveTo(at) {
      this.show(at);
      const first = this.firstOf(this.steps[at]);
      first?.scrollIntoView({ block: "start" });
      focusOn(first?.querySelector("h1, h2, h3") ?? first);
      const { id, part, number } = this.steps[at];
      const ended = at === this.steps.length - 1;
      const done = this.seen.size / this.steps.length;
      this.places.keep(this.panel.context.path, { cell: id, seen: [...this.seen], part: part + 1, step: number + 1, done, ended });
    }
    /** The IDs of the cells as they are now: the learner may have added or moved some. */
    ids() {
      return [...this.panel.context.model.sharedModel.cells].map((cell) => cell.getId());
    }
    /** The first cell of a step. @param {Step} step */
    firstOf({ id }) {
      return this.panel.content.widgets[this.ids().indexOf(id)]?.node;
    }
    /** Show one step and hide the others, unless the whole lesson is shown. @param {number} at */
    show(at) {
      this.at = at;
      this.seen.add(this.steps[at].id);
      const starts = new Set(this.steps.map(({ id }) => id));
      const ids = this.ids();
      let shown = false;
      this.panel.content.widgets.forEach(({ node }, number) => {
        if (starts.has(ids[number])) shown = ids[number] === this.steps[at].id;
        node.classList.toggle("mb-away", !this.whole && !shown);
      });
      this.draw();
    }
    draw() {
      const { part, number } = this.steps[this.at];
      const { title, steps } = this.parts[part];
      const name = element("i", {}, `: ${title}`);
      this.where.replaceChildren(`Part ${part + 1} of ${this.parts.length}`, name, ` · Step ${number + 1} of ${steps.length}`);
      const state = (step) => step < number ? "mb-done" : step === number ? "mb-now" : "";
      this.track.replaceChildren(...steps.map((_, step) => element("i", { className: state(step) })));
      this.links.forEach((link, at) => {
        const done = at !== part && this.parts[at].steps.every(({ id }) => this.seen.has(id));
        link.textContent = `${done ? "✔ " : ""}${this.parts[at].title}`;
        if (at === part) link.setAttribute("aria-current", "step");
        else link.removeAttribute("aria-current");
      });
      this.back.disabled = this.at === 0;
      this.on.textContent = this.at < this.steps.length - 1 ? "Continue" : this.next.title;
      this.wholeSwitch.setAttribute("aria-checked", String(this.whole));
      this.foot.hidden = this.whole;
      this.track.hidden = this.whole;
      if (this.whole) this.where.replaceChildren("The whole lesson");
    }
    /** @param {boolean} open */
    openContents(open) {
      this.contents.hidden = !open;
      this.opener.setAttribute("aria-expanded", String(open));
      const bar = this.panel.contentHeader.node;
      this.contents.style.setProperty("--mb-top", `${bar.offsetTop + bar.offsetHeight}px`);
      if (open) this.links[this.steps[this.at].part].focus();
      else if (this.contents.contains(document.activeElement)) this.opener.focus();
    }
    /** @param {boolean} whole */
    showWhole(whole) {
      this.whole = whole;
      try {
        if (whole) browserStorage().setItem(WHOLE, "yes");
        else browserStorage().removeItem(WHOLE);
      } catch {
      }
      this.show(this.at);
      this.firstOf(this.steps[this.at])?.scrollIntoView({ block: "start" });
    }
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
      lesson.node.querySelector(".mb-code-switch")?.setAttribute("aria-checked", String(this.codeShown));
    }
    toggleCode() {
      this.codeShown = !this.codeShown;
      this.fold();
    }
  };

  // labextension/runner.js
  var TRIES = 5;
  var DRAWN = 2e3;
  var PATIENCE2 = 6e4;
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
  var drawn = async (notebook) => {
    await notebook._runOnIdleTime?.(PATIENCE2);
    await Promise.all(notebook.widgets.map(({ ready }) => ready));
  };
  var idle = () => new Promise((resolve) => (window.requestIdleCallback ?? setTimeout)(() => resolve(null), { timeout: 1e3 }));
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
    const { top, bottom } = page2.getBoundingClientRect();
    const starts = [...page2.querySelectorAll("h1, h2, .mb-prompt")].map((one) => ({ one, at: one.getBoundingClientRect() }));
    const inView = starts.find(({ at }) => at.height && at.top >= top && at.top < bottom);
    return inView?.one ?? [...page2.querySelectorAll(".jp-Cell")].find((one) => one.getBoundingClientRect().bottom > top);
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
      this.places = new Places(this.contents);
      window.addEventListener("pagehide", () => void this.places.save());
      window.addEventListener("popstate", () => this.followAddress());
      const title = document.querySelector("title") ?? document.head;
      new MutationObserver(() => this.nameTab()).observe(title, { childList: true, subtree: true, characterData: true });
      this.backTo = "";
      this.hash = settings.inBrowser ? location.hash : "";
      this.ran = /* @__PURE__ */ new WeakSet();
      if (settings.inBrowser) {
        window.addEventListener("mb-storing", (event) => (
          /** @type {CustomEvent} */
          event.detail.push(this.learnerFiles.store())
        ));
      }
      this.openDocument = documentOpener(app, this.learnerFiles, settings.inBrowser);
      this.bars = /* @__PURE__ */ new WeakMap();
      this.stepsOf = /* @__PURE__ */ new WeakMap();
      this.seen = /* @__PURE__ */ new WeakSet();
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
      const buttons = (say) => [
        ...this.buttons(panel, say, steps !== void 0),
        ...steps ? [steps.opener, steps.progress] : [code]
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
      const sources = sourcesOf(panel.context.model);
      panel.content.widgets.forEach(({ node }, at) => node.classList.toggle("mb-setup", /^(import|from) /.test(sources[at])));
      controls.add(panel);
      label(panel.content.node);
      keepFocusInView(panel);
      openLinkedNotebooks(panel, (path, hash) => this.openLinked(panel, path, hash));
      const drawn2 = isStartPage(panel) && await isUpToDate(this.contents, panel);
      await this.busyWith(panel, () => drawn2 ? started(panel) : this.run(panel));
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
      if (!await answers(panel)) {
        await this.places.save();
        reload();
        return;
      }
      const nodes = panel.content.widgets.map(({ node }) => node);
      const heights = nodes.map(({ offsetHeight }) => `${offsetHeight}px`);
      nodes.forEach(({ style }, at) => style.minHeight = heights[at]);
      await this.busyWith(panel, () => this.run(panel));
      setTimeout(() => nodes.forEach(({ style }) => style.minHeight = ""), DRAWN);
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
      const next = after ? { title: "Next lesson", open: () => this.openNewest(after) } : { title: "All lessons", open: () => this.openNewest(START_PAGE) };
      const steps = new Steps(panel, this.places, next);
      return steps.parts.length ? steps : void 0;
    }
    /** @param {string} name of a lesson or page, without the end of the file's name */
    async openNewest(name) {
      await this.places.save();
      const page2 = newest((await this.contents.get("")).content, name);
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
      kernel.registerCommTarget(COMM, (_, opened) => this.learnerFiles.keep(opened.content.data).catch(() => void 0));
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
      const groups2 = this.settings.inBrowser ? numbers.flat().map((at) => [at]) : numbers;
      for (const group of groups2) {
        const cells = group.map((at) => all[at]);
        if (!await this.libraries.NotebookActions.runCells(panel.content, cells, panel.sessionContext)) return;
        if (!this.settings.inBrowser) await idle();
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
    for (const name of ["tokens.css", "tables.css", "lesson.css"]) {
      document.head.append(Object.assign(document.createElement("link"), { rel: "stylesheet", href: new URL(name, home).href }));
    }
  };
  var styleWhenOurs = (page2) => {
    const observer = new MutationObserver(() => {
      if (!page2.querySelector(".mb-card, .mb-explorer, .mb-picture, .mb-practice")) return;
      observer.disconnect();
      page2.classList.add("mb-lesson");
      document.body.classList.add("mb-folded", "mb-page");
      label(page2);
    });
    observer.observe(page2, { childList: true, subtree: true });
  };
  var cardRules = (notebooks, home) => {
    const subjects = notebooks.map((name) => name.match(/^\d+_(\w+)\.ipynb$/)?.[1]).filter((subject) => subject !== void 0);
    const rules = (look) => subjects.map((subject) => `.mb-card-${subject}::before { background-image: url("${new URL(`cards/${subject}_${look}.png`, home).href}"); }`);
    return [...rules("light"), "@media (prefers-color-scheme: dark) {", ...rules("dark"), "}"].join("\n");
  };
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
      const made2 = [connectionLost(libraries), plugin(libraries, HOME)];
      return () => ({ __esModule: true, default: made2 });
    }
  };
})();

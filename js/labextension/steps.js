// A lesson one step at a time. A cell tagged "part" starts a part and its first step; a cell tagged "step" starts a step.
import { button, element, focusOn, uniqueName } from "../card/dom.js";
import { browserStorage } from "../card/outbox.js";
/** @import {NotebookPanel} from "./jupyterlab.js" */
/** @import {Places} from "./places.js" */
/** @typedef {{id: string, cells: number[]}} Step  the ID of its first cell, and the numbers of its cells */
/** @typedef {{title: string, steps: Step[]}} Part */

const WHOLE = "massage-billing/whole-lesson";

/**
 * The title of a part: the last heading of its first cell. In the first part, the lesson's own title comes before it.
 * @param {string} source
 */
export const headingOf = (source) => {
  const headings = [...source.matchAll(/^#+ +(.+)$/gm)].map(([, text]) => text);
  return (headings.at(-1) ?? "").replace(/\[([^\]]*)\]\([^)]*\)/g, "$1").replace(/[*_`]/g, "");
};

/**
 * The parts of a lesson; none if no cell is tagged, as in a handout.
 * @param {{id: string, tags: string[], source: string}[]} cells
 * @returns {Part[]}
 */
export const partsOf = (cells) => {
  /** @type {Part[]} */
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

/** @param {NotebookPanel} panel */
export const cellsOf = ({ context }) =>
  [...context.model.sharedModel.cells].map((cell) => ({
    id: cell.getId(),
    tags: /** @type {string[]} */ (cell.getMetadata("tags") ?? []),
    source: cell.getSource(),
  }));

/**
 * The numbers of the cells in the order in which they run, in groups: the part that is shown, after the lesson's first step, which
 * imports what the others use; the parts that follow; and the parts before.
 * @param {Part[]} parts
 * @param {number} part the number of the part that is shown
 * @returns {number[][]}
 */
export const runOrder = (parts, part) => {
  const cells = parts.map(({ steps }) => steps.flatMap((step) => step.cells));
  if (part === 0) return cells;
  const setup = parts[0].steps[0].cells;
  cells[0] = cells[0].slice(setup.length);
  return [[...setup, ...cells[part]], ...cells.slice(part + 1), ...cells.slice(0, part)];
};

/** Shows one step of a lesson at a time, says where the learner is, and moves on. */
export class Steps {
  where = element("span", { className: "mb-where" });
  track = element("span", { className: "mb-track" });
  opener = button("Contents", () => this.openContents(this.contents.hidden !== false), "mb-opener");
  progress = element("div", { className: "mb-progress" }, this.where, this.track);
  wholeSwitch = button("Whole lesson on one page", () => this.showWhole(!this.whole));
  contents = element("nav", { className: "mb-contents", hidden: true });
  back = button("Back", () => this.go(-1));
  on = button("Continue", () => undefined, "mb-main");
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
    /** @type {Set<string>} the IDs of the steps that the learner has seen */
    this.seen = new Set();
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
    this.track.setAttribute("aria-hidden", "true"); // the words beside it say the same
    this.contents.setAttribute("aria-label", "Contents");
    this.foot.setAttribute("aria-label", "Steps");
    // The second click of a double click is not a wish to skip a step.
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
    const parts = partsOf(cellsOf(this.panel)); // the learner may have added cells
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
    let shown = false; // a cell belongs to the step that started last
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
    const state = (/** @type {number} */ step) => (step < number ? "mb-done" : step === number ? "mb-now" : "");
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
      // the choice is lost on a reload
    }
    this.show(this.at);
    this.firstOf(this.steps[this.at])?.scrollIntoView({ block: "start" });
  }
}

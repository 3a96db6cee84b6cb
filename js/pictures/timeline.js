// A timeline with a lane for each of those who act. Each event is a button; the chosen one says what was decided and left open.
import { button, citation, element } from "../card/dom.js";

/** @typedef {{lane: string, year: string, date: string, short: string, title: string, facts: [string, string][], source: import("../card/dom.js").Cited}} Event */
/** @typedef {{lanes: {id: string, name: string}[], events: Event[]}} Timeline */

const SVG = "http://www.w3.org/2000/svg";

/** @param {HTMLElement} el @param {Timeline} data */
export const timeline = (el, { lanes, events }) => {
  const names = new Map(lanes.map(({ id, name }) => [id, name]));
  let at = 0;
  const dots = events.map((event, place) => dot(event, names.get(event.lane) ?? "", () => choose(place)));
  const about = element("div", { className: "mb-about" });
  about.setAttribute("aria-live", "polite");
  const back = button("Previous event", () => choose(at - 1));
  const forward = button("Next event", () => choose(at + 1), "mb-main");
  const track = document.createElementNS(SVG, "svg");
  track.setAttribute("aria-hidden", "true");
  const grid = element("div", { className: "mb-lanes" }, heads(lanes), years(events, dots, lanes));
  grid.prepend(track);
  // The buttons come first, so that words of different lengths do not move them.
  const side = element("div", { className: "mb-side" }, element("div", { className: "mb-actions" }, back, forward), about);
  el.classList.add("mb-wide");
  const drawn = element("div", { className: "mb-history" }, grid, side);
  el.append(drawn);

  const isList = () => getComputedStyle(grid).getPropertyValue("--mb-list").trim() === "yes";
  /** On a phone the words and buttons follow their event; on a wide page they stay beside the lanes. */
  const settle = () => {
    const held = side.contains(document.activeElement) ? document.activeElement : null;
    const place = isList() ? dots[at].parentElement : drawn;
    if (side.parentElement !== place) place?.append(side);
    if (held instanceof HTMLElement) held.focus({ preventScroll: true }); // an element that moves loses the focus
    draw(track, grid, dots, at);
  };
  const choose = (/** @type {number} */ place, moved = true) => {
    at = Math.min(Math.max(place, 0), events.length - 1);
    dots.forEach((one, number) => one.setAttribute("aria-pressed", String(number === at)));
    // A disabled button would lose the focus.
    back.setAttribute("aria-disabled", String(at === 0));
    forward.setAttribute("aria-disabled", String(at === events.length - 1));
    about.replaceChildren(...words(events[at], names.get(events[at].lane) ?? "", `Event ${at + 1} of ${events.length}`));
    settle();
    if (moved) dots[at].scrollIntoView({ block: isList() ? "start" : "nearest" });
  };
  const watch = new ResizeObserver(settle);
  choose(0, false);
  watch.observe(grid);
  return () => watch.disconnect();
};

/** @param {Event} event @param {string} lane @param {() => void} act */
const dot = (event, lane, act) => {
  const made = button("", act, `mb-event mb-${event.lane}`);
  made.append(
    element("span", { className: "mb-dot", ariaHidden: "true" }),
    element("span", { className: "mb-short" }, event.short),
    element("span", { className: "mb-lane" }, lane),
  );
  return made;
};

/** @param {Timeline["lanes"]} lanes */
const heads = (lanes) => {
  const head = element("div", { className: "mb-heads", ariaHidden: "true" }); // each event names its lane
  head.append(...lanes.map(({ id, name }) => element("span", { className: `mb-${id}` }, element("i", { className: "mb-dot" }), name)));
  return head;
};

/** The events by year. @param {Event[]} events @param {HTMLElement[]} dots @param {Timeline["lanes"]} lanes */
const years = (events, dots, lanes) => {
  const list = element("ol", { className: "mb-years" });
  /** @type {Map<string, HTMLElement>} */
  const rows = new Map();
  events.forEach((event, place) => {
    const row = rows.get(event.year) ?? element("li", {}, element("strong", {}, event.year));
    rows.set(event.year, row);
    const cell = element("div", { className: "mb-cell" }, dots[place]);
    cell.style.gridColumn = String(lanes.findIndex(({ id }) => id === event.lane) + 2);
    row.append(cell);
  });
  list.append(...rows.values());
  return list;
};

/** @param {Event} event @param {string} lane @param {string} count */
const words = (event, lane, count) => [
  element("p", { className: "mb-count" }, `${count} · ${lane}`),
  element("p", {}, element("strong", {}, `${event.date}. ${event.title}`)),
  element("dl", {}, ...event.facts.flatMap(([label, text]) => [element("dt", {}, label), element("dd", {}, text)])),
  element("p", { className: "mb-source" }, "Source: ", ...citation(event.source)),
];

/** Draw the way from event to event; the part that the learner has gone is strong. @param {SVGElement} track @param {HTMLElement} grid @param {HTMLElement[]} dots @param {number} at */
const draw = (track, grid, dots, at) => {
  const from = grid.getBoundingClientRect();
  const points = dots.map((one) => {
    const { left, top, width, height } = /** @type {Element} */ (one.querySelector(".mb-dot")).getBoundingClientRect();
    return `${Math.round(left + width / 2 - from.left)},${Math.round(top + height / 2 - from.top)}`;
  });
  track.replaceChildren(line(points, "mb-way"), line(points.slice(0, at + 1), "mb-gone"));
};

const line = (/** @type {string[]} */ points, /** @type {string} */ name) => {
  const made = document.createElementNS(SVG, "polyline");
  made.setAttribute("points", points.join(" "));
  made.setAttribute("class", name);
  return made;
};

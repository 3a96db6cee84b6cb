// A bar of minutes that the learner drags, with a mark where each unit begins. With two services, two methods side by side.
import { element, uniqueName } from "../card/dom.js";

/** @typedef {{code: string, name: string, minutes: number}} Service */
/** @typedef {{units: number, text: string}} Result */
/** @typedef {{name: string, together: boolean, results: Result[], at: number[]}} Method */
/** @typedef {{services: Service[], most: number, unit: number, marks: number[], methods: Method[], same: string, differ: string}} Minutes */

/** @param {HTMLElement} el @param {Minutes} data */
export const minutes = (el, data) => {
  const { services, methods, most } = data;
  const rows = services.map((service, place) => drag(data, service, place, () => show()));
  const answers = methods.length > 1 ? methods.map((method) => panel(data, method)) : [];
  const compared = element("p", { className: "mb-compared" });
  compared.setAttribute("role", "status");
  const side = element("div", { className: "mb-methods" }, ...answers.map(({ el: place }) => place));
  el.append(...rows.map(({ el: place }) => place), ...(answers.length ? [side] : []), compared);

  const show = () => {
    const given = rows.map(({ value }) => value());
    const index = given.reduce((sum, one) => sum * (most + 1) + one, 0);
    const found = methods.map(({ results, at }) => results[at[index]]);
    answers.forEach((answer, place) => answer.show(found[place], given));
    rows.forEach((row, place) => row.show(methods.length === 1 ? found[0].units : undefined, given[place]));
    const [first, second] = found;
    compared.textContent = second ? (first.text === second.text ? data.same : data.differ) : first.text;
  };
  show();
};

const inUnits = (/** @type {number} */ count) => (count === 1 ? "1 unit" : `${count} units`);

const share = (/** @type {number} */ value, /** @type {number} */ most) => `${(value / most) * 100}%`;

/** A bar of minutes in blocks, without marks. @param {Minutes} data @param {number} most */
const blocks = ({ unit }, most) => {
  const bar = element("div", { className: "mb-bar" });
  for (let start = 0; start < most; start += unit) {
    const block = element("i", { className: "mb-block" });
    block.style.left = share(start, most);
    block.style.width = share(Math.min(unit, most - start), most);
    bar.append(block);
  }
  return bar;
};

/** @param {Minutes} data @param {Service} service @param {number} place @param {() => void} changed */
const drag = (data, { code, name, minutes: first }, place, changed) => {
  const { most, marks } = data;
  const id = uniqueName();
  const shown = element("strong"); // the field says its value itself, so this is not announced
  const input = element("input", { type: "range", id, min: "0", max: String(most), step: "1", value: String(first) });
  input.addEventListener("input", changed);
  const fill = element("i", { className: `mb-fill mb-look-${place}` });
  const units = element("div", { className: "mb-counts", ariaHidden: "true" });
  units.hidden = data.methods.length > 1; // no service has units of its own until a method has counted them
  units.append(...marks.map((_, number) => element("span", {}, inUnits(number + 1))));
  const bar = blocks(data, most);
  bar.append(fill, input);
  const scale = element("div", { className: "mb-marks", ariaHidden: "true" });
  for (const mark of marks) {
    const tick = element("span", {}, String(mark));
    tick.style.left = share(mark, most);
    scale.append(tick);
  }
  return {
    el: element("div", { className: "mb-drag" }, element("label", { htmlFor: id }, `Minutes of ${name}: `, shown), units, bar, scale),
    value: () => Number(input.value),
    show: (/** @type {number | undefined} */ earned, /** @type {number} */ value) => {
      shown.textContent = String(value);
      fill.style.width = share(value, most);
      [...units.children].forEach((label, number) => label.classList.toggle("mb-earned", earned !== undefined && number < earned));
      [...scale.children].forEach((tick, number) => tick.classList.toggle("mb-reached", value >= marks[number]));
      input.setAttribute("aria-valuetext", `${value} minutes of ${code}`);
    },
  };
};

/** What a method makes of the minutes: all of them in one bar, or a bar for each service. @param {Minutes} data @param {Method} method */
const panel = (data, { name, together }) => {
  const { services, most } = data;
  const count = element("p", { className: "mb-units" });
  const text = element("p");
  const scale = together ? most * services.length : most;
  const bars = together ? [blocks(data, scale)] : services.map(() => blocks(data, scale));
  const fills = services.map((_, place) => element("i", { className: `mb-fill mb-look-${place}` }));
  fills.forEach((fill, place) => bars[together ? 0 : place].append(fill));
  const drawn = element("div", { className: "mb-small", ariaHidden: "true" }, ...bars);
  const el = element("section", { className: "mb-method" }, element("h4", {}, name), drawn, count, text);
  return {
    el,
    show: (/** @type {Result} */ found, /** @type {number[]} */ given) => {
      let start = 0;
      fills.forEach((fill, place) => {
        fill.style.left = share(together ? start : 0, scale);
        fill.style.width = share(given[place], scale);
        start += given[place];
      });
      count.textContent = inUnits(found.units);
      text.textContent = found.text;
    },
  };
};

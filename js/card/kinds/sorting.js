// Sorting: put each card into a group, with a list or by dragging.
import { draggable } from "../drag.js";
import { element, uniqueName } from "../dom.js";
import { isMapping, plural, Unanswered } from "../model.js";
import { shareThatAgrees } from "./units_by_code.js";
/** @import {AnswerKey, Field, Prompt} from "../model.js" */

const FEW = 2; // cards that a message can name and stay short

/**
 * The group of each card that was placed.
 * @param {Prompt} prompt
 * @param {unknown} response
 * @returns {Record<string, string>}
 */
export const parse = ({ payload }, response) => {
  if (isMapping(response) && Object.keys(response).length) {
    const cards = payload.cards ?? Object.keys(response);
    const fits = ([card, group] = ["", /** @type {unknown} */ ("")]) =>
      cards.includes(card) && typeof group === "string" && (!payload.groups || payload.groups.includes(group));
    if (Object.entries(response).every(fits)) return /** @type {Record<string, string>} */ (response);
  }
  throw new Unanswered("Put every card into a group first.");
};

/**
 * @param {Prompt} prompt
 * @param {Record<string, string>} answer
 */
export const missing = ({ payload }, answer) => {
  const cards = /** @type {string[]} */ (payload.cards);
  const left = cards.filter((card) => !Object.hasOwn(answer, card)).map((card) => `“${card}”`);
  if (!left.length) return "";
  const rest = left.length > FEW ? `${left.length} cards are left.` : `Still to sort: ${left.join(", ")}.`;
  return `Put every card into a group first. ${rest}`;
};

/**
 * A misconception's answer is one card in a wrong group.
 * @param {AnswerKey} key
 * @param {Record<string, string>} answer
 */
export const reveals = (key, answer) =>
  key.misconceptions.filter((one) => Object.entries(one.answer).every(([card, group]) => answer[card] === group));

export const credit = shareThatAgrees;

/** @param {Record<string, string>} answer */
export const describe = (answer) =>
  Object.keys(answer)
    .sort()
    .map((card) => `${card}: ${answer[card]}`);

/**
 * @param {HTMLElement} el
 * @param {Prompt} prompt
 * @param {() => void} changed
 * @returns {Field}
 */
export const draw = (el, { payload }, changed) => {
  /** @type {string[]} */
  const groups = payload.groups;
  const bins = groups.map((group) => {
    const inside = element("ul");
    const bin = element("div", { className: "mb-bin" }, element("strong", {}, group), inside);
    bin.dataset.group = group;
    return { group, bin, inside };
  });
  const status = element("p", { className: "mb-live" });
  status.setAttribute("role", "status");
  const rows = payload.cards.map((/** @type {string} */ card) => {
    const id = uniqueName();
    const list = element("select", { id }, element("option", { value: "" }, "Choose…"), ...groups.map((group) => element("option", {}, group)));
    list.addEventListener("change", () => placed(card, list));
    const row = element("div", { className: "mb-sort-card" }, element("label", { htmlFor: id }, card), list);
    draggable(row, {
      targets: () => bins.map(({ bin }) => bin),
      drop: (bin) => {
        list.value = /** @type {HTMLElement} */ (bin).dataset.group ?? "";
        placed(card, list);
      },
    });
    return { card, list, row };
  });

  /** @param {string} card @param {HTMLSelectElement} list */
  function placed(card, list) {
    arrange();
    const left = rows.filter((/** @type {{list: HTMLSelectElement}} */ one) => !one.list.value).length;
    const where = list.value ? `is now in ${list.value}` : "is not in a group";
    status.textContent = `“${card}” ${where}. ${left ? `${plural(left, "card")} left to sort.` : "All cards are sorted."}`;
    changed();
  }

  function arrange() {
    for (const { group, inside } of bins) {
      const here = rows.filter((/** @type {{list: HTMLSelectElement}} */ one) => one.list.value === group);
      inside.replaceChildren(...here.map((/** @type {{card: string}} */ one) => element("li", {}, one.card)));
    }
  }

  el.append(element("div", { className: "mb-bins" }, ...bins.map(({ bin }) => bin)), status, ...rows.map((/** @type {{row: Node}} */ one) => one.row));
  return {
    response: () => {
      const done = rows.filter((/** @type {{list: HTMLSelectElement}} */ one) => one.list.value);
      return done.length ? Object.fromEntries(done.map((/** @type {{card: string, list: HTMLSelectElement}} */ one) => [one.card, one.list.value])) : null;
    },
    fill: (answer) => {
      for (const { card, list } of rows) list.value = answer[card] ?? "";
      arrange();
    },
  };
};

// Ordering: put cards in order, with buttons or by dragging.
import { draggable } from "../drag.js";
import { button, element } from "../dom.js";
import { same, Unanswered } from "../model.js";
/** @import {AnswerKey, Field, Prompt} from "../model.js" */

/**
 * @param {Prompt} prompt
 * @param {unknown} response
 * @returns {string[]}
 */
export const parse = ({ payload }, response) => {
  if (Array.isArray(response) && response.length && response.every((card) => typeof card === "string")) {
    const shown = payload.cards ?? response;
    if (same([...response].sort(), [...shown].sort())) return response;
  }
  throw new Unanswered("Put the cards in order first.");
};

/**
 * A misconception's answer is two consecutive cards, reversed.
 * @param {AnswerKey} key
 * @param {string[]} answer
 */
export const reveals = (key, answer) => {
  const place = (/** @type {string} */ card) => Math.max(answer.indexOf(card), 0);
  return key.misconceptions.filter(({ answer: [late, early] }) => place(late) < place(early));
};

/**
 * The pairs of cards in the right order minus the reversed ones, as a share of all pairs; see ordering.py.
 * @param {string[]} accepted
 * @param {string[]} answer
 */
export const credit = (accepted, answer) => {
  if (!same([...accepted].sort(), [...answer].sort())) return 0;
  const pairs = accepted.flatMap((early, at) => accepted.slice(at + 1).map((late) => answer.indexOf(early) < answer.indexOf(late)));
  return Math.max(0, (2 * pairs.filter(Boolean).length) / pairs.length - 1);
};

/** @param {string[]} answer */
export const describe = (answer) => answer.map((card, at) => `${at + 1}. ${card}`);

/**
 * @param {HTMLElement} el
 * @param {Prompt} prompt
 * @param {() => void} changed
 * @returns {Field}
 */
export const draw = (el, { payload }, changed) => {
  /** @type {string[]} */
  let cards = [...payload.cards];
  let moved = false;
  const list = element("ol", { className: "mb-order" });
  const status = element("p", { className: "mb-live" });
  status.setAttribute("role", "status");
  const rows = new Map(cards.map((card) => [card, rowOf(card)]));

  /** @param {string} card */
  function rowOf(card) {
    const earlier = button("Move up ↑", () => move(card, cards.indexOf(card) - 1, earlier, later));
    const later = button("Move down ↓", () => move(card, cards.indexOf(card) + 1, later, earlier));
    earlier.setAttribute("aria-label", `Move up: ${card}`);
    later.setAttribute("aria-label", `Move down: ${card}`);
    const text = element("p");
    const row = element("li", { className: "mb-order-row" }, text, earlier, later);
    draggable(row, {
      targets: () => [...list.children],
      drop: (target) => move(card, [...list.children].indexOf(target)),
    });
    return { row, text, earlier, later };
  }

  /**
   * @param {string} card
   * @param {number} to
   * @param {HTMLButtonElement} [pressed]
   * @param {HTMLButtonElement} [other]
   */
  function move(card, to, pressed, other) {
    cards.splice(to, 0, ...cards.splice(cards.indexOf(card), 1));
    moved = true;
    arrange();
    status.textContent = `“${card.replace(/\.$/, "")}” is now number ${to + 1} of ${cards.length}.`;
    (pressed?.disabled ? other : pressed)?.focus(); // the row moved, and the focus moves with it
    changed();
  }

  function arrange() {
    cards.forEach((card, at) => {
      const { row, text, earlier, later } = /** @type {ReturnType<typeof rowOf>} */ (rows.get(card));
      text.textContent = `${at + 1}. ${card}`;
      earlier.disabled = at === 0;
      later.disabled = at === cards.length - 1;
      list.append(row);
    });
  }

  arrange();
  el.append(list, status);
  return {
    response: () => (moved ? cards : null),
    fill: (order) => {
      if (!same([...order].sort(), [...cards].sort())) return;
      cards = [...order];
      moved = true;
      arrange();
    },
  };
};

// Make elements. Text is always text, never HTML.

/**
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Record<string, any>} [properties]
 * @param {...(Node | string)} children
 * @returns {HTMLElementTagNameMap[Tag]}
 */
export const element = (tag, properties = {}, ...children) => {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...children);
  return made;
};

/** @typedef {{text: string, url: string, checked: string}} Cited  a citation, the address of its source, and the date on which we last checked it */

/**
 * Return a citation with a link to its source and the date on which we last checked it.
 * @param {Cited} cited
 */
export const citation = ({ text, url, checked }) =>
  url ? [element("a", { href: url, target: "_blank", rel: "noopener" }, text), ` (checked ${checked})`] : [text];

/**
 * @param {string} text
 * @param {() => unknown} act
 * @param {string} [className]
 */
export const button = (text, act, className = "") => {
  const made = element("button", { type: "button", textContent: text, className });
  made.addEventListener("click", () => void act());
  return made;
};

/**
 * Move the focus to an element that a keyboard cannot reach by itself, so that the next Tab goes on from there.
 * @param {Element | undefined} stop
 */
export const focusOn = (stop) => {
  if (!(stop instanceof HTMLElement)) return;
  stop.tabIndex = -1;
  stop.focus({ preventScroll: true });
};

/** Add a style sheet to the page once. @param {string} id @param {string} text */
export const addStyle = (id, text) => {
  if (!document.getElementById(id)) document.head.append(element("style", { id, textContent: text }));
};

let made = 0;

/**
 * A name that is used once, even if several copies of this module are on a page, for an answer or a group of radio buttons.
 * crypto.randomUUID would need HTTPS, which a school's server may not have.
 */
export const uniqueName = () => `mb-${Date.now().toString(36)}-${Math.random().toString(36).slice(2)}-${(made += 1)}`;

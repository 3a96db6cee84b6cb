// The pictures of the lessons as an anywidget: Python computes the data and the text alternative; a module per picture draws it.
import { addStyle, citation, element } from "../card/dom.js";
import controls from "../design/controls.css";
import tokens from "../design/tokens.css";
import { decision } from "./decision.js";
import { minutes } from "./minutes.js";
import style from "./pictures.css";
import { timeline } from "./timeline.js";

/** @typedef {{picture: keyof typeof PICTURES, title: string, data: any, lines: string[], source: import("../card/dom.js").Cited | null}} Shown */

const PICTURES = { decision, minutes, timeline };

/** The text alternative, which says what the picture says. @param {string[]} lines */
const asText = (lines) =>
  element("details", { className: "mb-as-text" }, element("summary", {}, "Read it as text"), element("ol", {}, ...lines.map((line) => element("li", {}, line))));

/** @param {{model: {get: (name: string) => any}, el: HTMLElement}} given what anywidget passes */
const render = ({ model, el }) => {
  addStyle("mb-pictures-style", tokens + controls + style);
  /** @type {Shown} */
  const { picture, title, data, lines, source } = model.get("shown");
  const place = element("figure", { className: `mb-picture mb-${picture}` });
  place.setAttribute("aria-label", title);
  el.append(place);
  const close = PICTURES[picture](place, data);
  if (source) place.append(element("p", { className: "mb-source" }, "Source: ", ...citation(source)));
  place.append(asText(lines));
  return close;
};

export default { render };

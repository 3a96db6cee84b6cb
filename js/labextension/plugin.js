// The JupyterLab plugin: it runs the lessons when they are opened, with JupyterLab's own controls hidden.
import { label } from "./labels.js";
import { Runner } from "./runner.js";
import { readSettings } from "./settings.js";
/** @import {App, Libraries, NotebookTracker} from "./jupyterlab.js" */

/** @param {URL} home the folder of the assets */
const addStyles = (home) => {
  for (const name of ["tokens.css", "tables.css", "lesson.css"]) {
    document.head.append(Object.assign(document.createElement("link"), { rel: "stylesheet", href: new URL(name, home).href }));
  }
};

/**
 * Give a page the look of a lesson as soon as it shows something of ours.
 * @param {HTMLElement} page
 */
const styleWhenOurs = (page) => {
  const observer = new MutationObserver(() => {
    if (!page.querySelector(".mb-card, .mb-explorer, .mb-picture, .mb-practice")) return;
    observer.disconnect();
    page.classList.add("mb-lesson");
    document.body.classList.add("mb-folded", "mb-page");
    label(page);
  });
  observer.observe(page, { childList: true, subtree: true });
};

/**
 * The CSS rules that show each lesson's picture on its card, in light and in dark. Lesson 01_codes.ipynb has the card
 * mb-card-codes with cards/codes_light.png and cards/codes_dark.png.
 * @param {string[]} notebooks
 * @param {URL} home the folder of the assets
 */
export const cardRules = (notebooks, home) => {
  const subjects = notebooks.map((name) => name.match(/^\d+_(\w+)\.ipynb$/)?.[1]).filter((subject) => subject !== undefined);
  const rules = (/** @type {string} */ look) =>
    subjects.map((subject) => `.mb-card-${subject}::before { background-image: url("${new URL(`cards/${subject}_${look}.png`, home).href}"); }`);
  return [...rules("light"), "@media (prefers-color-scheme: dark) {", ...rules("dark"), "}"].join("\n");
};

/**
 * Replaces JupyterLab's dialog about a lost server while a lesson is shown, whose banner says it in plain words.
 * @param {Libraries} libraries
 */
export const connectionLost = ({ IConnectionLost, ConnectionLost }) => ({
  id: "massage-billing:connection",
  autoStart: true,
  provides: IConnectionLost,
  activate: () => async (/** @type {unknown[]} */ ...details) => {
    if (!document.body.classList.contains("mb-folded")) await ConnectionLost(...details);
  },
});

/**
 * @param {Libraries} libraries
 * @param {URL} home the folder of the assets
 */
export const plugin = (libraries, home) => ({
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
  },
});

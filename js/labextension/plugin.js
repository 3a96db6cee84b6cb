// The JupyterLab plugin: it runs the lessons when they are opened, with JupyterLab's own controls hidden.
import { Runner } from "./runner.js";
import { readSettings } from "./settings.js";
/** @import {App, Libraries, NotebookTracker} from "./jupyterlab.js" */

/** @param {URL} home the folder of the assets */
const addStyles = (home) => {
  for (const name of ["tables.css", "lesson.css"]) {
    document.head.append(Object.assign(document.createElement("link"), { rel: "stylesheet", href: new URL(name, home).href }));
  }
};

/**
 * @param {Libraries} libraries
 * @param {URL} home the folder of the assets
 */
export const plugin = (libraries, home) => ({
  id: "massage-billing:lessons",
  autoStart: true,
  requires: [libraries.INotebookTracker],
  /**
   * @param {App} app
   * @param {NotebookTracker} tracker
   */
  activate(app, tracker) {
    addStyles(home);
    const shipped = fetch(new URL("lessons.json", home)).then((answer) => answer.json());
    const settings = readSettings(document.getElementById("jupyter-config-data")?.textContent);
    const runner = new Runner(app, tracker, libraries, settings, shipped);
    tracker.widgetAdded.connect((_, panel) => void runner.open(panel));
    tracker.forEach((panel) => void runner.open(panel));
    app.shell.currentChanged?.connect(() => runner.currentChanged());
  },
});

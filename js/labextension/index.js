// The entry: JupyterLab loads the built script as a federated module.
import { connectionLost, plugin } from "./plugin.js";

const NAME = "massage-billing";
const HOME = new URL(".", /** @type {HTMLScriptElement} */ (document.currentScript).src);

/** @typedef {Record<string, Record<string, {get: () => Promise<() => any>}>>} Scope the libraries that JupyterLab shares */
/** @type {Scope} */
let scope;

/** @param {string} library */
const shared = async (library) => {
  const factory = await Object.values(scope[library])[0].get();
  return factory();
};

const page = /** @type {Window & {_JUPYTERLAB?: Record<string, unknown>}} */ (window);
page._JUPYTERLAB ??= {};
page._JUPYTERLAB[NAME] = {
  init(/** @type {Scope} */ given) {
    scope = given;
  },
  async get() {
    const [application, notebook, lumino] = await Promise.all(["@jupyterlab/application", "@jupyterlab/notebook", "@lumino/widgets"].map(shared));
    const libraries = { ...application, ...notebook, Widget: lumino.Widget };
    const made = [connectionLost(libraries), plugin(libraries, HOME)];
    return () => ({ __esModule: true, default: made });
  },
};

// Fakes of the parts of JupyterLab that the modules use.
/** @import {Contents, FileModel} from "../labextension/jupyterlab.js" */

/**
 * A notebook model with code cells, and Markdown cells where a source starts with "#".
 * @param {...string} sources
 */
export const model = (...sources) => ({
  sharedModel: {
    cells: sources.map((source) => ({ cell_type: source.startsWith("#") ? "markdown" : "code", getSource: () => source, getId: () => source, getMetadata: () => undefined })),
    getMetadata: () => undefined,
  },
});

/**
 * @param {string} name
 * @param {Partial<FileModel>} [given]
 * @returns {FileModel}
 */
export const file = (name, given = {}) => ({ name, path: name, type: "file", last_modified: "", content: "", ...given });

/**
 * The contents of a folder.
 * @param {Record<string, unknown>} files the content of each file, by name
 * @param {{full?: boolean}} [state] while `full` is true, nothing can be saved
 * @returns {Contents & {files: Record<string, unknown>, state: {full?: boolean}}}
 */
export const folder = (files = {}, state = {}) => ({
  files,
  state,
  async get(path) {
    if (path === "") return file("", { content: Object.keys(files).map((name) => file(name)) });
    if (!(path in files)) throw new Error(`no file ${path}`);
    return file(path, { content: files[path] });
  },
  async save(path, { content }) {
    if (state.full) throw new Error("no space left");
    await new Promise((resolve) => setTimeout(resolve, 1)); // long enough for a change that does not wait its turn to overwrite this one
    files[path] = content;
    return file(path);
  },
  async delete(path) {
    if (!(path in files)) throw new Error(`no file ${path}`);
    delete files[path];
  },
});

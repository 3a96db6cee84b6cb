// In the site: buttons that save the answers as files, and open a handout or answers from the learner's own machine.
import { button } from "../card/dom.js";
import { isOurs, originalName } from "./learner_files.js";
/** @import {Contents} from "./jupyterlab.js" */
/** @import {LearnerFiles} from "./learner_files.js" */

export const NO_ROOM = "Your answer could not be saved because the browser is out of storage. Free up space on this device, and try again.";
const unopened = (/** @type {string} */ name) => `${name} could not be opened. Try again, or choose another file.`;

/**
 * The notebook in a file, or undefined if the file is not a notebook.
 * @param {string} text
 * @returns {{cells: unknown[], metadata?: object} | undefined}
 */
export const notebookOf = (text) => {
  try {
    const content = JSON.parse(text);
    return content?.cells ? content : undefined;
  } catch {
    return undefined;
  }
};

/**
 * @param {string} name
 * @param {string} text
 */
const download = (name, text) => {
  const href = URL.createObjectURL(new Blob([text], { type: "application/octet-stream" }));
  Object.assign(document.createElement("a"), { href, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(href), 60000);
};

/**
 * @typedef {object} Site
 * @property {LearnerFiles} learnerFiles
 * @property {Contents} contents
 * @property {() => unknown} kernelspec the kernel of the page with the buttons
 * @property {(path: string) => Promise<unknown>} open
 * @property {(name: string, text: string) => void} [save] saves a file on the learner's machine
 */

/**
 * Open or restore a file that a learner chose, and return a message for the learner.
 * @param {Site} site
 * @param {{name: string, text: () => Promise<string>}} file
 * @returns {Promise<string>}
 */
export const takeFile = (site, file) =>
  openOrRestore(site, file).catch(() => (isOurs(originalName(file.name)) ? NO_ROOM : unopened(file.name)));

/**
 * @param {Site} site
 * @param {{name: string, text: () => Promise<string>}} file
 */
const openOrRestore = async ({ learnerFiles, contents, kernelspec, open, save = download }, file) => {
  const text = await file.text();
  const name = originalName(file.name);
  if (isOurs(name)) {
    const earlier = (await learnerFiles.names()).includes(name) && name.replace(".", ".before.");
    if (earlier) save(earlier, await learnerFiles.text(name));
    await learnerFiles.change({ name, how: "whole", text });
    const kept = earlier ? ` The earlier copy is in your downloads folder as ${earlier}.` : "";
    return `${name} is restored.${kept} Open a lesson to continue.`;
  }
  const content = notebookOf(text);
  if (!content) return `${file.name} is not a handout or a file of answers from this site. Choose another file.`;
  // The handout names the kernel of a student's own machine, which the site does not have.
  content.metadata = { ...content.metadata, kernelspec: kernelspec() };
  await contents.save(file.name, { type: "notebook", format: "json", content });
  await open(file.name);
  return `Opening ${file.name} …`;
};

/**
 * The buttons that save the answers, and open a handout or answers.
 * @param {Site} site
 * @param {(text: string) => void} say shows a message
 */
export const fileButtons = (site, say) => {
  const field = Object.assign(document.createElement("input"), { type: "file", accept: ".ipynb,.json,.jsonl", hidden: true });
  field.addEventListener("change", async () => {
    const [file] = field.files ?? [];
    if (file) say(await takeFile(site, file));
    field.value = "";
  });
  const keep = button("Save my answers to a file", async () => {
    const files = await site.learnerFiles.all();
    const names = Object.keys(files);
    names.forEach((name) => download(name, files[name]));
    say(names.length ? `Saved as ${names.join(", ")} in your downloads folder.` : "You have not answered any questions yet.");
  });
  return [button("Open a handout or my answers", () => field.click()), keep, field];
};

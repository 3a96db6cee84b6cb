// In the site: buttons that save the answers as files, and open a handout or answers from the learner's own machine.
import { button } from "./button.js";
import { isOurs, originalName } from "./kept.js";
/** @import {Contents} from "./jupyterlab.js" */
/** @import {Kept} from "./kept.js" */

export const NO_ROOM = "This could not be kept: your browser has no room left for it. Make room on this device, and try again.";

/**
 * The notebook in a file, or undefined where the file is none.
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
 * @property {Kept} kept
 * @property {Contents} contents
 * @property {() => unknown} kernelspec the kernel of the page on which the buttons are
 * @property {(path: string) => Promise<unknown>} open
 * @property {(name: string, text: string) => void} [save] how a file is given to the learner
 */

/**
 * Take a file that a learner chose, and return what to tell them.
 * @param {Site} site
 * @param {{name: string, text: () => Promise<string>}} file
 */
export const takeFile = async ({ kept, contents, kernelspec, open, save = download }, file) => {
  const text = await file.text();
  const name = originalName(file.name);
  if (isOurs(name)) {
    if ((await kept.names()).includes(name)) save(name.replace(".", ".before."), await kept.text(name));
    await kept.change({ name, how: "whole", text });
    return `${name} is back. Open a lesson to go on.`;
  }
  const content = notebookOf(text);
  if (!content) return `${file.name} is no handout and no file of answers that this site has made. Choose another file.`;
  // The kernel that the handout names is the one of the student's own machine, which the site does not have.
  content.metadata = { ...content.metadata, kernelspec: kernelspec() };
  await contents.save(file.name, { type: "notebook", format: "json", content });
  await open(file.name);
  return `Opening ${file.name} …`;
};

/**
 * @param {Site} site
 * @param {(text: string) => void} say
 */
export const fileButtons = (site, say) => {
  const field = Object.assign(document.createElement("input"), { type: "file", accept: ".ipynb,.json,.jsonl", hidden: true });
  field.addEventListener("change", async () => {
    const [file] = field.files ?? [];
    if (file) say(await takeFile(site, file).catch(() => NO_ROOM));
    field.value = "";
  });
  const keep = button("Keep my answers as a file", async () => {
    const files = await site.kept.all();
    const names = Object.keys(files);
    names.forEach((name) => download(name, files[name]));
    say(names.length ? `Kept as ${names.join(", ")} where your browser puts downloads.` : "Nothing is answered yet.");
  });
  return [button("Open a handout or my answers", () => field.click()), keep, field];
};

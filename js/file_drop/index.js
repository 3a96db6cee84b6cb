// A file field: a person chooses files, or drops them anywhere on it. The keyboard and screen readers use the browser's own
// field inside it.
import { foldersIn, PIECE, problemWith, send, UnreadableError } from "./files.js";

/** @typedef {import("./files.js").Receiver & {get: (name: string) => any}} Model */

/**
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {string} className
 * @param {string} [text]
 */
const element = (tag, className, text = "") =>
  Object.assign(document.createElement(tag), { className, textContent: text });

/** @param {Model} model */
const parts = (model) => {
  const zone = element("div", "mb-file-drop");
  const label = element("label", "");
  const field = Object.assign(element("input", ""), { type: "file", accept: model.get("accept"), multiple: model.get("multiple") });
  label.append(element("span", "mb-file-drop-label", model.get("label")), field);
  const hint = element("p", "mb-file-drop-hint", model.get("multiple") ? "Or drop the files here." : "Or drop the file here.");
  const status = element("p", "mb-file-drop-status");
  status.setAttribute("role", "status");
  zone.append(label, hint, status);
  return { zone, field, status };
};

/**
 * Return a function that sends files, one choice after the other, and shows what went wrong.
 * @param {Model} model
 * @param {HTMLElement} status
 */
const sender = (model, status) => {
  let last = Promise.resolve();
  const sendNow = async (/** @type {File[]} */ files) => {
    const large = files.some((file) => file.size > PIECE);
    try {
      await send(model, files, (percent) => void (status.textContent = large ? `Sending: ${percent} percent.` : ""));
      status.textContent = "";
    } catch (error) {
      status.textContent = error instanceof UnreadableError ? error.message : "The files could not be sent. Choose them again.";
    }
  };
  return (/** @type {File[]} */ files) => void (last = last.then(() => sendNow(files)));
};

/** @param {{model: Model, el: HTMLElement}} given */
const render = ({ model, el }) => {
  const { zone, field, status } = parts(model);
  const sendInTurn = sender(model, status);
  const take = (/** @type {File[]} */ files, /** @type {string[]} */ folders) => {
    const problem = problemWith(files, folders, model.get("multiple"));
    status.textContent = problem;
    if (!problem && files.length) sendInTurn(files);
    return !problem;
  };
  // An empty field reports a change even if the same file is chosen again, for example after a correction.
  field.addEventListener("click", () => (field.value = ""));
  field.addEventListener("change", () => {
    if (!take([...(field.files ?? [])], [])) field.value = "";
  });
  /** @type {(event: DragEvent, over: boolean) => void} */
  const mark = (event, over) => {
    event.preventDefault();
    event.stopPropagation();
    zone.classList.toggle("mb-over", over);
  };
  zone.addEventListener("dragover", (event) => mark(event, true));
  zone.addEventListener("dragleave", (event) => {
    if (!(event.relatedTarget instanceof Node && zone.contains(event.relatedTarget))) mark(event, false);
  });
  zone.addEventListener("drop", (event) => {
    mark(event, false);
    const given = event.dataTransfer;
    if (!given) return;
    if (take([...given.files], foldersIn(given.items))) field.files = given.files; // the field shows their names
    else field.value = "";
  });
  el.append(zone);
};

export default { render };

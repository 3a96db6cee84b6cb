// file_drop/files.js
var LARGEST = 1e8;
var PIECE = 4e6;
var megabytes = (bytes) => `${Math.ceil(bytes / 1e6)} MB`;
var foldersIn = (items) => {
  const entries = [...items].map((item) => item.webkitGetAsEntry?.());
  return entries.filter((entry) => entry?.isDirectory).map((entry) => entry?.name ?? "");
};
var problemWith = (files, folders, multiple) => {
  if (folders.length) return `${folders[0]} is a folder. Choose the files in it, or a zip file of it.`;
  if (files.length > 1 && !multiple) return `You chose ${files.length} files. Choose one file.`;
  const large = files.find((file) => file.size > LARGEST);
  if (large) return `${large.name} is too large (${megabytes(large.size)}). Choose a file of at most ${megabytes(LARGEST)}.`;
  const size = files.reduce((sum, file) => sum + file.size, 0);
  if (size > LARGEST) return `These files are too large together (${megabytes(size)}). Choose at most ${megabytes(LARGEST)} at a time.`;
  return "";
};
var UnreadableError = class extends Error {
};
var read = async (file, start) => {
  try {
    return await file.slice(start, Math.min(start + PIECE, file.size)).arrayBuffer();
  } catch {
    throw new UnreadableError(`${file.name} cannot be read. Check that it is still there, and choose it again.`);
  }
};
var send = async (receiver, files, progress) => {
  const all = files.reduce((sum, file) => sum + file.size, 0);
  let sent = 0;
  receiver.send({ kind: "begin", names: files.map((file) => file.name) });
  for (const [at, file] of files.entries()) {
    for (let start = 0; start < file.size; start += PIECE) {
      const data = await read(file, start);
      receiver.send({ kind: "piece", file: at }, void 0, [data]);
      sent += data.byteLength;
      if (sent < all) progress(Math.floor(100 * sent / all));
    }
  }
  receiver.send({ kind: "end" });
};

// file_drop/index.js
var element = (tag, className, text = "") => Object.assign(document.createElement(tag), { className, textContent: text });
var parts = (model) => {
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
var sender = (model, status) => {
  let last = Promise.resolve();
  const sendNow = async (files) => {
    const large = files.some((file) => file.size > PIECE);
    try {
      await send(model, files, (percent) => void (status.textContent = large ? `Sending: ${percent} percent.` : ""));
      status.textContent = "";
    } catch (error) {
      status.textContent = error instanceof UnreadableError ? error.message : "The files could not be sent. Choose them again.";
    }
  };
  return (files) => void (last = last.then(() => sendNow(files)));
};
var render = ({ model, el }) => {
  const { zone, field, status } = parts(model);
  const sendInTurn = sender(model, status);
  const take = (files, folders) => {
    const problem = problemWith(files, folders, model.get("multiple"));
    status.textContent = problem;
    if (!problem && files.length) sendInTurn(files);
    return !problem;
  };
  field.addEventListener("click", () => field.value = "");
  field.addEventListener("change", () => {
    if (!take([...field.files ?? []], [])) field.value = "";
  });
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
    if (take([...given.files], foldersIn(given.items))) field.files = given.files;
    else field.value = "";
  });
  el.append(zone);
};
var index_default = { render };
export {
  index_default as default
};

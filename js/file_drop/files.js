// Check the files that a person chose, and send them to Python in pieces.

export const LARGEST = 100_000_000; // bytes of all files chosen at once
// A Jupyter server closes the connection at a message of more than 10 MB.
export const PIECE = 4_000_000; // bytes

/** @typedef {{name: string, size: number, slice: (start: number, end: number) => {arrayBuffer: () => Promise<ArrayBuffer>}}} FileLike */
/** @typedef {{send: (content: object, callbacks?: unknown, buffers?: ArrayBuffer[]) => unknown}} Receiver */

/** @param {number} bytes */
export const megabytes = (bytes) => `${Math.ceil(bytes / 1_000_000)} MB`;

/**
 * The names of the folders in a drop. A browser passes a folder as if it were a file, which then cannot be read.
 * @param {Iterable<{webkitGetAsEntry?: () => {isDirectory: boolean, name: string} | null}>} items
 */
export const foldersIn = (items) => {
  const entries = [...items].map((item) => item.webkitGetAsEntry?.());
  return entries.filter((entry) => entry?.isDirectory).map((entry) => entry?.name ?? "");
};

/**
 * Why files cannot be accepted, in one or two sentences, or "" if they can.
 * @param {readonly FileLike[]} files
 * @param {readonly string[]} folders
 * @param {boolean} multiple
 */
export const problemWith = (files, folders, multiple) => {
  if (folders.length) return `${folders[0]} is a folder. Choose the files in it, or a zip file of it.`;
  if (files.length > 1 && !multiple) return `You chose ${files.length} files. Choose one file.`;
  const large = files.find((file) => file.size > LARGEST);
  if (large) return `${large.name} is too large (${megabytes(large.size)}). Choose a file of at most ${megabytes(LARGEST)}.`;
  const size = files.reduce((sum, file) => sum + file.size, 0);
  if (size > LARGEST) return `These files are too large together (${megabytes(size)}). Choose at most ${megabytes(LARGEST)} at a time.`;
  return "";
};

/** A file could not be read; the message says which. */
export class UnreadableError extends Error {}

/**
 * @param {FileLike} file
 * @param {number} start
 */
const read = async (file, start) => {
  try {
    return await file.slice(start, Math.min(start + PIECE, file.size)).arrayBuffer();
  } catch {
    throw new UnreadableError(`${file.name} cannot be read. Check that it is still there, and choose it again.`);
  }
};

/**
 * Send files: their names, then each file in pieces, then a message that they are complete.
 * @param {Receiver} receiver
 * @param {readonly FileLike[]} files
 * @param {(percent: number) => void} progress called after each piece but the last
 */
export const send = async (receiver, files, progress) => {
  const all = files.reduce((sum, file) => sum + file.size, 0);
  let sent = 0;
  receiver.send({ kind: "begin", names: files.map((file) => file.name) });
  for (const [at, file] of files.entries()) {
    for (let start = 0; start < file.size; start += PIECE) {
      const data = await read(file, start);
      receiver.send({ kind: "piece", file: at }, undefined, [data]);
      sent += data.byteLength;
      if (sent < all) progress(Math.floor((100 * sent) / all));
    }
  }
  receiver.send({ kind: "end" });
};

import assert from "node:assert/strict";
import { test } from "node:test";
import { foldersIn, LARGEST, PIECE, problemWith, send } from "../file_drop/files.js";

/**
 * @param {string} name
 * @param {number} size
 */
const sized = (name, size) => ({ name, size, slice: () => ({ arrayBuffer: async () => new ArrayBuffer(0) }) });

/**
 * A file with content.
 * @param {string} name
 * @param {Uint8Array} bytes
 */
const filled = (name, bytes) => ({
  name,
  size: bytes.length,
  slice: (/** @type {number} */ start, /** @type {number} */ end) => ({ arrayBuffer: async () => new Uint8Array(bytes.slice(start, end)).buffer }),
});

test("files that can be accepted have no problem", () => {
  assert.equal(problemWith([], [], false), "");
  assert.equal(problemWith([sized("a.csv", LARGEST)], [], false), "");
  assert.equal(problemWith([sized("a.json", 1), sized("b.json", 2)], [], true), "");
});

test("a folder, a second file, and a file that is too large are reported", () => {
  assert.equal(problemWith([sized("week-1", 4096)], ["week-1"], true), "week-1 is a folder. Choose the files in it, or a zip file of it.");
  assert.equal(problemWith([sized("a.csv", 1), sized("b.csv", 1)], [], false), "You chose 2 files. Choose one file.");
  const large = "a.csv is too large (101 MB). Choose a file of at most 100 MB.";
  assert.equal(problemWith([sized("a.csv", LARGEST + 1)], [], false), large);
  const together = "These files are too large together (120 MB). Choose at most 100 MB at a time.";
  assert.equal(problemWith([sized("a.zip", 6e7), sized("b.zip", 6e7)], [], true), together);
});

test("dropped folders are found, but not in a browser that cannot detect folders", () => {
  const item = (/** @type {string} */ name, /** @type {boolean} */ isDirectory) => ({ webkitGetAsEntry: () => ({ name, isDirectory }) });
  assert.deepEqual(foldersIn([item("a.csv", false), item("week-1", true)]), ["week-1"]);
  assert.deepEqual(foldersIn([{}, { webkitGetAsEntry: () => null }]), []);
});

/** A receiver that joins the pieces of files, as Python does. */
const receiver = () => {
  /** @type {{name: string, bytes: number[]}[]} */
  const files = [];
  const state = { files, ended: false, largest: 0 };
  const receive = (/** @type {any} */ message, /** @type {unknown} */ _ = undefined, /** @type {ArrayBuffer[]} */ buffers = []) => {
    if (message.kind === "begin") files.splice(0, files.length, ...message.names.map((/** @type {string} */ name) => ({ name, bytes: [] })));
    for (const buffer of buffers) {
      state.largest = Math.max(state.largest, buffer.byteLength);
      for (const byte of new Uint8Array(buffer)) files[message.file].bytes.push(byte);
    }
    if (message.kind === "end") state.ended = true;
  };
  return { state, send: receive };
};

test("files arrive complete, in pieces that a server accepts", async () => {
  const bytes = Uint8Array.from({ length: 2 * PIECE + 3 }, (_, at) => at % 251);
  const to = receiver();
  /** @type {number[]} */
  const percents = [];
  await send(to, [filled("a.zip", bytes), filled("empty.json", new Uint8Array()), filled("b.json", Uint8Array.of(7))], (percent) => percents.push(percent));
  assert.deepEqual(to.state.files.map(({ name }) => name), ["a.zip", "empty.json", "b.json"]);
  assert.ok(to.state.files[0].bytes.length === bytes.length && to.state.files[0].bytes.every((byte, at) => byte === bytes[at]));
  assert.deepEqual(to.state.files.slice(1).map((file) => file.bytes), [[], [7]]);
  assert.equal(to.state.largest, PIECE);
  assert.ok(to.state.ended);
  assert.deepEqual(percents, [49, 99, 99]);
});

test("a file that cannot be read is reported, and the upload does not end", async () => {
  const to = receiver();
  const gone = { ...sized("gone.csv", 5), slice: () => ({ arrayBuffer: () => Promise.reject(new Error("NotFoundError")) }) };
  await assert.rejects(send(to, [gone], () => undefined), /^Error: gone\.csv cannot be read\. Check that it is still there, and choose it again\.$/);
  assert.ok(!to.state.ended);
});

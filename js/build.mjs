// Build the JupyterLab extension and the file field. `npm run build [-- FOLDER]`: with a folder, write there, and do not rename the folder of the assets.
import { spawnSync } from "node:child_process";
import { copyFile, mkdir, readFile, writeFile } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const js = dirname(fileURLToPath(import.meta.url));
const root = dirname(js);
const extension = join(root, "src/massage_billing/labextensions/massage-billing");
const folder = process.argv[2] && resolve(process.argv[2]);

/** The folder of the extension's assets, which its package.json names. */
const assets = async () => {
  const { jupyterlab } = JSON.parse(await readFile(join(extension, "package.json"), "utf8"));
  return join(extension, dirname(jupyterlab._build.load));
};
/** @type {import("esbuild").BuildOptions} */
const readable = { absWorkingDir: js, bundle: true, charset: "utf8", target: "es2022", logLevel: "warning" };

const labextension = folder ? join(folder, "labextension") : await assets();
const packaged = folder ? join(folder, "static") : join(root, "src/massage_billing/static");
await mkdir(labextension, { recursive: true });
await mkdir(packaged, { recursive: true });
await build({ ...readable, entryPoints: ["labextension/index.js"], format: "iife", outfile: join(labextension, "remoteEntry.js") });
await build({ ...readable, entryPoints: ["file_drop/index.js"], format: "esm", outfile: join(packaged, "file_drop.js") });
const small = { ...readable, minify: true, loader: { ".css": /** @type {const} */ ("text") } };
for (const name of ["card", "pictures"]) await build({ ...small, entryPoints: [`${name}/index.js`], format: "esm", outfile: join(packaged, `${name}.js`) });
for (const name of ["design/tokens.css", "labextension/tables.css", "labextension/lesson.css"]) {
  await copyFile(join(js, name), join(labextension, basename(name)));
}
/** Each style sheet that Python puts into a page starts with the design tokens. */
const sheets = { "file_drop.css": ["file_drop/file_drop.css"], "page.css": ["labextension/tables.css", "design/page.css"] };
for (const [name, parts] of Object.entries(sheets)) {
  const texts = ["design/tokens.css", ...parts].map((part) => readFile(join(js, part), "utf8"));
  await writeFile(join(packaged, name), (await Promise.all(texts)).join(""));
}

if (!folder) {
  const python = process.env.PYTHON ?? (process.platform === "win32" ? "python" : "python3");
  const stamped = spawnSync(python, [join(root, "tests/stamp_assets.py")], { stdio: "inherit" });
  if (stamped.error) throw stamped.error;
  process.exitCode = stamped.status ?? 1;
}

// Runs bytecode.py in the practice view's own Pyodide, started with the packages that a learner's browser starts it with.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

async function main(practise, program) {
  const runtime = join(practise, "static", "pyodide", "/");
  const { loadPyodide } = await import(pathToFileURL(join(runtime, "pyodide.mjs")).href);
  const config = JSON.parse(readFileSync(join(practise, "jupyter-lite.json"), "utf8"))["jupyter-config-data"];
  const { packages } = config.litePluginSettings["@jupyterlite/pyodide-kernel-extension:kernel"].loadPyodideOptions;
  const python = await loadPyodide({
    indexURL: runtime,
    packageBaseUrl: runtime,
    lockFileURL: join(practise, "static", "pyodide-lock", "pyodide-lock.json"),
    packages,
  });
  python.mountNodeFS("/practise", practise);
  await python.runPythonAsync(readFileSync(program, "utf8"));
}

main(...process.argv.slice(2)).catch((error) => {
  console.error(`${error.message}`.trim().split("\n").at(-1)); // of a Python traceback, what went wrong
  process.exitCode = 1;
});

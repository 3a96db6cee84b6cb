// The Python code that the extension runs in a kernel.

// A lesson runs automatically, so it must import installed modules, and never a file of the same name beside the notebook.
export const ONLY_INSTALLED = "import sys\nsys.path[:] = [place for place in sys.path if place]";

/**
 * A call to one of our functions. Data from a handout or the page reaches the kernel as text, so none of it runs.
 * @param {string} layer
 * @param {string} module
 * @param {string} name
 * @param {unknown} data
 */
export const call = (layer, module, name, data) =>
  `from massage_billing.${layer} import ${module}\n${module}.${name}(${JSON.stringify(JSON.stringify(data))})`;

// The Python that the extension has a kernel run.

// A lesson runs without being asked, so it imports what is installed, and never a file of that name beside the notebook.
export const ONLY_INSTALLED = "import sys\nsys.path[:] = [place for place in sys.path if place]";

/**
 * A call of one of our functions. What a handout or the page contains reaches the kernel as text; none of it runs.
 * @param {string} layer
 * @param {string} module
 * @param {string} name
 * @param {unknown} data
 */
export const call = (layer, module, name, data) =>
  `from massage_billing.${layer} import ${module}\n${module}.${name}(${JSON.stringify(JSON.stringify(data))})`;

// What the page says about where the lessons run.

/**
 * @param {string | null | undefined} text JupyterLab's settings for the page, as JSON
 * @returns {{inBrowser: boolean}} whether the kernel runs in the browser too, as in the site
 */
export const readSettings = (text) => {
  const given = JSON.parse(text || "{}");
  return { inBrowser: Boolean(given.litePluginSettings) };
};

// What the page says about where the lessons run.

/**
 * @param {string | null | undefined} text JupyterLab's settings for the page, as JSON
 * @returns {{inBrowser: boolean, picturesHost: string}} whether the kernel runs in the browser too, as in the site, and the
 *     host from which it then takes the drawing program
 */
export const readSettings = (text) => {
  const given = JSON.parse(text || "{}");
  return { inBrowser: Boolean(given.litePluginSettings), picturesHost: given.massageBillingPictures ?? "" };
};

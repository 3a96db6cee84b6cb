// Say in a lesson when its answers cannot be saved, and reconnect.
import { button } from "../card/dom.js";
/** @import {Contents} from "./jupyterlab.js" */

const OFFLINE = "Not connected. Keep going: your answers are kept in this browser, and saved when the connection is back.";
const STOPPED = "The lessons have stopped. Start them again the way you did before, and then choose Reconnect. Your answers are kept in this browser.";

/**
 * A banner that appears when an answer is not confirmed. Its button opens the lesson again, which saves what waits in the browser.
 * @param {HTMLElement} lesson the question cards in it report whether their answers are saved
 * @param {Pick<Contents, "get">} contents
 * @param {() => void} reload
 */
export const connectionBanner = (lesson, contents, reload) => {
  const text = document.createElement("span");
  const banner = Object.assign(document.createElement("div"), { className: "mb-offline", hidden: true });
  const again = button("Reconnect", async () => {
    try {
      await contents.get("", { content: false });
    } catch {
      text.textContent = STOPPED; // reloading now would show the browser's error page
      return;
    }
    reload();
  });
  text.setAttribute("role", "status");
  banner.append(text, again);
  lesson.addEventListener("mb-saving", (event) => {
    const { state, reason } = /** @type {CustomEvent<{state: string, reason: string}>} */ (event).detail;
    banner.hidden = state !== "unsaved" || reason !== ""; // with a reason, the card says what to do
    text.textContent = banner.hidden ? "" : OFFLINE;
  });
  return banner;
};

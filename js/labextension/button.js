/**
 * A button that calls a function when it is pressed.
 * @param {string} text
 * @param {() => unknown} pressed
 */
export const button = (text, pressed) => {
  const made = Object.assign(document.createElement("button"), { type: "button", textContent: text });
  made.addEventListener("click", () => void pressed());
  return made;
};

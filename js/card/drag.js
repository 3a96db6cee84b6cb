// Drag an element onto another with a mouse, a pen, or a finger. Keyboard users have a control beside it that does the same.

import { element } from "./dom.js";

const FAR = 6; // pixels that a pointer moves before it drags, so that a tap stays a tap

/**
 * @param {HTMLElement} node
 * @param {{targets: () => Element[], drop: (target: Element) => void}} options
 */
export const draggable = (node, { targets, drop }) => {
  const grip = element("span", { className: "mb-grip", textContent: "⠿" });
  grip.setAttribute("aria-hidden", "true");
  node.classList.add("mb-draggable");
  node.prepend(grip);
  node.addEventListener("pointerdown", (start) => {
    const from = /** @type {Element} */ (start.target);
    // A finger on the text scrolls the page; only the grip drags.
    if (start.button !== 0 || from.closest("button, select, input") || (start.pointerType === "touch" && !from.closest(".mb-grip"))) return;
    let dragging = false;
    /** @type {Element | undefined} */
    let over;
    const stop = new AbortController();
    const { signal } = stop;
    const clear = () => {
      stop.abort();
      node.classList.remove("mb-dragged");
      node.style.transform = "";
      over?.classList.remove("mb-over");
    };
    const moved = (/** @type {PointerEvent} */ event) => {
      const [x, y] = [event.clientX - start.clientX, event.clientY - start.clientY];
      if (!dragging && Math.hypot(x, y) < FAR) return;
      if (!dragging) {
        dragging = true;
        node.classList.add("mb-dragged");
      }
      node.style.transform = `translate(${x}px, ${y}px)`;
      const under = targets().find((target) => target !== node && contains(target, event));
      if (under === over) return;
      over?.classList.remove("mb-over");
      under?.classList.add("mb-over");
      over = under;
    };
    // On the window, because the pointer can leave the node with its first move.
    window.addEventListener("pointermove", moved, { signal });
    window.addEventListener("pointercancel", clear, { signal });
    window.addEventListener(
      "pointerup",
      () => {
        const target = dragging ? over : undefined;
        clear();
        if (target) drop(target);
      },
      { signal },
    );
  });
};

/**
 * @param {Element} target
 * @param {{clientX: number, clientY: number}} point
 */
const contains = (target, { clientX, clientY }) => {
  const { left, right, top, bottom } = target.getBoundingClientRect();
  return clientX >= left && clientX <= right && clientY >= top && clientY <= bottom;
};

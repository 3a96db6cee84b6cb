// Names and roles for screen readers that JupyterLab and ipywidgets leave out.

let groups = 0;

/**
 * @param {Element | null} node
 * @param {string | null | undefined} text
 */
const setName = (node, text) => {
  if (node && text) node.setAttribute("aria-label", text.trim());
};

/**
 * @param {Element} node
 * @param {string} role
 * @param {string | null | undefined} text
 */
const nameAs = (node, role, text) => {
  node.setAttribute("role", role);
  setName(node, text);
};

/** @param {Element | null} node */
const labelIn = (node) => node?.querySelector(".widget-label")?.textContent;

/** @typedef {(node: HTMLElement) => void} Act */
/** @type {[string, Act][]} what to do with each node that matches a selector */
const ACTS = [
  // JupyterLab calls a notebook a feed, which does not fit a page of text.
  ["[role=feed]", (feed) => feed.removeAttribute("role")],
  [".jp-Cell[aria-label]", (cell) => cell.removeAttribute("aria-label")],
  [
    ".mb-slider:not([data-mb])",
    (slider) => {
      const handle = slider.querySelector(".noUi-handle");
      if (!handle) return;
      setName(handle, labelIn(slider));
      setName(slider.querySelector(".widget-readout"), labelIn(slider));
      slider.dataset.mb = "";
    },
  ],
  [
    ":is(.mb-live, .mb-score):not([role])",
    (node) => node.setAttribute("role", "status"),
  ],
  [
    ".mb-checks:not([role])",
    (group) => {
      const title = group.querySelector(".mb-group");
      if (title) nameAs(group, "group", title.textContent);
    },
  ],
  [
    ".mb-fold:has(summary) > :last-child:not([role])",
    (inside) => nameAs(inside, "group", inside.parentElement?.querySelector("summary")?.textContent),
  ],
  [".widget-datepicker input:not([aria-label])", (input) => setName(input, labelIn(input.closest(".widget-datepicker")))],
  [
    ".widget-radio:not([role])",
    (radios) => {
      radios.dataset.mb = `mb-${(groups += 1)}`;
      nameAs(radios, "radiogroup", labelIn(radios));
    },
  ],
  // One name makes the choices one group for the arrow keys.
  [
    ".widget-radio input:not([name])",
    (input) => input.setAttribute("name", input.closest(".widget-radio")?.getAttribute("data-mb") ?? ""),
  ],
];

/**
 * Label everything in a lesson, now and whenever it changes.
 * @param {HTMLElement} root
 */
export const label = (root) => {
  const look = () => {
    for (const [selector, act] of ACTS) root.querySelectorAll(selector).forEach((node) => act(/** @type {HTMLElement} */ (node)));
  };
  // ipywidgets gives some nodes their classes after they are on the page. The classes of a cell change with each step.
  const matters = (/** @type {MutationRecord} */ { type, target }) => type === "childList" || !(/** @type {Element} */ (target).matches(".jp-Cell"));
  let waits = 0;
  const soon = () => {
    waits ||= requestAnimationFrame(() => {
      waits = 0;
      look();
    });
  };
  new MutationObserver((records) => records.some(matters) && soon()).observe(root, { childList: true, subtree: true, attributes: true, attributeFilter: ["class"] });
  look();
};

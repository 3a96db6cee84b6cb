// Cards to sort by drag and drop. Dropping a card on a group changes the list beside the card, as the keyboard does.

// ipywidgets writes the spaces of an option as no-break spaces.
const plain = (/** @type {string | null} */ text) => (text ?? "").replaceAll("\u00a0", " ");

/**
 * The position of a group in a card's list, or -1.
 * @param {Iterable<{textContent: string | null}>} options
 * @param {string} group
 */
export const positionOf = (options, group) => [...options].findIndex((option) => plain(option.textContent) === group);

/** @param {Event} event */
const binOf = ({ target }) => {
  const bin = target instanceof Element && target.closest(".mb-bin");
  return bin instanceof HTMLElement ? bin : undefined;
};

/** @param {Event} event */
const accept = (event) => {
  event.preventDefault();
  event.stopPropagation();
};

/**
 * @param {Element} card
 * @param {string} group
 */
const putInto = (card, group) => {
  const list = card.querySelector("select");
  if (!list) return false;
  list.selectedIndex = positionOf(list.options, group);
  list.dispatchEvent(new Event("change", { bubbles: true }));
  return true;
};

/** @param {HTMLElement} sorting */
export const makeSortable = (sorting) => {
  /** @type {Element | null} */
  let card = null;
  sorting.addEventListener("dragstart", (event) => {
    card = event.target instanceof Element ? event.target.closest(".mb-sort-card") : null;
    event.dataTransfer?.setData("text/plain", card?.textContent ?? "");
    event.stopPropagation();
  });
  sorting.addEventListener("dragover", (event) => {
    const bin = binOf(event);
    if (!card || !bin) return;
    accept(event);
    bin.classList.add("mb-over");
  });
  sorting.addEventListener("dragleave", (event) => binOf(event)?.classList.remove("mb-over"));
  sorting.addEventListener("drop", (event) => {
    const group = binOf(event)?.dataset.group;
    if (!group || !card || !putInto(card, group)) return;
    accept(event);
    card = null;
  });
};

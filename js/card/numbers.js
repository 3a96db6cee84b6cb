// Read a whole number as a person types it: "3", " 3 ", "3 units", "three", "1,200". The same rules as in kinds/number.py.
import { Unanswered } from "./model.js";

const DIGITS = 9; // the most that a response may have
const SMALL = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen",
  "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"]; // prettier-ignore
const TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];

/** @type {Map<string, number>} the number words from zero to ninety-nine */
const WORDS = new Map([
  ...SMALL.map((word, at) => /** @type {[string, number]} */ ([word, at])),
  ...TENS.flatMap((ten, at) =>
    ["", ...SMALL.slice(1, 10)].map((one, unit) => /** @type {[string, number]} */ ([one ? `${ten} ${one}` : ten, 10 * (at + 2) + unit])),
  ),
]);

/**
 * @param {unknown} response a number, or text
 * @param {string} unit what is counted, in the plural
 * @returns {number} the number; throws Unanswered with a sentence about what was typed
 */
export const wholeNumber = (response, unit) => {
  if (typeof response === "number" && Number.isInteger(response) && response >= 0 && response < 10 ** DIGITS) return response;
  if (typeof response !== "string" && typeof response !== "number") throw new Unanswered("Enter a number first.");
  const text = String(response).trim().toLowerCase();
  if (!text) throw new Unanswered("Enter a number first.");
  const bare = withoutUnit(text, unit);
  const digits = /^\d{1,3}(,\d{3})+$/.test(bare) ? bare.replaceAll(",", "") : bare;
  if (/^\d+$/.test(digits) && digits.length <= DIGITS) return Number(digits);
  const word = WORDS.get(bare.replace("-", " "));
  if (word !== undefined) return word;
  if (/^[-−]\s*\d/.test(bare)) throw new Unanswered("Enter 0 or a larger number.");
  if (/^\d*[.,/]\d+$/.test(bare)) throw new Unanswered("Enter a whole number, without a fraction or a decimal point.");
  if (/^\d+$/.test(digits)) throw new Unanswered(`Enter a number of at most ${DIGITS} digits.`);
  throw new Unanswered("Enter a number, such as 3.");
};

/**
 * @param {string} text
 * @param {string} unit
 */
const withoutUnit = (text, unit) => {
  for (const word of [unit.toLowerCase(), unit.toLowerCase().replace(/s$/, "")]) {
    if (word && text.endsWith(word)) return text.slice(0, -word.length).trim();
  }
  return text;
};

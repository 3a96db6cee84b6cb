// Units by code: enter the units of each code.
import { isMapping, plural, round2, same, Unanswered } from "../model.js";
import { wholeNumber } from "../numbers.js";
import { numberField } from "./number.js";
/** @import {AnswerKey, Kind} from "../model.js" */

/**
 * The share of all names for which two mappings have the same value.
 * @param {Record<string, unknown>} accepted
 * @param {Record<string, unknown>} answer
 */
export const shareThatAgrees = (accepted, answer) => {
  const names = [...new Set([...Object.keys(accepted), ...Object.keys(answer)])];
  return round2(names.filter((name) => answer[name] === accepted[name]).length / Math.max(names.length, 1));
};

/**
 * The kind for a unit, which is "unit" or "minute".
 * @param {string} unit
 * @returns {Kind & {comment: (key: AnswerKey, answer: Record<string, number>) => string}}
 */
export const byCode = (unit) => {
  const units = `${unit}s`;
  const describe = (/** @type {Record<string, number>} */ answer) => {
    const parts = inOrder(answer).map((code) => `${plural(answer[code], unit)} of ${code}`);
    return parts.length ? parts : ["nothing"];
  };
  return {
    parse: ({ payload }, response) => {
      const codes = payload.codes ?? response;
      if (!isMapping(response) || !Object.keys(response).every((code) => Object.hasOwn(codes, code))) {
        throw new Unanswered(`Enter the ${units} for each code. Enter 0 for a code that you do not bill.`);
      }
      const numbers = Object.keys(response).map((code) => /** @type {[string, number]} */ ([code, numberOf(code, response[code], units)]));
      return Object.fromEntries(numbers.filter(([, number]) => number));
    },
    credit: shareThatAgrees,
    comment: ({ accepted }, answer) => {
      const billed = `You billed ${describe(answer).join(" and ")}.`;
      const codes = inOrder(answer);
      if (!codes.length || !accepted.some((one) => same(inOrder(one), codes))) return `${billed} Check again which codes to bill.`;
      return `${billed} ${codes.length > 1 ? "The codes are" : "The code is"} correct. Check the ${units} again.`;
    },
    describe,
    draw: (el, { payload }, changed) => {
      const name = unit === "unit" ? "Units" : "Minutes";
      const fields = Object.entries(payload.codes).map(([code, label]) => {
        const { row, input } = numberField(`${name} of ${label}:`, units, changed);
        el.append(row);
        return { code, input };
      });
      return {
        response: () => {
          const entered = fields.map(({ code, input }) => [code, input.value.trim()]);
          return entered.some(([, text]) => text) ? Object.fromEntries(entered) : null;
        },
        fill: (numbers) => fields.forEach(({ code, input }) => (input.value = String(numbers[code] ?? 0))),
      };
    },
  };

};

/** @param {string} code @param {unknown} response @param {string} units */
const numberOf = (code, response, units) => {
  if (response === "" || response === null) {
    throw new Unanswered(`Enter the ${units} for each code. Enter 0 for a code that you do not bill.`);
  }
  try {
    return wholeNumber(response, units);
  } catch (error) {
    throw new Unanswered(`${code}: ${/** @type {Unanswered} */ (error).message}`);
  }
};

/** @param {Record<string, unknown>} answer */
const inOrder = (answer) => Object.keys(answer).sort();

export const { parse, credit, comment, describe, draw } = byCode("unit");

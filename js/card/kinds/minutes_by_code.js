// Minutes by code: choose the codes, and enter the minutes of each.
import { same } from "../model.js";
import { byCode } from "./units_by_code.js";
/** @import {AnswerKey} from "../model.js" */

const minutes = byCode("minute");

export const { parse, credit, describe, draw } = minutes;

/**
 * @param {AnswerKey} key
 * @param {Record<string, number>} answer
 */
export const comment = (key, answer) => {
  const codes = Object.keys(answer).sort();
  const right = key.accepted.some((accepted) => same(Object.keys(accepted).sort(), codes));
  return right ? "The codes are correct. Check the minutes again." : minutes.comment(key, answer);
};

// Minutes by code: choose the codes, and enter the minutes of each.
import { byCode } from "./units_by_code.js";

export const { parse, credit, comment, describe, draw } = byCode("minute");

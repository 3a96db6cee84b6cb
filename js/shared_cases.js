// Check the cases that tests/questions/test_shared_cases.py writes: node shared_cases.js FILE. Prints each difference as a line of JSON.
import { readFile } from "node:fs/promises";
import { check, kindNamed } from "./card/grade.js";
import { same, Unanswered } from "./card/model.js";

/** @typedef {{response: unknown, expected: Record<string, unknown>}} Case */

const { questions } = JSON.parse(await readFile(process.argv[2], "utf8"));
let checked = 0;
for (const { name, prompt, key, cases } of questions) {
  const kind = await kindNamed(prompt.kind);
  for (const { response, expected } of /** @type {Case[]} */ (cases)) {
    checked += 1;
    let found;
    try {
      found = check(kind, prompt, key, response);
    } catch (error) {
      if (!(error instanceof Unanswered)) throw error;
      found = { unanswered: error.message };
    }
    if (!same(found, expected)) console.log(JSON.stringify({ name, response, expected, found }));
  }
}
console.error(checked);

// Check a response against the key, with the same result as `Question.check` in Python. Shared cases keep them in agreement.
import { round2, same, Unanswered } from "./model.js";
/** @import {AnswerKey, Feedback, Kind, Prompt} from "./model.js" */

/**
 * The kind of question with a name: the module of that name.
 * @param {string} name
 * @returns {Promise<Kind>}
 */
export const kindNamed = (name) => import(`./kinds/${name}.js`);

/**
 * @param {Kind} kind
 * @param {Prompt} prompt
 * @param {unknown} response
 * @returns {any} the answer; throws Unanswered
 */
export const answerOf = (kind, prompt, response) => {
  const answer = kind.parse(prompt, response);
  const missing = kind.missing?.(prompt, answer);
  if (missing) throw new Unanswered(missing);
  return answer;
};

/**
 * @param {Kind} kind
 * @param {Prompt} prompt
 * @param {AnswerKey} key
 * @param {unknown} response
 * @returns {Feedback}
 */
export const check = (kind, prompt, key, response) => {
  const answer = answerOf(kind, prompt, response);
  const { explanation, source } = key;
  if (key.accepted.some((one) => same(one, answer))) return { score: 1, message: "Correct.", explanation, source, misconception: "", sure: false };
  const found = kind.reveals?.(key, answer) ?? key.misconceptions.filter((one) => same(one.answer, answer)).slice(0, 1);
  const comment = () => kind.comment?.(key, answer) ?? `You answered ${kind.describe(answer).join("; ")}.`;
  return {
    score: Math.max(...key.accepted.map((accepted) => round2(kind.credit?.(accepted, answer) ?? 0))),
    message: [...new Set(found.map((one) => one.message))].join(" ") || comment(),
    explanation,
    source,
    misconception: found[0]?.name ?? "",
    sure: found[0]?.sure ?? false,
  };
};

/**
 * The result in words, since some readers cannot rely on color.
 * @param {Feedback} feedback
 */
export const verdictOf = ({ score }) => (score === 1 ? "Correct." : score ? "Partly correct." : "Not quite.");

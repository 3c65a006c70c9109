// What a question asks for: its words, the kind of answer it wants, and which of its words name one thing. Spelling and a table, no garden.

import { otherElementNames } from "#agents/answering/elements.ts";
import { contentWords, related } from "#agents/novelty/words.ts";

/**
 * into   why, what causes: what leads to what the question names
 * out    the effect of, what does it do: what follows from it
 * how    by what means: either way
 * plain  anything else
 */
export type QuestionKind = "into" | "out" | "how" | "plain";

const OUT =
  /\b(?:effects?|influences?|impacts?|consequences?|role)\s+(?:of|do|does)\b|\bwhat (?:does|do)\b.*\bdo\b|\bhappens?\b|\bhow (?:do|does|did|can|may|will)\b.*\b(?:affect|influence|impact|change|alter|modify)s?\b/i;
const INTO =
  /^\s*why\b|\bhow come\b|\bwhat\s+(?:\w+ly\s+)?(?:causes?|makes?|explains?|drives?|gives?|leads? to|is behind|is responsible for)\b|\b(?:causes?|reasons?|origins?)\s+(?:of|for|behind)\b/i;

export function questionKind(question: string): QuestionKind {
  if (OUT.test(question)) return "out";
  if (INTO.test(question)) return "into";
  return /\bhow\b(?!\s+(?:many|much|long|large|big|high|old|often|far|thick|strong|fast))/i.test(question) ? "how" : "plain";
}

/** Words that say how one asks, not what about. */
const ASKING = new Set(
  "what how why which who when where whose do does did is explain describe tell make give say know about effect influence impact consequence role cause reason origin happen affect change behind responsible come lead work".split(
    " ",
  ),
);

/** The words a question is about, folded. */
export function askedWords(question: string): ReadonlySet<string> {
  return new Set([...contentWords(question)].filter((word) => !ASKING.has(word)));
}

/** Those of the wanted words that a text has, forms of a word counted as one, and so an element's name and its symbol. */
export function coveredBy(text: string, wanted: Iterable<string>): readonly string[] {
  const said = [...contentWords(text), ...otherElementNames(text)];
  return [...wanted].filter((word) => said.some((other) => related(word, other)));
}

/** A formula, an abbreviation or a name: a digit beside a letter, or a capital anywhere but at the head of the question's first word. */
export function isName(word: string, question: string): boolean {
  if (/\p{L}/u.test(word) && /\p{N}/u.test(word)) return true;
  const first = question.trimStart().startsWith(word);
  return /\p{Lu}/u.test(first ? word.slice(1) : word);
}

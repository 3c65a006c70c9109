// Mechanical checks that a text by a model must pass before a reader sees it. They cannot tell that it is right; they can tell that it
// is not an answer. The composer's text needs no check: it is made of evidence.

import { citationMarks, withoutMarks } from "#agents/evidence/citation-marks.ts";
import { contentWords, names } from "#agents/novelty/words.ts";

export interface SectionRules {
  /** Labels of which at least `atLeast` must be named. */
  readonly mustName: readonly string[];
  readonly atLeast: number;
  /** The whole prompt: long stretches of it must not come back. */
  readonly prompt: string;
  /** The sentences given: repeating them is quoting, not echo, and their numbers may be used. */
  readonly evidence: string;
  /** Number of sentences given; a citation mark above it is invented. */
  readonly sources: number;
  /** Other names that a text may use: labels of the garden that stand nearby. */
  readonly known: readonly string[];
}

const SHORTEST = 40;
const LONGEST = 1600;

/** Why this text cannot stand as a section, or null. */
export function sectionProblem(text: string, rules: SectionRules): string | null {
  const trimmed = text.trim();
  if (trimmed.length < SHORTEST) return `too short (${trimmed.length} characters)`;
  if (trimmed.length > LONGEST) return `too long (${trimmed.length} characters)`;
  return repetition(trimmed) ?? echo(trimmed, rules) ?? unnamed(trimmed, rules) ?? invented(trimmed, rules);
}

/** A loop: a six-word stretch three times, a sentence twice, or fewer than half of the three-word stretches different. */
export function repetition(text: string): string | null {
  const words = plainWords(text);
  const seen = new Map<string, number>();
  for (const gram of grams(words, 6)) {
    const times = (seen.get(gram) ?? 0) + 1;
    if (times >= 3) return `repeats itself ("${gram}")`;
    seen.set(gram, times);
  }
  const sentences = text.split(/[.!?\n]+/).map((part) => plainWords(part).join(" "));
  const twice = sentences.find((part, index) => part.split(" ").length >= 5 && sentences.indexOf(part) < index);
  if (twice !== undefined) return `repeats itself ("${twice}")`;
  const three = grams(words, 3);
  if (three.length >= 12 && new Set(three).size < three.length / 2) return "repeats itself";
  return null;
}

/** Eight words in a row from the prompt that are not from the sentences given. */
function echo(text: string, rules: SectionRules): string | null {
  const given = new Set(grams(plainWords(rules.evidence), 8));
  const asked = new Set(grams(plainWords(rules.prompt), 8).filter((gram) => !given.has(gram)));
  const repeated = grams(plainWords(text), 8).find((gram) => asked.has(gram));
  return repeated === undefined ? null : `repeats the prompt ("${repeated}")`;
}

function unnamed(text: string, rules: SectionRules): string | null {
  const words = contentWords(text);
  const named = rules.mustName.filter((label) => names(words, label));
  if (named.length >= rules.atLeast) return null;
  return `names ${named.length} of the concepts ${rules.mustName.join(", ")}, not ${rules.atLeast}`;
}

/** Numbers, citation marks and capitalised or formula-like names that stand in nothing it was given. */
function invented(text: string, rules: SectionRules): string | null {
  const nowhere = citationMarks(text).find((n) => n < 1 || n > rules.sources);
  if (nowhere !== undefined) return `cites [${nowhere}], which does not exist`;
  const given = `${rules.prompt} ${rules.evidence} ${rules.known.join(" ")}`.toLowerCase();
  const numbers =
    withoutMarks(text)
      .replace(/^\s*\d+[.)]/gm, " ")
      .match(/\d+(?:[.,]\d+)*/g) ?? [];
  const number = numbers.find((value) => !given.includes(value));
  if (number !== undefined) return `gives a number that no sentence gives (${number})`;
  const name = properNames(text).find((word) => !given.includes(word.toLowerCase()));
  return name === undefined ? null : `names "${name}", which stands neither in the path nor in its sentences`;
}

/** Words with a capital or a digit inside a sentence: acronyms, formulas, people, places. */
function properNames(text: string): readonly string[] {
  const inside = [...text.matchAll(/(?<![.!?:"“]\s*|^|\n\s*|[-•]\s)\b[\p{L}][\p{L}\p{N}-]*\b/gu)].map((match) => match[0]);
  return inside.filter((word) => word.length > 1 && /[\p{Lu}]/u.test(word));
}

function plainWords(text: string): readonly string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
}

function grams(words: readonly string[], length: number): readonly string[] {
  return words.slice(0, Math.max(0, words.length - length + 1)).map((_, index) => words.slice(index, index + length).join(" "));
}

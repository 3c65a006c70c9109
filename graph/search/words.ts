// The words of a name, folded, and how many two names share. It knows spelling only.

import { normalForm, termTokens } from "#graph/extraction/normal-form.ts";

/** The folded words of a name: case, plural of the last word, hyphens and spelling normalised. */
export function wordsOf(name: string): ReadonlySet<string> {
  return new Set(termTokens(normalForm(name)).map((word) => word.toLowerCase()));
}

/** Dice coefficient of the two sets of words, 0–1. */
export function wordOverlap(a: string, b: string): number {
  return sharedWords(wordsOf(a), wordsOf(b));
}

/** The same for sets of words in hand. */
export function sharedWords(x: ReadonlySet<string>, y: ReadonlySet<string>): number {
  const shared = [...x].filter((word) => y.has(word)).length;
  return x.size + y.size === 0 ? 0 : (2 * shared) / (x.size + y.size);
}

/** Endings in which a word for a thing and for its being differ: "hydrogen bonds", "hydrogen bonding". */
const FORMS = /(?:ing|ed|ation|ment)$/u;

function stemOf(word: string): string {
  const stem = word.replace(FORMS, "");
  return stem.length < 4 ? word : stem;
}

/** The stem of a name's last word: what it names, whatever stands in front. */
function headOf(name: string): string {
  return stemOf([...wordsOf(name)].at(-1) ?? "");
}

/**
 * How far a name is that of a concept, 0–1: F½ of their words, so that a word the concept adds ("stiffness of silk" for "toughness of silk")
 * weighs more than one it lacks ("silk" for "spider silk"). Words of one stem count as one word.
 */
export function nameMatch(name: string, concept: string): number {
  const [asked, has] = [name, concept].map((one) => new Set([...wordsOf(one)].map(stemOf))) as [Set<string>, Set<string>];
  const shared = [...has].filter((word) => asked.has(word)).length;
  if (shared === 0) return 0;
  const [precision, recall] = [shared / has.size, shared / asked.size];
  return (1.25 * precision * recall) / (0.25 * precision + recall);
}

/** Whether a concept's name has the head of this one: "hydrogen" is not what "hydrogen bonds" are, "silk" is what "spider silk" is. */
export function hasHead(name: string, concept: string): boolean {
  const head = headOf(name);
  return [...wordsOf(concept)].some((word) => stemOf(word) === head);
}

/** Dice coefficient of letter trigrams, 0–1: near for a misspelling. */
export function letterOverlap(a: string, b: string): number {
  const [x, y] = [trigrams(a), trigrams(b)];
  const shared = [...x].filter((trigram) => y.has(trigram)).length;
  return x.size + y.size === 0 ? 0 : (2 * shared) / (x.size + y.size);
}

function trigrams(text: string): ReadonlySet<string> {
  const padded = `  ${text.normalize("NFC").toLowerCase()} `;
  return new Set(Array.from({ length: padded.length - 2 }, (_, at) => padded.slice(at, at + 3)));
}

// Content words of a text, folded so that plural and case do not matter, and how much two sets of them share.

import { UNITS } from "#graph/extraction/word-lists.ts";

const STOP = new Set(
  "a an and are as at be been but by can do does for from had has have if in into is it its may might more most not of on or our such than that the their them then there these they this those through to was we were when where which while who will with would".split(
    " ",
  ),
);

export function contentWords(text: string): ReadonlySet<string> {
  const words = writtenWords(text.toLowerCase());
  return new Set(words.filter((word) => !STOP.has(word)).map(stem));
}

const UNIT = [...UNITS].filter((unit) => /^\p{L}{2,}$/u.test(unit)).join("|");
/** "0.5nm", "300K": a number with its unit glued to it; "4H-SiC" is a name. */
const GLUED = new RegExp(String.raw`(?<![\p{L}\p{N}])(\d+(?:\.\d+)?)(?=(?:(?:${UNIT})(?![\p{L}\p{N}])|[kv](?![\p{L}\p{N}-])))`, "giu");

/** The words of a text as written: a number with decimals is one word, and a unit is another, glued to its number or not. */
export function writtenWords(text: string): readonly string[] {
  return text.replace(GLUED, "$1 ").match(/\d+(?:\.\d+)+|\d{1,3}(?:,\d{3})+(?!\d)|[\p{L}\p{N}]+(?:-[\p{L}\p{N}]+)*/gu) ?? [];
}

/** |A ∩ B| / |A ∪ B|, 0–1; 0 when both are empty. */
export function jaccard(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  let shared = 0;
  for (const word of a) if (b.has(word)) shared += 1;
  const union = a.size + b.size - shared;
  return union === 0 ? 0 : shared / union;
}

/** Whether a stretch of text is a whole sentence: it ends as one and has words enough; a heading does not. */
export function isWholeSentence(text: string): boolean {
  return /[.!?]["”')\]]?$/.test(text.trim()) && text.trim().split(/\s+/).length >= 4;
}

/** Whether two folded words are forms of one: equal, or the shorter (of five letters or more) begins the longer ("tough", "toughness"). */
export function related(a: string, b: string): boolean {
  if (a === b) return true;
  const [short, long] = a.length < b.length ? [a, b] : [b, a];
  return short.length >= 5 && long.startsWith(short);
}

/** A looser kinship: the two share their first five letters or more, and these are half of the longer ("toughened", "toughness"). */
export function kindred(a: string, b: string): boolean {
  if (related(a, b)) return true;
  let same = 0;
  while (same < a.length && a[same] === b[same]) same += 1;
  return same >= 5 && same >= Math.max(a.length, b.length) / 2;
}

/** Whether a text names a label: all the label's content words stand in it. */
export function names(text: ReadonlySet<string>, label: string): boolean {
  const words = contentWords(label);
  if (words.size === 0) return false;
  for (const word of words) if (!text.has(word)) return false;
  return true;
}

function stem(word: string): string {
  if (word.length > 4 && word.endsWith("ies")) return `${word.slice(0, -3)}y`;
  if (word.length > 3 && word.endsWith("s") && !/(?:ss|us|is)$/.test(word)) return word.slice(0, -1);
  return word;
}

// When two term keys are one term written differently. Decides by letters alone and refuses whatever could be two words of science.

import { termTokens } from "#graph/extraction/normal-form.ts";
import type { TermKey } from "#graph/model.ts";
import { numbersOf } from "#graph/resolution/guards.ts";

/** Letters of doubled consonants before an ending (`labelled`, `occurence`) are folded in words at least this long. */
const FOLDED_LENGTH = 7;
/** Two neighbouring letters may have changed places in words at least this long. */
const SWAPPED_LENGTH = 9;

/** Names at least this long may differ in case, and words of phrases of at least so many words. */
const NAME_LENGTH = 5;
const LONG_PHRASE = 3;

/** The same for all spellings of a term that differ in spaces, hyphens, doubled letters and British endings only. */
export function squeezed(key: TermKey): string {
  return termTokens(key).map(foldWord).join("").toLowerCase();
}

/** The same for all keys whose letters are the same in another order; null for keys too short to have a slip. */
export function shuffled(key: TermKey): string | null {
  return longestWord(key) < SWAPPED_LENGTH ? null : [...squeezed(key)].sort().join("");
}

/**
 * Whether two different keys are spellings of one term. Numbers must agree. Not a general edit distance: in science one letter
 * separates methyl from ethyl, sulfate from sulfite and causal from casual.
 */
export function sameSpelling(a: TermKey, b: TermKey): boolean {
  if (!numbersAgree(a, b)) return false;
  const left = squeezed(a);
  const equal = left === squeezed(b);
  if (hasCase(a) || hasCase(b)) return equal && sameName(a, b);
  if (equal) return left.length > 3;
  return shuffled(a) !== null && shuffled(a) === shuffled(b) && swapped(a, b);
}

function foldWord(word: string): string {
  if (word.length < FOLDED_LENGTH || /[\p{Lu}\d]/u.test(word)) return word;
  return word.replace(/([b-df-hj-np-tv-z])\1/gu, "$1").replace(/ogue(s?)$/u, "og$1");
}

/** Names keep their case, since `CO` is not `Co`. */
function hasCase(key: string): boolean {
  return /\p{Lu}/u.test(key);
}

/**
 * Names differ in spaces only, or in the case of words that both write with capitals or digits (`BiLSTM`/`biLSTM`, `F1`/`f1`) or that stand in a
 * phrase long enough to leave no doubt. A name that looks like a plain word (`ReCoRD`, `DROP`) is never that word.
 */
function sameName(a: TermKey, b: TermKey): boolean {
  const left = termTokens(a);
  const right = termTokens(b);
  if (left.join("") === right.join("")) return left.join("").length > 2;
  if (left.length !== right.length) return false;
  return left.every((word, index) => {
    const other = right[index]!;
    if (word === other) return true;
    if (word.toLowerCase() !== other.toLowerCase() || word.length < 2) return false;
    if (left.length >= LONG_PHRASE || /\d/u.test(word)) return true;
    return word.length >= NAME_LENGTH && [word, other].every((name) => hasCase(name) && /\p{Ll}/u.test(name));
  });
}

/** `layer 12` is not `layer 1 2`. */
function numbersAgree(a: TermKey, b: TermKey): boolean {
  return numbersOf(a).join(" ") === numbersOf(b).join(" ");
}

/** Two neighbouring letters inside one long word changed places (`recogintion`); the first letter never. */
function swapped(a: TermKey, b: TermKey): boolean {
  const left = termTokens(a);
  const right = termTokens(b);
  if (left.length !== right.length) return false;
  const differing = left.map((word, index) => [word, right[index]!] as const).filter(([x, y]) => x !== y);
  const [x, y] = differing[0] ?? ["", ""];
  if (differing.length !== 1 || x.length !== y.length || x.length < SWAPPED_LENGTH || /\d/u.test(x)) return false;
  const at = [...x].findIndex((_, index) => x[index] !== y[index]);
  return at > 0 && x[at] === y[at + 1] && x[at + 1] === y[at] && x.slice(at + 2) === y.slice(at + 2);
}

function longestWord(key: TermKey): number {
  return Math.max(0, ...termTokens(key).map((word) => word.length));
}

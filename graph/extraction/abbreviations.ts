// Short forms a document defines for itself, found with the algorithm of Schwartz & Hearst (2003), "A simple algorithm for identifying
// abbreviation definitions in biomedical text", PSB 8:451–462. No dictionary: what the text does not define is not expanded.

import { normalForm } from "#graph/extraction/normal-form.ts";
import type { TaggedSentence } from "#graph/extraction/sentences.ts";
import type { Token } from "#graph/extraction/tokens.ts";
import type { TermKey } from "#graph/model.ts";

export interface Definition {
  readonly short: string;
  readonly long: string;
  readonly key: TermKey;
  /** Offset of the definition: a later definition of the same short form takes over from there on. */
  readonly at: number;
  readonly longStart: number;
  readonly longEnd: number;
}

/** All definitions of a document, in text order. */
export function definitionsOf(text: string, sentences: readonly TaggedSentence[]): Definition[] {
  return sentences.filter((sentence) => sentence.section !== "references").flatMap((sentence) => definitionsIn(text, sentence.tokens));
}

function definitionsIn(text: string, tokens: readonly Token[]): Definition[] {
  const found: Definition[] = [];
  tokens.forEach((token, open) => {
    if (token.text !== "(") return;
    const close = closeOf(tokens, open);
    if (close < open + 2) return;
    const inside = text.slice(tokens[open + 1]!.start, tokens[close - 1]!.end);
    const definition = isShortForm(inside) ? longBefore(text, tokens, open, inside) : shortBefore(text, tokens, open, close);
    if (definition !== null) found.push(definition);
  });
  return found;
}

/** Where the bracketed definition ends; −1 when it is longer than any definition. */
function closeOf(tokens: readonly Token[], open: number): number {
  for (let at = open + 1; at < tokens.length && at <= open + LONGEST_ASIDE; at++) {
    const { text } = tokens[at]!;
    if (text === ")" || text === ";" || text === ",") return at;
  }
  return -1;
}

const LONGEST_ASIDE = 20;
const LONGEST_LONG_FORM = 300;

function isShortForm(text: string): boolean {
  return (
    text.length >= 2 &&
    text.length <= 10 &&
    text.split(/\s+/u).length <= 2 &&
    /\p{Lu}|\p{L}\d/u.test(text) &&
    /^[\p{L}\p{N}]/u.test(text) &&
    !/^\d+$|et al|^\p{Lu}\p{Ll}+(?: \d+)?$/u.test(text)
  );
}

/** long form (SF) */
function longBefore(text: string, tokens: readonly Token[], open: number, short: string): Definition | null {
  const letters = short.replace(/s$/u, "").length;
  const words = Math.min(letters + 5, letters * 2);
  let first = open;
  while (first > 0 && open - first < words && /[\p{L}\p{N}]/u.test(tokens[first - 1]!.text)) first--;
  if (first === open) return null;
  const from = tokens[first]!.start;
  const before = text.slice(from, tokens[open - 1]!.end);
  const start = bestLongForm(short, before) ?? (/[A-Z]s$/u.test(short) ? bestLongForm(short.slice(0, -1), before) : null);
  return start === null ? null : definition(short, before.slice(start), from + start, tokens[open]!.start);
}

/** SF (long form) */
function shortBefore(text: string, tokens: readonly Token[], open: number, close: number): Definition | null {
  const short = tokens[open - 1];
  if (short === undefined || !isShortForm(short.text) || close - open < 3 || short.text.length > 8) return null;
  const from = tokens[open + 1]!.start;
  const inside = text.slice(from, tokens[close - 1]!.end);
  const start = bestLongForm(short.text, inside);
  return start === 0 ? definition(short.text, inside, from, short.start) : null;
}

function definition(short: string, long: string, longStart: number, at: number): Definition | null {
  if (long.length > LONGEST_LONG_FORM) return null;
  const singularShort = /^\p{Lu}{2,}s$/u.test(short) ? short.slice(0, -1) : short;
  const key = normalForm(long);
  if (long.length <= short.length || key === normalForm(short) || long.split(/\s+/u).length > singularShort.length + 5) return null;
  return { short: singularShort, long, key, at, longStart, longEnd: longStart + long.length };
}

/** Start of the shortest long form that ends `text` and spells the short form; the published algorithm, read from the right. */
function bestLongForm(short: string, text: string): number | null {
  let at = text.length;
  for (let letter = short.length - 1; letter >= 0; letter--) {
    const wanted = short[letter]!.toLowerCase();
    if (!/[\p{L}\p{N}]/u.test(wanted)) continue;
    at--;
    while (at >= 0 && (text[at]!.toLowerCase() !== wanted || (letter === 0 && at > 0 && /[\p{L}\p{N}]/u.test(text[at - 1]!)))) at--;
    if (at < 0) return null;
  }
  const start = Math.max(text.lastIndexOf(" ", at), text.lastIndexOf("\n", at)) + 1;
  return start;
}

/** What a short form means where it stands: the last definition before it, else the first one after. */
export function meaningOf(definitions: ReadonlyMap<string, readonly Definition[]>, surface: string, at: number): TermKey | null {
  const plural = surface.endsWith("s") ? /^(.*\p{Lu}.*)s$/u.exec(surface)?.[1] : undefined;
  const own = definitions.get(surface) ?? (plural === undefined ? undefined : definitions.get(plural));
  if (own === undefined) return null;
  return (own.findLast((definition) => definition.at <= at) ?? own[0]!).key;
}

// Cuts a tagged sentence into chunks: base noun phrases, verb groups, prepositions, joints. Who does what to whom is clauses.ts.

import { singular } from "#graph/extraction/plurals.ts";
import type { Token } from "#graph/extraction/tokens.ts";
import { readVerbGroup, startsVerbGroup, type VerbGroup } from "#graph/extraction/verb-groups.ts";
import { COORDINATORS, GENERIC_HEADS, PREPOSITIONS, PRONOUNS, SUBORDINATORS, TRIMMED, UNITS } from "#graph/extraction/word-lists.ts";

export interface NounPhrase {
  readonly kind: "np";
  readonly from: number;
  readonly to: number;
  /** Tokens that name the thing, `[first, last)`; empty when the phrase names nothing (pronoun, generic head, quantity). */
  readonly first: number;
  readonly last: number;
  readonly determiner: string | null;
  readonly pronoun: boolean;
  readonly plural: boolean;
}

export interface Joint {
  readonly kind: "prep" | "cc" | "comma" | "rel" | "sub" | "stop" | "adj" | "to";
  readonly from: number;
  readonly to: number;
  readonly word: string;
}

export type Chunk = NounPhrase | (VerbGroup & { readonly kind: "vg" }) | Joint;

const LONGEST_PHRASE = 7;

/** Tokens outside brackets as one run, and each bracketed stretch as a run of its own; runs hold token indexes. */
export function runsOf(tokens: readonly Token[]): { readonly main: readonly number[]; readonly asides: readonly (readonly number[])[] } {
  const main: number[] = [];
  const asides: number[][] = [];
  let depth = 0;
  tokens.forEach((token, index) => {
    if (token.text === "(" || token.text === "[") {
      if (depth++ === 0) asides.push([]);
    } else if (token.text === ")" || token.text === "]") depth = Math.max(0, depth - 1);
    else if (depth > 0) asides.at(-1)!.push(index);
    else main.push(index);
  });
  return { main, asides };
}

/** Chunks of a run of token indexes, in order. */
export function chunksOf(tokens: readonly Token[], run: readonly number[]): Chunk[] {
  const chunks: Chunk[] = [];
  let at = 0;
  while (at < run.length) {
    const phrase = readNounPhrase(tokens, run, at);
    if (phrase !== null) {
      chunks.push(phrase.chunk);
      at = phrase.next;
      continue;
    }
    if (startsVerbGroup(tokens, run, at)) {
      const group = readVerbGroup(tokens, run, at);
      if (group !== null) {
        chunks.push({ kind: "vg", ...group.group });
        at = group.next;
        continue;
      }
    }
    const joint = readJoint(tokens, run, at);
    if (joint !== null) chunks.push(joint.chunk);
    at = joint?.next ?? at + 1;
  }
  return chunks;
}

function readJoint(tokens: readonly Token[], run: readonly number[], at: number): { chunk: Joint; next: number } | null {
  const index = run[at]!;
  const token = tokens[index]!;
  const make = (kind: Joint["kind"], length = 1, word = token.lower) => ({
    chunk: { kind, from: index, to: run[at + length - 1]! + 1, word },
    next: at + length,
  });
  const pair = `${token.lower} ${tokens[run[at + 1] ?? -1]?.lower ?? ""}`;
  if (PAIRED_PREPOSITIONS.has(pair)) return make("prep", 2, pair);
  if (pair === "as well") return make("cc", tokens[run[at + 2] ?? -1]?.lower === "as" ? 3 : 2, "and");
  if (token.lower === "including" || token.lower === "e.g.") return make("prep", 1, "such as");
  if (token.text === ",") return make("comma");
  if (token.kind === "punctuation") return /^[;:.?!—–]$/u.test(token.text) ? make("stop") : null;
  if (COORDINATORS.has(token.lower)) return make("cc");
  if (token.lower === "which" || token.lower === "who") return make("rel");
  if (token.lower === "that") return make("rel");
  if (token.lower === "as" || PREPOSITIONS.has(token.lower)) return make("prep");
  if (SUBORDINATORS.has(token.lower)) return make("sub");
  if (token.tag === "ADJ") return make("adj");
  if (token.tag === "ADP") return make("prep");
  if (token.tag === "SCONJ") return make("sub");
  return null;
}

const PAIRED_PREPOSITIONS = new Set([
  "such as",
  "because of",
  "according to",
  "due to",
  "rather than",
  "instead of",
  "along with",
  "together with",
  "up to",
  "next to",
  "ahead of",
  "out of",
]);

interface Read {
  readonly chunk: NounPhrase;
  readonly next: number;
}

/** A base noun phrase at this place: determiners, modifiers, nouns. */
function readNounPhrase(tokens: readonly Token[], run: readonly number[], at: number): Read | null {
  const opening = tokens[run[at]!]!;
  if (
    opening.tag === "PRON" &&
    PRONOUNS.has(opening.lower) &&
    opening.lower !== "which" &&
    opening.lower !== "who" &&
    opening.lower !== "that"
  )
    return { chunk: bare(run[at]!, true), next: at + 1 };
  let scan = at;
  let lastNoun = -1;
  while (scan < run.length && (scan === at || run[scan] === run[scan - 1]! + 1)) {
    const token = tokens[run[scan]!]!;
    if (!continuesPhrase(tokens, run, scan, at, lastNoun)) break;
    if (token.tag === "NOUN" || token.tag === "PROPN") lastNoun = scan;
    scan++;
  }
  if (lastNoun < 0) {
    if (opening.tag === "DET") return { chunk: bare(run[at]!, true), next: at + 1 };
    return opening.tag === "NUM" ? { chunk: bare(run[at]!, false), next: at + 1 } : null;
  }
  return { chunk: named(tokens, run[at]!, run[lastNoun]! + 1), next: lastNoun + 1 };
}

function continuesPhrase(tokens: readonly Token[], run: readonly number[], scan: number, at: number, lastNoun: number): boolean {
  const token = tokens[run[scan]!]!;
  const after = tokens[run[scan + 1] ?? -1];
  if (token.tag === "NOUN" || token.tag === "PROPN" || token.tag === "NUM") return true;
  if (token.lower === "'s" || token.lower === "’s") return lastNoun >= 0;
  if (token.tag === "DET" || (token.tag === "PRON" && POSSESSIVE.has(token.lower)))
    return scan === at || (scan === at + 1 && /^(?:all|both|such|half)$/.test(tokens[run[at]!]!.lower));
  if (token.lower === "such" && after?.lower === "as") return false;
  if (lastNoun >= 0)
    return token.tag === "ADJ" && tokens[run[scan - 1]!]!.lower.endsWith("s") && /^['’]s$/.test(tokens[run[scan - 1]!]!.lower);
  if (token.tag === "ADJ") return true;
  if (token.tag === "ADV") return after?.tag === "ADJ" && scan > at;
  if (token.lower === "and" || token.text === ",")
    return tokens[run[scan - 1]!]?.tag === "ADJ" && after?.tag === "ADJ" && closesWithNoun(tokens, run, scan + 1);
  return false;
}

const POSSESSIVE = new Set("its their our his her my your whose".split(" "));

/** Whether the adjectives from here lead to a noun: "hierarchical and porous structure". */
function closesWithNoun(tokens: readonly Token[], run: readonly number[], from: number): boolean {
  for (let scan = from; scan < run.length && scan < from + 4; scan++) {
    const { tag } = tokens[run[scan]!]!;
    if (tag === "NOUN" || tag === "PROPN") return true;
    if (tag !== "ADJ") return false;
  }
  return false;
}

function bare(index: number, pronoun: boolean): NounPhrase {
  return { kind: "np", from: index, to: index + 1, first: index, last: index, determiner: null, pronoun, plural: false };
}

function named(tokens: readonly Token[], from: number, to: number): NounPhrase {
  let first = from;
  for (let index = from; index < to - 1; index++) if (tokens[index]!.lower === "and" || tokens[index]!.text === ",") first = index + 1;
  while (first < to - 1 && isTrimmed(tokens[first]!)) first++;
  const head = tokens[to - 1]!;
  const opening = tokens[from]!.lower;
  const determiner = tokens[from]!.tag === "DET" || POSSESSIVE.has(opening) ? opening : null;
  const plural = head.kind === "word" && singular(head.lower) !== head.lower;
  const names = namesSomething(tokens, first, to);
  return {
    kind: "np",
    from,
    to,
    first,
    last: names ? to : first,
    determiner,
    pronoun: PRONOUNS.has(head.lower) && to - from === 1,
    plural,
  };
}

function isTrimmed(token: Token): boolean {
  return (
    token.tag === "DET" ||
    token.tag === "NUM" ||
    token.tag === "ADV" ||
    TRIMMED.has(token.lower) ||
    POSSESSIVE.has(token.lower) ||
    token.kind === "punctuation"
  );
}

function namesSomething(tokens: readonly Token[], first: number, to: number): boolean {
  const head = tokens[to - 1]!;
  if (to - first > LONGEST_PHRASE || head.kind === "dotted" || PRONOUNS.has(head.lower)) return false;
  if (UNITS.has(head.lower) && (to - first === 1 || tokens[to - 2]!.tag === "NUM")) return false;
  if (!/\p{L}/u.test(head.text) && head.kind !== "formula") return false;
  if (to - first > 1) return !(GENERIC_HEADS.has(singular(head.lower)) && tokens[first]!.tag === "NUM");
  if (head.text.length === 1 && head.kind !== "formula" && !/[α-ωA-Z]/u.test(head.text)) return false;
  return !GENERIC_HEADS.has(head.lower) && !GENERIC_HEADS.has(singular(head.lower)) && !TRIMMED.has(head.lower);
}

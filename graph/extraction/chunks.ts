// Cuts a tagged sentence into chunks: base noun phrases, verb groups, prepositions, joints. Who does what to whom is clauses.ts.

import { isElement } from "#graph/extraction/formulas.ts";
import { MODIFIED } from "#graph/extraction/modifiers.ts";
import { singularOf } from "#graph/extraction/plurals.ts";
import type { Token } from "#graph/extraction/tokens.ts";
import { readVerbGroup, startsVerbGroup, type VerbGroup } from "#graph/extraction/verb-groups.ts";
import {
  BY_PEOPLE,
  COORDINATORS,
  EMPTY_HEADS,
  GENERIC_HEADS,
  HANDLED,
  LOCATORS,
  PREPOSITIONS,
  PRONOUNS,
  SUBORDINATORS,
  TRIMMED,
  UNITS,
  WEAK_MODIFIERS,
} from "#graph/extraction/word-lists.ts";

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
  /** Joined from two over "of" (phrases.ts). */
  readonly joined?: boolean;
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
  if (token.lower === "to" && /^what (?:extent|degree)$/.test(`${tokens[run[at + 1] ?? -1]?.lower} ${tokens[run[at + 2] ?? -1]?.lower}`))
    return make("sub", 3);
  if (token.lower === "including" || token.lower === "e.g.") return make("prep", 1, "such as");
  if (token.text === ",") return make("comma");
  if (token.kind === "punctuation") return /^[;:.?!—–]$/u.test(token.text) ? make("stop") : null;
  if (COORDINATORS.has(token.lower)) return make("cc");
  if (token.lower === "which" || token.lower === "who") return make("rel");
  if (token.lower === "that") return make("rel");
  if (token.tag === "ADV" && token.lower === "in") return null;
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
  if (token.text === "/") return lastNoun >= 0 && joinsModifiers(tokens, run, scan);
  if (lastNoun >= 0)
    return (
      token.tag === "ADJ" &&
      (isNounTag(after) || (after?.tag === "ADJ" && MODIFIED.has(token.lower)) || tokens[run[scan - 1]!]!.text === "/") &&
      !hangs(token)
    );
  if (token.tag === "ADJ") return true;
  if (token.tag === "ADV") return after?.tag === "ADJ" && scan > at;
  if (token.lower === "and" || token.text === ",")
    return tokens[run[scan - 1]!]?.tag === "ADJ" && after?.tag === "ADJ" && closesWithNoun(tokens, run, scan + 1);
  return false;
}

function isNounTag(token: Token | undefined): boolean {
  return token?.tag === "NOUN" || token?.tag === "PROPN";
}

/** "membrane bound enzymes" or "the film deposited …": after its noun such a form may be a participle. */
function hangs(token: Token): boolean {
  return /(?:ed|ing|en|und)$/u.test(token.lower) && !token.text.includes("-") && !MODIFIED.has(token.lower);
}

/** "Fe3+/DOPA complexes", "NOTT-300/H2 system": a slash without spaces joins what modifies the noun behind it. */
function joinsModifiers(tokens: readonly Token[], run: readonly number[], scan: number): boolean {
  const slash = tokens[run[scan]!]!;
  const before = tokens[run[scan - 1]!]!;
  const after = tokens[run[scan + 1] ?? -1];
  const noun = tokens[run[scan + 2] ?? -1];
  return after !== undefined && before.end === slash.start && after.start === slash.end && isNounTag(noun) && after.tag !== "NUM";
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
  while (first < to - 1 && (isTrimmed(tokens[first]!) || isHandled(tokens, first))) first++;
  const head = tokens[to - 1]!;
  const opening = tokens[from]!.lower;
  const determiner = tokens[from]!.tag === "DET" || POSSESSIVE.has(opening) ? opening : null;
  const bare = singularOf(head);
  const plural = head.kind === "word" && bare !== head.lower;
  const names = namesSomething(tokens, first, to, from, bare);
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

/** "a widely used tool", "a manually annotated corpus": what people did with it. */
function isHandled(tokens: readonly Token[], at: number): boolean {
  const adverb = tokens[at - 1];
  if (adverb?.tag !== "ADV" || tokens[at]!.tag !== "ADJ") return false;
  const { lower } = tokens[at]!;
  return HANDLED.has(lower) || (BY_PEOPLE.has(adverb.lower) && !lower.startsWith("un") && /(?:ed|en)$/.test(lower));
}

function namesSomething(tokens: readonly Token[], first: number, to: number, from: number, bare: string): boolean {
  const head = tokens[to - 1]!;
  if (to - first > LONGEST_PHRASE || head.kind === "dotted" || PRONOUNS.has(head.lower)) return false;
  if (UNITS.has(head.lower) && (to - first === 1 || tokens[to - 2]!.tag === "NUM")) return false;
  if (!/\p{L}/u.test(head.text) && head.kind !== "formula") return false;
  if (isFormulaPart(tokens, first, to) || isLocator(tokens, from, to)) return false;
  const generic = GENERIC_HEADS.has(head.lower) || GENERIC_HEADS.has(bare);
  if (isOnlyMeasured(tokens, from, to)) return false;
  if (to - first > 1) return !(generic && saysNothing(tokens, first, to - 1));
  if (isVariable(head)) return false;
  return !generic && !TRIMMED.has(head.lower);
}

/** "the strong 1258cm-1 bands", "10 kPa pressure": nothing but a value and the head. */
function isOnlyMeasured(tokens: readonly Token[], from: number, to: number): boolean {
  let measured = false;
  for (let at = from; at < to - 1; at++) {
    const { kind, tag, lower } = tokens[at]!;
    if (kind === "quantity") measured = true;
    else if (tag !== "NUM" && tag !== "DET" && !WEAK_MODIFIERS.has(lower)) return false;
  }
  return measured;
}

/** "Q", "Em", "ry", "σy": a letter or two that are no element and no acronym. */
function isVariable({ text, kind }: Token): boolean {
  if (text.length === 1) return !/[BCFHIKNOPSUVWY]/u.test(text);
  return kind !== "formula" && (/^[\p{Lu}\p{Ll}][a-z]$/u.test(text) || /^[α-ω][a-z]{1,2}$|^[a-z]\d$/u.test(text)) && !isElement(text);
}

/** "a high level", "experimental results", "2 samples": modifiers that say how much or whose, before a head that names nothing. */
function saysNothing(tokens: readonly Token[], first: number, head: number): boolean {
  if (tokens[first]!.tag === "NUM") return true;
  if (/^models?$/.test(tokens[head]!.lower) && /^(?:small|large)(?:er)?$/.test(tokens[head - 1]!.lower)) return false;
  const empty = EMPTY_HEADS.has(singularOf(tokens[head]!));
  for (let at = first; at < head; at++) {
    const { lower, tag } = tokens[at]!;
    if (!WEAK_MODIFIERS.has(lower) && tag !== "ADV" && !(empty && tag === "ADJ")) return false;
  }
  return true;
}

/** "ΔH=…", "X→Y": part of a formula in the mathematical sense. */
function isFormulaPart(tokens: readonly Token[], first: number, to: number): boolean {
  return isMathSign(tokens, first - 1) || isMathSign(tokens, to);
}

/** "C>T" is a substitution, "p > 0.05" an inequality. */
function isMathSign(tokens: readonly Token[], at: number): boolean {
  const token = tokens[at];
  if (token?.kind !== "punctuation" || !/^[=≈≡≤≥<>⩽⩾±×∝∼~∂∑∫√′∈]$/u.test(token.text)) return false;
  const after = tokens[at + 1]?.kind;
  return !/[<>]/.test(token.text) || after === "number" || after === "quantity";
}

/** "Fig. 2a", "Table S1", "Eq. 3": a place in the document. */
function isLocator(tokens: readonly Token[], from: number, to: number): boolean {
  return to - from > 1 && LOCATORS.has(tokens[to - 2]!.lower) && /^\P{Ll}*\p{N}|^\p{Lu}$/u.test(tokens[to - 1]!.text);
}

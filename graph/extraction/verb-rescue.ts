// Finds the verb of a clause in which the tagger saw only nouns: "Imine bonds form from amines".

import { singularOf } from "#graph/extraction/plurals.ts";
import type { Token } from "#graph/extraction/tokens.ts";
import { inflectionOf } from "#graph/extraction/verbs.ts";
import { HARDLY_VERBS, SUBORDINATORS } from "#graph/extraction/word-lists.ts";

export function isNominal(token: Token | undefined): boolean {
  return token !== undefined && (token.tag === "NOUN" || token.tag === "PROPN");
}

const BOUNDARY = new Set([
  ";",
  ":",
  ".",
  "because",
  "while",
  "whereas",
  "when",
  "if",
  "although",
  "though",
  "since",
  "that",
  "which",
  "but",
]);

/** Gives every stretch of the sentence that has no finite verb the one that fits best. */
export function rescueVerbs(tokens: readonly Token[]): void {
  for (const [from, to] of stretches(tokens)) rescueVerb(tokens, from, to);
  rescueMainVerb(tokens);
}

/** Stretches in which one finite verb is expected. */
function* stretches(tokens: readonly Token[]): Generator<readonly [number, number]> {
  let from = 0;
  for (let index = 0; index <= tokens.length; index++) {
    const token = tokens[index];
    const closesClause =
      token?.text === "," && (SUBORDINATORS.has(tokens[from - 1]?.lower ?? "") || (from === 1 && tokens[0]!.lower === "as"));
    const opensClause = index === 0 && token?.lower === "as";
    if (token !== undefined && !closesClause && !opensClause && !BOUNDARY.has(token.lower)) continue;
    if (index - from >= 3) yield [from, index];
    from = index + 1;
  }
}

/** "Bacteria that produce cellulose secrete enzymes": the only verb is the relative clause's, so a later one agrees with the head. */
function rescueMainVerb(tokens: readonly Token[]): void {
  const relative = tokens.findIndex((token, index) => index > 0 && index < 5 && token.lower === "that" && isNominal(tokens[index - 1]));
  if (relative < 0 || tokens.some((token, index) => index < relative && standsFinite(tokens, index) && token.tag !== "NOUN")) return;
  const inner = tokens.findIndex((_, index) => index > relative && standsFinite(tokens, index));
  if (inner < 0 || tokens.some((token, index) => index > inner && (standsFinite(tokens, index) || token.tag === "CCONJ"))) return;
  const plural = singularOf(tokens[relative - 1]!) !== tokens[relative - 1]!.lower;
  const main = tokens.findIndex(
    (token, index) => index > inner + 1 && token.tag === "NOUN" && isNominal(tokens[index + 1]) && agreesWith(token, plural),
  );
  if (main > 0) tokens[main]!.tag = "VERB";
}

function agreesWith(token: Token, plural: boolean): boolean {
  const { forms, known } = inflectionOf(token);
  return known && forms.includes(plural ? "base" : "s");
}

/** A stretch without a finite verb: the best placed known verb among its nouns becomes one. */
function rescueVerb(tokens: readonly Token[], from: number, to: number): void {
  let end = to;
  for (let index = from; index < to; index++) {
    if (!standsFinite(tokens, index)) continue;
    const joined = tokens[index - 1]?.tag === "CCONJ" && index - 1 > from;
    if (!joined && !mayHang(tokens, index)) return;
    if (!joined && tokens[index + 1]?.tag === "ADP") continue;
    end = Math.min(end, joined ? index - 1 : index);
  }
  let best = -1;
  let bestScore = end < to ? 1 : 0;
  for (let index = from + 1; index < end; index++) {
    const score = verbScore(tokens, index, from, to);
    if (score > bestScore) [best, bestScore] = [index, score];
  }
  if (best < 0) return;
  tokens[best]!.tag = "VERB";
  if (tokens[best - 1]!.tag === "VERB") tokens[best - 1]!.tag = "NOUN";
}

/** "tips called spatulae": a past form right after a noun may hang on it instead of being the clause's verb. */
function mayHang(tokens: readonly Token[], index: number): boolean {
  const { forms } = inflectionOf(tokens[index]!);
  return tokens[index]!.tag === "VERB" && forms.includes("participle") && forms.includes("past") && isNominal(tokens[index - 1]);
}

export function standsFinite(tokens: readonly Token[], index: number): boolean {
  const token = tokens[index]!;
  if (token.tag === "AUX") return true;
  if (token.tag !== "VERB" || tokens[index - 1]?.lower === "to") return false;
  const { forms } = inflectionOf(token);
  return forms.some((form) => form === "base" || form === "s" || form === "past");
}

/** How well a noun would do as the stretch's verb: number agreement with the word before, and an object or preposition after. */
function verbScore(tokens: readonly Token[], index: number, from: number, to: number): number {
  const token = tokens[index]!;
  if (token.kind !== "word" || (token.tag !== "NOUN" && token.tag !== "ADJ" && token.tag !== "PROPN") || /^\p{Lu}/u.test(token.text))
    return 0;
  const before = tokens[index - 1]!;
  const after = index + 1 < to ? tokens[index + 1] : undefined;
  const { forms, known, lemma } = inflectionOf(token);
  if (!known || HARDLY_VERBS.has(lemma) || (!isNominal(before) && !isGerund(before)) || index - 1 < from) return 0;
  const plural = singularOf(before) !== before.lower;
  const agrees = forms.includes("s") ? !plural : forms.includes("base") && (plural || joinsSubjects(tokens, from, index));
  if (!agrees) return 0;
  if (after === undefined) return 1;
  const bonus = token.tag === "ADJ" ? 1.5 : 0;
  if (after.tag === "DET") return 4 + bonus;
  if (isNominal(after) && forms.includes("s") && isBaseVerb(after) && opensComplement(tokens[index + 2])) return 1;
  if (after.tag === "ADJ" || after.tag === "ADV" || isNominal(after) || /(?:ed|en|ing)$/.test(after.lower)) return 3 + bonus;
  return after.tag === "ADP" || after.lower === "to" ? 2.5 + bonus : 0;
}

function isGerund(token: Token): boolean {
  return token.tag === "VERB" && token.lower.endsWith("ing");
}

/** "Temperature, pH and ionic strength control …": an "and" shortly before makes the subject plural. */
function joinsSubjects(tokens: readonly Token[], from: number, index: number): boolean {
  for (let at = index - 1; at > from && at > index - 5; at--) {
    if (tokens[at]!.tag === "CCONJ") return true;
    if (!isNominal(tokens[at]) && tokens[at]!.tag !== "ADJ") return false;
  }
  return false;
}

function isBaseVerb(token: Token): boolean {
  const { forms, known } = inflectionOf(token);
  return known && forms.includes("base");
}

function opensComplement(token: Token | undefined): boolean {
  return token?.tag === "ADP" || token?.tag === "DET" || token?.lower === "to";
}

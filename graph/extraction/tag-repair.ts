// Mends the tagger where scientific prose misleads it: verbs taken for nouns, participles taken for verbs, names taken for numbers.

import type { Token } from "#graph/extraction/tokens.ts";
import { inflection, isKnownVerb } from "#graph/extraction/verbs.ts";
import type { Tag } from "#graph/extraction/wink.ts";

const FIXED: Readonly<Record<string, Tag>> = {
  "'s": "PART",
  "’s": "PART",
  "and/or": "CCONJ",
  "/": "CCONJ",
  "&": "CCONJ",
  that: "SCONJ",
  which: "PRON",
  who: "PRON",
  whose: "PRON",
  than: "ADP",
  as: "ADP",
  like: "ADP",
  via: "ADP",
  per: "ADP",
  upon: "ADP",
  using: "VERB",
  including: "ADP",
  due: "ADJ",
  not: "PART",
  never: "ADV",
  such: "ADJ",
  et: "X",
  both: "DET",
  either: "DET",
  neither: "DET",
  each: "DET",
  these: "DET",
  those: "DET",
};

const BE = new Set("is are was were be been being am".split(" "));
const MODAL = new Set(
  "may might could can cannot would should will must shall do does did don't doesn't didn't can't couldn't won't wouldn't".split(" "),
);

/** Mends the tags of one sentence in place. */
export function repairTags(tokens: readonly Token[]): void {
  tokens.forEach((token, index) => {
    fix(token);
    participle(tokens, index);
  });
  tokens.forEach((_, index) => {
    afterAuxiliary(tokens, index);
    beforeDeterminer(tokens, index);
  });
  for (const [from, to] of stretches(tokens)) rescueVerb(tokens, from, to);
}

function fix(token: Token): void {
  const fixed = FIXED[token.lower];
  if (fixed !== undefined && Object.hasOwn(FIXED, token.lower)) token.tag = fixed;
  else if (token.kind === "number") token.tag = "NUM";
  else if (token.kind === "formula" || token.kind === "symbol") token.tag = "PROPN";
  else if (token.kind === "punctuation") token.tag = "PUNCT";
  else if (BE.has(token.lower) || MODAL.has(token.lower)) token.tag = "AUX";
  else if (token.tag === "NUM" && !/^\p{N}/u.test(token.text) && !NUMBER_WORDS.has(token.lower)) token.tag = "NOUN";
  else if (token.tag === "PUNCT" || token.tag === "SYM" || token.tag === "X") token.tag = /^\p{L}/u.test(token.text) ? "NOUN" : "PUNCT";
  else if (token.tag === "VERB" && /-/u.test(token.text) && /(?:ed|ing|en)$/u.test(token.lower)) token.tag = "ADJ";
}

const NUMBER_WORDS = new Set(
  "one two three four five six seven eight nine ten eleven twelve hundred thousand million billion zero half".split(" "),
);

export function isNominal(token: Token | undefined): boolean {
  return token !== undefined && (token.tag === "NOUN" || token.tag === "PROPN");
}

/** "the proposed method", "of mineralised collagen": a participle before its noun is an adjective. */
function participle(tokens: readonly Token[], index: number): void {
  const token = tokens[index]!;
  if (token.tag !== "VERB") return;
  const before = tokens[index - 1];
  const after = tokens[index + 1];
  const nounFollows = isNominal(after) || after?.tag === "ADJ";
  const afterFrame = before === undefined || before.tag === "DET" || before.tag === "ADJ" || before.tag === "NUM" || before.lower === "'s";
  const afterPreposition = before?.tag === "ADP" || before?.tag === "CCONJ" || before?.text === ",";
  if (/(?:ed|en|wn)$/.test(token.lower) && nounFollows && (afterFrame || (afterPreposition && before?.lower !== "as"))) token.tag = "ADJ";
  else if (/(?:ed|en|wn|ung|und)$/.test(token.lower) && nounFollows && isVerbal(before) && !BE.has(before!.lower)) token.tag = "ADJ";
  else if (/ing$/.test(token.lower) && before !== undefined && (before.tag === "DET" || before.tag === "ADJ") && isNominal(after))
    token.tag = "ADJ";
  else if (/ing$/.test(token.lower) && before?.tag === "DET") token.tag = "NOUN";
  else if (before?.tag === "DET" && !/(?:ed|ing)$/.test(token.lower)) token.tag = nounFollows ? "ADJ" : "NOUN";
}

function isVerbal(token: Token | undefined): boolean {
  return token?.tag === "VERB";
}

/** After a modal or "to" stands a base form; after "be" a participle: nouns there are mistakes. */
function afterAuxiliary(tokens: readonly Token[], index: number): void {
  const token = tokens[index]!;
  if (token.tag !== "NOUN" && token.tag !== "ADJ" && token.tag !== "PROPN") return;
  let at = index - 1;
  while (at >= 0 && (tokens[at]!.tag === "ADV" || tokens[at]!.lower === "not")) at--;
  const before = tokens[at];
  if (before === undefined) return;
  const { forms, known } = inflection(token.lower);
  if (!known) return;
  if (MODAL.has(before.lower) && forms.includes("base")) token.tag = "VERB";
  else if (before.lower === "to" && forms.includes("base") && at === index - 1 && startsObject(tokens[index + 1])) token.tag = "VERB";
  else if (BE.has(before.lower) && forms.includes("participle") && tokens[index + 1]?.tag === "ADP") token.tag = "VERB";
}

function startsObject(token: Token | undefined): boolean {
  return (
    token !== undefined &&
    (token.tag === "DET" || token.tag === "ADJ" || token.tag === "NOUN" || token.tag === "PROPN" || token.tag === "PRON")
  );
}

/** "The pH controls the stability": a noun cannot stand between a noun and a determiner unless it is a verb. */
function beforeDeterminer(tokens: readonly Token[], index: number): void {
  const token = tokens[index]!;
  const after = tokens[index + 1];
  if ((token.tag !== "NOUN" && token.tag !== "ADJ") || after?.tag !== "DET" || !isNominal(tokens[index - 1])) return;
  const { forms, known } = inflection(token.lower);
  if (known && (forms.includes("s") || forms.includes("base") || forms.includes("past"))) token.tag = "VERB";
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

/** Stretches in which one finite verb is expected. */
function* stretches(tokens: readonly Token[]): Generator<readonly [number, number]> {
  let from = 0;
  for (let index = 0; index <= tokens.length; index++) {
    const token = tokens[index];
    if (token !== undefined && !BOUNDARY.has(token.lower)) continue;
    if (index - from >= 3) yield [from, index];
    from = index + 1;
  }
}

/** A stretch without a finite verb: the best placed known verb among its nouns becomes one. */
function rescueVerb(tokens: readonly Token[], from: number, to: number): void {
  for (let index = from; index < to; index++) if (isFinite(tokens, index)) return;
  let best = -1;
  let bestScore = 0;
  for (let index = from + 1; index < to; index++) {
    const score = verbScore(tokens, index, from, to);
    if (score > bestScore) [best, bestScore] = [index, score];
  }
  if (best >= 0) tokens[best]!.tag = "VERB";
}

function isFinite(tokens: readonly Token[], index: number): boolean {
  const token = tokens[index]!;
  if (token.tag === "AUX") return true;
  if (token.tag !== "VERB" || tokens[index - 1]?.lower === "to") return false;
  const { forms } = inflection(token.lower);
  return forms.some((form) => form === "base" || form === "s" || form === "past");
}

/** How well a noun would do as the stretch's verb: number agreement with the word before, and an object or preposition after. */
function verbScore(tokens: readonly Token[], index: number, from: number, to: number): number {
  const token = tokens[index]!;
  if (token.kind !== "word" || (token.tag !== "NOUN" && token.tag !== "ADJ" && token.tag !== "PROPN") || /^\p{Lu}/u.test(token.text))
    return 0;
  const before = tokens[index - 1]!;
  const after = index + 1 < to ? tokens[index + 1] : undefined;
  const { forms, known } = inflection(token.lower);
  if (!known || !isNominal(before) || index - 1 < from) return 0;
  const plural = /[^s]s$|ae$/.test(before.lower);
  const agrees = forms.includes("s") ? !plural : forms.includes("base") && plural;
  if (!agrees) return 0;
  if (after === undefined) return 1;
  if (after.tag === "DET") return 4;
  if (after.tag === "ADJ" || after.tag === "ADV") return 3;
  if (isNominal(after)) return 3;
  return after.tag === "ADP" || after.lower === "to" ? 2 : 0;
}

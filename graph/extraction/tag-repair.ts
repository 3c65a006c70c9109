// Mends the tagger where scientific prose misleads it: verbs taken for nouns, participles taken for verbs, names taken for numbers.

import type { Token } from "#graph/extraction/tokens.ts";
import { inflection } from "#graph/extraction/verbs.ts";
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
    verbWithoutSubject(tokens, index);
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

/** Adverbs that look like the adjectives they are before a noun. */
const FLAT = new Set("fast rough early late long well close high low hard deep wide right straight free pre non multi".split(" "));

/** "Fast bond exchange increases …", "Dirt and wear reduce …": a base form with nobody before it to do it is a noun. */
function verbWithoutSubject(tokens: readonly Token[], index: number): void {
  const token = tokens[index]!;
  const after = tokens[index + 1];
  if (token.tag === "ADV" && FLAT.has(token.lower) && (isNominal(after) || after?.tag === "VERB" || after?.tag === "ADJ") && index < 3)
    token.tag = "ADJ";
  if (token.tag !== "VERB" || !inflection(token.lower).forms.includes("base")) return;
  const before = tokens[index - 1];
  const opens = index === 0 || (index === 1 && before!.tag === "ADJ");
  if (opens && isNominal(after)) token.tag = "NOUN";
  else if (before?.tag === "CCONJ" && index === 2 && isNominal(tokens[0]) && after?.tag === "VERB") token.tag = "NOUN";
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

const OWNERS = new Set("its their our".split(" "));

/** "The pH controls the stability": a noun cannot stand between a noun and a determiner unless it is a verb. */
function beforeDeterminer(tokens: readonly Token[], index: number): void {
  const token = tokens[index]!;
  const after = tokens[index + 1];
  if (
    (token.tag !== "NOUN" && token.tag !== "ADJ") ||
    (after?.tag !== "DET" && !OWNERS.has(after?.lower ?? "")) ||
    !isNominal(tokens[index - 1])
  )
    return;
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
  let end = to;
  for (let index = from; index < to; index++) {
    if (!standsFinite(tokens, index)) continue;
    if (!mayHang(tokens, index)) return;
    end = Math.min(end, index);
  }
  let best = -1;
  let bestScore = end < to ? 1 : 0;
  for (let index = from + 1; index < end; index++) {
    const score = verbScore(tokens, index, from, to);
    if (score > bestScore) [best, bestScore] = [index, score];
  }
  if (best >= 0) tokens[best]!.tag = "VERB";
}

/** "tips called spatulae": a past form right after a noun may hang on it instead of being the clause's verb. */
function mayHang(tokens: readonly Token[], index: number): boolean {
  const { forms } = inflection(tokens[index]!.lower);
  return tokens[index]!.tag === "VERB" && forms.includes("participle") && forms.includes("past") && isNominal(tokens[index - 1]);
}

function standsFinite(tokens: readonly Token[], index: number): boolean {
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
  const bonus = token.tag === "ADJ" ? 1.5 : 0;
  if (after.tag === "DET") return 4 + bonus;
  if (isNominal(after) && forms.includes("s") && isBaseVerb(after) && opensComplement(tokens[index + 2])) return 1;
  if (after.tag === "ADJ" || after.tag === "ADV" || isNominal(after)) return 3 + bonus;
  return after.tag === "ADP" || after.lower === "to" ? 2.5 + bonus : 0;
}

function isBaseVerb(token: Token): boolean {
  const { forms, known } = inflection(token.lower);
  return known && forms.includes("base");
}

function opensComplement(token: Token | undefined): boolean {
  return token?.tag === "ADP" || token?.tag === "DET" || token?.lower === "to";
}

// Mends the tagger where scientific prose misleads it: verbs taken for nouns, participles taken for verbs, names taken for numbers.

import { repairCompoundNoun } from "#graph/extraction/compound-nouns.ts";
import { repairCompound } from "#graph/extraction/modifiers.ts";
import { singularOf } from "#graph/extraction/plurals.ts";
import { isKnownPhrase } from "#graph/extraction/relation-types.ts";
import type { Token } from "#graph/extraction/tokens.ts";
import { isNominal, rescueVerbs, standsFinite } from "#graph/extraction/verb-rescue.ts";
import { inflectionOf } from "#graph/extraction/verbs.ts";
import type { Tag } from "#graph/extraction/wink.ts";
import { REPORTING_VERBS } from "#graph/extraction/word-lists.ts";

const FIXED: ReadonlyMap<string, Tag> = new Map(
  Object.entries<Tag>({
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
    for: "ADP",
    ahead: "ADP",
    per: "ADP",
    upon: "ADP",
    using: "VERB",
    including: "ADP",
    due: "ADJ",
    not: "PART",
    never: "ADV",
    such: "ADJ",
    low: "ADJ",
    more: "ADJ",
    less: "ADJ",
    part: "NOUN",
    sites: "NOUN",
    et: "X",
    both: "DET",
    either: "DET",
    neither: "DET",
    each: "DET",
    these: "DET",
    those: "DET",
  }),
);

const BE = new Set("is are was were be been being am".split(" "));
const MODAL = new Set(
  "may might could can cannot would should will must shall do does did don't doesn't didn't can't couldn't won't wouldn't".split(" "),
);

/** Mends the tags of one sentence in place. */
export function repairTags(tokens: readonly Token[]): void {
  for (const token of tokens) fix(token);
  tokens.forEach((token, index) => {
    repairCompoundNoun(tokens, index);
    repairCompound(tokens, index);
    nounAfterTo(tokens, index);
    flat(tokens, index);
    verbWithoutSubject(tokens, index);
    actionNoun(tokens, index);
    closingAction(tokens, index);
    relativeVerb(tokens, index);
    if (token.tag === "ADV" && token.lower.endsWith("er") && tokens[index + 1]?.lower === "than") token.tag = "ADJ";
  });
  secondVerbs(tokens);
  tokens.forEach((_, index) => {
    participle(tokens, index);
  });
  tokens.forEach((_, index) => {
    afterAuxiliary(tokens, index);
    beforeDeterminer(tokens, index);
  });
  rescueVerbs(tokens);
  tokens.forEach((_, index) => {
    closingAction(tokens, index);
  });
}

function fix(token: Token): void {
  const fixed = FIXED.get(token.lower);
  if (fixed !== undefined) token.tag = fixed;
  else if (token.kind === "number" || token.kind === "quantity") token.tag = "NUM";
  else if (token.kind === "formula" || token.kind === "symbol") token.tag = "PROPN";
  else if (token.kind === "punctuation") token.tag = "PUNCT";
  else if (BE.has(token.lower) || MODAL.has(token.lower)) token.tag = "AUX";
  else if (token.tag === "NUM" && !/^\p{N}/u.test(token.text) && !NUMBER_WORDS.has(token.lower)) token.tag = "NOUN";
  else if (token.tag === "PUNCT" || token.tag === "SYM" || token.tag === "X") token.tag = /^\p{L}/u.test(token.text) ? "NOUN" : "PUNCT";
  else if (token.text.includes("-") && CLOSED.has(token.tag)) token.tag = "NOUN";
  else if (token.tag === "VERB" && /-/u.test(token.text) && /(?:ed|ing|en)$/u.test(token.lower)) token.tag = "ADJ";
}

const CLOSED = new Set<Tag>(["ADP", "AUX", "PART", "DET", "PRON", "SCONJ", "CCONJ"]);

const NUMBER_WORDS = new Set(
  "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand million billion zero half".split(
    " ",
  ),
);

/** "the proposed method", "of mineralised collagen": a participle before its noun is an adjective. */
function participle(tokens: readonly Token[], index: number): void {
  const token = tokens[index]!;
  if (token.tag !== "VERB") return;
  const before = tokens[index - 1];
  const after = tokens[index + 1];
  if (token.lower === "named" && /^entit/.test(after?.lower ?? "")) token.tag = "ADJ";
  if (/ing$/.test(token.lower) && isDeterminer(before) && after?.tag === "VERB" && tokens[index + 2]?.tag === "VERB") after.tag = "NOUN";
  const nounFollows =
    isNominal(after) ||
    after?.tag === "ADJ" ||
    (after?.tag === "NUM" && isDeterminer(before)) ||
    (after?.tag === "VERB" && /ed$/.test(after.lower) && isNominal(tokens[index + 2]));
  const afterFrame = before === undefined || before.tag === "DET" || before.tag === "ADJ" || before.tag === "NUM" || before.lower === "'s";
  const opener = before?.tag === "ADV" ? tokens[index - 2] : undefined;
  const adverbial = isDeterminer(opener) || opener?.tag === "ADP" || opener?.tag === "VERB";
  const afterPreposition = adverbial || before?.tag === "ADP" || before?.tag === "CCONJ" || before?.text === ",";
  if (/(?:ed|en|wn)$/.test(token.lower) && nounFollows && (afterFrame || (afterPreposition && before?.lower !== "as"))) token.tag = "ADJ";
  else if (/(?:ed|en|wn|ung|und)$/.test(token.lower) && nounFollows && isVerbal(before)) token.tag = "ADJ";
  else if (/ed$/.test(token.lower) && isNominal(after) && afterCopula(tokens, index) && !NAMING.has(inflectionOf(token).lemma))
    token.tag = "ADJ";
  else if (
    /ing$/.test(token.lower) &&
    before !== undefined &&
    (isDeterminer(before) || before.tag === "ADJ" || before.tag === "NUM") &&
    isNominal(after)
  )
    token.tag = "ADJ";
  else if (/ing$/.test(token.lower) && (isDeterminer(before) || (before?.tag === "ADJ" && !isNominal(after) && after?.tag !== "DET")))
    token.tag = "NOUN";
  else if (isDeterminer(before) && !/(?:ed|ing)$/.test(token.lower) && !isPastAfterQuantifier(token, before))
    token.tag = nounFollows ? "ADJ" : "NOUN";
}

/** "They all came from one wafer", "both gave peaks". */
function isPastAfterQuantifier(token: Token, before: Token | undefined): boolean {
  if (before === undefined || !/^(?:all|both|each)$/.test(before.lower)) return false;
  const { forms, known } = inflectionOf(token);
  return known && forms.includes("past");
}

function isDeterminer(token: Token | undefined): boolean {
  return token !== undefined && (token.tag === "DET" || OWNERS.has(token.lower));
}

/** "are small ordered regions": a passive takes no object. */
function afterCopula(tokens: readonly Token[], index: number): boolean {
  let at = index - 1;
  while (at >= 0 && (tokens[at]!.tag === "ADV" || tokens[at]!.tag === "ADJ")) at--;
  return BE.has(tokens[at]?.lower ?? "") && at >= 0;
}

function isVerbal(token: Token | undefined): boolean {
  return token?.tag === "VERB";
}

/** Adverbs that look like the adjectives they are before a noun. */
const FLAT = new Set(
  "small large new fast rough early late long well close high low hard deep wide right straight free pre non multi".split(" "),
);

/** "attach to rocks": after a verb that governs "to", a base form without an object is a noun. */
function nounAfterTo(tokens: readonly Token[], index: number): void {
  const token = tokens[index]!;
  const to = tokens[index - 1];
  if (token.tag !== "VERB" || to?.lower !== "to") return;
  let at = index - 2;
  while (at >= 0 && tokens[at]!.tag === "ADV") at--;
  const verb = tokens[at];
  const after = tokens[index + 1];
  if (verb === undefined || !isKnownPhrase(`${inflectionOf(verb).lemma} to`) || after?.tag === "DET" || after?.tag === "PRON") return;
  to.tag = "ADP";
  token.tag = after?.tag === "CCONJ" && (tokens[index + 2]?.tag === "ADJ" || FLAT.has(tokens[index + 2]?.lower ?? "")) ? "ADJ" : "NOUN";
}

const NOUNISH = new Set("light solid liquid fluid acid metal polymer material mineral".split(" "));

/** "Fast bond exchange", "small ordered regions"; and "guide light", where the adjective has no noun to go with. */
function flat(tokens: readonly Token[], index: number): void {
  const token = tokens[index]!;
  const after = tokens[index + 1];
  const nounAhead = isNominal(after) || after?.tag === "ADJ" || (after?.tag === "VERB" && (index < 2 || after.lower.endsWith("ed")));
  if (token.tag === "ADV" && FLAT.has(token.lower) && nounAhead) token.tag = "ADJ";
  if (
    token.tag === "ADJ" &&
    NOUNISH.has(token.lower) &&
    !isNominal(after) &&
    after?.tag !== "ADJ" &&
    !BE.has(tokens[index - 1]?.lower ?? "")
  )
    token.tag = "NOUN";
  if (token.text === "I" && index > 0 && isNominal(tokens[index - 1])) token.tag = "PROPN";
}

/** -ing nouns that stand inside compounds: "semantic role labeling resources". */
const COMPOUND = new Set(
  "labeling labelling embedding learning processing parsing modeling modelling training answering filling linking ranking tagging testing imaging spinning printing bonding mining engineering".split(
    " ",
  ),
);

/** Before a noun they say what happens to it: "that increasing temperature reduces …". */
const GRADUAL = new Set("increasing decreasing rising falling growing".split(" "));

/** "Drying causes …", "Peak broadening gives …", "Tapping mode reduces …": an -ing form before the clause's verb names an action. */
function actionNoun(tokens: readonly Token[], index: number): void {
  const token = tokens[index]!;
  if (!token.lower.endsWith("ing") || (token.tag !== "VERB" && token.tag !== "ADJ") || token.lower.length < 5) return;
  const before = tokens[index - 1];
  const after = tokens[index + 1];
  if (isDeterminer(before) && after?.tag === "VERB" && !after.lower.endsWith("s")) {
    token.tag = "ADJ";
    after.tag = "NOUN";
    return;
  }
  const opens =
    before === undefined ||
    before.lower === "whereby" ||
    isNominal(before) ||
    before.tag === "ADJ" ||
    before.tag === "CCONJ" ||
    before.tag === "SCONJ" ||
    before.text === ",";
  if (!opens || after === undefined) return;
  if (isNominal(before) && isNominal(after) && COMPOUND.has(token.lower)) token.tag = "NOUN";
  if (GRADUAL.has(token.lower) && isNominal(after) && /^(?:that|whereby)$/.test(before?.lower ?? "")) token.tag = "ADJ";
  else if (standsFinite(tokens, index + 1) && !after.lower.endsWith("ed")) token.tag = "NOUN";
  else if (before === undefined && after.lower === "of") token.tag = "NOUN";
  else if (
    before === undefined &&
    token.lower !== "using" &&
    isNominal(after) &&
    tokens[index + 2] !== undefined &&
    standsFinite(tokens, index + 2)
  )
    token.tag = !token.lower.includes("-") && singularOf(after) !== after.lower && /s$/.test(tokens[index + 2]!.lower) ? "VERB" : "ADJ";
  else if (before === undefined && after.tag === "ADP") token.tag = "NOUN";
}

/** "used for parsing.", "reduces overfitting.": an -ing form with nothing after it to act on names an action. */
function closingAction(tokens: readonly Token[], index: number): void {
  const token = tokens[index]!;
  const before = tokens[index - 1];
  const after = tokens[index + 1];
  if (token.tag !== "VERB" || !token.lower.endsWith("ing") || before === undefined || BE.has(before.lower)) return;
  if (after?.lower === "of" && !OF_VERBS.has(inflectionOf(token).lemma)) token.tag = "NOUN";
  const closes = after === undefined || after.tag === "PUNCT" || after.tag === "CCONJ" || after.tag === "ADP";
  if (isNominal(before) && (after === undefined || after.text === ".")) token.tag = "NOUN";
  const governed =
    before.tag === "ADP" || before.lower === "to" || (before.tag === "VERB" && (after === undefined || after.tag === "PUNCT"));
  if (closes && governed && !(after?.tag === "ADP" && before.lower === "by")) token.tag = "NOUN";
}

/** Verbs that govern "of"; any other -ing form before it is a noun: "debonding of particles". */
const OF_VERBS = new Set(
  "consist compose comprise dispose think speak know hear conceive dream approve admit allow become make permit".split(" "),
);

/** "proteins that bind calcium": what follows a relative pronoun and governs something is its verb. */
function relativeVerb(tokens: readonly Token[], index: number): void {
  const token = tokens[index]!;
  const relative = tokens[index - 1];
  if (token.tag !== "NOUN" || relative === undefined || !/^(?:that|which|who)$/.test(relative.lower) || index < 2) return;
  const antecedent = tokens[index - 2]!.text === "," ? tokens[index - 3] : tokens[index - 2];
  const { forms, known } = inflectionOf(token);
  const after = tokens[index + 1];
  const governs = isNominal(after) || after?.tag === "DET" || after?.tag === "ADJ" || after?.tag === "ADP";
  if (known && isNominal(antecedent) && governs && (forms.includes("s") || forms.includes("base"))) token.tag = "VERB";
}

const JOINTS = new Set(["CCONJ", "PUNCT", "SCONJ", "AUX", "PRON", "PART"]);

/** A second finite verb with no joint before it is a noun ("introduces carboxylate groups"), unless the first one reports a clause. */
function secondVerbs(tokens: readonly Token[]): void {
  let verb: Token | null = null;
  tokens.forEach((token, index) => {
    if (JOINTS.has(token.tag)) verb = null;
    if (token.tag !== "VERB") return;
    const { lemma, forms } = inflectionOf(token);
    const plain = forms.includes("s") || (forms.includes("base") && !forms.includes("past"));
    const next = tokens[index + 1];
    if (plain && /[^s]s$/.test(token.lower) && (next?.tag === "AUX" || (next?.tag === "VERB" && isKnownBase(next)))) token.tag = "NOUN";
    else if (/ed$/.test(token.lower) && verb !== null && verb === tokens[index - 1]) token.tag = "ADJ";
    else if (plain && (verb !== null || (forms.includes("s") && tokens[index - 1]?.tag === "ADJ"))) token.tag = "NOUN";
    else if (standsFinite(tokens, index)) verb = REPORTING_VERBS.has(lemma) || !plain ? null : token;
  });
}

function isKnownBase(token: Token): boolean {
  const { forms, known } = inflectionOf(token);
  return known && forms.includes("base");
}

/** "Fast bond exchange increases …", "Dirt and wear reduce …": a base form with nobody before it to do it is a noun. */
function verbWithoutSubject(tokens: readonly Token[], index: number): void {
  const token = tokens[index]!;
  const after = tokens[index + 1];
  if (token.tag !== "VERB" || !inflectionOf(token).forms.includes("base")) return;
  const before = tokens[index - 1];
  const opens = index === 0 || (index === 1 && before!.tag === "ADJ");
  if (opens && isNominal(after) && token.lower !== "see") token.tag = "NOUN";
  else if (before?.tag === "CCONJ" && index === 2 && isNominal(tokens[0]) && after?.tag === "VERB") token.tag = "NOUN";
}

const NAMING = new Set("call name term consider deem give show label".split(" "));

/** After a modal or "to" stands a base form; after "be" a participle: nouns there are mistakes. */
function afterAuxiliary(tokens: readonly Token[], index: number): void {
  const token = tokens[index]!;
  if (token.tag !== "NOUN" && token.tag !== "ADJ" && token.tag !== "PROPN") return;
  let at = index - 1;
  while (at >= 0 && (tokens[at]!.tag === "ADV" || tokens[at]!.lower === "not")) at--;
  const before = tokens[at];
  if (before === undefined) return;
  const { forms, known } = inflectionOf(token);
  if (
    before.lower === "to" &&
    at === index - 1 &&
    token.tag === "NOUN" &&
    isDeterminer(tokens[index + 1]) &&
    /(?:ed|en|ire)$/.test(tokens[at - 1]?.lower ?? "")
  )
    token.tag = "VERB";
  if (!known) return;
  if (MODAL.has(before.lower) && forms.includes("base")) token.tag = "VERB";
  else if (before.lower === "to" && before.tag !== "ADP" && forms.includes("base") && at === index - 1 && startsObject(tokens[index + 1]))
    token.tag = "VERB";
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
  const before = tokens[index - 1];
  const action = before?.tag === "VERB" && before.lower.endsWith("ing");
  if ((token.tag !== "NOUN" && token.tag !== "ADJ") || !isDeterminer(tokens[index + 1]) || (!isNominal(before) && !action)) return;
  const { forms, known } = inflectionOf(token);
  if (!known || !forms.some((form) => form === "s" || form === "base" || form === "past")) return;
  token.tag = "VERB";
  if (action) before.tag = "NOUN";
}

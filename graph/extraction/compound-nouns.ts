// Finds nouns that the tagger took for verbs inside compounds: "wear rate", "screw dislocations", "fracture surfaces show". Agreement decides, then lists.

import { conceptClass } from "#graph/extraction/concept-class.ts";
import { singularOf } from "#graph/extraction/plurals.ts";
import type { Token } from "#graph/extraction/tokens.ts";
import { isNominal, standsFinite } from "#graph/extraction/verb-rescue.ts";
import { inflectionOf } from "#graph/extraction/verbs.ts";
import { HARDLY_VERBS } from "#graph/extraction/word-lists.ts";

/** Mends one token in place, and the verb behind it where that was hidden. */
export function repairCompoundNoun(tokens: readonly Token[], index: number): void {
  const token = tokens[index]!;
  if (token.tag !== "VERB" || token.kind !== "word" || index === 0 || token.lower.endsWith("ing")) return;
  const { forms, lemma } = inflectionOf(token);
  if (forms.includes("s")) pluralNoun(tokens, index, lemma);
  else if (forms.includes("base") && !forms.includes("past") && isNominal(tokens[index + 1]) && isModifier(tokens, index, lemma))
    token.tag = "NOUN";
}

/** "fracture surfaces show evidence", "material surfaces becomes": a plural, and the verb comes next. */
function pluralNoun(tokens: readonly Token[], index: number, lemma: string): void {
  const before = tokens[index - 1]!;
  const after = tokens[index + 1];
  if (!isNominal(before) && before.tag !== "ADJ") return;
  if (NOUNS.has(lemma) && after !== undefined && /^[a-z]+$/.test(after.lower) && isFiniteForm(after) && !isNominal(tokens[index - 2])) {
    const hidden = after.tag === "NOUN" && (isNominal(tokens[index + 2]) || tokens[index + 2]?.tag === "DET");
    if (after.tag === "VERB" || hidden) {
      tokens[index]!.tag = "NOUN";
      after.tag = "VERB";
    }
  }
  if (HARDLY_VERBS.has(lemma)) tokens[index]!.tag = "NOUN";
}

function isFiniteForm(token: Token): boolean {
  const { forms, known } = inflectionOf(token);
  return known && (forms.includes("base") || forms.includes("s"));
}

/** A base form before a noun that has nobody to do it: "are screw dislocations", "low detection limits", "the coating wear rate". */
function isModifier(tokens: readonly Token[], index: number, lemma: string): boolean {
  const before = tokens[index - 1]!;
  if (BE.has(before.lower)) return true;
  if (before.tag === "ADJ") return NOUNS.has(lemma) && !/(?:ed|s)$/.test(before.lower);
  if (before.tag === "CCONJ") return NOUNS.has(lemma) && isMeasured(tokens, index) && !opensClause(tokens, index);
  if (!isNominal(before) || singularOf(before) !== before.lower || PLURALS.has(before.lower)) return false;
  const opener = tokens[openerOf(tokens, index)];
  if (opener === undefined && before.tag === "NOUN") return true;
  return NOUNS.has(lemma) && hasOtherVerb(tokens, index);
}

const BE = new Set("is are was were be been".split(" "));
/** They govern a plural though they have no plural ending. */
const PLURALS = new Set("data people media police authors al".split(" "));

/** Index of the token before the noun phrase that ends at `index`. */
function openerOf(tokens: readonly Token[], index: number): number {
  let at = index - 1;
  while (at >= 0 && (isNominal(tokens[at]) || tokens[at]!.tag === "ADJ" || tokens[at]!.tag === "DET" || tokens[at]!.tag === "NUM")) at--;
  return at;
}

/** "and wear rate", "and scratch resistance": a head that is measured. */
function isMeasured(tokens: readonly Token[], index: number): boolean {
  let head = index + 1;
  while (isNominal(tokens[head + 1])) head++;
  const kind = conceptClass(tokens[head]!.text, "phrase");
  return kind === "property" || kind === "quantity";
}

/** Whether an infinitive or a base form stands before the "and", which the word may then go on from: "to bend and crack films". */
function opensClause(tokens: readonly Token[], index: number): boolean {
  const before = tokens[index - 2];
  return before === undefined || before.tag === "VERB" || before.tag === "ADV";
}

/** Whether the clause has another finite verb. */
function hasOtherVerb(tokens: readonly Token[], index: number): boolean {
  for (let at = index + 1; at < tokens.length && !ENDS.has(tokens[at]!.lower); at++) if (standsFinite(tokens, at)) return true;
  for (let at = index - 1; at >= 0 && !ENDS.has(tokens[at]!.lower); at--) if (standsFinite(tokens, at)) return true;
  return false;
}

const ENDS = new Set(". ; : that which who because while whereas when if although since but".split(" "));

/** Nouns that are verbs too, and more often nouns where another noun stands behind. */
const NOUNS: ReadonlySet<string> = new Set([
  ...HARDLY_VERBS,
  ...(
    "wear stretch line tap load stress strain coat scan crack light trace force heat shock shear creep flow flux charge contact shape structure process form design release transfer capture " +
    "spread exchange test model sample bond range scale point pattern core shell band gap peak field ring chain link bridge block column step edge plate plane spot spin spray pulse beam probe " +
    "water fuel power sound voice text image signal dye ink pore void fault slip fracture damage impact growth loss feed mill mold mould cast print stack twist bend tear vein spring pump filter " +
    "detect market study project search query answer question name part role rank label tag mask cluster tree graph node target source seed track pass program review rule score set share star " +
    "stage storage supply support surge sweep swell switch task track trap treatment trend value volume vent wall web weight work yield scratch dip lap press roll wash cycle ramp dose drift decay drain gate ground lattice"
  ).split(" "),
]);

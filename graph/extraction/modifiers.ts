// Mends tags inside compounds: "hole blocking layer", "basis set", "in situ", "saturation current". What looks like a verb or an adjective there is part of a name.

import { singularOf } from "#graph/extraction/plurals.ts";
import type { Token } from "#graph/extraction/tokens.ts";
import { isNominal } from "#graph/extraction/verb-rescue.ts";

/** Mends one token in place. */
export function repairCompound(tokens: readonly Token[], index: number): void {
  const token = tokens[index]!;
  if (token.kind !== "word") return;
  const { lower } = token;
  if (!CONCERNED.has(lower) && !(token.tag === "VERB" && lower.endsWith("ing"))) return;
  const before = tokens[index - 1];
  const after = tokens[index + 1];
  if (REPORTS.has(lower) && after !== undefined && SAYING.has(after.lower) && (before?.lower !== "to" || isNominal(before))) {
    token.tag = "NOUN";
    after.tag = "VERB";
  } else if (MODIFIED.has(lower) && joinsCompound(tokens, index)) {
    token.tag = "ADJ";
    if (before?.tag === "VERB") before.tag = "NOUN";
  } else if (lower === "heat" && token.tag === "VERB" && HEATED.has(after?.lower ?? "")) token.tag = "NOUN";
  else if (token.tag === "VERB" && (lower === "fourier-transform" || (lower === "transform" && before?.lower === "fourier")))
    token.tag = "NOUN";
  else if (lower === "account" && before?.lower === "into") token.tag = "X";
  else if (lower === "yield" && token.tag === "VERB" && YIELDED.has(after?.lower ?? "")) token.tag = "NOUN";
  else if (token.tag === "VERB" && lower.endsWith("ing")) {
    if (modifies(tokens, index)) token.tag = "NOUN";
  } else if (LATIN.has(lower) && before !== undefined && (before.lower === "in" || before.lower === "ex")) {
    before.tag = "ADV";
    token.tag = isNominal(after) || after?.tag === "ADJ" ? "ADJ" : "ADV";
  } else if ((lower === "set" || lower === "sets") && token.tag === "VERB" && isNominal(before) && closes(tokens[index + 1]))
    token.tag = "NOUN";
  else if (token.tag === "ADJ" && CLOSING.has(lower) && isNominal(before) && closes(tokens[index + 1])) token.tag = "NOUN";
  else if (token.tag === "NOUN" && lower === "plastic" && isNominal(tokens[index + 1])) token.tag = "ADJ";
}

/** "QCM-D results show", "lifetime studies indicate". */
const REPORTS = new Set("results experiments measurements studies tests models measures traces images patterns estimates scans".split(" "));
const SAYING = new Set("show suggest indicate reveal demonstrate confirm imply provide agree support prove".split(" "));

const LATIN = new Set("situ vitro vivo silico operando".split(" "));
/** Words that close a compound though the tagger sees an adjective: "diode saturation current". */
const CLOSING = new Set("current potential solid liquid metal plastic base acid composite ceramic crystal".split(" "));

function closes(token: Token | undefined): boolean {
  return (
    token === undefined ||
    token.tag === "PUNCT" ||
    token.tag === "ADP" ||
    token.tag === "AUX" ||
    token.tag === "CCONJ" ||
    token.tag === "SCONJ"
  );
}

/** "the hole blocking layer": a noun that does something stands behind, and the noun before is what it is done to, not who does it. */
function modifies(tokens: readonly Token[], index: number): boolean {
  const before = tokens[index - 1];
  const after = tokens[index + 1];
  if (PROCESSES.has(tokens[index]!.lower) && isNominal(before) && isNominal(after)) return true;
  if (before?.text === "/" && isNominal(after)) return DOERS.has(singularOf(after!));
  if (!isNominal(before) || !isNominal(after) || GOVERNS.has(tokens[index]!.lower) || singularOf(before!) !== before!.lower) return false;
  let head = index + 1;
  while (isNominal(tokens[head + 1])) head++;
  return DOERS.has(singularOf(tokens[head]!));
}

/** Names of processes that stand inside compounds: "peak force tapping AFM", "void growth casting line". */
const PROCESSES = new Set(
  "stretching bending wagging rocking scissoring scanning breathing tapping curing annealing milling sintering tempering quenching".split(
    " ",
  ),
);
const HEATED = new Set("flow flux transfer treatment treatments release capacity loss conduction exchange shock sink".split(" "));
const YIELDED = new Set("stress stresses strength strengths point points surface behavior behaviour".split(" "));

/** Past participles that tie a noun to the one behind as a hyphen would: "Fe3+ induced complexation", "laser assisted etching". */
export const MODIFIED: ReadonlySet<string> = new Set(
  "based assisted induced enhanced mediated modified supported derived coated doped filled reinforced functionalized functionalised loaded decorated terminated oriented activated driven triggered dependent".split(
    " ",
  ),
);

/** It does so after a preposition or a verb, or where the clause's verb comes later; "Zinc induced apoptosis." is a clause. */
function joinsCompound(tokens: readonly Token[], index: number): boolean {
  const after = tokens[index + 1];
  const before = tokens[index - 1];
  const named = isNominal(before) || (tokens[index]!.lower === "based" && before?.lower.endsWith("ing") === true);
  if (!named || after === undefined || !(isNominal(after) || after.tag === "ADJ")) return false;
  let start = index - 1;
  while (start > 0 && (isNominal(tokens[start - 1]) || tokens[start - 1]!.tag === "ADJ" || tokens[start - 1]!.tag === "DET")) start--;
  const opener = tokens[start - 1];
  if (opener?.tag === "ADP" || opener?.tag === "VERB") return true;
  for (let at = index + 1; at < tokens.length; at++) {
    const { tag } = tokens[at]!;
    if (tag === "PUNCT" || tag === "SCONJ" || tag === "CCONJ" || tag === "PRON") return false;
    if (tag === "AUX" || (tag === "VERB" && !/(?:ing|ed)$/.test(tokens[at]!.lower) && tokens[at - 1]!.lower !== "to")) return true;
  }
  return false;
}

/** Participles that hang on the noun before them and take the noun behind as their object. */
const GOVERNS = new Set(
  (
    "using containing including comprising having showing exhibiting displaying possessing involving describing requiring giving providing employing utilizing utilising causing " +
    "incorporating surrounding allowing enabling indicating revealing regarding concerning according following being becoming demonstrating"
  ).split(" "),
);

const DOERS = new Set(
  (
    "layer agent material device method technique process step system unit treatment procedure mechanism site centre center protein polymer test experiment property behavior behaviour " +
    "electrode equipment machine tool model framework algorithm architecture network module apparatus film coating mode operation temperature rate time ability capacity capability facility " +
    "factor term stage strategy probe sensor direction molecule group enzyme element component phase effect condition characteristic approach ingredient additive aid"
  ).split(" "),
);

/** Every word that has a rule of its own: one look-up for all others. */
const CONCERNED: ReadonlySet<string> = new Set([
  ...REPORTS,
  ...LATIN,
  ...MODIFIED,
  ...CLOSING,
  ..."set sets yield heat fourier-transform transform account plastic".split(" "),
]);

// What keeps two terms apart however alike they look: numbers, opposites, negating prefixes. Pure functions of the two keys.

import { termTokens } from "#graph/extraction/normal-form.ts";
import type { TermKey } from "#graph/model.ts";

/** Words of one row exclude each other at the same place of two otherwise equal terms. */
const OPPOSITES: readonly (readonly string[])[] = `
high low medium intermediate; higher lower; highest lowest; maximum minimum; maximal minimal; max min; upper lower; large small medium tiny; larger smaller; long short; strong weak; hard soft;
hot cold warm; wet dry; light heavy dark; fast slow; early late; old new; young old; positive negative neutral; left right; internal external; inner outer; inward outward; interior exterior;
anterior posterior; dorsal ventral; proximal distal; front back rear; top bottom; first second third fourth fifth; primary secondary tertiary quaternary; single double triple multiple dual;
one two three four five six; increase decrease; increased decreased; increasing decreasing; gain loss; more less; open closed; active passive inactive; direct indirect; local global; linear nonlinear;
static dynamic; parallel serial sequential perpendicular; supervised unsupervised; male female; maternal paternal; mother father; cation anion; anode cathode; acid base; acidic basic alkaline; oxidation reduction;
hydrophilic hydrophobic; lipophilic lipophobic; reactant product; donor acceptor; agonist antagonist; activator inhibitor; activation inhibition deactivation; upregulation downregulation;
upstream downstream; bottom top; input output; encoder decoder; encoding decoding; source target; query document answer; question answer; subject object; head tail; parent child;
hypernym hyponym; precision recall; true false; train test validation development; training testing validation development; training test; aerobic anaerobic; vertical horizontal; longitudinal transverse lateral axial radial;
alpha beta gamma delta epsilon; cis trans; syn anti; ortho meta para; north south east west; summer winter; day night; solid liquid gas; monolayer bilayer multilayer; homogeneous heterogeneous;
symmetric asymmetric; explicit implicit; intrinsic extrinsic; abstractive extractive; forward backward; prefix suffix; past future present; human machine; word sentence document character token phrase;
entity relation event; english chinese german french spanish japanese arabic russian hindi korean italian dutch portuguese turkish czech vietnamese finnish; heat cold; tension compression; tensile compressive;
coarse fine; thick thin; wide narrow; deep shallow; full empty; rich poor; common rare; general specific; major minor; mono di tri tetra poly; micro nano macro meso pico; intra inter; over under; hyper hypo;
rate rating; tumor normal; benign malignant; acute chronic; systolic diastolic; innate adaptive; efferent afferent; sensory motor; excitatory inhibitory; prokaryotic eukaryotic; endothermic exothermic; concave convex;
monomer oligomer polymer dimer trimer; monomeric oligomeric polymeric; syntactic semantic lexical; monolingual bilingual multilingual crosslingual; accept reject; import export; add remove; client server; seen unseen; known unknown; labeled unlabeled; structured unstructured
`
  .replaceAll("\n", " ")
  .split(";")
  .map((row) => row.trim().split(" "));

/** Prefixes that turn a word into another one; the empty string stands for the bare word. */
const PREFIXES: readonly (readonly string[])[] = [
  [
    "",
    "in",
    "un",
    "non",
    "anti",
    "dis",
    "im",
    "ir",
    "il",
    "a",
    "an",
    "de",
    "counter",
    "re",
    "mis",
    "co",
    "pre",
    "post",
    "pro",
    "meta",
    "pseudo",
    "quasi",
    "super",
    "sub",
    "ultra",
    "semi",
    "bi",
    "tri",
    "multi",
    "auto",
    "self",
    "cross",
    "trans",
    "iso",
  ],
  ["intra", "inter", "extra", "trans"],
  ["over", "under", ""],
  ["hyper", "hypo", "normo", ""],
  ["micro", "nano", "macro", "meso", "pico", "milli", "kilo", "mega", "giga", ""],
  ["mono", "di", "tri", "tetra", "penta", "hexa", "poly", "oligo", "bi", "multi", "uni", "homo", "hetero", "co", ""],
  ["hydro", "hydr", "lipo", "aero", "an", ""],
  ["up", "down"],
  ["endo", "exo", "ecto", ""],
  ["pre", "post", "peri", ""],
  ["homo", "hetero"],
  ["eu", "pro", "dys", ""],
  ["iso", "aniso", "ortho"],
  ["ab", "ad"],
];

/** Endings that exclude each other on the same stem. */
const SUFFIXES: readonly (readonly string[])[] = [
  ["ate", "ite", "ide", "ous", "ic"],
  ["ane", "ene", "yne", "anol", "anal", "one", "ine", "yl", "in"],
  ["philic", "phobic"],
  ["er", "ee"],
  ["less", "ful"],
  ["ing", "ed"],
  ["", "r", "er", "st", "est"],
];

const rowsOf = new Map<string, number[]>();
OPPOSITES.forEach((row, index) => {
  for (const word of row) rowsOf.set(word, [...(rowsOf.get(word) ?? []), index]);
});

/** Digits, Roman numerals and single letters that number things, in order. */
export function numbersOf(key: TermKey): readonly string[] {
  return termTokens(key).flatMap((word) => {
    if (/^[ivx]{1,4}$/iu.test(word) || /^\p{L}$/u.test(word)) return [word.toLowerCase()];
    return /\d/u.test(word) ? (word.match(/\d+(?:[.,]\d+)*/gu) ?? []) : [];
  });
}

/** Whether the two terms exclude each other: another number, an opposite word, a turning prefix or ending. Symmetric. */
export function contradict(a: TermKey, b: TermKey): boolean {
  if (letters(a) === letters(b)) return false;
  if (numbersOf(a).join(" ") !== numbersOf(b).join(" ")) return true;
  const left = termTokens(a);
  const right = termTokens(b);
  const onlyLeft = left.filter((word) => !right.includes(word));
  const onlyRight = right.filter((word) => !left.includes(word));
  return onlyLeft.some((x) => onlyRight.some((y) => opposed(x, y))) || turned(left.join(""), right.join(""));
}

/** What is left of a key without spaces and case: `pre trained` and `pretrained` cannot exclude each other. */
function letters(key: TermKey): string {
  return key.replaceAll(" ", "").toLowerCase();
}

/** Whether two words exclude each other. Symmetric. */
export function opposed(x: string, y: string): boolean {
  if (x === y) return false;
  const rows = rowsOf.get(x);
  if (rows !== undefined && rowsOf.get(y)?.some((row) => rows.includes(row))) return true;
  return turned(x, y) || SUFFIXES.some((endings) => endings.some((ending) => endedOtherwise(x, y, ending, endings)));
}

function turned(x: string, y: string): boolean {
  return PREFIXES.some((prefixes) =>
    prefixes.some((prefix) => {
      if (!x.startsWith(prefix)) return false;
      const stem = x.slice(prefix.length);
      return stem.length >= 4 && prefixes.some((other) => other !== prefix && y === other + stem);
    }),
  );
}

function endedOtherwise(x: string, y: string, ending: string, endings: readonly string[]): boolean {
  if (!x.endsWith(ending)) return false;
  const stem = x.slice(0, x.length - ending.length);
  return stem.length >= 3 && endings.some((other) => other !== ending && y === stem + other);
}

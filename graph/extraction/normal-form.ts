// The normal form of a mention's surface: what makes two spellings one term. It decides spelling only, never meaning.

import { isFormula, isSymbol } from "#graph/extraction/formulas.ts";
import { singular } from "#graph/extraction/plurals.ts";
import { remember } from "#graph/extraction/remember.ts";
import type { TermKey } from "#graph/model.ts";

const GREEK: Readonly<Record<string, string>> = Object.fromEntries(
  (
    "α:alpha β:beta γ:gamma δ:delta ε:epsilon ϵ:epsilon ζ:zeta η:eta θ:theta ϑ:theta ι:iota κ:kappa λ:lambda μ:mu µ:mu ν:nu ξ:xi ο:omicron " +
    "π:pi ρ:rho σ:sigma ς:sigma τ:tau υ:upsilon φ:phi ϕ:phi χ:chi ψ:psi ω:omega " +
    "Γ:gamma Δ:delta Θ:theta Λ:lambda Ξ:xi Π:pi Σ:sigma Φ:phi Ψ:psi Ω:omega"
  )
    .split(" ")
    .map((pair) => pair.split(":") as [string, string]),
);

const SCRIPTS = "₀₁₂₃₄₅₆₇₈₉⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻";
const HAS_SCRIPTS = new RegExp(`[${SCRIPTS}]`, "u");
const PLAIN_SCRIPTS = "01234567890123456789+-";

/** Words in front that say which or how many, not what. */
const LEADING = new Set(
  (
    "a an the this that these those some any each every all both either neither no another other others such various several many few much more most " +
    "certain different its their our his her my your whose which what same said respective numerous multiple diverse given corresponding overall " +
    "own"
  ).split(" "),
);

/** -our words whose American spelling drops the u; a list, since `hour`, `four` and `contour` must stay. */
const OUR =
  /\b(col|behavi|fav|lab|neighb|tum|vap|vig|rig|od|flav|harb|hon|hum|arm|sav|endeav|cand|glam|rum|splend|val|ferv|clam|parl)our/gu;
const ISE_STAYS =
  /^(?:.{0,3}(?:wise|rise|vise|prise|cise|lise)|exercise|precise|concise|expertise|otherwise|promise|premise|compromise|enterprise|merchandise|franchise|advertise|supervise|revise|devise|advise|improvise|surprise|comprise|arise|raise|praise|noise|poise|turquoise|tortoise|porpoise|chemise|treatise|paradise|anise|cruise|bruise|disguise|demise|excise|incise|circumcise|televise|despise|apprise|likewise|clockwise|stepwise|pairwise|counterclockwise|reprise|vise|valise|malaise|mayonnaise|liaise|appraise|cerise|marquise|reprise|braise|crise)(?:s|d|r|rs)?$/u;

/**
 * The term key of a surface form: Greek letters spelled out, hyphens and slashes opened, case and plural folded, British spelling made
 * American, possessives, articles and quantifiers dropped; "coefficient of friction" becomes "friction coefficient".
 * Formulas and names keep their case (`CaCO3`, `BRCA1`, `p53`), since `CO` is not `Co`.
 */
export function normalForm(surface: string): TermKey {
  return remembered(surface);
}

const remembered = remember(folded);

/** ASCII words with single spaces: already in normal form. */
const SIMPLE = /^[!-~]+(?: [!-~]+)*$/;
/** Nothing to cut or strip but at spaces. */
const PLAIN_WORDS = /^[A-Za-z0-9]+(?: [A-Za-z0-9]+)*$/;

function folded(surface: string): TermKey {
  const text = SIMPLE.test(surface) ? surface : surface.normalize("NFC").replace(/\s+/gu, " ").trim();
  if (!text.includes(" ")) {
    const plain = plainScripts(text);
    if (isFormula(text) || isFormula(plain)) return plain as TermKey;
  }
  const keyed = wordsOf(text)
    .map(wordKey)
    .filter((word) => word !== "");
  while (keyed.length > 1 && LEADING.has(keyed[0]!)) keyed.shift();
  const ordered = text.includes(" of ") ? inverted(keyed) : keyed;
  if (ordered.length > 0) ordered.push(singularWord(ordered.pop()!));
  return (ordered.join(" ") || text.toLowerCase()) as TermKey;
}

function wordsOf(text: string): string[] {
  return PLAIN_WORDS.test(text)
    ? text.split(" ")
    : text
        .replace(/[‐‑‒–]/gu, "-")
        .split(BETWEEN_WORDS)
        .map(withoutPunctuation);
}

/**
 * A hyphen stays behind a word that would be dropped in front: "a-Si" is no "Si", "no-slip" no "slip". The key keeps it too, else the key's own
 * key would lose the word. A capital "A" is a name anyway.
 */
const BETWEEN_WORDS = new RegExp(`(?<!(?:^|[\\s([])(?:${[...LEADING].map(anyCase).join("|")}))-[\\s\\-—/_]*|[\\s—/_][\\s\\-—/_]*`, "u");

function anyCase(word: string): string {
  return word === "a" ? word : `[${word[0]!.toUpperCase()}${word[0]!}]${word.slice(1)}`;
}

/** The words of a term key. */
export function termTokens(key: TermKey): readonly string[] {
  return key.split(" ").filter((token) => token !== "");
}

function withoutPunctuation(word: string): string {
  if (/^[A-Za-z0-9]+$/.test(word)) return word;
  const bare = word.replace(/['’]s$/iu, "").replace(/^[^\p{L}\p{N}]+/u, "");
  if (/[+⁺⁻]$/u.test(bare) && isFormula(plainScripts(bare))) return bare;
  const cut = bare.replace(/[^\p{L}\p{N}]+$/u, "");
  return cut + closerOf(cut, bare[cut.length]);
}

/** The bracket that was cut off behind a word which opens it: "Co(II)". */
function closerOf(word: string, next: string | undefined): string {
  if (next !== ")" && next !== "]") return "";
  return word.lastIndexOf(next === ")" ? "(" : "[") > word.lastIndexOf(next) ? next : "";
}

const wordKey = remember(keyOfWord);

/** One word, folded; names and formulas keep their case. */
function keyOfWord(word: string): string {
  if (/^[a-z]+$/.test(word)) return american(word);
  const hyphen = word.indexOf("-");
  if (hyphen > 0 && hyphen < word.length - 1) return `${word.slice(0, hyphen).toLowerCase()}-${wordKey(word.slice(hyphen + 1))}`;
  const plain = plainScripts(word);
  if (isFormula(plain)) return plain;
  const plural = /^(\p{Ll}?\p{Lu}[\p{Lu}\p{N}]+)s$/u.exec(plain)?.[1];
  if (plural !== undefined) return spellGreek(plural);
  const spelled = spellGreek(plain);
  if (isSymbol(plain) && !/^[α-ωΑ-Ω]$/u.test(plain)) return spelled;
  return american(spelled.toLowerCase());
}

function plainScripts(text: string): string {
  if (!HAS_SCRIPTS.test(text)) return text;
  let plain = "";
  for (const letter of text) {
    const at = SCRIPTS.indexOf(letter);
    plain += at < 0 ? letter : PLAIN_SCRIPTS[at];
  }
  return plain;
}

function spellGreek(word: string): string {
  return word.replace(/[\u0370-\u03ffµ]/gu, (letter) => GREEK[letter] ?? letter);
}

/** Letters without which nothing below applies: most words are spelled alike. */
const MAYBE_BRITISH = /our|re|sulph|alumin|isation|aging|^grey|^mould|^haem|aemia|^oestr|is[ei]|lys|ell|ogue|programme/;

function american(word: string): string {
  if (!MAYBE_BRITISH.test(word)) return word;
  const colour = word.replace(OUR, "$1or").replace(/\bfib(re|res)\b/gu, (_, end: string) => (end === "re" ? "fiber" : "fibers"));
  const centre = colour.replace(
    /\b(cent|met|lit|theat|calib|scept|spect|lust|nanomet|micromet|millimet|centimet|kilomet)re(s?)\b/gu,
    "$1er$2",
  );
  const sulfur = centre
    .replace(/sulph/gu, "sulf")
    .replace(/alumin(?:ium)\b/gu, "aluminum")
    .replace(/isation(s?)$/u, "ization$1")
    // The one word whose longer spelling is the key: "aging" and "ageing" must meet, and "paging" must not.
    .replace(/\baging\b/gu, "ageing");
  const grey = sulfur
    .replace(/^grey/u, "gray")
    .replace(/^mould/u, "mold")
    .replace(/^haem/u, "hem")
    .replace(/aemia$/u, "emia")
    .replace(/^oestr/u, "estr");
  if (/(?:ise|ised|iser|isers|ises|ising)$/u.test(grey) && grey.length > 5) {
    const stem = grey.replace(/ing$/u, "e").replace(/(?:d|r|rs|s)$/u, "");
    if (!ISE_STAYS.test(stem)) return grey.replace(/is(e|ed|er|ers|es|ing)$/u, "iz$1");
  }
  const yse = grey
    .replace(/lys(e|ed|er|ers|ing)$/u, "lyz$1")
    .replace(/delling$/u, "deling")
    .replace(/delled$/u, "deled")
    .replace(/labelled$/u, "labeled")
    .replace(/labelling$/u, "labeling");
  return yse
    .replace(/catalogue(s?)$/u, "catalog$1")
    .replace(/analogue(s?)$/u, "analog$1")
    .replace(/programme(s?)$/u, "program$1");
}

/** "coefficient of friction" → "friction coefficient": the same thing in the order nouns stack. */
function inverted(words: readonly string[]): string[] {
  const at = words.indexOf("of");
  if (at < 1 || at === words.length - 1) return [...words];
  const front = words.slice(0, at);
  const rest = words.slice(at + 1).filter((word) => word !== "of" && !LEADING.has(word));
  return [...rest.slice(0, -1), singularWord(rest.at(-1) ?? ""), ...front].filter((word) => word !== "");
}

/** The last word is folded to its singular; names (`CNNs` is handled before) stay. */
function singularWord(word: string): string {
  return /\p{Lu}|\d/u.test(word) ? word : singular(word);
}

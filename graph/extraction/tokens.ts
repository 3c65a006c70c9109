// Cuts a stretch of text into tokens with exact UTF-16 offsets, and gives each a plain stand-in word for the tagger.

import { isFormula, isSymbol } from "#graph/extraction/formulas.ts";
import { isEquation, isQuantity } from "#graph/extraction/quantities.ts";
import { remember } from "#graph/extraction/remember.ts";
import type { Inflection } from "#graph/extraction/verbs.ts";
import type { Tag } from "#graph/extraction/wink.ts";

export type TokenKind = "word" | "number" | "quantity" | "formula" | "symbol" | "dotted" | "punctuation";

export interface Token {
  readonly start: number;
  readonly end: number;
  readonly text: string;
  readonly lower: string;
  readonly kind: TokenKind;
  /** What the tagger sees: letters only, or one punctuation mark. */
  readonly plain: string;
  /** Set by the tagger, mended by tag-repair.ts. */
  tag: Tag;
  readonly word: Word;
}

/** What holds of a word wherever it stands, shared by all its tokens: looked up once for each token. */
export interface Word {
  readonly text: string;
  readonly lower: string;
  readonly kind: TokenKind;
  readonly plain: string;
  /** Filled in when it is first asked for (verbs.ts). */
  inflection: Inflection | null;
  /** Filled in when it is first asked for (plurals.ts). */
  singular: string | null;
}

/** Abbreviations whose full stop is theirs, with the word that stands in for them. */
const DOTTED: Readonly<Record<string, string>> = {
  "al.": "others",
  "approx.": "about",
  "ca.": "about",
  "cf.": "see",
  "dr.": "Dr",
  "e.g.": "including",
  "eq.": "equation",
  "eqn.": "equation",
  "eqs.": "equations",
  "etc.": "others",
  "fig.": "figure",
  "figs.": "figures",
  "i.e.": "namely",
  "no.": "number",
  "nos.": "numbers",
  "prof.": "Prof",
  "ref.": "reference",
  "refs.": "references",
  "resp.": "respectively",
  "sec.": "section",
  "sect.": "section",
  "sp.": "species",
  "spp.": "species",
  "subsp.": "species",
  "tab.": "table",
  "viz.": "namely",
  "vol.": "volume",
  "vs.": "versus",
  "wt.": "weight",
};

/** Titles and company marks, with a capital only: "5 ms." ends in a unit. */
const TITLES = ["Mr.", "Mrs.", "Ms.", "Messrs.", "St.", "Jr.", "Sr."];
const COMPANY_MARKS = ["Ltd.", "Inc.", "Corp.", "Co.", "Bros."];
/** After these a capital opens a sentence, unless it is another of them. */
export const COMPANY: ReadonlySet<string> = new Set(COMPANY_MARKS);

const dottedChoice = [
  ...Object.keys(DOTTED)
    .filter((word) => word !== "no.")
    .map((word) => `[${word[0]!.toUpperCase()}${word[0]}]${word.slice(1)}`),
  ...TITLES,
  ...COMPANY_MARKS,
]
  .sort((a, b) => b.length - a.length)
  .map((word) => word.replaceAll(".", "\\."))
  .join("|");

/** White space, then one of: 1 address, 2 dotted abbreviation, 3 formula with brackets, 4 word, 5 possessive, 6 any other character. */
const PIECE = new RegExp(
  `\\s*(?:${[
    '(https?://[^\\s<>"]{1,2000}[^\\s<>".,;:)\\]]|[\\w.+-]{1,64}@[\\w-]+(?:\\.[\\w-]+)+)',
    `((?:${dottedChoice})(?![\\p{L}\\p{N}])|no\\.(?=\\s?\\d)|(?:\\p{L}\\.){2,}|\\p{Lu}\\.(?=[\\s-]?\\p{L}))`,
    "((?:\\p{Lu}\\p{Ll}?[0-9₀-₉]*){1,12}(?:[([](?:\\p{Lu}\\p{Ll}?[0-9₀-₉]*){1,12}[)\\]][0-9₀-₉]*(?:\\p{Lu}\\p{Ll}?[0-9₀-₉]*){0,12}){1,6}(?!\\p{L}))",
    "([\\p{L}\\p{N}][\\p{L}\\p{M}\\p{N}]*(?:(?:[-‐‑–_·&](?=[\\p{L}\\p{N}])|['’](?![sS](?![\\p{L}\\p{N}]))(?=\\p{L})|(?<=\\p{N})[.,](?=\\p{N}))[\\p{L}\\p{M}\\p{N}]+)*(?:[+⁺⁻]+(?![\\p{L}\\p{N}]))?)",
    "(['’][sS](?![\\p{L}\\p{N}]))",
    "(\\S)",
  ].join("|")})`,
  "guy",
);

/** Tokens of `text` between `from` and `to`, in order; white space is left out. The same as `tokensByPattern`, which is slower. */
export function tokenise(text: string, from: number, to: number): Token[] {
  const tokens: Token[] = [];
  const stretch = text.slice(from, to);
  let at = 0;
  while (at < stretch.length) {
    const code = stretch.charCodeAt(at);
    if (code === SPACE || code === LINE_END) at++;
    else {
      const end = endOfPlainWord(stretch, at);
      if (end > at) tokens.push(tokenAt(from + at, wordOf(stretch.slice(at, end))));
      at = end > at ? end : nextByPattern(stretch, at, from, tokens);
    }
  }
  return tokens;
}

/** As `tokenise`, with the pattern alone. */
export function tokensByPattern(text: string, from: number, to: number): Token[] {
  const tokens: Token[] = [];
  const stretch = text.slice(from, to);
  let at = 0;
  while (at < stretch.length) at = nextByPattern(stretch, at, from, tokens);
  return tokens;
}

const SPACE = 32;
const LINE_END = 10;
const CLOSERS = new Set([SPACE, LINE_END, ...[...",;)"].map((mark) => mark.charCodeAt(0))]);

/** End of the ASCII letters at `at` when what follows leaves the pattern no other reading than a word; else `at`. */
function endOfPlainWord(stretch: string, at: number): number {
  let end = at;
  while (isAsciiLetter(stretch.charCodeAt(end))) end++;
  return end === stretch.length || CLOSERS.has(stretch.charCodeAt(end)) ? end : at;
}

function isAsciiLetter(code: number): boolean {
  const lower = code | 32;
  return lower > 96 && lower < 123;
}

/** Adds the token that begins after white space at `at`; answers where the next one may begin. */
function nextByPattern(stretch: string, at: number, from: number, tokens: Token[]): number {
  PIECE.lastIndex = at;
  const match = PIECE.exec(stretch);
  if (match === null) return stretch.length;
  const [whole, address, dotted, formula, word, possessive, other] = match;
  const piece = address ?? dotted ?? formula ?? word ?? possessive ?? other ?? "";
  const start = from + match.index + whole.length - piece.length;
  if (formula !== undefined && !isFormula(formula)) {
    const name = /^[^([]+/u.exec(formula)![0];
    tokens.push(tokenAt(start, wordOf(name)));
    return start - from + name.length;
  }
  if (word !== undefined || formula !== undefined) tokens.push(tokenAt(start, wordOf(piece)));
  else if (dotted !== undefined) tokens.push(tokenAt(start, dottedWord(piece)));
  else if (address !== undefined) tokens.push(tokenAt(start, asWord(piece, "symbol", "site")));
  else tokens.push(tokenAt(start, possessive === undefined ? mark(piece) : possessiveMark(piece)));
  return start - from + piece.length;
}

function tokenAt(start: number, word: Word): Token {
  const { text, lower, kind, plain } = word;
  return { start, end: start + text.length, text, lower, kind, plain, tag: "X", word };
}

function asWord(text: string, kind: TokenKind, plain: string): Word {
  return { text, lower: text.toLowerCase(), kind, plain, inflection: null, singular: null };
}

/** Longer runs of letters are data (base64, sequences), not words: they read as a mark, and the tagger, whose time grows with the square of a word, never sees them. */
const LONGEST_WORD = 200;

function wordOf(text: string): Word {
  return text.length > LONGEST_WORD ? unreadable(text) : knownWord(text);
}

function unreadable(text: string): Word {
  return asWord(text, "punctuation", ",");
}

const knownWord = remember((text: string): Word => {
  const { kind, plain } = shaped(text);
  return asWord(text, kind, plain);
});

function dottedWord(text: string): Word {
  return text.length > LONGEST_WORD ? unreadable(text) : knownDotted(text);
}

const knownDotted = remember((text: string): Word => {
  const known = DOTTED[text.toLowerCase()];
  return asWord(text, "dotted", known ?? (TITLES.includes(text) ? "Dr" : "carbon"));
});

const mark = remember((text: string): Word => asWord(text, "punctuation", plainMark(text)));

const possessiveMark = remember((text: string): Word => asWord(text, "punctuation", "'s"));

interface Shape {
  readonly kind: TokenKind;
  readonly plain: string;
}

function shaped(text: string): Shape {
  if (/^[A-Za-z]{2,}$/.test(text) && !/[a-z][A-Z]|^[A-Z]{2,}/.test(text)) return { kind: "word", plain: text };
  if (/^\d[\d.,]*$/.test(text)) return { kind: "number", plain: "12" };
  if (isQuantity(text) || isEquation(text)) return { kind: "quantity", plain: "12" };
  if (text === "A" || text === "a" || text === "I") return { kind: "word", plain: text };
  if (isFormula(text)) return { kind: "formula", plain: "carbon" };
  if (isSymbol(text)) return { kind: "symbol", plain: /^\p{Lu}[\p{Lu}\d-]*s$/u.test(text) ? "networks" : "carbon" };
  if (/n['’]t$/u.test(text)) return { kind: "word", plain: text.replace("’", "'") };
  const last = /[A-Za-z]{2,}$/.exec(text)?.[0];
  return { kind: "word", plain: last === undefined ? "carbon" : last.toLowerCase() };
}

function plainMark(mark: string): string {
  return /^[.,;:()?!]$/.test(mark) ? mark : mark === "/" || mark === "&" ? "and" : ",";
}

// A question as the shapes read it: its words without what only says how one asks, the years it names, how many it wants. Spelling only.

import { singular } from "#graph/extraction/plurals.ts";
import { yearsText } from "#graph/search/filters.ts";
import type { Within } from "#graph/store/graph-store.ts";

type Years = NonNullable<Within["years"]>;

export interface Asked {
  /** Without courtesies, years, numbers and the mark at the end; names keep their letters. */
  readonly text: string;
  /** Null when the question names none. */
  readonly years: Years | null;
  /** The same in words. */
  readonly yearWords: string;
  /** How many are wanted, when the question says so. */
  readonly top: number | null;
  /** Whether a number is wanted instead of a list. */
  readonly count: boolean;
}

const COURTESY =
  /^(?:please|can you|could you|would you|tell me|show me|give me|i (?:want|would like) to know|do you know|find(?: me)?|list(?: me)?|show|display|name|enumerate|get)\b[,:]?\s*(?:all\b(?:\s+of)?(?:\s+the)?\s*)?/i;
const COUNT = /^(?:how many|(?:what is )?the number of|number of|count(?: of)?(?: the)?)\s+/i;
const PLACE =
  /\s+(?:are|is)?\s*(?:there|known|listed)?\s*(?:in|of) (?:the|this|my) (?:garden|graph|corpus|collection|library)$|\s+(?:are|is) there$/i;
const PUBLISHED = "(?:\\s+(?:that (?:were|are)\\s+)?(?:published|written|from|dated|appeared|appearing))?";

interface YearReading {
  readonly pattern: RegExp;
  readonly range: (first: number, second: number) => Years;
}

const YEAR = "((?:1[5-9]|2[01])\\d\\d)";
const YEARS: readonly YearReading[] = [
  {
    pattern: new RegExp(`${PUBLISHED}\\s+(?:from|between)\\s+${YEAR}\\s+(?:to|and|until|through)\\s+${YEAR}\\b`, "i"),
    range: (from, to) => ({ from, to }),
  },
  {
    pattern: new RegExp(`${PUBLISHED}\\s+(?:after|later than|newer than)\\s+${YEAR}\\b`, "i"),
    range: (year) => ({ from: year + 1, to: null }),
  },
  {
    pattern: new RegExp(`${PUBLISHED}\\s+(?:before|earlier than|older than)\\s+${YEAR}\\b`, "i"),
    range: (year) => ({ from: null, to: year - 1 }),
  },
  { pattern: new RegExp(`${PUBLISHED}\\s+since\\s+${YEAR}\\b`, "i"), range: (from) => ({ from, to: null }) },
  { pattern: new RegExp(`${PUBLISHED}\\s+(?:until|till|up to|by)\\s+${YEAR}\\b`, "i"), range: (to) => ({ from: null, to }) },
  {
    pattern: new RegExp(`${PUBLISHED}\\s+(?:in|of|from|during)\\s+(?:the year\\s+)?${YEAR}\\b`, "i"),
    range: (year) => ({ from: year, to: year }),
  },
];

const TOP = /\b(?:top|first)\s+(\d{1,4})\b|\bthe\s+(\d{1,4})\s+(?=most\b|largest\b|newest\b|latest\b|oldest\b|earliest\b)/i;

export function readQuestion(question: string): Asked {
  let text = question
    .normalize("NFC")
    .replace(/[“”„«»]/g, '"')
    .replace(/[’‘]/g, "'")
    .replace(/\s+/g, " ")
    .trim()
    .replace(/[\s?!.]+$/, "");
  for (let before = ""; before !== text; ) [before, text] = [text, text.replace(COURTESY, "")];
  let years: Years | null = null;
  for (const { pattern, range } of YEARS) {
    const found = pattern.exec(` ${text}`);
    if (found === null) continue;
    years = both(years, range(Number(found[1]), Number(found[2])));
    text = ` ${text}`.replace(pattern, "").trim();
  }
  const wanted = TOP.exec(text);
  const top = wanted === null ? null : Number(wanted[1] ?? wanted[2]);
  if (wanted !== null) text = text.replace(TOP, wanted[1] === undefined ? "the " : "top");
  const count = COUNT.test(text);
  if (count) text = `which ${text.replace(COUNT, "")}`;
  text = text.replace(PLACE, "").trim();
  return {
    text,
    years,
    yearWords: years === null ? "" : `, year of publication ${yearsText(years)}`,
    top,
    count,
  };
}

/** "After 2010 … before 2020": the years in both ranges. */
function both(one: Years | null, other: Years): Years {
  if (one === null) return other;
  const from = Math.max(one.from ?? -Infinity, other.from ?? -Infinity);
  const to = Math.min(one.to ?? Infinity, other.to ?? Infinity);
  return { from: from === -Infinity ? null : from, to: to === Infinity ? null : to };
}

/** A name without its article, its quotation marks and the words that say where. */
export function bareName(text: string): string {
  return text
    .trim()
    .replace(/^["']|["']$/g, "")
    .replace(/^(?:the|an?|some|any|all|both)\s+/i, "")
    .replace(/^(?:concept|term|topic|word)s?\s+(?=\S)/i, "")
    .replace(/^["']|["']$/g, "")
    .trim();
}

/** What a name may be written as: with and without the plural of its last word, in lower case, hyphens as spaces. */
export function nameForms(name: string): readonly string[] {
  const words = name.toLowerCase().replaceAll("-", " ").split(/\s+/).filter(Boolean);
  const last = words.pop() ?? "";
  const one = singular(last);
  return [...new Set([last, one, `${one}s`])].map((word) => [...words, word].join(" "));
}

// What one document adds to each term, and terms as exact integer sums of such parts: adding and taking out undo each other.

import { compareCodePoints } from "#graph/code-points.ts";
import type { Document, MentionKind, Reading, Term, TermKey } from "#graph/model.ts";

/** A document with what it says: what a put-document operation carries. */
export interface Body {
  readonly document: Document;
  readonly reading: Reading;
}

/** A term while it is being counted. */
export interface Tally {
  documents: number;
  mentions: number;
  claims: number;
  definitions: number;
  /** Mentions of each kind, in the order of KINDS. */
  readonly kinds: number[];
  readonly surfaces: Map<string, number>;
}

export type Tallies = Map<TermKey, Tally>;

/** Adds what a document says of each term it mentions or defines, or takes it out when `sign` is −1. */
export function countDocument(tallies: Tallies, { document, reading }: Body, sign: 1 | -1): void {
  const mentioned = new Set<Tally>();
  for (const { term, kind, start, end } of reading.mentions) {
    const tally = tallyIn(tallies, term);
    if (!mentioned.has(tally)) {
      mentioned.add(tally);
      tally.documents += sign;
    }
    tally.mentions += sign;
    tally.kinds[KINDS.indexOf(kind)]! += sign;
    add(tally.surfaces, document.text.slice(start, end), sign);
  }
  for (const { head, tail } of reading.claims) {
    const [from, to] = [reading.mentions[head]!.term, reading.mentions[tail]!.term];
    tallyIn(tallies, from).claims += sign;
    if (to !== from) tallyIn(tallies, to).claims += sign;
  }
  for (const term of new Set(reading.abbreviations.flatMap(({ short, long }) => [short, long]))) tallyIn(tallies, term).definitions += sign;
}

function tallyIn(tallies: Tallies, term: TermKey): Tally {
  const known = tallies.get(term);
  if (known !== undefined) return known;
  const fresh: Tally = { documents: 0, mentions: 0, claims: 0, definitions: 0, kinds: KINDS.map(() => 0), surfaces: new Map() };
  tallies.set(term, fresh);
  return fresh;
}

export function tallyOf({ documents, mentions, claims, definitions, kinds, surfaces }: Term): Tally {
  return {
    documents,
    mentions,
    claims,
    definitions,
    kinds: KINDS.map((kind) => kinds[kind] ?? 0),
    surfaces: new Map(Object.entries(surfaces)),
  };
}

/** The term; null when nothing mentions or defines it any more. */
export function termOf(key: TermKey, tally: Tally): Term | null {
  const { documents, mentions, claims, definitions } = tally;
  if (mentions === 0 && definitions === 0) return null;
  const written = [...tally.surfaces];
  const surfaces = Object.fromEntries(written.length > 1 ? written.sort(([a], [b]) => compareCodePoints(a, b)) : written);
  const kinds: Partial<Record<MentionKind, number>> = {};
  let most = 0;
  KINDS.forEach((kind, index) => {
    const count = tally.kinds[index]!;
    if (count !== 0) kinds[kind] = count;
    if (count > tally.kinds[most]!) most = index;
  });
  return { key, surfaces, documents, mentions, claims, definitions, kind: KINDS[most]!, kinds };
}

/**
 * Which terms are concepts, a pure function of the documents: those that some claim speaks of, that at least two documents mention,
 * or that some document defines as the short or long form of an abbreviation, as long as anything mentions them.
 */
export function isConceptual(term: Term | null | undefined): boolean {
  return term !== null && term !== undefined && term.mentions > 0 && (term.claims > 0 || term.documents > 1 || term.definitions > 0);
}

/** In the order that settles ties. */
const KINDS: readonly MentionKind[] = ["phrase", "abbreviation", "formula", "symbol"];

/** Zero entries go, so that a count that came and went leaves no trace. */
function add(counts: Map<string, number>, key: string, by: number): void {
  const next = (counts.get(key) ?? 0) + by;
  if (next === 0) counts.delete(key);
  else counts.set(key, next);
}

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
  readonly kinds: Map<MentionKind, number>;
  readonly surfaces: Map<string, number>;
}

/** What one document says of each term it mentions or defines. */
export function tallyDocument({ document, reading }: Body): Map<TermKey, Tally> {
  const tallies = new Map<TermKey, Tally>();
  const of = (term: TermKey): Tally => {
    const known = tallies.get(term);
    if (known !== undefined) return known;
    const fresh = emptyTally();
    tallies.set(term, fresh);
    return fresh;
  };
  for (const { term, kind, start, end } of reading.mentions) {
    const tally = of(term);
    tally.documents = 1;
    tally.mentions++;
    add(tally.kinds, kind, 1);
    add(tally.surfaces, document.text.slice(start, end), 1);
  }
  for (const { head, tail } of reading.claims) {
    of(reading.mentions[head]!.term).claims++;
    if (reading.mentions[tail]!.term !== reading.mentions[head]!.term) of(reading.mentions[tail]!.term).claims++;
  }
  for (const term of new Set(reading.abbreviations.flatMap(({ short, long }) => [short, long]))) of(term).definitions = 1;
  return tallies;
}

export function emptyTally(): Tally {
  return { documents: 0, mentions: 0, claims: 0, definitions: 0, kinds: new Map(), surfaces: new Map() };
}

export function tallyOf(term: Term): Tally {
  const { documents, mentions, claims, definitions } = term;
  const kinds = new Map(Object.entries(term.kinds) as [MentionKind, number][]);
  return { documents, mentions, claims, definitions, kinds, surfaces: new Map(Object.entries(term.surfaces)) };
}

/** Adds a part, or takes it out when `sign` is −1. */
export function mergeTally(into: Tally, part: Tally, sign: 1 | -1): void {
  into.documents += sign * part.documents;
  into.mentions += sign * part.mentions;
  into.claims += sign * part.claims;
  into.definitions += sign * part.definitions;
  for (const [kind, count] of part.kinds) add(into.kinds, kind, sign * count);
  for (const [surface, count] of part.surfaces) add(into.surfaces, surface, sign * count);
}

/** The term; null when nothing mentions or defines it any more. */
export function termOf(key: TermKey, tally: Tally): Term | null {
  const { documents, mentions, claims, definitions } = tally;
  if (mentions === 0 && definitions === 0) return null;
  const written = [...tally.surfaces];
  const surfaces = Object.fromEntries(written.length > 1 ? written.sort(([a], [b]) => compareCodePoints(a, b)) : written);
  const kinds = KINDS.filter((kind) => tally.kinds.has(kind));
  const kind = kinds.reduce((best, next) => (tally.kinds.get(next)! > tally.kinds.get(best)! ? next : best), kinds[0] ?? "phrase");
  return {
    key,
    surfaces,
    documents,
    mentions,
    claims,
    definitions,
    kind,
    kinds: Object.fromEntries(kinds.map((kind) => [kind, tally.kinds.get(kind)!])),
  };
}

/**
 * Which terms are concepts, a pure function of the documents: those that some claim speaks of, that at least two documents mention,
 * or that some document defines as the short or long form of an abbreviation, as long as anything mentions them.
 */
export function isConceptual(term: Term | null | undefined): boolean {
  return term !== null && term !== undefined && term.mentions > 0 && (term.claims > 0 || term.documents > 1 || term.definitions > 0);
}

const KINDS: readonly MentionKind[] = ["phrase", "abbreviation", "formula", "symbol"];

/** Zero entries go, so that a count that came and went leaves no trace. */
function add<Key>(counts: Map<Key, number>, key: Key, by: number): void {
  const next = (counts.get(key) ?? 0) + by;
  if (next === 0) counts.delete(key);
  else counts.set(key, next);
}

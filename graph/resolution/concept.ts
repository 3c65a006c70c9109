// A concept out of its terms: label, aliases, class, spread. Pure; which terms belong together is decided elsewhere.

import { compareCodePoints } from "#graph/code-points.ts";
import { conceptClass } from "#graph/extraction/concept-class.ts";
import type { Concept, ConceptId, Term } from "#graph/model.ts";
import type { Spread } from "#graph/store/graph-store.ts";

/** @param terms in code-point order, at least one */
export function conceptOf(terms: readonly Term[], spread: Spread): Concept {
  const surfaces = new Map<string, number>();
  for (const term of terms) {
    for (const [surface, count] of Object.entries(term.surfaces)) surfaces.set(surface, (surfaces.get(surface) ?? 0) + count);
  }
  const ordered = [...surfaces].sort(([a, m], [b, n]) => n - m || compareCodePoints(a, b)).map(([surface]) => surface);
  const label = ordered[0] ?? terms[0]!.key;
  const leading = terms.reduce((best, next) => (next.mentions > best.mentions ? next : best));
  return {
    id: terms[0]!.key as string as ConceptId,
    label,
    aliases: ordered.slice(1).sort(compareCodePoints),
    terms: terms.map((term) => term.key),
    class: conceptClass(label, leading.kind),
    documents: spread.documents,
    mentions: terms.reduce((sum, term) => sum + term.mentions, 0),
    firstYear: spread.firstYear,
    lastYear: spread.lastYear,
  };
}

/** Smallest and largest year; null where there is none. */
export function yearRange(years: Iterable<number | null>): Pick<Spread, "firstYear" | "lastYear"> {
  let firstYear: number | null = null;
  let lastYear: number | null = null;
  for (const year of years) {
    if (year === null) continue;
    firstYear = firstYear === null || year < firstYear ? year : firstYear;
    lastYear = lastYear === null || year > lastYear ? year : lastYear;
  }
  return { firstYear, lastYear };
}

// Where a walk over the graph begins: the concepts that a question names, and those near it in meaning.

import type { Concept, ConceptId } from "#graph/model.ts";
import type { Seed } from "#graph/search/by-graph.ts";
import type { NearConcept } from "#graph/search/by-meaning.ts";
import { wordsOf } from "#graph/search/words.ts";

const SEEDS = 8;

/** The concepts a query speaks of: those whose every word it has, weighed by their share of its words; and the nearest in meaning. */
export function seedsOf(found: readonly Concept[], query: string, close: readonly NearConcept[]): readonly Seed[] {
  const asked = wordsOf(query);
  const named = found.flatMap(({ id, label, aliases }) => {
    const share = Math.max(...[label, ...aliases].map((name) => coverage(wordsOf(name), asked)));
    return share > 0 ? [{ id, weight: share, named: true }] : [];
  });
  const near = close.filter(({ cosine }) => cosine >= 0.45).map(({ id, cosine }) => ({ id, weight: cosine ** 2, named: false }));
  const best = new Map<ConceptId, Seed>();
  for (const seed of [...named, ...near]) {
    const known = best.get(seed.id);
    best.set(seed.id, { ...seed, weight: Math.max(seed.weight, known?.weight ?? 0), named: seed.named || (known?.named ?? false) });
  }
  return [...best.values()].sort((a, b) => b.weight - a.weight).slice(0, SEEDS);
}

/** Share of the query's words that a name covers, if the query has all of the name's words; else 0. */
function coverage(name: ReadonlySet<string>, asked: ReadonlySet<string>): number {
  if (name.size === 0 || ![...name].every((word) => asked.has(word))) return 0;
  return name.size / asked.size;
}

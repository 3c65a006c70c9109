// The other ends for one given concept: two links away, by several ways if possible, and not joined to it. The whole garden's gaps are
// graph/gaps; this is the same question asked from one concept.

import type { Garden } from "#graph/garden.ts";
import type { ConceptId } from "#graph/model.ts";
import { loadConceptGraph } from "#graph/paths/concept-graph.ts";
import { HUB_DAMPING } from "#graph/paths/link-costs.ts";

/** Concepts two links from `end`, best first by Σ strength · strength / (degree of the middle)^0.4 over the middles; ties by id. */
export async function gapsFrom(garden: Garden, end: ConceptId): Promise<readonly ConceptId[]> {
  const graph = await loadConceptGraph(garden.store);
  const rows = graph.links;
  const start = graph.indexOf.get(end);
  if (start === undefined) return [];
  const slots = (node: number) => Array.from({ length: rows.offsets[node + 1]! - rows.offsets[node]! }, (_, i) => rows.offsets[node]! + i);
  const near = new Set(slots(start).map((slot) => rows.targets[slot]!));
  const found = new Map<number, number>();
  for (const first of slots(start)) {
    const middle = rows.targets[first]!;
    for (const second of slots(middle)) {
      const far = rows.targets[second]!;
      if (far === start || near.has(far)) continue;
      const gain = (rows.strength[first]! * rows.strength[second]!) / slots(middle).length ** HUB_DAMPING;
      found.set(far, (found.get(far) ?? 0) + gain);
    }
  }
  return [...found].sort((x, y) => y[1] - x[1] || x[0] - y[0]).map(([node]) => graph.concepts[node]!.id);
}

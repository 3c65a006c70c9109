// The whole observed graph in memory, compact: what paths, gaps and graph search walk on. It reads; it never writes and judges nothing.

import type { Concept, ConceptId, Relation } from "#graph/model.ts";
import type { GraphStore } from "#graph/store/graph-store.ts";
import { type Adjacency, type CompactGraph, compactGraphBuilder } from "#kernels/compact-graph/compact-graph.ts";
import { undirected } from "#kernels/compact-graph/undirected.ts";
import { HortusError } from "#kernels/errors.ts";

export interface ConceptGraph {
  /** Version of the garden that this is the graph of. */
  readonly version: number;
  /** Index = node; code-point order of ids, so that the smaller node is the smaller id. */
  readonly concepts: readonly Concept[];
  readonly indexOf: ReadonlyMap<ConceptId, number>;
  /** Index = edge id of `csr`. */
  readonly relations: readonly Relation[];
  /** Edges run from `relation.from` to `relation.to`; strength = confidence / 1000. Negated relations are edges too: see `linksOf`. */
  readonly csr: CompactGraph;
}

const cache = new WeakMap<GraphStore, { readonly version: number; readonly graph: Promise<ConceptGraph> }>();
const links = new WeakMap<ConceptGraph, Adjacency>();

/**
 * The graph of the store's present version; loaded once for each version and shared by everybody who asks.
 * Relations in quarantine are not in it.
 * @throws `graph.conflict` when the garden changes during each of three attempts
 */
export async function loadConceptGraph(store: GraphStore): Promise<ConceptGraph> {
  const version = await store.version();
  const known = cache.get(store);
  if (known?.version === version) return known.graph;
  const graph = loadStable(store, version);
  cache.set(store, { version, graph });
  graph.catch(() => {
    if (cache.get(store)?.graph === graph) cache.delete(store);
  });
  return graph;
}

/**
 * The links that may be walked: one for each pair of concepts with an affirmed relation in either direction, its strength pooled over
 * them (1 − Π(1 − confidence)), its edge the most confident one. Negated relations say that there is no link and are left out.
 */
export function linksOf(graph: ConceptGraph): Adjacency {
  const known = links.get(graph);
  if (known !== undefined) return known;
  const rows = undirected(graph.csr, (edge) => graph.relations[edge]!.polarity === "affirmed");
  links.set(graph, rows);
  return rows;
}

async function loadStable(store: GraphStore, first: number): Promise<ConceptGraph> {
  let version = first;
  for (let attempt = 0; attempt < 3; attempt++) {
    const graph = await load(store, version);
    const now = await store.version();
    if (now === version) return graph;
    version = now;
  }
  throw new HortusError("graph.conflict", "The garden keeps changing while its graph is read; try again when growth is done.", { version });
}

async function load(store: GraphStore, version: number): Promise<ConceptGraph> {
  const concepts: Concept[] = [];
  for await (const page of store.allConcepts()) for (const concept of page) concepts.push(concept);
  const indexOf = new Map(concepts.map((concept, index) => [concept.id, index] as const));
  const relations: Relation[] = [];
  const builder = compactGraphBuilder(concepts.length);
  for await (const page of store.allRelations()) {
    for (const relation of page) {
      const from = indexOf.get(relation.from);
      const to = indexOf.get(relation.to);
      // Only possible when a change landed between the two streams; the version check then loads again.
      if (from === undefined || to === undefined) continue;
      builder.add(from, to, relation.confidence / 1000);
      relations.push(relation);
    }
  }
  return { version, concepts, indexOf, relations, csr: builder.build() };
}

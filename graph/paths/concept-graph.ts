// The whole observed graph in memory, compact: what paths, gaps and graph search walk on. It reads; it never writes and judges nothing.
// Evidence is not in it: whoever shows a relation asks the store for its sentences.

import { setImmediate } from "node:timers/promises";
import { joinsStrangers } from "#graph/gaps/interest.ts";
import type { Concept, ConceptId, Relation } from "#graph/model.ts";
import { linkCosts } from "#graph/paths/link-costs.ts";
import type { GraphOutline, GraphStore } from "#graph/store/graph-store.ts";
import { type Adjacency, type CompactGraph, compactGraph } from "#kernels/compact-graph/compact-graph.ts";
import { WalkFinder } from "#kernels/compact-graph/shortest-path.ts";
import { undirected } from "#kernels/compact-graph/undirected.ts";

/** What the graph knows of a concept by itself. */
export type ConceptNode = Pick<Concept, "id" | "label" | "class" | "documents">;
/** A relation without its evidence. */
export type RelationEdge = Pick<Relation, "from" | "type" | "to" | "polarity" | "confidence" | "documents">;

export interface ConceptGraph {
  /** Version of the garden that this is the graph of. */
  readonly version: number;
  /** Index = node; code-point order of ids, so that the smaller node is the smaller id. */
  readonly concepts: readonly ConceptNode[];
  readonly indexOf: ReadonlyMap<ConceptId, number>;
  /** Index = edge id of `csr`. */
  readonly edges: GraphOutline["edges"];
  readonly typeNames: readonly string[];
  /** Edges run from `from` to `to`; strength = confidence / 1000. Negated relations are edges too: see `links`. */
  readonly csr: CompactGraph;
  /**
   * The links that may be walked: one for each pair of concepts with an affirmed relation in either direction, its strength pooled over
   * them (1 − Π(1 − confidence)), its edge the most confident one. Negated relations say that there is no link and are left out.
   */
  readonly links: Adjacency;
  /** Finds walks over the links by what their steps cost; see link-costs.ts. */
  readonly finder: WalkFinder;
}

const cache = new WeakMap<GraphStore, { readonly version: number; readonly graph: Promise<ConceptGraph> }>();

/**
 * The graph of the store's present version; loaded once for each version and shared by everybody who asks.
 * Relations in quarantine are not in it.
 */
export async function loadConceptGraph(store: GraphStore): Promise<ConceptGraph> {
  const version = await store.version();
  const known = cache.get(store);
  if (known?.version === version) return known.graph;
  const graph = load(store);
  cache.set(store, { version, graph });
  graph.then(
    // What came may be newer than what was asked for.
    (loaded) => cache.get(store)?.graph === graph && cache.set(store, { version: loaded.version, graph }),
    () => cache.get(store)?.graph === graph && cache.delete(store),
  );
  return graph;
}

/** The relation that an edge stands for. */
export function relationOf(
  { concepts, edges, typeNames }: Pick<ConceptGraph, "concepts" | "edges" | "typeNames">,
  edge: number,
): RelationEdge {
  return {
    from: concepts[edges.from[edge]!]!.id,
    type: typeNames[edges.type[edge]!]!,
    to: concepts[edges.to[edge]!]!.id,
    polarity: edges.negated[edge] === 1 ? "negated" : "affirmed",
    confidence: edges.confidence[edge]!,
    documents: edges.documents[edge]!,
  };
}

/** Others get their turn between the steps, each of which takes some hundredths of a second in a large garden. */
async function load(store: GraphStore): Promise<ConceptGraph> {
  const { version, ids, labels, classes, classNames, documents, edges, typeNames } = await store.outline();
  const concepts = ids.map((id, node) => ({ id, label: labels[node]!, class: classNames[classes[node]!]!, documents: documents[node]! }));
  const indexOf = new Map(ids.map((id, node) => [id, node] as const));
  await setImmediate();
  const strength = new Float32Array(edges.confidence.length);
  for (let edge = 0; edge < strength.length; edge++) strength[edge] = edges.confidence[edge]! / 1000;
  const csr = compactGraph(ids.length, edges.from, edges.to, strength);
  await setImmediate();
  const links = undirected(csr, (edge) => edges.negated[edge] === 0);
  await setImmediate();
  const costs = linkCosts(links, (node) => joinsStrangers(concepts[node]!.label));
  return { version, concepts, indexOf, edges, typeNames, csr, links, finder: new WalkFinder(links, costs) };
}

// The whole observed graph in memory, compact: what paths, gaps and graph search walk on. It reads; it never writes and judges nothing.
// Evidence is not in it: whoever shows a relation asks the store for its sentences.

import { setImmediate } from "node:timers/promises";
import { joinsStrangers } from "#graph/gaps/interest.ts";
import type { Concept, ConceptId, Relation } from "#graph/model.ts";
import { decodeParts, encodeParts, type GraphParts } from "#graph/paths/kept-graph.ts";
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
  /** See `GraphStore.state`. */
  readonly state: string;
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

const cache = new WeakMap<GraphStore, { readonly state: string; readonly graph: Promise<ConceptGraph> }>();

/**
 * The graph of the store's present state; loaded once for each state and shared by everybody who asks. Processes that come later begin with
 * what was kept beside the store. Relations in quarantine are not in it.
 * @param asked the present state, where it was asked for together with something else
 */
export async function loadConceptGraph(store: GraphStore, asked?: string): Promise<ConceptGraph> {
  const state = asked ?? (await store.state());
  const known = cache.get(store);
  if (known?.state === state) return known.graph;
  const graph = load(store, state);
  cache.set(store, { state, graph });
  graph.then(
    // What came may be newer than what was asked for.
    (loaded) => cache.get(store)?.graph === graph && cache.set(store, { state: loaded.state, graph }),
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

async function load(store: GraphStore, state: string): Promise<ConceptGraph> {
  const kept = await store.keptGraph();
  const known = kept === null ? null : decodeParts(kept, state);
  await setImmediate();
  if (known !== null) return conceptGraphOf(known);
  const parts = await build(await store.outline());
  // Nobody waits for it; closing the store does.
  void store.keepGraph(encodeParts(parts));
  return conceptGraphOf(parts);
}

/** Others get their turn between the steps, each of which takes some hundredths of a second in a large garden. */
async function build(outline: GraphOutline): Promise<GraphParts> {
  const { ids, labels, edges } = outline;
  await setImmediate();
  const strength = new Float32Array(edges.confidence.length);
  for (let edge = 0; edge < strength.length; edge++) strength[edge] = edges.confidence[edge]! / 1000;
  const csr = compactGraph(ids.length, edges.from, edges.to, strength);
  await setImmediate();
  const links = undirected(csr, (edge) => edges.negated[edge] === 0);
  await setImmediate();
  return { ...outline, csr, links, costs: linkCosts(links, (node) => joinsStrangers(labels[node]!)) };
}

function conceptGraphOf(parts: GraphParts): ConceptGraph {
  const { version, state, ids, labels, classes, classNames, documents, edges, typeNames, csr, links, costs } = parts;
  const concepts = ids.map((id, node) => ({ id, label: labels[node]!, class: classNames[classes[node]!]!, documents: documents[node]! }));
  const indexOf = new Map(ids.map((id, node) => [id, node] as const));
  return { version, state, concepts, indexOf, edges, typeNames, csr, links, finder: new WalkFinder(links, costs) };
}

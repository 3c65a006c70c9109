// The drawn graph: as many concepts as a reader can look at, with their places, sizes and communities. Plain JSON; it draws nothing.

import { compareCodePoints } from "#graph/code-points.ts";
import { communityById, communityHierarchy, communityRanks } from "#graph/communities/hierarchy.ts";
import type { Garden } from "#graph/garden.ts";
import type { ConceptId, Polarity } from "#graph/model.ts";
import { type ConceptGraph, loadConceptGraph, relationOf } from "#graph/paths/concept-graph.ts";
import type { GraphStore } from "#graph/store/graph-store.ts";
import { type DrawnLink, layout } from "#graph/view/layout.ts";
import { bestConnected, neighbourhood } from "#graph/view/shown-nodes.ts";
import { type Adjacency, degree } from "#kernels/compact-graph/compact-graph.ts";
import { HortusError } from "#kernels/errors.ts";

export interface GraphViewOptions {
  readonly around?: ConceptId;
  /** Default 2,000. */
  readonly maxNodes?: number;
  /** The most central concepts of one community, by its id. */
  readonly community?: string;
  /** How far around one concept; default 2. */
  readonly hops?: number;
}

export interface ViewNode {
  readonly id: ConceptId;
  readonly label: string;
  readonly class: string;
  readonly x: number;
  readonly y: number;
  /** 1 for the least connected, growing with the square root of the links. */
  readonly size: number;
  /** Place of its community among all of the garden's on the coarsest level, from 0, the largest first; −1 without a link. */
  readonly community: number;
  readonly documents: number;
}

export interface ViewEdge {
  readonly from: ConceptId;
  readonly to: ConceptId;
  readonly type: string;
  readonly polarity: Polarity;
  readonly documents: number;
  readonly confidence: number;
  readonly conjecture: boolean;
}

export interface GraphView {
  readonly version: number;
  readonly nodes: readonly ViewNode[];
  readonly edges: readonly ViewEdge[];
  /** What the garden holds in all. */
  readonly total: { readonly nodes: number; readonly edges: number };
  /** Concepts in this view. */
  readonly shown: number;
}

const MAX_NODES = 2000;
/** The page shows one grouping of a garden, whatever seed a command was given. */
export const COMMUNITY_SEED = 1;
const places = new WeakMap<ConceptGraph, Map<string, ReturnType<typeof layout>>>();

/**
 * The best connected concepts, or those around one. Concepts without a relation are counted but not drawn, except the one asked for.
 * The layout is computed once for each garden version and choice of concepts.
 * @throws `concept.not_found` when `around` is not in the garden, `input.invalid` when the community is not
 */
export async function graphView(garden: Garden, options: GraphViewOptions = {}): Promise<GraphView> {
  const graph = await loadConceptGraph(garden.store);
  const rows = graph.links;
  const hierarchy = await communityHierarchy(graph, COMMUNITY_SEED);
  const [coarsest] = hierarchy.levels;
  const ranks = coarsest === undefined ? null : communityRanks(graph, coarsest);
  const chosen =
    options.community === undefined
      ? chosenNodes(graph, rows, options)
      : communityById(hierarchy, options.community)
          .nodes.slice(0, options.maxNodes ?? MAX_NODES)
          .sort((a, b) => a - b);
  const shown = new Set(chosen);
  const placed = await placesOf(graph, rows, chosen, shown);
  const nodes = chosen.map((node): ViewNode => {
    const { id, label, class: kind, documents } = graph.concepts[node]!;
    return {
      id,
      label,
      class: kind,
      ...placed.get(id)!,
      community: ranks?.[node] ?? -1,
      size: Math.round(100 * Math.sqrt(Math.max(1, degree(rows, node)))) / 100,
      documents,
    };
  });
  const observed = observedEdges(graph, chosen, shown);
  const imagined = await imaginedEdges(garden.store, new Set(nodes.map(({ id }) => id)));
  const total = { nodes: graph.concepts.length, edges: graph.csr.edges };
  return { version: graph.version, nodes, edges: [...observed, ...imagined], total, shown: nodes.length };
}

function chosenNodes(
  graph: ConceptGraph,
  rows: Adjacency,
  { around, maxNodes = MAX_NODES, hops = 2 }: GraphViewOptions,
): readonly number[] {
  if (around === undefined) return bestConnected(rows, maxNodes);
  const centre = graph.indexOf.get(around);
  if (centre === undefined)
    throw new HortusError("concept.not_found", `No concept "${around}" in this garden; search for it.`, { id: around });
  return neighbourhood(rows, centre, hops, maxNodes);
}

function placesOf(graph: ConceptGraph, rows: Adjacency, chosen: readonly number[], shown: ReadonlySet<number>): ReturnType<typeof layout> {
  const known = places.get(graph) ?? new Map<string, ReturnType<typeof layout>>();
  places.set(graph, known);
  const key = chosen.join();
  const placed =
    known.get(key) ??
    layout(
      chosen.map((node) => graph.concepts[node]!.id),
      drawnLinks(graph, rows, chosen, shown),
    );
  known.delete(key);
  known.set(key, placed);
  if (known.size > 32) known.delete(known.keys().next().value!);
  return placed;
}

function drawnLinks(graph: ConceptGraph, rows: Adjacency, chosen: readonly number[], shown: ReadonlySet<number>): DrawnLink[] {
  const links: DrawnLink[] = [];
  for (const node of chosen) {
    for (let slot = rows.offsets[node]!; slot < rows.offsets[node + 1]!; slot++) {
      const other = rows.targets[slot]!;
      if (other > node && shown.has(other))
        links.push({ a: graph.concepts[node]!.id, b: graph.concepts[other]!.id, weight: rows.strength[slot]! });
    }
  }
  return links;
}

/** The relations among the nodes shown, in edge order: those that leave each of them. */
function observedEdges({ csr, ...graph }: ConceptGraph, chosen: readonly number[], shown: ReadonlySet<number>): readonly ViewEdge[] {
  const edges = chosen.flatMap((node) => {
    const [start, end] = [csr.out.offsets[node]!, csr.out.offsets[node + 1]!];
    return [...csr.out.edges.subarray(start, end)].filter((edge) => shown.has(csr.tails[edge]!));
  });
  return edges.sort((a, b) => a - b).map((edge) => ({ ...relationOf(graph, edge), conjecture: false }));
}

/** Conjectures whose two ends are drawn. They rest on no document and have no confidence. */
async function imaginedEdges(store: GraphStore, drawn: ReadonlySet<ConceptId>): Promise<readonly ViewEdge[]> {
  const conjectures = await store.conjectures();
  if (conjectures.length === 0) return [];
  const owners = await store.conceptsOfTerms([...new Set(conjectures.flatMap(({ from, to }) => [from, to]))]);
  const conceptOf = new Map(owners.map(({ term, concept }) => [term, concept]));
  return conjectures
    .flatMap(({ from, to, type }): ViewEdge[] => {
      const [head, tail] = [conceptOf.get(from), conceptOf.get(to)];
      if (head === undefined || tail === undefined || !drawn.has(head) || !drawn.has(tail)) return [];
      return [{ from: head, to: tail, type, polarity: "affirmed", documents: 0, confidence: 0, conjecture: true }];
    })
    .sort((a, b) => compareCodePoints(a.from, b.from) || compareCodePoints(a.to, b.to) || compareCodePoints(a.type, b.type));
}

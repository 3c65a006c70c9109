// Search by links: a walker starts at the concepts the query names and shows where the graph leads it. It embeds and ranks no text.

import { setImmediate } from "node:timers/promises";
import type { ConceptId } from "#graph/model.ts";
import { type ConceptGraph, relationOf } from "#graph/paths/concept-graph.ts";
import type { Passing } from "#graph/search/passing.ts";
import type { Found } from "#graph/search/ranked.ts";
import { relationKeyText } from "#graph/search/relation-label.ts";
import type { GraphStore } from "#graph/store/graph-store.ts";
import { type CompactGraph, degree } from "#kernels/compact-graph/compact-graph.ts";
import { nearPageRank, personalisedPageRank } from "#kernels/compact-graph/page-rank.ts";
import { LargestValues } from "#kernels/vectors/top-k.ts";

/** A concept the query speaks of, and how surely. */
export interface Seed {
  readonly id: ConceptId;
  readonly weight: number;
  /** The query has its name; otherwise it is only close in meaning. */
  readonly named: boolean;
}

export interface FoundByGraph {
  readonly concepts: readonly Found[];
  readonly relations: readonly (Found & { readonly edge: number })[];
}

/** The walker comes back half of the time, so that it stays near; Gutiérrez et al. (2024), arXiv:2405.14831, sec. 3. */
const DAMPING = 0.5;
/** In a graph of more links than these only what lies near is walked: some million steps instead of thirty times all links. */
const MANY_LINKS = 200_000;
const LEAST = 1e-5;

/** Where a walker is found, and where it came from. */
export interface Walk {
  readonly graph: ConceptGraph;
  /** (n,) share of the time it is at each concept. */
  readonly rank: Float64Array;
  /** What of the seeds is in the graph. */
  readonly seeds: readonly Seed[];
}

/** By personalised PageRank from the seeds. */
export async function walkFrom(graph: ConceptGraph, seeds: readonly Seed[]): Promise<Walk> {
  const start = new Float64Array(graph.concepts.length);
  for (const { id, weight } of seeds) {
    const node = graph.indexOf.get(id);
    if (node !== undefined) start[node] = Math.max(start[node]!, weight);
  }
  const rank =
    graph.links.targets.length > MANY_LINKS
      ? nearPageRank(graph.links, start, { damping: DAMPING, least: LEAST })
      : personalisedPageRank(graph.links, start, { damping: DAMPING });
  await setImmediate();
  return { graph, rank, seeds: seeds.filter(({ id }) => graph.indexOf.has(id)) };
}

/** What the walk started from, in words. */
export function origin({ graph, seeds }: Pick<Walk, "graph" | "seeds">): string {
  return seeds
    .slice(0, 3)
    .map(({ id }) => graph.concepts[graph.indexOf.get(id)!]!.label)
    .join(", ");
}

/**
 * Concepts by where the walker is; relations (negated ones too: they answer questions) by the flow over them,
 * strength·(p(from)/links(from) + p(to)/links(to)). Equal values in node and edge order. The walk goes over the whole graph, whatever
 * passes: a filter says what is wanted, not how things hang together.
 */
export async function searchByGraph(store: GraphStore, walk: Walk, limit: number, passing: Passing): Promise<FoundByGraph> {
  return { concepts: await topConcepts(store, walk, limit, passing), relations: await topRelations(store, walk, limit, passing) };
}

async function topConcepts(store: GraphStore, walk: Walk, limit: number, passing: Passing): Promise<readonly Found[]> {
  const { graph, rank, seeds } = walk;
  const reasons = new Map(seeds.map(({ id, named }) => [id, named ? "the query names it" : "the query means something near it"]));
  const mentioned = await passing.mentioned();
  const idOf = (node: number) => graph.concepts[node]!.id;
  const possible = (node: number) => passing.ofClass(graph.concepts[node]!.class) && (mentioned?.has(idOf(node)) ?? true);
  const top: Top = (count, accept) => largestOf(rank, count, accept);
  const nodes = await best(top, limit, passing.all ? null : possible, async (some) => {
    const kept = await passing.concepts(await store.concepts(some.map(idOf)));
    const ids = new Set(kept.map(({ id }) => id));
    return some.filter((node) => ids.has(idOf(node)));
  });
  const from = origin(walk);
  return nodes.map((node) => ({ kind: "concept", id: idOf(node), why: reasons.get(idOf(node)) ?? `linked to ${from}` }));
}

async function topRelations(store: GraphStore, walk: Walk, limit: number, passing: Passing): Promise<FoundByGraph["relations"]> {
  const { graph } = walk;
  const { heads, tails } = graph.csr;
  const share = flowShare(walk);
  const top: Top = (count, accept) => strongestFlows(graph.csr, share, count, accept);
  const mentioned = await passing.mentioned();
  const classOf = (id: ConceptId) => graph.concepts[graph.indexOf.get(id)!]!.class;
  const possible = (edge: number) => {
    const ends = [graph.concepts[heads[edge]!]!, graph.concepts[tails[edge]!]!];
    return ends.some((end) => passing.ofClass(end.class)) && ends.every((end) => mentioned?.has(end.id) ?? true);
  };
  const edges = await best(top, limit, passing.all ? null : possible, async (some) => {
    const kept = await passing.relations(await store.relations(some.map((edge) => relationOf(graph, edge))), classOf);
    const keys = new Set(kept.map(relationKeyText));
    return some.filter((edge) => keys.has(relationKeyText(relationOf(graph, edge))));
  });
  const from = origin(walk);
  return edges.map((edge) => ({ kind: "relation", edge, id: relationKeyText(relationOf(graph, edge)), why: `said of ${from}` }));
}

function largestOf(values: Float64Array, count: number, accept?: (index: number) => boolean): readonly number[] {
  const heap = new LargestValues(count);
  let bar = NOWHERE;
  for (let index = 0; index < values.length; index++) {
    if (values[index]! > bar) bar = Math.max(NOWHERE, heap.offer(index, values[index]!, accept));
  }
  return heap.sorted().map(([index]) => index);
}

/**
 * Edges by strength·(share of the head + share of the tail), equal ones in edge order. Only those of concepts where the walker came are looked
 * at: by their head, or by their tail where it never was at the head.
 */
function strongestFlows(
  { out, in: into, heads, tails, strength }: CompactGraph,
  share: Float64Array,
  count: number,
  accept?: (edge: number) => boolean,
): readonly number[] {
  const heap = new LargestValues(count);
  const found: { readonly edge: number; readonly flow: number }[] = [];
  let bar = NOWHERE;
  const look = (edge: number): void => {
    const flow = strength[edge]! * (share[heads[edge]!]! + share[tails[edge]!]!);
    if (flow < bar || (accept !== undefined && !accept(edge))) return;
    found.push({ edge, flow });
    bar = Math.max(NOWHERE, heap.offer(edge, flow));
  };
  for (let node = 0; node < share.length; node++) {
    if (share[node] === 0) continue;
    for (let slot = out.offsets[node]!; slot < out.offsets[node + 1]!; slot++) look(out.edges[slot]!);
    for (let slot = into.offsets[node]!; slot < into.offsets[node + 1]!; slot++)
      if (share[into.targets[slot]!] === 0) look(into.edges[slot]!);
  }
  // The heap keeps the bar alone: edges came in no order, and ties go by edge.
  found.sort((x, y) => y.flow - x.flow || x.edge - y.edge);
  return found.slice(0, count).map(({ edge }) => edge);
}

/** (n,) what of the walker leaves each concept over one of its links. */
export function flowShare({ graph, rank }: Walk): Float64Array {
  const { out, in: into } = graph.csr;
  const share = new Float64Array(rank.length);
  for (let node = 0; node < share.length; node++) {
    if (rank[node]! > 0) share[node] = rank[node]! / Math.max(1, degree(out, node) + degree(into, node));
  }
  return share;
}

/** Less than this is where no walker came. */
const NOWHERE = 1e-9;
/** So many times as many are looked at when too few of the best passed. */
const FURTHER = 4;

/** Indexes of the `count` largest values above nowhere among those accepted, largest first. */
type Top = (count: number, accept?: (index: number) => boolean) => readonly number[];

/**
 * Indexes of the largest positive values that pass, largest first.
 * @param possible  what can be told at once, asked of every value; null when all pass
 * @param check  those of some indexes that pass, in the order given; asked of the best only, and of more when these are too few
 */
async function best(
  top: Top,
  limit: number,
  possible: ((index: number) => boolean) | null,
  check: (some: readonly number[]) => Promise<readonly number[]>,
): Promise<readonly number[]> {
  if (possible === null) return top(limit);
  const passed: number[] = [];
  for (let count = limit, checked = 0; ; count *= FURTHER) {
    const ranked = top(count, possible);
    passed.push(...(await check(ranked.slice(checked))));
    checked = ranked.length;
    if (passed.length >= limit || ranked.length < count) return passed.slice(0, limit);
  }
}

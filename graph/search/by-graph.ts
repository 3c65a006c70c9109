// Search by links: a walker starts at the concepts the query names and shows where the graph leads it. It embeds and ranks no text.

import { setImmediate } from "node:timers/promises";
import type { ConceptId } from "#graph/model.ts";
import { type ConceptGraph, relationOf } from "#graph/paths/concept-graph.ts";
import type { Found } from "#graph/search/ranked.ts";
import { relationKeyText } from "#graph/search/relation-label.ts";
import { personalisedPageRank } from "#kernels/compact-graph/page-rank.ts";
import { largest } from "#kernels/vectors/top-k.ts";

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

/**
 * Concepts by personalised PageRank from the seeds; relations (negated ones too: they answer questions) by the flow over them,
 * strength·(p(from)/links(from) + p(to)/links(to)). Equal values in node and edge order.
 */
export async function searchByGraph(graph: ConceptGraph, seeds: readonly Seed[], limit: number): Promise<FoundByGraph> {
  const start = new Float64Array(graph.concepts.length);
  for (const { id, weight } of seeds) {
    const node = graph.indexOf.get(id);
    if (node !== undefined) start[node] = Math.max(start[node]!, weight);
  }
  const rank = personalisedPageRank(graph.links, start, { damping: DAMPING });
  await setImmediate();
  const known = seeds.filter(({ id }) => graph.indexOf.has(id));
  const from = known
    .slice(0, 3)
    .map(({ id }) => graph.concepts[graph.indexOf.get(id)!]!.label)
    .join(", ");
  return { concepts: topConcepts(graph, rank, known, from, limit), relations: topRelations(graph, rank, from, limit) };
}

function topConcepts(graph: ConceptGraph, rank: Float64Array, seeds: readonly Seed[], from: string, limit: number): readonly Found[] {
  const reasons = new Map(seeds.map(({ id, named }) => [id, named ? "the query names it" : "the query means something near it"]));
  return best(rank, limit).map((node) => {
    const { id } = graph.concepts[node]!;
    return { kind: "concept", id, why: reasons.get(id) ?? `linked to ${from}` };
  });
}

function topRelations(graph: ConceptGraph, rank: Float64Array, from: string, limit: number): FoundByGraph["relations"] {
  const { out, in: into, heads, tails, strength } = graph.csr;
  const share = rank.map(
    (found, node) => found / (out.offsets[node + 1]! - out.offsets[node]! + into.offsets[node + 1]! - into.offsets[node]!),
  );
  const flow = new Float64Array(strength.length);
  for (let edge = 0; edge < flow.length; edge++) flow[edge] = strength[edge]! * (share[heads[edge]!]! + share[tails[edge]!]!);
  return best(flow, limit).map((edge) => ({
    kind: "relation",
    edge,
    id: relationKeyText(relationOf(graph, edge)),
    why: `said of ${from}`,
  }));
}

/** Indexes of the largest positive values, largest first. */
function best(values: Float64Array, limit: number): readonly number[] {
  return largest(values, limit).filter((index) => values[index]! > 1e-9);
}

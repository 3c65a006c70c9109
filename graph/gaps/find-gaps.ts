// Gaps: pairs of concepts with strong indirect links and no direct one, ranked by how much a scientist could make of them.

import { chanceFor } from "#graph/chance.ts";
import { type CandidatePair, gapCandidates } from "#graph/gaps/gap-candidates.ts";
import { conceptWorth, linkWorth, nameDistance } from "#graph/gaps/interest.ts";
import { type Places, placesOf } from "#graph/gaps/together.ts";
import type { Garden } from "#graph/garden.ts";
import type { Concept, ConceptId } from "#graph/model.ts";
import { type ConceptGraph, linksOf, loadConceptGraph } from "#graph/paths/concept-graph.ts";
import { type FoundPath, foundPath } from "#graph/paths/found-path.ts";
import { linkCosts, scoreOfCost } from "#graph/paths/link-costs.ts";
import { spanReader } from "#graph/search/citations.ts";
import { conceptVectors } from "#graph/search/concept-vectors.ts";
import { commonNeighbours } from "#kernels/compact-graph/common-neighbours.ts";
import { type Adjacency, degree } from "#kernels/compact-graph/compact-graph.ts";
import { type Costs, shortestWalk } from "#kernels/compact-graph/shortest-path.ts";
import { dot } from "#kernels/vectors/top-k.ts";

export interface GapOptions {
  readonly count: number;
  readonly seed: number;
  /** How often one concept may come in the gaps chosen; default 2. */
  readonly spread?: number;
}

export interface Gap {
  readonly from: Concept;
  readonly to: Concept;
  /** √(indirect resource · path strength) · worth of both ends · fit of meaning, names and documents; comparable within one garden version. */
  readonly score: number;
  readonly why: {
    readonly commonNeighbours: readonly ConceptId[];
    /** Σ 1/links over the common neighbours; 0 when only longer ways lead across. */
    readonly resourceAllocation: number;
    /** Score of the best path, 0–1. */
    readonly pathStrength: number;
    /** Cosine of the two concepts, null without vectors. */
    readonly semantic: number | null;
    readonly neverTogether: true;
    /** Documents that name both, in different sentences. */
    readonly sharedDocuments: number;
  };
  readonly path: FoundPath;
}

interface Field {
  readonly garden: Garden;
  readonly graph: ConceptGraph;
  readonly rows: Adjacency;
  readonly costs: Costs;
}

interface Scored extends CandidatePair {
  readonly score: number;
  readonly semantic: number | null;
  readonly pathStrength: number;
  readonly sharedDocuments: number;
}

/** Pairs that are looked at closely for each gap wanted. */
const POOL = 60;
/** Cosine above which two names mean the same thing. */
const SYNONYMS = 0.85;
/** A pair that one document names is likelier known to its author than one that only two documents together can suggest (Swanson 1986). */
const SAME_DOCUMENT = 0.5;
/** A seed moves a score by at most this share: it chooses among near equals, never promotes a weak gap over a strong one. */
const CHANCE = 0.1;

/**
 * At most `count` gaps, best first. No relation joins the pair in either direction, of either polarity, and no sentence names both.
 * The same garden, options and seed give the same gaps; equal scores go by id.
 */
export async function findGaps(garden: Garden, options: GapOptions): Promise<readonly Gap[]> {
  const graph = await loadConceptGraph(garden.store);
  const rows = linksOf(graph);
  const field: Field = { garden, graph, rows, costs: linkCosts(rows) };
  const candidates = await candidatePairs(field, Math.max(200, options.count * POOL));
  const places = await placesOf(garden.store, endsOf(graph, candidates.pairs));
  const scored = await scoredPairs(field, candidates, places);
  const chance = chanceFor(options.seed, "gaps");
  const drawn = scored.map((pair) => ({ pair, value: pair.score * (1 + CHANCE * chance()) }));
  drawn.sort((x, y) => y.value - x.value || x.pair.a - y.pair.a || x.pair.b - y.pair.b);
  const inOrder = drawn.map(({ pair }) => pair);
  const chosen = await chooseSpread(field, inOrder, places, options);
  return chosen.sort((x, y) => y.score - x.score);
}

interface Candidates {
  readonly pairs: readonly CandidatePair[];
  /** (n,) worth of each concept, 0–1 */
  readonly worth: Float64Array;
}

async function candidatePairs({ garden, graph, rows }: Field, keep: number): Promise<Candidates> {
  const { documents } = await garden.store.counts();
  const worth = Float64Array.from(graph.concepts, (concept) => conceptWorth(concept, documents));
  const slotWorth = Float64Array.from(rows.edges, (edge) => linkWorth(graph.relations[edge]!.type));
  return { worth, pairs: gapCandidates(rows, { keep, worth, slotWorth, mayBeEnd: (node) => worth[node]! > 0 }) };
}

/** Candidates with what makes them interesting, in node order. */
async function scoredPairs(
  { garden, graph, rows, costs }: Field,
  { pairs, worth }: Candidates,
  places: Places,
): Promise<readonly Scored[]> {
  const vectors = await conceptVectors(garden, endsOf(graph, pairs));
  const cosine = (from: Concept, to: Concept) => {
    const [x, y] = [vectors?.get(from.id), vectors?.get(to.id)];
    return x === undefined || y === undefined ? null : dot(x, 0, y);
  };
  const scored = pairs.map((pair): Scored => {
    const [from, to] = [graph.concepts[pair.a]!, graph.concepts[pair.b]!];
    const semantic = cosine(from, to);
    const walk = shortestWalk(rows, costs, pair.a, pair.b);
    const pathStrength = walk === null ? 0 : scoreOfCost(walk.cost);
    const sharedDocuments = places.shared(from, to).length;
    const ends = Math.sqrt(worth[pair.a]! * worth[pair.b]!) * anchored(rows, pair.a) * anchored(rows, pair.b);
    const fit = semanticFit(semantic) * nameDistance(from, to) * (sharedDocuments > 0 ? SAME_DOCUMENT : 1);
    return { ...pair, semantic, pathStrength, sharedDocuments, score: Math.sqrt(pair.indirect * pathStrength) * ends * fit };
  });
  return scored.filter(({ score }) => score > 0).sort((x, y) => x.a - y.a || x.b - y.b);
}

/** Greedy choice, each concept at most `spread` times; the slow checks are made only for pairs that would be chosen. */
async function chooseSpread(
  { garden, graph, rows, costs }: Field,
  pairs: readonly Scored[],
  places: Places,
  { count, spread = 2 }: GapOptions,
): Promise<Gap[]> {
  const reader = spanReader(garden.store);
  const used = new Map<number, number>();
  const chosen: Gap[] = [];
  for (const pair of pairs) {
    if (chosen.length >= count) break;
    if ((used.get(pair.a) ?? 0) >= spread || (used.get(pair.b) ?? 0) >= spread) continue;
    const [from, to] = [graph.concepts[pair.a]!, graph.concepts[pair.b]!];
    if (await places.together(from, to)) continue;
    const path = await foundPath(graph, rows, costs, shortestWalk(rows, costs, pair.a, pair.b)!, reader);
    if (path === null) continue;
    chosen.push({ from, to, score: pair.score, why: whyOf(graph, rows, pair), path });
    for (const node of [pair.a, pair.b]) used.set(node, (used.get(node) ?? 0) + 1);
  }
  return chosen;
}

function whyOf(graph: ConceptGraph, rows: Adjacency, { a, b, pathStrength, semantic, sharedDocuments }: Scored): Gap["why"] {
  const common = commonNeighbours(rows, a, b);
  const commonConcepts = common.nodes.map((node) => graph.concepts[node]!.id);
  return {
    commonNeighbours: commonConcepts,
    resourceAllocation: common.resourceAllocation,
    pathStrength,
    semantic,
    neverTogether: true,
    sharedDocuments,
  };
}

function endsOf(graph: ConceptGraph, pairs: readonly CandidatePair[]): readonly Concept[] {
  return [...new Set(pairs.flatMap(({ a, b }) => [a, b]))].map((node) => graph.concepts[node]!);
}

/** A concept said of once is hardly known: 0.5 with one link, towards 1 with more. */
function anchored(rows: Adjacency, node: number): number {
  return 1 - 0.5 / degree(rows, node);
}

/** 0 for near-synonyms; 1 between a cosine of 0.15 and 0.6; less for the unrelated; 0.7 when unknown. */
function semanticFit(cosine: number | null): number {
  if (cosine === null) return 0.7;
  if (cosine > SYNONYMS) return 0;
  if (cosine > 0.6) return 1 - (cosine - 0.6) / (SYNONYMS - 0.6);
  return cosine >= 0.15 ? 1 : Math.max(0.3, 1 - (0.15 - cosine) * 3);
}

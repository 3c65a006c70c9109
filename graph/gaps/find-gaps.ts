// Gaps: pairs of concepts with strong indirect links and no direct one, ranked by how much a scientist could make of them.

import { type CandidatePair, gapCandidates } from "#graph/gaps/gap-candidates.ts";
import { conceptWorth, linkWorth } from "#graph/gaps/interest.ts";
import { togetherReader } from "#graph/gaps/together.ts";
import type { Garden } from "#graph/garden.ts";
import type { Concept, ConceptId } from "#graph/model.ts";
import { chanceFor } from "#graph/paths/chance.ts";
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
  /** √(indirect resource · path strength) · worth · semantic fit · distance of documents; comparable within one garden version. */
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

interface Scored extends CandidatePair {
  readonly score: number;
  readonly semantic: number | null;
  readonly pathStrength: number;
}

/** Pairs that are looked at closely for each gap wanted. */
const POOL = 60;
/** Cosine above which two names mean the same thing. */
const SYNONYMS = 0.85;
/** A seed moves a score by at most this share: it chooses among near equals, never promotes a weak gap over a strong one. */
const CHANCE = 0.1;

/**
 * At most `count` gaps, best first. No relation joins the pair in either direction, of either polarity, and no sentence names both.
 * The same garden, options and seed give the same gaps; equal scores go by id.
 */
export async function findGaps(garden: Garden, options: GapOptions): Promise<readonly Gap[]> {
  const graph = await loadConceptGraph(garden.store);
  const rows = linksOf(graph);
  const costs = linkCosts(rows);
  const scored = await scoredPairs(garden, graph, rows, costs, Math.max(200, options.count * POOL));
  const chance = chanceFor(options.seed, "gaps");
  const drawn = scored.map((pair) => ({ pair, value: pair.score * (1 + CHANCE * chance()) }));
  drawn.sort((x, y) => y.value - x.value || x.pair.a - y.pair.a || x.pair.b - y.pair.b);
  const chosen = await chooseSpread(
    garden,
    graph,
    rows,
    costs,
    drawn.map(({ pair }) => pair),
    options,
  );
  return chosen.sort((x, y) => y.score - x.score);
}

/** Candidates with what makes them interesting, in node order. */
async function scoredPairs(garden: Garden, graph: ConceptGraph, rows: Adjacency, costs: Costs, keep: number): Promise<readonly Scored[]> {
  const { documents } = await garden.store.counts();
  const worth = Float64Array.from(graph.concepts, (concept) => conceptWorth(concept, documents));
  const slotWorth = Float64Array.from(rows.edges, (edge) => linkWorth(graph.relations[edge]!.type));
  const said = negatedPairs(graph);
  const candidates = gapCandidates(rows, { keep, worth, slotWorth, mayBeEnd: (node) => worth[node]! > 0 }).filter(
    ({ a, b }) => !said.has(pairKey(a, b)),
  );
  const ends = [...new Set(candidates.flatMap(({ a, b }) => [a, b]))].map((node) => graph.concepts[node]!);
  const vectors = await conceptVectors(garden, ends);
  const cosine = (a: number, b: number) => {
    const [x, y] = [vectors?.get(graph.concepts[a]!.id), vectors?.get(graph.concepts[b]!.id)];
    return x === undefined || y === undefined ? null : dot(x, 0, y);
  };
  return candidates
    .map((pair) => {
      const semantic = cosine(pair.a, pair.b);
      const walk = shortestWalk(rows, costs, pair.a, pair.b);
      const pathStrength = walk === null ? 0 : scoreOfCost(walk.cost);
      const ends = worth[pair.a]! * worth[pair.b]! * anchored(rows, pair.a) * anchored(rows, pair.b);
      return { ...pair, semantic, pathStrength, score: Math.sqrt(pair.indirect * pathStrength) * ends * semanticFit(semantic) };
    })
    .filter(({ score }) => score > 0)
    .sort((x, y) => x.a - y.a || x.b - y.b);
}

/** Greedy choice, each concept at most `spread` times; the slow checks are made only for pairs that would be chosen. */
async function chooseSpread(
  garden: Garden,
  graph: ConceptGraph,
  rows: Adjacency,
  costs: Costs,
  pairs: readonly Scored[],
  { count, spread = 2 }: GapOptions,
): Promise<Gap[]> {
  const together = togetherReader(garden.store);
  const reader = spanReader(garden.store);
  const used = new Map<number, number>();
  const chosen: Gap[] = [];
  for (const pair of pairs) {
    if (chosen.length >= count) break;
    if ((used.get(pair.a) ?? 0) >= spread || (used.get(pair.b) ?? 0) >= spread) continue;
    const [from, to] = [graph.concepts[pair.a]!, graph.concepts[pair.b]!];
    const shared = await together.of(from, to);
    if (shared.sentence) continue;
    const path = await foundPath(graph, rows, costs, shortestWalk(rows, costs, pair.a, pair.b)!, reader);
    if (path === null) continue;
    const common = commonNeighbours(rows, pair.a, pair.b);
    const why = {
      commonNeighbours: common.nodes.map((node) => graph.concepts[node]!.id),
      resourceAllocation: common.resourceAllocation,
      pathStrength: pair.pathStrength,
      semantic: pair.semantic,
      neverTogether: true,
      sharedDocuments: shared.documents,
    } as const;
    chosen.push({ from, to, score: pair.score, why, path });
    for (const node of [pair.a, pair.b]) used.set(node, (used.get(node) ?? 0) + 1);
  }
  return chosen;
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

/** Pairs of which a sentence denies a link: something was said, so it is no gap. */
function negatedPairs(graph: ConceptGraph): ReadonlySet<string> {
  const denied = graph.relations.flatMap(({ polarity }, edge) => (polarity === "negated" ? [edge] : []));
  return new Set(denied.map((edge) => pairKey(graph.csr.heads[edge]!, graph.csr.tails[edge]!)));
}

function pairKey(a: number, b: number): string {
  return a < b ? `${a} ${b}` : `${b} ${a}`;
}

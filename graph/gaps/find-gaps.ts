// Gaps: pairs of concepts with strong indirect links and no direct one, ranked by how much a scientist could make of them.

import { setImmediate } from "node:timers/promises";
import { chanceFor } from "#graph/chance.ts";
import { type CandidatePair, gapCandidates } from "#graph/gaps/gap-candidates.ts";
import { conceptWorth, linkWorth, nameDistance } from "#graph/gaps/interest.ts";
import { type Places, placesOf } from "#graph/gaps/together.ts";
import type { Garden } from "#graph/garden.ts";
import type { Concept, ConceptId } from "#graph/model.ts";
import { type ConceptGraph, loadConceptGraph } from "#graph/paths/concept-graph.ts";
import { type FoundPath, foundPaths } from "#graph/paths/found-path.ts";
import { scoreOfCost } from "#graph/paths/link-costs.ts";
import { conceptVectors } from "#graph/search/concept-vectors.ts";
import { commonNeighbours } from "#kernels/compact-graph/common-neighbours.ts";
import { type Adjacency, degree } from "#kernels/compact-graph/compact-graph.ts";
import type { Walk } from "#kernels/compact-graph/shortest-path.ts";
import { dot } from "#kernels/vectors/top-k.ts";

export interface GapOptions {
  readonly count: number;
  readonly seed: number;
  /** How often one concept may come in the gaps chosen, as an end or in between; default 2. */
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

interface Scored extends CandidatePair {
  readonly score: number;
  readonly semantic: number | null;
  readonly walk: Walk;
  readonly sharedDocuments: number;
}

/** What is the same for every seed, count and spread: all of it follows from the graph. */
interface Scoring {
  /** In node order. */
  readonly pairs: readonly Scored[];
  readonly ends: ReadonlyMap<number, Concept>;
  readonly places: Places;
}

/** Pairs that are looked at closely for each gap wanted, and at least. */
const POOL = 60;
const LEAST_POOL = 200;
/** Pairs that are found at once, so that a longer list asked for later is there: strength does not depend on how many are kept. */
const CANDIDATES = 4000;
/** Concepts weighed, and walks searched, between which other work gets its turn. */
const TURN = 2048;
const WALKS = 2;
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
  const scoring = await scoringOf(garden, graph, Math.max(LEAST_POOL, options.count * POOL));
  const chance = chanceFor(options.seed, "gaps");
  const drawn = scoring.pairs.map((pair) => ({ pair, value: pair.score * (1 + CHANCE * chance()) }));
  drawn.sort((x, y) => y.value - x.value || x.pair.a - y.pair.a || x.pair.b - y.pair.b);
  const inOrder = drawn.map(({ pair }) => pair);
  const chosen = await chooseSpread(garden, graph, inOrder, scoring, options);
  return chosen.sort((x, y) => y.score - x.score);
}

/** Pairs with what leads between them, the strongest first, and the worth of every concept. */
interface Pool {
  readonly keep: number;
  readonly worth: Float64Array;
  readonly pairs: readonly CandidatePair[];
}

/** A graph is of one version, so what is found in it is kept as long as it is: a page that is opened again does not search again. */
const kept = new WeakMap<ConceptGraph, { pool: Promise<Pool>; readonly scorings: Map<number, Promise<Scoring>> }>();

async function scoringOf(garden: Garden, graph: ConceptGraph, keep: number): Promise<Scoring> {
  const known = kept.get(graph) ?? { pool: poolOf(garden, graph, Math.max(keep, CANDIDATES)), scorings: new Map() };
  kept.set(graph, known);
  known.pool.catch(() => kept.delete(graph));
  if ((await known.pool).keep < keep) known.pool = poolOf(garden, graph, keep);
  const pool = await known.pool;
  const scoring = known.scorings.get(keep) ?? score(garden, graph, { ...pool, pairs: pool.pairs.slice(0, keep) });
  known.scorings.set(keep, scoring);
  scoring.catch(() => known.scorings.delete(keep));
  return scoring;
}

async function poolOf(garden: Garden, graph: ConceptGraph, keep: number): Promise<Pool> {
  const worth = await worthOf(garden, graph);
  const typeWorth = graph.typeNames.map(linkWorth);
  const slotWorth = new Float64Array(graph.links.edges.length);
  for (let slot = 0; slot < slotWorth.length; slot++) slotWorth[slot] = typeWorth[graph.edges.type[graph.links.edges[slot]!]!]!;
  const pairs = await gapCandidates(graph.links, { keep, worth, slotWorth, mayBeEnd: (node) => worth[node]! > 0 });
  return { keep, worth, pairs };
}

async function score(garden: Garden, graph: ConceptGraph, { pairs, worth }: Pool): Promise<Scoring> {
  const nodes = [...new Set(pairs.flatMap(({ a, b }) => [a, b]))];
  const concepts = await garden.store.concepts(nodes.map((node) => graph.concepts[node]!.id));
  const ends = new Map(concepts.map((concept) => [graph.indexOf.get(concept.id)!, concept]));
  const places = await placesOf(garden.store, concepts);
  return { pairs: await scoredPairs(garden, graph, { pairs, worth, ends, places }), ends, places };
}

/** (n,) worth of each concept, 0–1 */
async function worthOf({ store }: Garden, { concepts }: ConceptGraph): Promise<Float64Array> {
  const { documents } = await store.counts();
  const worth = new Float64Array(concepts.length);
  for (const [node, concept] of concepts.entries()) {
    worth[node] = conceptWorth(concept, documents);
    if (node % TURN === TURN - 1) await setImmediate();
  }
  return worth;
}

interface ToScore extends Omit<Scoring, "pairs"> {
  readonly pairs: readonly CandidatePair[];
  readonly worth: Float64Array;
}

/** Candidates with what makes them interesting, in node order. */
async function scoredPairs(garden: Garden, graph: ConceptGraph, { pairs, worth, ends, places }: ToScore): Promise<readonly Scored[]> {
  const { links: rows, finder } = graph;
  const vectors = await conceptVectors(garden, [...ends.values()]);
  const cosine = (from: Concept, to: Concept) => {
    const [x, y] = [vectors?.get(from.id), vectors?.get(to.id)];
    return x === undefined || y === undefined ? null : dot(x, 0, y);
  };
  const scored: Scored[] = [];
  for (const [index, pair] of pairs.entries()) {
    if (index % WALKS === WALKS - 1) await setImmediate();
    const [from, to] = [ends.get(pair.a), ends.get(pair.b)];
    const walk = finder.fromBothEnds(pair.a, pair.b);
    if (from === undefined || to === undefined || walk === null) continue;
    const semantic = cosine(from, to);
    const sharedDocuments = places.shared(from, to).length;
    const value = Math.sqrt(worth[pair.a]! * worth[pair.b]!) * anchored(rows, pair.a) * anchored(rows, pair.b);
    const fit = semanticFit(semantic) * nameDistance(from, to) * (sharedDocuments > 0 ? SAME_DOCUMENT : 1);
    const score = Math.sqrt(pair.indirect * scoreOfCost(walk.cost)) * value * fit;
    if (score > 0) scored.push({ ...pair, semantic, walk, sharedDocuments, score });
  }
  return scored.sort((x, y) => x.a - y.a || x.b - y.b);
}

/** Greedy choice, each concept at most `spread` times, in between too; the slow checks are made only for pairs that would be chosen. */
async function chooseSpread(
  { store }: Garden,
  graph: ConceptGraph,
  pairs: readonly Scored[],
  { ends, places }: Scoring,
  { count, spread = 2 }: GapOptions,
): Promise<Gap[]> {
  const used = new Map<number, number>();
  const chosen: Gap[] = [];
  for (const pair of pairs) {
    if (chosen.length >= count) break;
    if (pair.walk.nodes.some((node) => (used.get(node) ?? 0) >= spread)) continue;
    const [from, to] = [ends.get(pair.a)!, ends.get(pair.b)!];
    if (await places.together(from, to)) continue;
    const [path] = await foundPaths(store, graph, [pair.walk]);
    if (path === null || path === undefined) continue;
    chosen.push({ from, to, score: pair.score, why: whyOf(graph, pair), path });
    for (const node of pair.walk.nodes) used.set(node, (used.get(node) ?? 0) + 1);
  }
  return chosen;
}

function whyOf(graph: ConceptGraph, { a, b, walk, semantic, sharedDocuments }: Scored): Gap["why"] {
  const common = commonNeighbours(graph.links, a, b);
  return {
    commonNeighbours: common.nodes.map((node) => graph.concepts[node]!.id),
    resourceAllocation: common.resourceAllocation,
    pathStrength: scoreOfCost(walk.cost),
    semantic,
    neverTogether: true,
    sharedDocuments,
  };
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

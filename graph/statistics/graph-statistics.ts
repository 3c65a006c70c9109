// What the graph of a garden is like as a whole: how it hangs together, what belongs together in it, and which concepts join the rest.
// It counts and names; it judges nothing.

import { setImmediate } from "node:timers/promises";
import { chanceFor } from "#graph/chance.ts";
import type { ConceptId } from "#graph/model.ts";
import type { ConceptGraph } from "#graph/paths/concept-graph.ts";
import { betweenness } from "#kernels/compact-graph/betweenness.ts";
import { bridgingCentrality } from "#kernels/compact-graph/bridging.ts";
import { clustering } from "#kernels/compact-graph/clustering.ts";
import { communities } from "#kernels/compact-graph/communities.ts";
import { type Adjacency, degree } from "#kernels/compact-graph/compact-graph.ts";
import { connectedComponents } from "#kernels/compact-graph/components.ts";
import { coreNumbers } from "#kernels/compact-graph/cores.ts";
import { cutPoints } from "#kernels/compact-graph/cut-points.ts";
import { type DegreeStatistics, degreeStatistics, degreesOf } from "#kernels/compact-graph/degrees.ts";
import { drawNodes } from "#kernels/compact-graph/drawn-nodes.ts";
import { fitPowerLaw, type PowerLawFit } from "#kernels/compact-graph/power-law.ts";

export interface GraphStatistics {
  readonly version: number;
  readonly concepts: number;
  /** Negated ones included; the rest is about links: pairs of concepts with an affirmed relation in either direction. */
  readonly relations: number;
  readonly negated: number;
  readonly links: number;
  readonly components: { readonly count: number; readonly largest: number };
  readonly degree: DegreeStatistics & { readonly powerLaw: PowerLawFit | null };
  readonly clustering: { readonly mean: number; readonly transitivity: number; readonly triangles: number };
  readonly cores: CoreStatistics;
  readonly cuts: { readonly concepts: number; readonly links: number };
  readonly communities: CommunityStatistics;
  readonly bridging: BridgingStatistics;
}

export interface NamedConcept {
  readonly id: ConceptId;
  readonly label: string;
}

interface CoreStatistics {
  /** Links that every concept of the deepest core has inside it. */
  readonly deepest: number;
  /** Concepts by core number, from 0. */
  readonly sizes: readonly number[];
  /** Of the deepest core, those of most links first. */
  readonly concepts: readonly NamedConcept[];
}

interface CommunityStatistics {
  /** Concepts without links are in none. */
  readonly count: number;
  readonly modularity: number;
  /** From fine to coarse; the last is the one counted. */
  readonly levels: readonly { readonly count: number; readonly modularity: number }[];
  readonly largest: readonly { readonly size: number; readonly concepts: readonly NamedConcept[] }[];
}

interface BridgingStatistics {
  /** Concepts from which ways were counted: all, or drawn ones. */
  readonly pivots: number;
  /** Betweenness in pairs of concepts, bridging = betweenness × bridging coefficient. The highest first. */
  readonly concepts: readonly (NamedConcept & { readonly betweenness: number; readonly bridging: number })[];
}

export interface StatisticsOptions {
  readonly seed: number;
  /** Communities, and concepts of each list, at most. */
  readonly count: number;
  /** Concepts at most from which ways are counted. Left out: all of a small graph, of a large one as many as some seconds allow. */
  readonly pivots?: number | undefined;
  readonly signal?: AbortSignal;
  /** Called as ways are counted, the slowest part by far. */
  readonly onPivots?: (done: number, total: number) => void;
}

/** Concepts named for each community. */
const NAMES = 5;
/** Pivots between which others get their turn. */
const TURN = 8;
/** Nodes and links looked at from all pivots together, unless that leaves too few pivots to say anything: some 10 s. */
const MOST_LOOKED_AT = 1e8;
const FEWEST_PIVOTS = 128;

/**
 * Others get their turn between the steps; with a million links one step takes up to some seconds, so a server would ask for it in a thread.
 * @throws the signal's reason when it is aborted
 */
export async function graphStatistics(graph: ConceptGraph, options: StatisticsOptions): Promise<GraphStatistics> {
  const { links: rows, csr, edges } = graph;
  const turn = async (): Promise<void> => {
    await setImmediate();
    options.signal?.throwIfAborted();
  };
  const { sizes } = connectedComponents(rows);
  const cut = cutPoints(rows);
  await turn();
  const { mean, transitivity, total } = clustering(rows);
  await turn();
  const cores = coreStatistics(graph, options.count);
  await turn();
  const degrees = { ...degreeStatistics(rows), powerLaw: fitPowerLaw(degreesOf(rows)) };
  await turn();
  const grouped = communityStatistics(graph, options);
  await turn();
  return {
    version: graph.version,
    concepts: csr.nodes,
    relations: csr.edges,
    negated: edges.negated.reduce((count, negated) => count + negated, 0),
    links: rows.targets.length / 2,
    components: { count: sizes.length, largest: sizes.reduce((most, size) => Math.max(most, size), 0) },
    degree: degrees,
    clustering: { mean, transitivity, triangles: total },
    cores,
    cuts: { concepts: cut.nodes.length, links: cut.bridges.length },
    communities: grouped,
    bridging: await bridgingStatistics(graph, options, turn),
  };
}

function coreStatistics(graph: ConceptGraph, count: number): CoreStatistics {
  const core = coreNumbers(graph.links);
  const deepest = core.reduce((most, own) => Math.max(most, own), 0);
  const sizes = new Array<number>(core.length === 0 ? 0 : deepest + 1).fill(0);
  for (const own of core) sizes[own]!++;
  const inside = [...core.keys()].filter((node) => core[node] === deepest && deepest > 0);
  return { deepest, sizes, concepts: mostLinked(graph, inside, count) };
}

function communityStatistics(graph: ConceptGraph, { seed, count }: StatisticsOptions): CommunityStatistics {
  const rows = graph.links;
  const found = communities(rows, { chance: chanceFor(seed, "communities") });
  const linked = [...graph.concepts.keys()].filter((node) => degree(rows, node) > 0);
  const isolated = graph.concepts.length - linked.length;
  const levels = found.map((level) => ({ count: level.count - isolated, modularity: level.modularity }));
  const members = [...Map.groupBy(linked, (node) => found.at(-1)!.of[node]!).values()];
  const largest = members.sort((a, b) => b.length - a.length).slice(0, count);
  return {
    count: members.length,
    modularity: levels.at(-1)?.modularity ?? 0,
    levels,
    largest: largest.map((nodes) => ({ size: nodes.length, concepts: mostLinked(graph, nodes, NAMES) })),
  };
}

async function bridgingStatistics(graph: ConceptGraph, options: StatisticsOptions, turn: () => Promise<void>): Promise<BridgingStatistics> {
  const { nodes } = graph.csr;
  const affordable = Math.floor(MOST_LOOKED_AT / (nodes + graph.links.targets.length));
  const pivots = drawNodes(nodes, options.pivots ?? Math.max(FEWEST_PIVOTS, affordable), chanceFor(options.seed, "pivots"));
  const between = await betweennessInTurns(graph.links, pivots, async (done) => {
    options.onPivots?.(done, pivots.length);
    await turn();
  });
  const bridging = bridgingCentrality(graph.links, between);
  const order = [...bridging.keys()].filter((node) => bridging[node]! > 0).sort((a, b) => bridging[b]! - bridging[a]! || a - b);
  const concepts = order
    .slice(0, options.count)
    .map((node) => ({ ...named(graph, node), betweenness: between[node]!, bridging: bridging[node]! }));
  return { pivots: pivots.length, concepts };
}

/** The estimate from all pivots is the mean of those from some, each weighed by how many they are. */
async function betweennessInTurns(rows: Adjacency, pivots: Uint32Array, turn: (done: number) => Promise<void>): Promise<Float64Array> {
  const sum = new Float64Array(rows.offsets.length - 1);
  for (let start = 0; start < pivots.length; start += TURN) {
    const some = pivots.subarray(start, start + TURN);
    const share = some.length / pivots.length;
    for (const [node, value] of betweenness(rows, some).entries()) sum[node]! += share * value;
    await turn(start + some.length);
  }
  return sum;
}

/** Most links first, smaller id among equals. */
function mostLinked(graph: ConceptGraph, nodes: readonly number[], count: number): readonly NamedConcept[] {
  return nodes
    .toSorted((a, b) => degree(graph.links, b) - degree(graph.links, a) || a - b)
    .slice(0, count)
    .map((node) => named(graph, node));
}

function named({ concepts }: ConceptGraph, node: number): NamedConcept {
  const { id, label } = concepts[node]!;
  return { id, label };
}

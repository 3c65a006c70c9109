// The whole graph: how it comes into memory and what is reckoned on it, beside graphology and, where it is installed, NetworkX. Both run in
// processes of their own.

import { spawnSync } from "node:child_process";
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { cpuMs, cpuMsOfEach } from "#apps/bench/cpu-time.ts";
import { beside, row, rowOfP95 } from "#apps/bench/rows.ts";
import type { StoreBench } from "#apps/bench/store.ts";
import { chanceFor } from "#graph/chance.ts";
import { type ConceptGraph, loadConceptGraph } from "#graph/paths/concept-graph.ts";
import type { GraphOutline } from "#graph/store/graph-store.ts";
import { communities } from "#kernels/compact-graph/communities.ts";
import { type CompactGraph, compactGraph } from "#kernels/compact-graph/compact-graph.ts";
import { FewestSteps } from "#kernels/compact-graph/fewest-steps.ts";
import { personalisedPageRank } from "#kernels/compact-graph/page-rank.ts";
import { decodeGraph, encodeGraph } from "#kernels/compact-graph/snapshot.ts";
import { workerUrl } from "#kernels/worker/worker-client.ts";

const ROUNDS = 3;

export async function graphRows(bench: StoreBench): Promise<void> {
  await compactRows(bench);
  const graph = await wholeRows(bench);
  await walkRows(bench, graph);
  await reckonedRows(bench, graph);
}

/** Rows of numbers alone: out of the tables, and out of their own bytes. */
async function compactRows({ folder, open, add }: StoreBench): Promise<void> {
  const rounds = Array.from({ length: ROUNDS }, (_, round) => round);
  await using garden = await open();
  let outline = await garden.store.outline();
  const fromTables = await cpuMsOfEach(rounds, async () => {
    outline = await garden.store.outline();
    compactOf(outline);
  });
  add(row("compact graph out of the database", "CPU ms", fromTables));
  const graph = compactOf(outline);
  const file = join(folder, "compact-graph");
  writeFileSync(file, encodeGraph(graph));
  add(row("compact graph out of its snapshot", "CPU ms", await cpuMsOfEach(rounds, () => decodeGraph(readFileSync(file)))));
  rmSync(file);
  add(row("compact graph and names, in memory", "MB", [megabytesOf(graph, outline)]));
}

function compactOf({ ids, edges }: GraphOutline): CompactGraph {
  const strength = new Float32Array(edges.confidence.length);
  for (let edge = 0; edge < strength.length; edge++) strength[edge] = edges.confidence[edge]! / 1000;
  return compactGraph(ids.length, edges.from, edges.to, strength);
}

/** Arrays as they are; of names, their characters and 40 bytes of bookkeeping each. */
function megabytesOf(graph: CompactGraph, { ids, labels, edges, classes, documents }: GraphOutline): number {
  const arrays = [
    graph.heads,
    graph.tails,
    graph.strength,
    edges.type,
    edges.negated,
    edges.confidence,
    edges.documents,
    classes,
    documents,
  ];
  const rows = [graph.out, graph.in].flatMap(({ offsets, targets, edges: ids, strength }) => [offsets, targets, ids, strength]);
  const bytes = [...arrays, ...rows].reduce((sum, array) => sum + array.byteLength, 0);
  return (bytes + [...ids, ...labels].reduce((sum, name) => sum + name.length + 40, 0)) / 1e6;
}

/** With names, links and costs, as `path`, search and gaps begin: built by the first process, kept for the next. */
async function wholeRows({ open, add }: StoreBench): Promise<ConceptGraph> {
  let built = 0;
  {
    await using garden = await open();
    built = await cpuMs(() => loadConceptGraph(garden.store));
  }
  await using garden = await open();
  let graph: ConceptGraph | null = null;
  const kept = await cpuMs(async () => {
    graph = await loadConceptGraph(garden.store);
  });
  add(beside(row("graph to walk on, kept by an earlier process (peer: built out of the database)", "CPU ms", [kept]), built));
  return graph!;
}

async function walkRows({ queries, some, add }: StoreBench, { links, finder }: ConceptGraph): Promise<void> {
  const pairs = Array.from({ length: queries }, () => [some(), some()] as const);
  const steps = new FewestSteps(links);
  for (const [a, b] of pairs.slice(0, 20)) steps.between(a, b);
  add(rowOfP95("fewest steps between two concepts, compact graph", "CPU ms", await cpuMsOfEach(pairs, ([a, b]) => steps.between(a, b))));
  for (const [a, b] of pairs.slice(0, 20)) finder.fromBothEnds(a, b);
  add(
    rowOfP95(
      "cheapest walk between two concepts, compact graph",
      "CPU ms",
      await cpuMsOfEach(pairs, ([a, b]) => finder.fromBothEnds(a, b)),
    ),
  );
}

async function reckonedRows({ concepts, folder, add, note }: StoreBench, graph: ConceptGraph): Promise<void> {
  const { links } = graph;
  const everywhere = new Float64Array(concepts).fill(1);
  const rank = () => personalisedPageRank(links, everywhere, { damping: 0.85, tolerance: 1e-6 });
  const ranked = await cpuMsOfEach([1, 2, 3], rank);
  let modularity = 0;
  const group = () => {
    modularity = communities(links, { chance: chanceFor(1, "bench") }).at(-1)?.modularity ?? 0;
  };
  const grouped = await cpuMsOfEach([1], group);
  const file = join(folder, "links");
  writeFileSync(file, linkLines(graph));
  const graphology = answerOf<GraphologyTimes>(process.execPath, [fileURLToPath(workerUrl("./graphology-peer", import.meta.url)), file])!;
  const networkx = answerOf<NetworkxTimes>("python3", ["-c", SCRIPT, file]);
  rmSync(file);
  note(
    `graphology: the links alone in ${graphology.load.toFixed(0)} CPU ms; modularity ${graphology.modularity.toFixed(4)}, ours ${modularity.toFixed(4)}`,
  );
  if (networkx === null) note("python3 has no networkx: measured without it");
  else note(`NetworkX: the links alone in ${networkx.read.toFixed(0)} CPU ms, fewest steps ${networkx.steps.toFixed(2)} CPU ms p95`);
  const pageRank = row("PageRank (peer: NetworkX with SciPy)", "CPU ms", ranked);
  add(networkx === null ? { ...pageRank, name: "PageRank" } : beside(pageRank, networkx.pageRank));
  add(beside(row("communities (peer: graphology's Louvain)", "CPU ms", grouped), graphology.communities));
}

interface GraphologyTimes {
  /** CPU ms each */
  readonly load: number;
  readonly communities: number;
  readonly modularity: number;
}

function eachLink({ offsets, targets, strength }: ConceptGraph["links"], visit: (a: number, b: number, weight: number) => void): void {
  for (let node = 0; node + 1 < offsets.length; node++) {
    for (let slot = offsets[node]!; slot < offsets[node + 1]!; slot++) {
      if (targets[slot]! > node) visit(node, targets[slot]!, strength[slot]!);
    }
  }
}

function linkLines({ links }: ConceptGraph): string {
  const lines: string[] = [];
  eachLink(links, (a, b, weight) => lines.push(`${a} ${b} ${weight}`));
  return lines.join("\n");
}

interface NetworkxTimes {
  /** CPU ms each; `steps` is the p95 of bidirectional searches. */
  readonly read: number;
  readonly pageRank: number;
  readonly steps: number;
}

const SCRIPT = `
import json, random, sys, time
try:
    import networkx as nx
except ImportError:
    sys.exit(3)
ms = lambda since: 1000 * (time.process_time() - since)
start = time.process_time()
graph = nx.Graph()
graph.add_weighted_edges_from((int(a), int(b), float(w)) for a, b, w in map(str.split, open(sys.argv[1])))
read = ms(start)
start = time.process_time()
nx.pagerank(graph, alpha=0.85, tol=1e-6 / max(1, len(graph)))
rank = ms(start)
nodes = list(graph)
draw = random.Random(1)
steps = []
for _ in range(200):
    a, b = draw.choice(nodes), draw.choice(nodes)
    start = time.process_time()
    try:
        nx.bidirectional_shortest_path(graph, a, b)
    except nx.NetworkXNoPath:
        pass
    steps.append(ms(start))
print(json.dumps({"read": read, "pageRank": rank, "steps": sorted(steps)[189]}))
`;

/** What a program says on its output, as JSON; null when it fails, such as where python3 or networkx is missing. */
function answerOf<Answer>(program: string, args: readonly string[]): Answer | null {
  const { status, stdout } = spawnSync(program, args, { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] });
  return status === 0 ? (JSON.parse(stdout) as Answer) : null;
}

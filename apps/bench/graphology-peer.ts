// A process of its own that measures graphology on the links of a graph, so that its memory is nobody else's. Usage: node graphology-peer.ts <file>
// Each line of the file is a link: two nodes and a weight. Answers one JSON value.

import { readFileSync } from "node:fs";
import { UndirectedGraph } from "graphology";
import louvainModule from "graphology-communities-louvain";
import { cpuMs } from "#apps/bench/cpu-time.ts";
import { chanceFor } from "#graph/chance.ts";

/** Without a bundler the module's default export is the function itself. */
const louvain = louvainModule as unknown as (typeof louvainModule)["default"];

const lines = readFileSync(process.argv[2]!, "utf8").split("\n");
const graph = new UndirectedGraph();
const load = await cpuMs(() => {
  for (const line of lines) {
    const [a, b, weight] = line.split(" ") as [string, string, string];
    graph.mergeEdge(a, b, { weight: Number(weight) });
  }
});
let modularity = 0;
const communities = await cpuMs(() => {
  modularity = louvain.detailed(graph, { rng: chanceFor(1, "graphology"), getEdgeWeight: "weight" }).modularity;
});
process.stdout.write(JSON.stringify({ load, communities, modularity }));

// Where concepts are drawn: graphology's ForceAtlas2 and Louvain, seeded, so that a garden always looks the same.

import { setImmediate } from "node:timers/promises";
import { UndirectedGraph } from "graphology";
import louvainModule from "graphology-communities-louvain";
import forceAtlas2Module from "graphology-layout-forceatlas2";
import { chanceFor } from "#graph/chance.ts";

/** Both packages are CommonJS with an ES default in their types; at run time the default is the function itself. */
const forceAtlas2 = forceAtlas2Module as unknown as (typeof forceAtlas2Module)["default"];
const louvain = louvainModule as unknown as (typeof louvainModule)["default"];

export interface DrawnLink {
  readonly a: string;
  readonly b: string;
  readonly weight: number;
}

export interface Place {
  readonly x: number;
  readonly y: number;
}

/** Iterations between which other work gets its turn, at most, and what they may come to in nodes moved. */
const TURN = 10;
const MOVED = 5000;

/** A place for each node, in an arbitrary unit around (0, 0). The same nodes and links in the same order give the same places. */
export async function layout(nodes: readonly string[], links: readonly DrawnLink[]): Promise<ReadonlyMap<string, Place>> {
  const graph = new UndirectedGraph<{ x: number; y: number }, { weight: number }>();
  for (const node of nodes) graph.addNode(node, { x: 0, y: 0 });
  for (const { a, b, weight } of links) graph.mergeEdge(a, b, { weight });
  const communities = communitiesOf(graph);
  startOnCircle(graph, nodes, communities);
  const settings = { ...forceAtlas2.inferSettings(graph), gravity: 1, barnesHutOptimize: nodes.length > 300, strongGravityMode: false };
  const turn = Math.max(1, Math.min(TURN, Math.floor(MOVED / nodes.length)));
  for (let done = 0; graph.size > 0 && done < iterationsFor(nodes.length); done += turn) {
    forceAtlas2.assign(graph, { iterations: turn, settings, getEdgeWeight: "weight" });
    await setImmediate();
  }
  return new Map(nodes.map((node) => [node, rounded(graph.getNodeAttributes(node))]));
}

/** Fewer for large graphs: about a second's work at most. */
function iterationsFor(nodes: number): number {
  return Math.max(60, Math.min(400, Math.round(160_000 / Math.max(1, nodes))));
}

function communitiesOf(graph: UndirectedGraph): ReadonlyMap<string, number> {
  if (graph.size === 0) return new Map(graph.nodes().map((node, index) => [node, index]));
  const found = louvain(graph, { getEdgeWeight: "weight", rng: chanceFor(0, "communities") });
  const members = Map.groupBy(graph.nodes(), (node) => found[node]!);
  const bySize = [...members.values()].sort((a, b) => b.length - a.length);
  return new Map(bySize.flatMap((nodes, community) => nodes.map((node) => [node, community] as const)));
}

/** On a circle, communities side by side, at a slightly uneven radius: equal radii would balance each other out. */
function startOnCircle(graph: UndirectedGraph, nodes: readonly string[], communities: ReadonlyMap<string, number>): void {
  const chance = chanceFor(0, "circle");
  const order = nodes
    .map((node, index) => ({ node, index }))
    .sort((a, b) => communities.get(a.node)! - communities.get(b.node)! || a.index - b.index);
  order.forEach(({ node }, place) => {
    const angle = (2 * Math.PI * place) / order.length;
    const radius = 100 * (0.9 + 0.2 * chance());
    graph.mergeNodeAttributes(node, { x: radius * Math.cos(angle), y: radius * Math.sin(angle) });
  });
}

function rounded({ x, y }: { readonly x: number; readonly y: number }): { x: number; y: number } {
  return { x: Math.round(x * 100) / 100, y: Math.round(y * 100) / 100 };
}

// The simple undirected rows of a compact graph: parallel and opposite edges pooled into one link, self-loops left out.

import { type Adjacency, adjacencyOf, type CompactGraph } from "#kernels/compact-graph/compact-graph.ts";

/**
 * One slot for each unordered pair that an accepted edge joins, seen from both ends.
 * Its strength is 1 − Π(1 − min(1, s)) over the pair's accepted edges; its edge id is that of the strongest (the smallest id among equals).
 * @param accept  which edges count; all when left out
 */
export function undirected(graph: CompactGraph, accept: (edge: number) => boolean = () => true): Adjacency {
  const kept = keptEdges(graph, accept);
  const from = new Uint32Array(kept.length * 2);
  const to = new Uint32Array(kept.length * 2);
  const strength = new Float32Array(kept.length * 2);
  for (let index = 0; index < kept.length; index++) {
    const edge = kept[index]!;
    from[2 * index] = to[2 * index + 1] = graph.heads[edge]!;
    to[2 * index] = from[2 * index + 1] = graph.tails[edge]!;
    strength[2 * index] = strength[2 * index + 1] = graph.strength[edge]!;
  }
  return pooled(graph.nodes, adjacencyOf(graph.nodes, from, to, strength), kept);
}

function keptEdges(graph: CompactGraph, accept: (edge: number) => boolean): Uint32Array {
  const kept = new Uint32Array(graph.edges);
  let count = 0;
  for (let edge = 0; edge < graph.edges; edge++) {
    if (graph.heads[edge] !== graph.tails[edge] && accept(edge)) kept[count++] = edge;
  }
  return kept.subarray(0, count);
}

/** Neighbouring slots with the same target become one. Edges 2i and 2i + 1 of the rows are both directions of kept[i]. */
function pooled(nodes: number, rows: Adjacency, kept: Uint32Array): Adjacency {
  const offsets = new Uint32Array(nodes + 1);
  const targets = new Uint32Array(rows.targets.length);
  const edges = new Uint32Array(rows.targets.length);
  const strength = new Float32Array(rows.targets.length);
  let slots = 0;
  for (let node = 0; node < nodes; node++) {
    const end = rows.offsets[node + 1]!;
    for (let slot = rows.offsets[node]!; slot < end; ) {
      const target = rows.targets[slot]!;
      let doubt = 1;
      let best = slot;
      for (; slot < end && rows.targets[slot] === target; slot++) {
        doubt *= 1 - Math.min(1, rows.strength[slot]!);
        if (rows.strength[slot]! > rows.strength[best]!) best = slot;
      }
      targets[slots] = target;
      edges[slots] = kept[rows.edges[best]! >> 1]!;
      strength[slots++] = 1 - doubt;
    }
    offsets[node + 1] = slots;
  }
  return { offsets, targets: targets.slice(0, slots), edges: edges.slice(0, slots), strength: strength.slice(0, slots) };
}

// Small random graphs for the kernel tests, and the obvious form of each: a list of edges and a matrix.

import fc from "fast-check";
import { type Adjacency, type CompactGraph, compactGraph } from "#kernels/compact-graph/compact-graph.ts";

export interface EdgeList {
  readonly nodes: number;
  readonly edges: readonly (readonly [head: number, tail: number, strength: number])[];
}

/** Up to `most` nodes, loops and parallel edges included; strengths are eighths, so that sums are exact. */
export function edgeLists(most = 7): fc.Arbitrary<EdgeList> {
  return fc.integer({ min: 1, max: most }).chain((nodes) =>
    fc.record({
      nodes: fc.constant(nodes),
      edges: fc.array(
        fc.tuple(
          fc.integer({ min: 0, max: nodes - 1 }),
          fc.integer({ min: 0, max: nodes - 1 }),
          fc.integer({ min: 1, max: 8 }).map((eighths) => eighths / 8),
        ),
        { maxLength: nodes * 3 },
      ),
    }),
  );
}

export function graphOf(list: EdgeList): CompactGraph {
  return compactGraph(
    list.nodes,
    Uint32Array.from(list.edges, ([head]) => head),
    Uint32Array.from(list.edges, ([, tail]) => tail),
    Float32Array.from(list.edges, ([, , strength]) => strength),
  );
}

/** Row of a node as plain values. */
export function rowOf(rows: Adjacency, node: number): { target: number; edge: number; strength: number }[] {
  const row = [];
  for (let slot = rows.offsets[node]!; slot < rows.offsets[node + 1]!; slot++) {
    row.push({ target: rows.targets[slot]!, edge: rows.edges[slot]!, strength: rows.strength[slot]! });
  }
  return row;
}

/** Every simple walk between two nodes, by exhaustive search. */
export function allSimpleWalks(rows: Adjacency, source: number, target: number): number[][] {
  const walks: number[][] = [];
  const extend = (walk: number[]) => {
    const last = walk.at(-1)!;
    if (last === target) walks.push(walk);
    else for (const { target: next } of rowOf(rows, last)) if (!walk.includes(next)) extend([...walk, next]);
  };
  extend([source]);
  return walks;
}

// A graph whose edges have a type and whose nodes may have a class, both numbers: what shapes are looked for in.

import { type CompactGraph, degree, slotBetween } from "#kernels/compact-graph/compact-graph.ts";

export interface TypedGraph {
  readonly graph: CompactGraph;
  /** (m,) type of each edge; edges are alike when head and tail correspond and the type is the same */
  readonly types: ArrayLike<number>;
  /** (n,) class of each node; only nodes of one class correspond. Left out: every node is like any other. */
  readonly classes?: ArrayLike<number>;
}

/** One end of an edge as its other end sees it. */
export interface Step {
  readonly node: number;
  readonly type: number;
  /** True along the edge, from head to tail. */
  readonly forward: boolean;
}

/** True when an edge of this type leads from one node to the other. O(log deg + parallel edges). */
export function hasEdge({ graph, types }: TypedGraph, from: number, to: number, type: number): boolean {
  const { targets, edges, offsets } = graph.out;
  const some = slotBetween(graph.out, from, to);
  if (some === -1) return false;
  for (let slot = some; slot >= offsets[from]! && targets[slot] === to; slot--) if (types[edges[slot]!] === type) return true;
  for (let slot = some + 1; slot < offsets[from + 1]! && targets[slot] === to; slot++) if (types[edges[slot]!] === type) return true;
  return false;
}

/** What leads away from a node and to it, each (neighbour, type, direction) once, along edges first, neighbours in node order. */
export function stepsOf({ graph, types }: TypedGraph, node: number): readonly Step[] {
  const steps = new Map<string, Step>();
  for (const forward of [true, false]) {
    const rows = forward ? graph.out : graph.in;
    for (let slot = rows.offsets[node]!; slot < rows.offsets[node + 1]!; slot++) {
      const step = { node: rows.targets[slot]!, type: types[rows.edges[slot]!]!, forward };
      steps.set(`${step.node} ${step.type} ${forward}`, step);
    }
  }
  return [...steps.values()];
}

export function isSameClass(a: TypedGraph, nodeA: number, b: TypedGraph, nodeB: number): boolean {
  return a.classes === undefined || b.classes === undefined || a.classes[nodeA] === b.classes[nodeB];
}

/** Links of a node in either direction, parallel ones counted. */
export function linksOf({ graph }: TypedGraph, node: number): number {
  return degree(graph.out, node) + degree(graph.in, node);
}

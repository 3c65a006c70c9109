// Cores: how deep in the graph's dense part a node lies.

import { type Adjacency, degree, identity, stableOrder } from "#kernels/compact-graph/compact-graph.ts";

/**
 * Core number of each node: the largest k such that it lies in a subgraph where everyone has at least k links.
 * Nodes are taken away by their links left, fewest first. Batagelj & Zaveršnik (2003), arXiv:cs/0310049. O(n + m).
 * @param rows  symmetric and simple
 * @returns (n,)
 */
export function coreNumbers(rows: Adjacency): Uint32Array {
  const nodes = rows.offsets.length - 1;
  const left = Uint32Array.from({ length: nodes }, (_, node) => degree(rows, node));
  /** Nodes by links left; those with d links begin at starts[d]. */
  const order = stableOrder(nodes, left, identity(nodes));
  const place = new Uint32Array(nodes);
  const starts = new Uint32Array(nodes + 1);
  for (const links of left) starts[links + 1]!++;
  for (let links = 0; links < nodes; links++) starts[links + 1]! += starts[links]!;
  for (let at = 0; at < nodes; at++) place[order[at]!] = at;
  for (let at = 0; at < nodes; at++) {
    const node = order[at]!;
    for (let slot = rows.offsets[node]!; slot < rows.offsets[node + 1]!; slot++) {
      const other = rows.targets[slot]!;
      if (left[other]! <= left[node]!) continue;
      // To the front of its bin, which then begins one place later: it has one link less.
      const front = starts[left[other]!]!;
      const first = order[front]!;
      order[place[other]!] = first;
      place[first] = place[other]!;
      order[front] = other;
      place[other] = front;
      starts[left[other]!] = front + 1;
      left[other]!--;
    }
  }
  return left;
}

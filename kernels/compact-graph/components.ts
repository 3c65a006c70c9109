// Connected components over symmetric rows.

import type { Adjacency } from "#kernels/compact-graph/compact-graph.ts";

export interface Components {
  /** (n,) component of each node; components are numbered by their smallest node, from 0 */
  readonly of: Uint32Array;
  /** Number of nodes in each component. */
  readonly sizes: readonly number[];
}

/** Breadth first from each unseen node in order, O(n + m). */
export function connectedComponents(rows: Adjacency): Components {
  const nodes = rows.offsets.length - 1;
  const unseen = 0xffffffff;
  const of = new Uint32Array(nodes).fill(unseen);
  const queue = new Uint32Array(nodes);
  const sizes: number[] = [];
  for (let start = 0; start < nodes; start++) {
    if (of[start] !== unseen) continue;
    let tail = 0;
    queue[tail++] = start;
    of[start] = sizes.length;
    for (let head = 0; head < tail; head++) {
      const node = queue[head]!;
      for (let slot = rows.offsets[node]!; slot < rows.offsets[node + 1]!; slot++) {
        const next = rows.targets[slot]!;
        if (of[next] !== unseen) continue;
        of[next] = sizes.length;
        queue[tail++] = next;
      }
    }
    sizes.push(tail);
  }
  return { of, sizes };
}

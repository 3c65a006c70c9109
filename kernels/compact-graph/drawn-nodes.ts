// Nodes drawn without putting back: pivots of an estimate, or all of them in a drawn order.

/**
 * `count` of the nodes 0 … n−1 in the order drawn, each set equally likely; count = n is a shuffle. Fisher & Yates (1938), O(n).
 * @param chance  numbers in [0, 1), one for each node drawn
 * @returns (min(count, n),)
 */
export function drawNodes(nodes: number, count: number, chance: () => number): Uint32Array {
  const urn = new Uint32Array(nodes);
  for (let node = 0; node < nodes; node++) urn[node] = node;
  const drawn = Math.min(count, nodes);
  for (let place = 0; place < drawn; place++) {
    const other = place + Math.floor(chance() * (nodes - place));
    const node = urn[other]!;
    urn[other] = urn[place]!;
    urn[place] = node;
  }
  return urn.subarray(0, drawn);
}

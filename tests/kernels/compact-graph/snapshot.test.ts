// Snapshots: what goes in comes out, and whatever else is refused.

import fc from "fast-check";
import { expect, test } from "vitest";
import { decodeGraph, encodeGraph } from "#kernels/compact-graph/snapshot.ts";
import { undirected } from "#kernels/compact-graph/undirected.ts";
import { edgeLists, graphOf } from "#tests/kernels/compact-graph/random-graph.ts";

const SMALL = graphOf({ nodes: 3, edges: [[2, 0, 0.5], [0, 1, 1]] }); // biome-ignore format: a picture

const refused = expect.objectContaining({ code: "kernel.format" });

test("by hand: 24 + 36·m + 8·(n+1) bytes, HCSR in front", () => {
  const bytes = encodeGraph(SMALL);
  expect(bytes).toHaveLength(24 + 36 * 2 + 8 * 4);
  expect(new TextDecoder().decode(bytes.subarray(0, 4))).toBe("HCSR");
  expect([...new Uint32Array(bytes.buffer, 4, 3)]).toEqual([1, 3, 2]);
  // heads, tails and offsets of the rows that lead out
  expect([...new Uint32Array(bytes.buffer, 24, 4)]).toEqual([2, 0, 0, 1]);
  expect([...new Uint32Array(bytes.buffer, 24 + 24, 4)]).toEqual([0, 1, 1, 2]);
});

test("random graphs come back as they were, the same bytes each time, wherever the bytes begin", () => {
  fc.assert(
    fc.property(edgeLists(), fc.nat(7), (list, shift) => {
      const graph = graphOf(list);
      const bytes = encodeGraph(graph);
      expect(decodeGraph(bytes)).toEqual(graph);
      expect(encodeGraph(decodeGraph(bytes))).toEqual(bytes);
      const moved = Buffer.alloc(bytes.length + shift);
      moved.set(bytes, shift);
      expect(decodeGraph(moved.subarray(shift))).toEqual(graph);
      expect(undirected(decodeGraph(bytes))).toEqual(undirected(graph));
    }),
  );
});

test("any one bit changed is refused, but for the spare word of the header", () => {
  const bytes = encodeGraph(SMALL);
  for (let bit = 0; bit < 8 * bytes.length; bit++) {
    const changed = bytes.slice();
    changed[bit >> 3]! ^= 1 << (bit & 7);
    if (bit >> 5 === 5) expect(decodeGraph(changed)).toEqual(SMALL);
    else expect(() => decodeGraph(changed)).toThrow(refused);
  }
});

test("cut short, too long, empty or of another version is refused", () => {
  const bytes = encodeGraph(SMALL);
  for (let length = 0; length < bytes.length; length++) expect(() => decodeGraph(bytes.slice(0, length))).toThrow(refused);
  expect(() => decodeGraph(Uint8Array.of(...bytes, 0))).toThrow(refused);
  const newer = bytes.slice();
  newer[4] = 2;
  expect(() => decodeGraph(newer)).toThrow("version 2");
});

test("counts that fit the length but not the graph are refused: 9 nodes more, 2 edges fewer", () => {
  const changed = new Uint32Array(encodeGraph(SMALL).buffer);
  changed[2]! += 9;
  changed[3]! -= 2;
  expect(() => decodeGraph(new Uint8Array(changed.buffer))).toThrow(refused);
});

test("no nodes, no edges", () => {
  const none = graphOf({ nodes: 0, edges: [] });
  expect(decodeGraph(encodeGraph(none))).toEqual(none);
});

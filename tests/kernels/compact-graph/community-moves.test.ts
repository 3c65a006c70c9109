// One level of community search against the same steps over sets and sums. Strengths are eighths and the price a power of two: sums are exact.

import fc from "fast-check";
import { expect, test } from "vitest";
import { chanceFor } from "#graph/chance.ts";
import { moveNodes, refineGroups } from "#kernels/compact-graph/community-moves.ts";
import { drawNodes } from "#kernels/compact-graph/drawn-nodes.ts";
import { undirected } from "#kernels/compact-graph/undirected.ts";
import { type WeightedRows, weightedRows } from "#kernels/compact-graph/weighted-rows.ts";
import { edgeLists, graphOf } from "#tests/kernels/compact-graph/random-graph.ts";

const LEAST_GAIN = 1e-10;

/** Strength between a node and others. */
function strengthTo(rows: WeightedRows, node: number, others: readonly number[]): number {
  let sum = 0;
  for (let slot = rows.offsets[node]!; slot < rows.offsets[node + 1]!; slot++) {
    if (others.includes(rows.targets[slot]!)) sum += rows.weight[slot]!;
  }
  return sum;
}

const massOf = (rows: WeightedRows, nodes: readonly number[]) => nodes.reduce((sum, node) => sum + rows.mass[node]!, 0);
const membersOf = (of: ArrayLike<number>, group: number) => [...Array(of.length).keys()].filter((node) => of[node] === group);
const nearOf = (rows: WeightedRows, node: number) => [...rows.targets.subarray(rows.offsets[node]!, rows.offsets[node + 1]!)];

function gainOf(rows: WeightedRows, of: ArrayLike<number>, node: number, group: number, price: number): number {
  const others = membersOf(of, group).filter((other) => other !== node);
  return strengthTo(rows, node, others) - price * rows.mass[node]! * massOf(rows, others);
}

function moveObviously(rows: WeightedRows, start: readonly number[], price: number, order: readonly number[]): number[] {
  const of = [...start];
  const free = of.map((_, group) => of.length - 1 - group).filter((group) => !of.includes(group));
  const queue = [...order];
  for (let node = queue.shift(); node !== undefined; node = queue.shift()) {
    const from = of[node]!;
    const stay = gainOf(rows, of, node, from, price) + LEAST_GAIN * rows.mass[node]!;
    const near = [...new Set(nearOf(rows, node).map((other) => of[other]!))].filter((group) => group !== from).sort((a, b) => a - b);
    const gains = near.map((group) => gainOf(rows, of, node!, group, price));
    const most = Math.max(stay, ...gains);
    let to = most === stay ? from : near[gains.indexOf(most)]!;
    if (most < 0) to = free.pop()!;
    if (to === from) continue;
    of[node] = to;
    if (!of.includes(from)) free.push(from);
    for (const next of nearOf(rows, node)) if (!queue.includes(next) && of[next] !== to) queue.push(next);
  }
  return of;
}

function refineObviously(rows: WeightedRows, of: readonly number[], price: number, order: readonly number[]): number[] {
  const part = of.map((_, node) => node);
  const isWell = (set: readonly number[], group: readonly number[]): boolean => {
    const rest = group.filter((node) => !set.includes(node));
    const between = set.reduce((sum, node) => sum + strengthTo(rows, node, rest), 0);
    return between >= price * massOf(rows, set) * massOf(rows, rest);
  };
  for (const node of order) {
    const group = membersOf(of, of[node]!);
    if (membersOf(part, part[node]!).length > 1 || !isWell([node], group)) continue;
    const near = [...new Set(nearOf(rows, node).filter((other) => group.includes(other)).map((other) => part[other]!))].sort((a, b) => a - b); // biome-ignore format: one thought
    const open = near.filter((other) => isWell(membersOf(part, other), group));
    const gains = open.map((other) => gainOf(rows, part, node, other, price));
    const most = Math.max(...gains);
    if (most > LEAST_GAIN * rows.mass[node]!) part[node] = open[gains.indexOf(most)]!;
  }
  return part;
}

const cases = fc.record({
  list: edgeLists(12),
  groups: fc.infiniteStream(fc.nat(3)),
  power: fc.integer({ min: 0, max: 6 }),
  seed: fc.nat(99),
});

test("by hand: drawn as strongly to group 2, met first, as to group 1, a node takes the smaller number", () => {
  const rows = weightedRows(undirected(graphOf({ nodes: 3, edges: [[0, 1, 1], [0, 2, 1]] }))); // biome-ignore format: a picture
  const of = Uint32Array.of(0, 2, 1);
  moveNodes(rows, of, 1 / 4, Uint32Array.of(0, 1, 2));
  expect(of[0]).toBe(1);
});

test("random graphs: nodes move as they do over sets", () => {
  fc.assert(
    fc.property(cases, ({ list, groups, power, seed }) => {
      const rows = weightedRows(undirected(graphOf(list)));
      const order = drawNodes(list.nodes, list.nodes, chanceFor(seed));
      const start = Array.from({ length: list.nodes }, () => (groups.next().value as number) % list.nodes);
      const of = Uint32Array.from(start);
      moveNodes(rows, of, 2 ** -power, order);
      expect([...of]).toEqual(moveObviously(rows, start, 2 ** -power, [...order]));
    }),
    { numRuns: 300 },
  );
});

test("random graphs: groups are refined as they are over sets", () => {
  fc.assert(
    fc.property(cases, ({ list, groups, power, seed }) => {
      const rows = weightedRows(undirected(graphOf(list)));
      const order = drawNodes(list.nodes, list.nodes, chanceFor(seed));
      const of = Array.from({ length: list.nodes }, () => (groups.next().value as number) % list.nodes);
      expect([...refineGroups(rows, Uint32Array.from(of), 2 ** -power, order)]).toEqual(refineObviously(rows, of, 2 ** -power, [...order]));
    }),
    { numRuns: 300 },
  );
});

test("nodes are drawn without putting back, and each pair of three equally often", () => {
  const chance = chanceFor(1);
  const counts = new Map<string, number>();
  for (let draw = 0; draw < 6000; draw++) {
    const key = drawNodes(3, 2, chance).join();
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  expect([...counts.keys()].sort()).toEqual(["0,1", "0,2", "1,0", "1,2", "2,0", "2,1"]);
  for (const count of counts.values()) expect(Math.abs(count - 1000)).toBeLessThan(120);
  expect([...drawNodes(2, 5, chance)].sort()).toEqual([0, 1]);
});

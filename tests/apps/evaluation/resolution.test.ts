// Resolution scored: B³ and CEAF by hand, the pairing beside trying all of them, and the garden's own resolution on names given.

import { existsSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { b3, clusterCounts, heaviestPairing } from "#apps/evaluation/clustering-scores.ts";
import { f1, precision } from "#apps/evaluation/evaluation.ts";
import { goldDocument } from "#apps/evaluation/extraction-gold.ts";
import { evaluateClusters, evaluateMerging } from "#apps/evaluation/resolution.ts";
import { chanceFor } from "#graph/chance.ts";
import { readGraphFile } from "#graph/import/read-graph-file.ts";

const OPTIONS = { seed: 1, signal: new AbortController().signal, embedder: null };

test("B³ and CEAF of {1 2 3}{4 5} against {1 2}{3 4 5}", () => {
  const counts = clusterCounts(["a", "a", "a", "b", "b"], ["x", "x", "y", "y", "y"]);
  // Precision of each thing: 2/2, 2/2, 1/3, 2/3, 2/3; recall: 2/3, 2/3, 1/3, 2/2, 2/2. Both add up to 11/3 of 5.
  expect(counts.precise).toBeCloseTo(11 / 3, 12);
  expect(counts.recalled).toBeCloseTo(11 / 3, 12);
  expect(b3([counts])).toBeCloseTo(11 / 15, 12);
  // φ(a, x) = 2·2/5, φ(b, y) = 2·2/5; a with y would be 2·1/6. Best 1.6 over 2 groups on each side.
  expect(counts.entities.right).toBeCloseTo(1.6, 12);
  expect(f1(counts.entities)).toBeCloseTo(0.8, 12);
});

test("the extremes: the same groups score 1; all in one and all apart; nothing", () => {
  expect(b3([clusterCounts(["a", "b", "a"], ["2", "1", "2"])])).toBe(1);
  // All in one of {1}{2}: precision 1/2, recall 1. All apart of {1 2}: precision 1, recall 1/2; CEAF 2·1/3 once over 2 groups said.
  expect(b3([clusterCounts(["a", "b"], ["x", "x"])])).toBeCloseTo(2 / 3, 12);
  const apart = clusterCounts(["a", "a"], ["x", "y"]);
  expect(b3([apart])).toBeCloseTo(2 / 3, 12);
  expect(precision(apart.entities)).toBeCloseTo(1 / 3, 12);
  expect(b3([clusterCounts([], [])])).toBe(0);
});

test("the heaviest pairing is not the greedy one, and is the best of all in random tables", () => {
  expect(heaviestPairing([Float64Array.of(0.9, 0.8), Float64Array.of(0.8, 0)])).toBeCloseTo(1.6, 12);
  expect(heaviestPairing([])).toBe(0);
  const draw = chanceFor(1, "pairing");
  for (let round = 0; round < 200; round++) {
    const [rows, columns] = [1 + Math.floor(draw() * 5), 1 + Math.floor(draw() * 5)];
    const table = Array.from({ length: rows }, () => Float64Array.from({ length: columns }, () => Math.floor(draw() * 10) / 10));
    expect(heaviestPairing(table)).toBeCloseTo(bestByTrying(table, 0, new Set()), 9);
  }
});

function bestByTrying(table: readonly Float64Array[], row: number, taken: ReadonlySet<number>): number {
  const weights = table[row];
  if (weights === undefined) return 0;
  let best = bestByTrying(table, row + 1, taken);
  weights.forEach((weight, column) => {
    if (!taken.has(column)) best = Math.max(best, weight + bestByTrying(table, row + 1, new Set([...taken, column])));
  });
  return best;
}

test("a short form that the text defines and a plural are the same thing; equal names are all that the baseline sees", async () => {
  const text = "Atomic force microscopy (AFM) shows fibres. AFM shows a fibre.";
  const names = ["Atomic force microscopy", "AFM", "fibres", "AFM", "fibre"];
  const norms = ["M", "M", "F", "M", "F"];
  let from = 0;
  const entities = names.map((name, at) => {
    const start = text.indexOf(name, from);
    from = start + name.length;
    return { start, end: from, norm: norms[at]! };
  });
  const gold = goldDocument({ id: "afm", text, entities, relations: [] });
  const result = await evaluateClusters([gold], OPTIONS);
  expect(result).toMatchObject({ suite: "resolution", n: 1, metrics: { b3: 1, ceafE: 1 }, ci95: { b3: [1, 1] } });
  // Exact names: {1}{2 4}{3}{5} of {1 2 4}{3 5}. Precision 1; recall (1/3 + 2/3 + 1/2 + 2/3 + 1/2) / 5 = 8/15.
  expect(result.baseline.exactName).toMatchObject({ b3Precision: 1, b3Recall: expect.closeTo(8 / 15, 12) });
  // φ: {2 4} with M 2·2/5, {3} with F 2·1/3; over 2 groups there are.
  expect(result.baseline.exactName).toMatchObject({ ceafERecall: expect.closeTo((0.8 + 2 / 3) / 2, 12) });
});

test("names of a graph: plural and hyphen are one concept, what only looks alike stays apart", async () => {
  const names = [
    "silk fibres",
    "silk fibre",
    "self-healing",
    "self healing",
    "CO",
    "Co",
    "methyl group",
    "ethyl group",
    "bone",
    "bone marrow",
  ];
  const result = await evaluateMerging(names, OPTIONS);
  // Three groups by plain letters, since "CO" and "Co" fold to one: our resolution keeps those apart, and is right to.
  expect(result).toMatchObject({ n: 3, metrics: { groupsMerged: expect.closeTo(2 / 3, 12), joinedBeyond: 0 } });
  expect(result.notes.join("\n")).toContain("CO | Co");
});

const BIOGRAPH = join(import.meta.dirname, "../../../../shared/graphs/BioGraph.graphml");
if (!existsSync(BIOGRAPH)) console.info("BioGraph.graphml is not here: its names are not merged");

test.skipIf(!existsSync(BIOGRAPH))(
  "BioGraph: of its 149 groups nine in ten are one; its nine kinds of self-healing stay nine",
  async () => {
    const graph = await readGraphFile(BIOGRAPH, {});
    const all = [...new Set(graph.edges.flatMap(({ from, to }) => [from.name, to.name]))];
    const plain = Map.groupBy(all, (name) => name.toLowerCase().replaceAll("-", " ").replace(/s$/, ""));
    const healing = all.filter((name) => name.includes("self-healing"));
    expect(healing).toHaveLength(9);
    const names = new Set([...[...plain.values()].filter(({ length }) => length > 1).flat(), ...healing]);
    const result = await evaluateMerging([...names], OPTIONS);
    expect(result.n).toBe(149);
    expect(result.metrics.groupsMerged).toBeGreaterThan(0.85);
    expect(result.notes.filter((line) => line.includes(" | ") && line.includes("self-healing"))).toEqual([]);
  },
);

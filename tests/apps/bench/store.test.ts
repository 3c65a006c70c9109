// The store suite on a garden small enough for a test: the rows that scripts rely on, and that all ways give the same answers.

import { expect, test } from "vitest";
import { median, quantile } from "#apps/bench/rows.ts";
import { benchStore } from "#apps/bench/store.ts";
import { growGarden, loadGarden, loadRelationsAgain, nameOf } from "#apps/bench/synthetic-garden.ts";
import { canonicalHash } from "#graph/export/canonical.ts";
import { openGarden } from "#graph/open-garden.ts";
import { verifyGarden } from "#graph/verify/verify.ts";
import { temporaryFolder } from "#tests/temporary-folder.ts";

const { signal } = new AbortController();

test("every row has its numbers, and a peer's row its ratio: more than 1 is ours", async () => {
  await using folder = await temporaryFolder();
  const { suite, rows } = await benchStore({
    ...{ concepts: 150, relations: 600, vectors: 300, queries: 5 },
    ...{ folder: folder.path, signal, note: () => {} },
  });
  expect(suite).toBe("store");
  expect(rows.map(({ name }) => name.replace(/ \(peer.*\)/, ""))).toEqual([
    "concepts with their terms written",
    "documents with their readings written",
    "relations with evidence written",
    "the same relations written again",
    "growing by a batch, the 92nd to 100th",
    "compact graph out of the database",
    "compact graph out of its snapshot",
    "compact graph and names, in memory",
    "graph to walk on, kept by an earlier process",
    "fewest steps between two concepts, compact graph, p95",
    "cheapest walk between two concepts, compact graph, p95",
    "PageRank",
    "communities",
    "two steps around a concept, SQL, p95",
    "fewest steps between two concepts, SQL, p95",
    "text search, p95",
    "hybrid search, p95",
    "names that begin so, p95",
    "a hub opened",
    "five diverse paths",
    "ten gaps",
    "vectors read for the first search",
    "nearest 10 of 300 vectors",
    "recall of the nearest 10",
    "resident memory of all of this in one process, peak",
  ]);
  for (const { name, ours, min, median: middle, max, n, peer, ratio, unit } of rows) {
    expect(Number.isFinite(ours), name).toBe(true);
    expect([n > 0, min >= 0, min <= middle, middle <= max], name).toEqual([true, true, true, true]);
    if (peer !== undefined && ours > 0) expect(ratio).toBeCloseTo(unit.endsWith("/CPU s") ? ours / peer : peer / ours, 9);
  }
  expect(rows.find(({ name }) => name.startsWith("recall"))?.ours).toBe(1);
});

test("quantiles: the smallest value that the share does not exceed", () => {
  expect([median([3, 1, 2]), median([4, 1, 2, 3]), median([])]).toEqual([2, 2, Number.NaN]);
  expect(
    quantile(
      Array.from({ length: 100 }, (_, index) => 100 - index),
      0.95,
    ),
  ).toBe(95);
});

test("the made-up garden is the same grown and loaded at once, and every sentence in it bears its relation out", async () => {
  await using folder = await temporaryFolder();
  const size = { concepts: 120, relations: 700 };
  await using grown = await openGarden({ folder: folder.file("grown"), embedder: null, create: true });
  await using loaded = await openGarden({ folder: folder.file("loaded"), embedder: null, create: true });
  await growGarden(grown, size, { signal, batch: 7 });
  await loadGarden(loaded, size, { signal, measure: () => async (work) => void (await work()) });
  expect(await verifyGarden(loaded.store)).toMatchObject({ relations: 700, quarantined: 0 });
  expect(await loaded.store.counts()).toEqual(await grown.store.counts());
  expect(await canonicalHash(loaded.store, { layer: "all" })).toBe(await canonicalHash(grown.store, { layer: "all" }));
  const version = await loaded.store.version();
  await loadRelationsAgain(loaded, size, async (work) => void (await work()));
  expect(await loaded.store.version()).toBe(version);
  expect(new Set(Array.from({ length: 5000 }, (_, number) => nameOf(number))).size).toBe(5000);
});

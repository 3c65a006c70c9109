// The store suite on a garden small enough for a test: the rows that scripts rely on, and that both ways give the same answers.

import { expect, test } from "vitest";
import { benchStore } from "#apps/bench/store.ts";
import { fillGarden, nameOf } from "#apps/bench/synthetic-garden.ts";
import { exportCanonical } from "#graph/export/canonical.ts";
import { openGarden } from "#graph/open-garden.ts";
import { verifyGarden } from "#graph/verify/verify.ts";
import { temporaryFolder } from "#tests/temporary-folder.ts";

const { signal } = new AbortController();

test("every row has its numbers, and a peer's row its ratio: more than 1 is ours", async () => {
  await using folder = await temporaryFolder();
  const { suite, rows } = await benchStore({ concepts: 150, folder: folder.path, signal, note: () => {} });
  expect(suite).toBe("store");
  expect(rows.map(({ name }) => name.split(" (")[0])).toEqual([
    "relations written",
    "graph loaded",
    "names that begin so",
    "a hub opened",
    "search",
    "path",
    "gaps",
    "resident memory, peak",
  ]);
  for (const { ours, min, median, max, peer, ratio } of rows) {
    expect(min).toBeGreaterThan(0);
    expect([ours, min <= median, median <= max]).toEqual([median, true, true]);
    if (peer !== undefined) expect(ratio).toBeCloseTo(peer / ours, 9);
  }
});

test("the made-up garden is the same each time, and every sentence in it bears its relation out", async () => {
  await using folder = await temporaryFolder();
  const exported = async (name: string) => {
    await using garden = await openGarden({ folder: `${folder.path}/${name}`, embedder: null, create: true });
    await fillGarden(garden, 120, signal);
    expect(await verifyGarden(garden.store)).toMatchObject({ quarantined: 0 });
    expect((await garden.store.counts()).concepts).toBe(120);
    const lines: string[] = [];
    for await (const chunk of exportCanonical(garden.store, { layer: "observed" })) lines.push(chunk);
    return lines.join("");
  };
  expect(await exported("one")).toBe(await exported("two"));
  expect(new Set(Array.from({ length: 500 }, (_, number) => nameOf(number))).size).toBe(500);
});

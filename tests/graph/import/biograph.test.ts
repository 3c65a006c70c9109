// The real graph of GraphReasoning: its published counts come out of the file.

import { existsSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { undo } from "#graph/growth/undo.ts";
import { importGraph } from "#graph/import/import-graph.ts";
import { readGraphFile } from "#graph/import/read-graph-file.ts";
import { writtenGarden } from "#tests/graph/search/written-garden.ts";

const BIOGRAPH = join(import.meta.dirname, "../../../../shared/graphs/BioGraph.graphml");
if (!existsSync(BIOGRAPH)) console.info("BioGraph.graphml is not here: it is not imported");

test.skipIf(!existsSync(BIOGRAPH))("BioGraph: 12,319 nodes, 15,752 edges, 68 self-loops; twice is once; undone in four steps", async () => {
  const graph = await readGraphFile(BIOGRAPH);
  await using garden = await writtenGarden({});
  const version = await garden.store.version();
  const first = await importGraph(garden, graph);
  expect(first).toMatchObject({ format: "graphml", nodes: 12_319, edges: 15_752, alreadyThere: 0, version: version + 4 });
  expect(first.skipped).toContainEqual({ reason: "self-loop", count: 68 });
  const skipped = first.skipped.reduce((sum, { count }) => sum + count, 0);
  expect(first.conjectures.added + skipped).toBe(15_752);
  expect(skipped).toBeLessThan(80);
  expect(await garden.store.counts()).toMatchObject({ relations: 0, conjectures: first.conjectures.added });
  expect(await importGraph(garden, graph)).toMatchObject({
    version: first.version,
    conjectures: { added: 0, unchanged: first.conjectures.added },
  });
  for (let step = 0; step < 4; step++) await undo(garden);
  expect((await garden.store.counts()).conjectures).toBe(0);
});

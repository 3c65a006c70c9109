// GraphML and GEXF as NetworkX opens them: every node and edge, attributes with their types. Skipped where Python or NetworkX is not there.

import { spawnSync } from "node:child_process";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { exportGraph } from "#graph/export/export-graph.ts";
import { imagine, writtenGarden } from "#tests/graph/search/written-garden.ts";
import { temporaryFolder } from "#tests/temporary-folder.ts";

const SCRIPT = join(import.meta.dirname, "networkx_reads.py");
const there = spawnSync("python3", ["-c", "import networkx"]).status === 0;
if (!there) console.info("python3 with networkx is not here: exports are not opened with it (pip install networkx)");

interface Opened {
  readonly directed: boolean;
  readonly nodes: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly edges: readonly (readonly [string, string, Readonly<Record<string, unknown>>])[];
}

test.skipIf(!there).each(["graphml", "gexf"] as const)("networkx opens %s with attributes and types intact", async (format) => {
  await using garden = await writtenGarden({
    one: ['quo"te joins silk', "amp&<tag> joins silk", "silk contains bone"],
    two: ["silk not contains bone"],
  });
  await imagine(garden, "bone", "binds", "umbrella");
  await using folder = await temporaryFolder();
  const file = folder.file(`garden.${format}`);
  await writeFile(file, exportGraph(garden.store, format, { layer: "all" }));
  const { stdout, stderr, status } = spawnSync("python3", [SCRIPT, file], { encoding: "utf8" });
  expect([status, stderr]).toEqual([0, ""]);
  const { directed, nodes, edges } = JSON.parse(stdout) as Opened;
  const { concepts, relations } = await garden.store.counts();
  expect(directed).toBe(true);
  expect(Object.keys(nodes)).toHaveLength(concepts + 1);
  expect(edges).toHaveLength(relations + 1);
  expect(nodes['quo"te']).toMatchObject({ label: 'quo"te', documents: 1, conjecture: false });
  expect(nodes.umbrella).toMatchObject({ label: "umbrella", documents: 0, conjecture: true });
  const denied = edges.find(([, , { polarity }]) => polarity === "negated")!;
  expect(denied).toMatchObject(["silk", "bone", { type: "contains", conjecture: false, confidence: 800, documents: 1 }]);
  expect(JSON.parse(denied[2].evidence as string)).toMatchObject([{ document: "two", start: 0 }]);
  expect(edges.find(([, , { conjecture }]) => conjecture === true)).toMatchObject([
    "bone",
    "umbrella",
    { type: "binds", rationale: 'why "not"?' },
  ]);
});

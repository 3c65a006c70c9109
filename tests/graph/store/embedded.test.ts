import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { openEmbeddedStore } from "#graph/store/embedded/embedded-store.ts";
import { graphStoreConformance } from "#tests/conformance/graph-store.ts";

for (const aside of ["large", "always"] as const) {
  graphStoreConformance(aside === "large" ? "embedded" : "embedded, whole tables read in a thread of their own", async () => {
    const folder = await mkdtemp(join(tmpdir(), "hortus-store-"));
    return {
      open: async () => openEmbeddedStore(join(folder, "garden.db"), { now: () => new Date(0), aside }),
      destroy: () => rm(folder, { recursive: true }),
    };
  });
}

test("every promise of the contract has a test of its number, and no other", async () => {
  const promises = async (path: string): Promise<string[]> => {
    const text = await readFile(new URL(path, import.meta.url), "utf8");
    return [...new Set(text.match(/\[S\d+\]/g) ?? [])].sort();
  };
  const promised = await promises("../../../graph/store/graph-store.ts");
  expect(promised.length).toBe(26);
  const suites = ["graph-store.ts", "graph-store-wholes.ts", "graph-store-versions.ts", "graph-store-within.ts"];
  const tested = await Promise.all(suites.map((suite) => promises(`../../conformance/${suite}`)));
  expect(tested.flat().sort()).toEqual(promised);
});

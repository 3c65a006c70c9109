// What an import does to a garden: conjectures and nothing else, each edge counted once, twice the same as once, and undone like any change.

import { writeFile } from "node:fs/promises";
import fc from "fast-check";
import { expect, test } from "vitest";
import { exportCanonical } from "#graph/export/canonical.ts";
import type { Garden } from "#graph/garden.ts";
import { undo } from "#graph/growth/undo.ts";
import { type ImportOptions, type ImportResult, importGraph } from "#graph/import/import-graph.ts";
import { readGraphFile } from "#graph/import/read-graph-file.ts";
import { imagine, writtenGarden } from "#tests/graph/search/written-garden.ts";
import { temporaryFolder } from "#tests/temporary-folder.ts";

async function importText(garden: Garden, name: string, text: string, options: ImportOptions = {}): Promise<ImportResult> {
  await using folder = await temporaryFolder();
  await writeFile(folder.file(name), text);
  return await importGraph(garden, await readGraphFile(folder.file(name)), options);
}

async function canonical(garden: Garden, layer: "observed" | "all"): Promise<string> {
  let text = "";
  for await (const line of exportCanonical(garden.store, { layer })) text += line;
  return text;
}

const LONG = `a “quoted” label, with commas and ${"many ".repeat(13)}words`;
const TABLE = `head,relation,tail
silk,Is Composed Of,"${LONG}"
silk,is_composed_of,"${LONG}"
Silks,holds,bone
silk,binds,silk
silk,binds,silks
,binds,silk
silk,,bone
silk,→,bone
silk,${"very ".repeat(300)},bone
`;

test("every edge is added, unchanged, there already or skipped for a reason", async () => {
  await using garden = await writtenGarden({ one: ["silk joins bone"] });
  const before = await canonical(garden, "observed");
  const result = await importText(garden, "t.csv", TABLE);
  expect(result).toMatchObject({ version: 2, format: "csv", nodes: 5, edges: 9, conjectures: { added: 2, unchanged: 0 }, alreadyThere: 0 });
  expect(Object.fromEntries(result.skipped.map(({ reason, count }) => [reason, count]))).toEqual({
    repeated: 1,
    "self-loop": 1,
    "one-term": 1,
    "empty-end": 1,
    "no-relation": 2,
    "too-long": 1,
  });
  expect(await canonical(garden, "observed")).toBe(before);
  const [first] = (await garden.store.conjectures()).filter(({ type }) => type === "is-composed-of");
  expect(LONG.length).toBeGreaterThan(100);
  expect(first).toMatchObject({ from: "silk", fromLabel: "silk", toLabel: LONG, origin: "import", restsOn: [] });
  expect(first!.rationale).toBe("Imported from t.csv, line 2: “Is Composed Of”.");
});

test("a second import changes nothing and keeps the version; undo takes the first back", async () => {
  await using garden = await writtenGarden({ one: ["silk joins bone"] });
  const before = await canonical(garden, "all");
  await importText(garden, "t.csv", TABLE);
  const once = await canonical(garden, "all");
  expect(await importText(garden, "t.csv", TABLE)).toMatchObject({ version: 2, conjectures: { added: 0, unchanged: 2 } });
  expect(await importText(garden, "renamed.csv", TABLE)).toMatchObject({ version: 2, conjectures: { added: 0, unchanged: 2 } });
  expect(await canonical(garden, "all")).toBe(once);
  await undo(garden);
  expect(await canonical(garden, "all")).toBe(before);
});

test("a large file lands in several changes, and an interrupted one goes on", async () => {
  await using garden = await writtenGarden({});
  const rows = Array.from({ length: 10 }, (_, row) => `thing${row}x,holds,bone\n`).join("");
  const abort = new AbortController();
  const stopped = importText(garden, "t.csv", rows, { batch: 4, signal: abort.signal, onEdges: () => abort.abort() });
  await expect(stopped).rejects.toMatchObject({ code: "interrupted" });
  const started = await garden.store.version();
  expect((await garden.store.conjectures()).length).toBe(4);
  expect(await importText(garden, "t.csv", rows, { batch: 4 })).toMatchObject({
    version: started + 2,
    conjectures: { added: 6, unchanged: 4 },
  });
  const [last, other] = await garden.store.history({ limit: 2 });
  expect([last!.reason, other!.reason]).toEqual(["Import t.csv, part 2: 2 conjectures", "Import t.csv: 4 conjectures"]);
  expect(Math.max(last!.operations.length, other!.operations.length)).toBe(4);
});

test("an edge that ends at no declared node is counted, not written; rows without a graph are counted too", async () => {
  await using garden = await writtenGarden({});
  const graph =
    '{"nodes":["silk","bone"],"edges":[{"source":"silk","relation":"holds","target":"bone"},{"source":"silk","relation":"holds","target":"glass"}]}';
  const skipped = [
    { reason: "no-graph", count: 1 },
    { reason: "undeclared-end", count: 1 },
  ];
  expect(await importText(garden, "g.jsonl", `${graph}\n{"id":2}\n`)).toMatchObject({
    nodes: 2,
    edges: 2,
    conjectures: { added: 1 },
    skipped,
  });
  expect((await garden.store.conjectures())[0]!.rationale).toBe("Imported from g.jsonl, row 1, edge 1: “holds”.");
});

test("a conjecture that was proposed here keeps its origin and its rationale", async () => {
  await using garden = await writtenGarden({ one: ["silk joins bone"] });
  await importText(garden, "a.csv", "silk,holds,bone\n");
  const [mine] = await garden.store.conjectures();
  const proposed = { ...mine!, origin: "hypothesis" as const, rationale: "mine" };
  const change = { author: "test", reason: "propose", operations: [{ op: "put-conjecture", conjecture: proposed } as const] };
  const nothing = { put: [], remove: [] };
  const projection = { terms: nothing, links: nothing, concepts: nothing, relations: nothing };
  await garden.store.apply(change, projection, { expectedVersion: await garden.store.version() });
  expect(await importText(garden, "b.csv", "silk,holds,bone\n")).toMatchObject({ conjectures: { added: 0, unchanged: 1 } });
  expect(await garden.store.conjectures()).toEqual([proposed]);
});

test("a file that names a conjecture of the garden for something else does not get away with it", async () => {
  await using garden = await writtenGarden({ one: ["silk joins bone"] });
  await imagine(garden, "silk", "holds", "bone");
  const rows =
    "head,relation,tail,conjectureId\nsilk,holds,bone,conjecture:silk-bone\nbone,holds,silk,conjecture:silk-bone\nsilk,cuts,bone,conjecture:silk-bone\n";
  expect(await importText(garden, "t.csv", rows)).toMatchObject({ conjectures: { added: 2, unchanged: 1 } });
});

test("what a file denies is never imported as affirmed", async () => {
  await using garden = await writtenGarden({});
  await importText(garden, "t.csv", "head,relation,tail,polarity\nsilk,holds,bone,negated\nsilk,holds,bone,affirmed\n");
  const said = (await garden.store.conjectures()).map(({ type, rationale }) => [type, rationale]);
  expect(said).toContainEqual(["not-holds", "Imported from t.csv, line 2: not “holds”."]);
  expect(said).toContainEqual(["holds", "Imported from t.csv, line 3: “holds”."]);
});

test("whatever stands in a file: no edge is lost, and a second import changes nothing", async () => {
  const field = fc.oneof(fc.constantFrom("silk", "Silks", "bone", "", " ", "is", "→"), fc.string({ unit: "binary", maxLength: 8 }));
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(field, field, field), { minLength: 1, maxLength: 12 }), async (rows) => {
      await using garden = await writtenGarden({});
      const text = JSON.stringify({ edges: rows.map(([source, relation, target]) => ({ source, relation, target })) });
      const first = await importText(garden, "g.json", text);
      const skipped = first.skipped.reduce((sum, { count }) => sum + count, 0);
      expect(first.conjectures.added + first.conjectures.unchanged + first.alreadyThere + skipped).toBe(first.edges);
      expect(first.edges).toBe(rows.length);
      const again = await importText(garden, "g.json", text);
      expect(again).toMatchObject({ version: first.version, conjectures: { added: 0, unchanged: first.conjectures.added } });
    }),
    { numRuns: 30 },
  );
});

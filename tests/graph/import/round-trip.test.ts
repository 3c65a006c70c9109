// What Hortus exports comes back: observed relations are recognised by their evidence and never written, conjectures are the same conjectures.

import { writeFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { exportGraph, type GraphFormat } from "#graph/export/export-graph.ts";
import type { Garden } from "#graph/garden.ts";
import { commit } from "#graph/growth/commit.ts";
import { type ImportResult, importGraph } from "#graph/import/import-graph.ts";
import { readGraphFile } from "#graph/import/read-graph-file.ts";
import type { Conjecture, DocumentId } from "#graph/model.ts";
import { imagine, writtenGarden } from "#tests/graph/search/written-garden.ts";
import { temporaryFolder } from "#tests/temporary-folder.ts";

const FORMATS = ["graphml", "gexf", "jsonld", "turtle", "csv", "graph-json"] as const satisfies readonly GraphFormat[];
const WRITTEN = {
  one: [
    'quo"te joins silk',
    "apos'trophe joins silk",
    "amp&lt;<tag> joins silk",
    "back\\slash joins silk",
    "]]> joins silk",
    "𝛼 contains silk",
  ],
  two: ["silk not contains bone", "silk contains bone", "comma‚semi; joins umlaut-ü"],
};

async function exported(garden: Garden, format: GraphFormat): Promise<string> {
  let text = "";
  for await (const piece of exportGraph(garden.store, format, { layer: "all" })) text += piece;
  return text;
}

async function importText(garden: Garden, format: (typeof FORMATS)[number], text: string): Promise<ImportResult> {
  await using folder = await temporaryFolder();
  await writeFile(folder.file("graph.export"), text);
  return await importGraph(garden, await readGraphFile(folder.file("graph.export"), { format }));
}

/** Observed relations, a conjecture between two concepts, and one with ends that no document names, resting on a sentence. */
async function furnished(): Promise<Garden> {
  const garden = await writtenGarden(WRITTEN);
  await imagine(garden, "bone", "binds", "silk");
  const [relation] = await garden.store.relationsOf(["bone" as never]);
  const { document, start, end, sha256 } = relation!.evidence[0]!;
  const conjecture: Conjecture = {
    id: "conjecture:0123456789abcdef" as Conjecture["id"],
    from: 'glass "sponge"' as Conjecture["from"],
    fromLabel: 'Glass "sponges"',
    type: "resembles",
    to: "silk" as Conjecture["to"],
    toLabel: "silk",
    origin: "hypothesis",
    rationale: "both are spun, <perhaps>",
    restsOn: [{ document, start, end, sha256 }],
  };
  await commit(garden, { author: "test", reason: "imagine", operations: [{ op: "put-conjecture", conjecture }] });
  return garden;
}

test.each(FORMATS)("%s into the same garden: all is there already, the version stays", async (format) => {
  await using garden = await furnished();
  const { relations, conjectures } = await garden.store.counts();
  const version = await garden.store.version();
  expect(await importText(garden, format, await exported(garden, format))).toMatchObject({
    version,
    edges: relations + conjectures,
    alreadyThere: relations,
    conjectures: { added: 0, unchanged: conjectures },
    skipped: [],
  });
});

test("what GraphReasoning loads names its nodes as every other format does", async () => {
  // One concept by decision: its id is the first of its terms, its label the one that is written most.
  await using garden = await writtenGarden({ one: ["amber joins silk", "resin joins bone", "resin contains silk"] });
  const edit = { a: "amber", b: "resin", decision: "same" } as never;
  await commit(garden, { author: "test", reason: "one and the same", operations: [{ op: "put-edit", edit }] });
  await using other = await writtenGarden({});
  expect(await importText(other, "graph-json", await exported(garden, "graph-json"))).toMatchObject({ conjectures: { added: 3 } });
  const again = await importText(other, "graphml", await exported(garden, "graphreasoning"));
  // Of one pair the file has one edge.
  expect(again).toMatchObject({ conjectures: { added: 0, unchanged: 2 }, skipped: [] });
});

test.each(FORMATS)("%s into another garden: all of it as conjectures that rest on the evidence named, nothing observed", async (format) => {
  await using garden = await furnished();
  const text = await exported(garden, format);
  await using other = await writtenGarden({});
  const { relations } = await garden.store.counts();
  expect(await importText(other, format, text)).toMatchObject({
    conjectures: { added: relations + 2, unchanged: 0 },
    alreadyThere: 0,
    skipped: [],
  });
  expect(await other.store.counts()).toMatchObject({ relations: 0, concepts: 0, documents: 0, conjectures: relations + 2 });
  const all = await other.store.conjectures();
  const [affirmed] = await garden.store.relations([{ from: "silk", type: "contains", to: "bone", polarity: "affirmed" } as never]);
  const { document, start, end, sha256 } = affirmed!.evidence[0]!;
  expect(all.find(({ from, type }) => from === "silk" && type === "contains")).toMatchObject({
    origin: "import",
    restsOn: [{ document, start, end, sha256 }],
  });
  expect(all.map(({ type }) => type)).toContain("not-contains");
  expect(all.find(({ fromLabel }) => fromLabel === 'Glass "sponges"')).toMatchObject({ toLabel: "silk", restsOn: [{ document: "two" }] });
  expect(all.find(({ type }) => type === "resembles")!.rationale).toContain("both are spun, <perhaps>");
  expect(all.map(({ fromLabel }) => fromLabel)).toEqual(expect.arrayContaining(['quo"te', "amp&lt;<tag>", "back\\slash", "]]>"]));
  expect(await importText(other, format, text)).toMatchObject({ version: 1, conjectures: { added: 0, unchanged: relations + 2 } });
});

test.each(FORMATS)("%s after its document was removed: the edge is a conjecture, as if the paper had never been read", async (format) => {
  await using garden = await furnished();
  const text = await exported(garden, format);
  await commit(garden, { author: "test", reason: "remove", operations: [{ op: "remove-document", id: "two" as DocumentId }] });
  const { relations } = await garden.store.counts();
  expect(await importText(garden, format, text)).toMatchObject({ alreadyThere: relations, conjectures: { added: 3, unchanged: 2 } });
  expect((await garden.store.counts()).relations).toBe(relations);
});

test("evidence counts for what it says only: another relation, another sentence or another hash is a conjecture", async () => {
  await using garden = await writtenGarden({ one: ["silk joins bone", "silk holds nacre"] });
  const csv = await exported(garden, "csv");
  const lines = csv.trimEnd().split("\r\n");
  const [joins, holds] = [lines.find((line) => line.includes("joins"))!, lines.find((line) => line.includes("holds"))!];
  const [one, other] = [joins, holds].map((row) => row.slice(row.indexOf('"[{'), row.indexOf('}]"') + 3)) as [string, string];
  const broken = one.replace(/[0-9a-f]{64}/, "0".repeat(64));
  const rows = [lines[0]!, joins, joins.replace("joins", "cuts"), joins.replace(one, other), joins.replace(one, broken)];
  const result = await importText(garden, "csv", `${rows.join("\r\n")}\r\n`);
  expect(result).toMatchObject({ alreadyThere: 1, edges: 4, conjectures: { added: 2 }, skipped: [{ reason: "repeated", count: 1 }] });
});

// The ontology in the garden's history: branches carry it and merge what does not meet, earlier versions and diffs show it, an undone
// parent and a removed document leave their mark.

import { expect, test } from "vitest";
import { exportCanonical } from "#graph/export/canonical.ts";
import type { Garden } from "#graph/garden.ts";
import { undo } from "#graph/growth/undo.ts";
import { openAsOf } from "#graph/history/as-of.ts";
import { createBranch } from "#graph/history/branches.ts";
import { diffGardens } from "#graph/history/diff.ts";
import { mergeBranch } from "#graph/history/merge-branch.ts";
import { checkGarden } from "#graph/ontology/check-garden.ts";
import { applyOntology } from "#graph/ontology/edit-ontology.ts";
import { induceOntology } from "#graph/ontology/induce.ts";
import { readOntologyYaml } from "#graph/ontology/ontology-yaml.ts";
import { openGarden } from "#graph/open-garden.ts";
import { gardenOf, put, readNotes } from "#tests/graph/ontology/ontology-garden.ts";
import { temporaryFolder } from "#tests/temporary-folder.ts";

const now = () => new Date(0);
const classes = (...lines: readonly string[]) =>
  readOntologyYaml("o.yaml", `hortus: ontology/1\nclasses:\n${lines.map((line) => `  ${line}\n`).join("")}`);
const apply = (garden: Garden, ...lines: readonly string[]) =>
  applyOntology(garden, classes(...lines), { author: "me", reason: lines.join() });
const names = async ({ store }: Garden) => (await store.ontology()).map(({ name }) => name);

test("branches part with it, edits that do not meet are merged, those that do refuse, and so does a circle made of both", async () => {
  await using folder = await temporaryFolder();
  await using main = await openGarden({ folder: folder.path, embedder: null, create: true, now });
  await apply(main, "silk: {}", "thread: {}");
  await createBranch(main, "side", { now });
  await using side = await openGarden({ folder: folder.path, branch: "side", embedder: null, create: false, now });
  expect(await names(side)).toEqual(["silk", "thread"]);
  await apply(main, "silk: {}", "thread: {}", "web: {parent: silk}");
  await apply(side, "silk: {}", "thread: {}", "glue: {}");
  expect(await mergeBranch(main, "side")).toMatchObject({ operations: 1 });
  expect(await names(main)).toEqual(["glue", "silk", "thread", "web"]);
  expect(await mergeBranch(main, "side")).toMatchObject({ operations: 0 });

  await apply(main, "silk: {label: Silk}", "thread: {}", "web: {parent: silk}", "glue: {}");
  await apply(side, "silk: {label: SILK}", "thread: {}", "glue: {}");
  await expect(mergeBranch(main, "side")).rejects.toMatchObject({
    code: "graph.conflict",
    facts: { conflicts: [expect.stringContaining("ontology class:silk")] },
  });
  await mergeBranch(main, "side", { prefer: "theirs" });
  expect((await main.store.ontology()).find(({ name }) => name === "silk")).toMatchObject({ label: "SILK" });

  await apply(main, "silk: {label: SILK}", "thread: {parent: glue}", "web: {parent: silk}", "glue: {}");
  await apply(side, "silk: {label: SILK}", "thread: {}", "glue: {parent: thread}");
  const before = await main.store.version();
  await expect(mergeBranch(main, "side")).rejects.toMatchObject({
    code: "graph.conflict",
    message: expect.stringContaining("above itself"),
  });
  expect(await main.store.version()).toBe(before);
});

test("earlier versions and diffs show what it was; the export of all layers has it, that of the observed has not", async () => {
  await using folder = await temporaryFolder();
  await using garden = await openGarden({ folder: folder.path, embedder: null, create: true, now });
  await apply(garden, "silk: {}");
  await apply(garden, "silk: {label: Silk}", "web: {}");
  await using then = await openAsOf(garden, 1);
  expect(await names(then)).toEqual(["silk"]);
  const { ontology } = await diffGardens(then.store, garden.store);
  expect(ontology.added.map(({ name }) => name)).toEqual(["web"]);
  expect(ontology.changed).toMatchObject([
    { id: "class:silk", label: "class silk", fields: [{ field: "label", before: "silk", after: "Silk" }] },
  ]);
  const text = async (layer: "observed" | "all") => textOf(exportCanonical(garden.store, { layer }));
  expect(await text("observed")).toBe("");
  expect(await text("all")).toMatch(/"kind":"ontology","entry":\{"id":"class:silk"/);
});

test("undoing an older version may take a parent away: reading goes on, check says so, and apply is refused until it is mended", async () => {
  await using folder = await temporaryFolder();
  await using garden = await openGarden({ folder: folder.path, embedder: null, create: true, now });
  await apply(garden, "silk: {}");
  await apply(garden, "silk: {}", "dragline: {parent: silk}");
  await undo(garden, 1);
  expect(await names(garden)).toEqual(["dragline"]);
  expect((await checkGarden(garden.store, { limit: 9 })).problems).toMatchObject([{ entry: "class:dragline", field: "parent" }]);
});

test("a document that is removed takes its sentences from the entries that cite it, and not the entries", async () => {
  const notes = [...(await readNotes(6)).values()];
  await using set = await gardenOf(notes);
  await induceOntology(set.garden, { author: "me" });
  expect((await checkGarden(set.garden.store, { limit: 0 })).evidenceGone).toEqual([]);
  const stored = await set.garden.store.ontology();
  const cited = stored.flatMap((entry) => (entry.kind === "rule" ? [] : entry.origin.evidence))[0]!.document;
  await put(set.garden, { op: "remove-document", id: cited });
  expect(await set.garden.store.ontology()).toEqual(stored);
  const { evidenceGone } = await checkGarden(set.garden.store, { limit: 0 });
  expect(evidenceGone.length).toBeGreaterThan(0);
  const again = await induceOntology(set.garden, { author: "me" });
  expect(again.removed.length + again.changed.length).toBeGreaterThan(0);
  expect((await checkGarden(set.garden.store, { limit: 0 })).evidenceGone).toEqual([]);
});

async function textOf(lines: AsyncIterable<string>): Promise<string> {
  let text = "";
  for await (const line of lines) text += line;
  return text;
}

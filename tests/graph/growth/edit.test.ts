import { expect, test } from "vitest";
import { canonicalHash } from "#graph/export/canonical.ts";
import { commit } from "#graph/growth/commit.ts";
import { mergeConcepts, splitConcept, undo } from "#graph/growth/edit.ts";
import type { ConceptId, DocumentId, TermKey } from "#graph/model.ts";
import { openGarden } from "#graph/open-garden.ts";
import { bodyOf } from "#tests/conformance/bodies.ts";
import { temporaryFolder } from "#tests/temporary-folder.ts";

test("people merge and split concepts, and every change can be taken back", async () => {
  await using folder = await temporaryFolder();
  await using garden = await openGarden({ folder: folder.path, embedder: null, create: true });
  const body = bodyOf("a", [
    { text: "The data set contains spider silk.", claims: [["data set", "contains", "spider silk"]] },
    { text: "The dataset contains dragline.", claims: [["dataset", "contains", "dragline"]] },
  ]);
  await commit(garden, { author: "t", reason: "t", operations: [{ op: "put-document", ...body }] });
  const hash = () => canonicalHash(garden.store, { layer: "all" });
  const terms = async (id: string) => (await garden.store.concepts([id as ConceptId]))[0]?.terms;
  const grown = await hash();

  await mergeConcepts(garden, "dragline" as ConceptId, "spider silk" as ConceptId);
  expect(await terms("dragline")).toEqual(["dragline", "spider silk"]);
  const [relation] = await garden.store.relationsOf(["dragline"] as ConceptId[]);
  expect([relation?.from, relation?.evidence.length]).toEqual(["data set", 2]);
  await splitConcept(garden, "data set" as ConceptId, "dataset" as TermKey);
  expect(await terms("data set")).toEqual(["data set"]);
  expect(await terms("dataset")).toEqual(["dataset"]);
  await mergeConcepts(garden, "data set" as ConceptId, "dataset" as ConceptId);
  expect(await terms("data set")).toEqual(["data set", "dataset"]);

  for (const version of [4, 3, 2]) await undo(garden, version);
  expect(await hash()).toBe(grown);
  await undo(garden, 1);
  expect(await garden.store.counts()).toMatchObject({ documents: 0, concepts: 0, relations: 0 });
  await undo(garden);
  expect(await hash()).toBe(grown);
  expect(await garden.store.document("a" as DocumentId)).toEqual(body.document);
});

test("what does not exist is refused by name", async () => {
  await using folder = await temporaryFolder();
  await using garden = await openGarden({ folder: folder.path, embedder: null, create: true });
  await expect(undo(garden)).rejects.toMatchObject({ code: "input.invalid" });
  await expect(undo(garden, 7)).rejects.toMatchObject({ code: "input.invalid" });
  await expect(mergeConcepts(garden, "x" as ConceptId, "y" as ConceptId)).rejects.toMatchObject({ code: "concept.not_found" });
  await expect(openGarden({ folder: folder.file("none"), embedder: null, create: false })).rejects.toMatchObject({ code: "input.invalid" });
});

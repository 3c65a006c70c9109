import fc from "fast-check";
import { expect, test } from "vitest";
import { canonicalHash } from "#graph/export/canonical.ts";
import { commit } from "#graph/growth/commit.ts";
import { mergeConcepts, splitConcept } from "#graph/growth/edit.ts";
import { redo, undo } from "#graph/growth/undo.ts";
import type { ConceptId, DocumentId, TermKey } from "#graph/model.ts";
import { openGarden } from "#graph/open-garden.ts";
import { bodyOf } from "#tests/conformance/bodies.ts";
import { all } from "#tests/conformance/grown-store.ts";
import { body } from "#tests/graph/resolution/random-bodies.ts";
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
  await redo(garden);
  expect(await hash()).toBe(grown);
  expect(await garden.store.document("a" as DocumentId)).toEqual(body.document);
});

test("undo goes back change by change and then stops; redo comes forward the same way", async () => {
  await using folder = await temporaryFolder();
  await using garden = await openGarden({ folder: folder.path, embedder: null, create: true });
  const hash = () => canonicalHash(garden.store, { layer: "all" });
  const stages = [await hash()];
  for (const id of ["a", "b", "c"]) {
    const body = bodyOf(id, [{ text: `Fibre ${id} contains silk.`, claims: [[`Fibre ${id}`, "contains", "silk"]] }]);
    await commit(garden, { author: "t", reason: `put ${id}`, operations: [{ op: "put-document", ...body }] });
    stages.push(await hash());
  }
  for (const of of [3, 2, 1]) {
    expect((await undo(garden)).of).toBe(of);
    expect(await hash()).toBe(stages[of - 1]);
  }
  for (let again = 0; again < 3; again++) expect(await undo(garden)).toMatchObject({ of: null, changed: false, version: 6 });
  for (const of of [1, 2, 3]) {
    expect((await redo(garden)).of).toBe(of);
    expect(await hash()).toBe(stages[of]);
  }
  expect((await redo(garden)).of).toBeNull();
  expect((await undo(garden)).of).toBe(3);
  expect((await undo(garden, 1)).of).toBe(1);
  await expect(undo(garden, 1)).rejects.toMatchObject({ code: "input.invalid" });
  await expect(undo(garden, 4)).rejects.toThrow("takes back version 3");
  await expect(redo(garden, 2)).rejects.toMatchObject({ code: "input.invalid" });
  expect((await redo(garden, 3)).of).toBe(3);
  expect((await undo(garden)).of).toBe(3);
  expect((await undo(garden)).of).toBe(2);
});

test("what does not exist is refused by name", async () => {
  await using folder = await temporaryFolder();
  await using garden = await openGarden({ folder: folder.path, embedder: null, create: true });
  expect(await undo(garden)).toMatchObject({ of: null, changed: false });
  await expect(undo(garden, 7)).rejects.toMatchObject({ code: "input.invalid" });
  await expect(mergeConcepts(garden, "x" as ConceptId, "y" as ConceptId)).rejects.toMatchObject({ code: "concept.not_found" });
  await expect(openGarden({ folder: folder.file("none"), embedder: null, create: false })).rejects.toMatchObject({ code: "input.invalid" });
});

test("whatever is merged and split, undo and redo lead to the same export each time", async () => {
  const action = fc.record({ merge: fc.boolean(), first: fc.nat(), second: fc.nat() });
  await fc.assert(
    fc.asyncProperty(
      fc.array(body(["a", "b", "c"]), { minLength: 2, maxLength: 4 }),
      fc.array(action, { minLength: 1, maxLength: 5 }),
      async (bodies, actions) => {
        await using folder = await temporaryFolder();
        await using garden = await openGarden({ folder: folder.path, embedder: null, create: true });
        const said = async () => [await canonicalHash(garden.store, { layer: "all" }), await garden.store.editsOf()];
        await commit(garden, { author: "t", reason: "t", operations: bodies.map((one) => ({ op: "put-document", ...one })) });
        const stages = [await said()];
        for (const { merge, first, second } of actions) {
          const concepts = await all(garden.store.allConcepts());
          const joined = concepts.filter(({ terms }) => terms.length > 1);
          if (merge && concepts.length > 1) {
            const [a, b] = [first % concepts.length, second % (concepts.length - 1)];
            const applied = await mergeConcepts(garden, concepts[a]!.id, concepts[b >= a ? b + 1 : b]!.id);
            if (applied.changed) stages.push(await said());
          } else if (joined.length > 0) {
            const { id, terms } = joined[first % joined.length]!;
            if ((await splitConcept(garden, id, terms[second % terms.length]!)).changed) stages.push(await said());
          }
        }
        for (let stage = stages.length - 2; stage >= 0; stage--) {
          expect((await undo(garden)).changed).toBe(true);
          expect([stage, await said()]).toEqual([stage, stages[stage]]);
        }
        for (let stage = 1; stage < stages.length; stage++) {
          expect((await redo(garden)).changed).toBe(true);
          expect([stage, await said()]).toEqual([stage, stages[stage]]);
        }
      },
    ),
    { numRuns: Number(process.env.HORTUS_TEST_RUNS ?? 25) },
  );
});

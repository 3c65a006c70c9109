// What differs between two gardens: by hand on a small one, and by its laws on random ones.

import fc from "fast-check";
import { expect, test } from "vitest";
import type { Garden } from "#graph/garden.ts";
import { commit } from "#graph/growth/commit.ts";
import { mergeConcepts } from "#graph/growth/edit.ts";
import { openAsOf } from "#graph/history/as-of.ts";
import { diffGardens, type GardenDiff } from "#graph/history/diff.ts";
import { sideBySide } from "#graph/history/side-by-side.ts";
import type { ConceptId, DocumentId, Operation } from "#graph/model.ts";
import { openGarden } from "#graph/open-garden.ts";
import { CONJECTURE, put } from "#tests/conformance/grown-store.ts";
import { temporaryFolder } from "#tests/temporary-folder.ts";

const A = put("a", [
  { text: "Spider silk contains beta sheets.", claims: [["Spider silk", "contains", "beta sheets"]] },
  { text: "Water weakens spider silk.", claims: [["Water", "weakens", "spider silk"]] },
]);
const B = put("b", [{ text: "Here water weakens spider silk too.", claims: [["water", "weakens", "spider silk"]] }]);
const C = put("c", [{ text: "Collagen contains water.", claims: [["Collagen", "contains", "water"]] }]);

const apply = (garden: Garden, ...operations: Operation[]) => commit(garden, { author: "t", reason: "t", operations });

async function between(garden: Garden, from: number, to: number): Promise<GardenDiff> {
  await using before = await openAsOf(garden, from);
  await using after = await openAsOf(garden, to);
  return await diffGardens(before.store, after.store);
}

test("documents, concepts, relations with their sentences, conjectures and decisions that came, went or changed", async () => {
  await using folder = await temporaryFolder();
  await using garden = await openGarden({ folder: folder.path, embedder: null, create: true });
  await apply(garden, A);
  await apply(garden, B, C, { op: "put-conjecture", conjecture: CONJECTURE });
  await mergeConcepts(garden, "collagen" as ConceptId, "spider silk" as ConceptId);
  await apply(
    garden,
    { op: "remove-document", id: "b" as DocumentId },
    { op: "put-conjecture", conjecture: { ...CONJECTURE, rationale: "another" } },
  );

  const grown = await between(garden, 1, 2);
  expect(grown.documents.added.map(({ id }) => id)).toEqual(["b", "c"]);
  expect([grown.documents.removed, grown.documents.changed]).toEqual([[], []]);
  expect(grown.concepts.added.map(({ id }) => id)).toEqual(["collagen"]);
  expect(grown.concepts.changed.find(({ id }) => id === "spider silk")?.fields).toEqual([
    { field: "label", before: "Spider silk", after: "spider silk" },
    { field: "aliases", before: ["spider silk"], after: ["Spider silk"] },
    { field: "documents", before: 1, after: 2 },
    { field: "mentions", before: 2, after: 3 },
  ]);
  expect(grown.relations.added).toEqual([
    expect.objectContaining({
      fromLabel: "Collagen",
      type: "contains",
      toLabel: expect.stringMatching(/^water$/i),
      evidence: [expect.objectContaining({ document: "c", text: "Collagen contains water." })],
    }),
  ]);
  const [weakens] = grown.relations.changed;
  expect(weakens?.evidence.added.map(({ text }) => text)).toEqual(["Here water weakens spider silk too."]);
  expect([weakens?.evidence.removed, weakens?.fields.map(({ field }) => field)]).toEqual([[], ["documents", "confidence"]]);
  expect(grown.conjectures.added.map(({ id }) => id)).toEqual([CONJECTURE.id]);

  const joined = await between(garden, 2, 3);
  expect(joined.concepts.removed.map(({ id, into }) => [id, into])).toEqual([["spider silk", "collagen"]]);
  expect(joined.edits).toEqual({ added: [{ a: "collagen", b: "spider silk", decision: "same" }], removed: [], changed: [] });
  expect(joined.documents).toEqual({ added: [], removed: [], changed: [] });
  const back = await between(garden, 3, 2);
  expect(back.concepts.added.map(({ id, from }) => [id, from])).toEqual([["spider silk", "collagen"]]);

  const less = await between(garden, 3, 4);
  expect(less.documents.removed.map(({ id }) => id)).toEqual(["b"]);
  expect(less.conjectures.changed.map(({ fields }) => fields)).toEqual([[{ field: "rationale", before: "guessed", after: "another" }]]);
  const changed = less.relations.changed.find(({ type }) => type === "weakens");
  expect(changed?.evidence.removed.map(({ text }) => text)).toEqual(["Here water weakens spider silk too."]);
});

test("a version differs from itself in nothing, and backwards what came is what went", async () => {
  await using folder = await temporaryFolder();
  await using garden = await openGarden({ folder: folder.path, embedder: null, create: true });
  for (const operation of [A, B, C]) await apply(garden, operation);
  await apply(garden, put("a", [{ text: "Spider silk contains water.", claims: [["Spider silk", "contains", "water"]] }]));
  const nothing = { added: [], removed: [], changed: [] };
  const same = { documents: nothing, concepts: nothing, relations: nothing, conjectures: nothing, edits: nothing, ontology: nothing };
  for (let from = 0; from <= 4; from++) {
    expect(await between(garden, from, from)).toEqual(same);
    const [forth, back] = [await between(garden, from, 4), await between(garden, 4, from)];
    expect(back.documents.removed).toEqual(forth.documents.added);
    expect(back.relations.added).toEqual(forth.relations.removed);
    expect(back.relations.changed.map(({ evidence }) => evidence.added)).toEqual(
      forth.relations.changed.map(({ evidence }) => evidence.removed),
    );
  }
  expect((await between(garden, 3, 4)).documents.changed[0]?.fields.map(({ field }) => field)).toEqual(["version"]);
});

test("side by side, every item of two ordered streams comes once, with its equal where there is one", async () => {
  const pages = async function* (items: readonly number[], size: number) {
    for (let start = 0; start < items.length; start += size) yield items.slice(start, start + size);
    yield [];
  };
  const ordered = fc.uniqueArray(fc.nat(30)).map((items) => items.toSorted((a, b) => a - b));
  await fc.assert(
    fc.asyncProperty(ordered, ordered, fc.integer({ min: 1, max: 5 }), async (left, right, size) => {
      const pairs: (readonly [number | null, number | null])[] = [];
      for await (const pair of sideBySide(pages(left, size), pages(right, 3), (a, b) => a - b)) pairs.push(pair);
      const keys = [...new Set([...left, ...right])].sort((a, b) => a - b);
      expect(pairs).toEqual(keys.map((key) => [left.includes(key) ? key : null, right.includes(key) ? key : null]));
    }),
  );
});

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { DocumentId, Operation, ResolutionEdit, TermKey } from "#graph/model.ts";
import { pairKey } from "#graph/resolution/changed-documents.ts";
import { deriveProjection } from "#graph/resolution/derive.ts";
import { type QuantisedVector, quantise } from "#graph/resolution/quantised-vector.ts";
import type { Body } from "#graph/resolution/term-tally.ts";
import { NO_VECTORS, type TermVectors } from "#graph/resolution/term-vectors.ts";
import { openEmbeddedStore } from "#graph/store/embedded/embedded-store.ts";
import type { GraphStore } from "#graph/store/graph-store.ts";
import { compareRelations } from "#graph/store/orders.ts";
import { bodyOf } from "#tests/conformance/bodies.ts";
import { all } from "#tests/conformance/grown-store.ts";
import { temporaryFolder } from "#tests/temporary-folder.ts";
import { body, edit } from "./random-bodies.ts";
import { computeWhole } from "./reference.ts";

/** Made-up vectors: forms of the word "context" point the same way, all else its own way. */
function vectorOf(term: TermKey): QuantisedVector {
  const vector = new Float32Array(8);
  const stem = term.startsWith("context") || term.startsWith("convol") ? 0 : 1 + (term.length % 6);
  vector[stem] = 1;
  vector[7] = term.length / 100;
  return quantise(vector);
}

const MADE_UP: TermVectors = { need: async () => {}, of: vectorOf };

async function apply(store: GraphStore, operations: readonly Operation[], vectors: TermVectors): Promise<void> {
  const projection = await deriveProjection(store, operations, vectors);
  await store.apply({ author: "test", reason: "test", operations }, projection, { expectedVersion: await store.version() });
}

interface State {
  readonly bodies: Map<DocumentId, Body>;
  readonly edits: Map<string, ResolutionEdit>;
}

function follow({ bodies, edits }: State, operation: Operation): void {
  if (operation.op === "put-document") bodies.set(operation.document.id, operation);
  if (operation.op === "remove-document") bodies.delete(operation.id);
  if (operation.op === "put-edit") edits.set(pairKey(operation.edit.a, operation.edit.b), operation.edit);
  if (operation.op === "remove-edit") edits.delete(pairKey(operation.edit.a, operation.edit.b));
}

const IDS = ["a", "b", "c", "d", "e"];

const operation: fc.Arbitrary<Operation> = fc.oneof(
  { weight: 6, arbitrary: body(IDS).map((one) => ({ op: "put-document", ...one }) as Operation) },
  { weight: 3, arbitrary: fc.constantFrom(...IDS).map((id) => ({ op: "remove-document", id: id as DocumentId }) as Operation) },
  { weight: 2, arbitrary: edit.map((one) => ({ op: "put-edit", edit: one }) as Operation) },
  { weight: 1, arbitrary: edit.map((one) => ({ op: "remove-edit", edit: one }) as Operation) },
);

describe("growing step by step", () => {
  test.each([
    ["without embeddings", NO_VECTORS],
    ["with embeddings", MADE_UP],
  ])("agrees with computing everything from nothing, %s", async (_name, vectors) => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.array(operation, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 8 }), async (changes) => {
        await using folder = await temporaryFolder();
        await using store = openEmbeddedStore(folder.file("garden.db"), { now: () => new Date(0) });
        const state: State = { bodies: new Map(), edits: new Map() };
        for (const operations of changes) {
          await apply(store, operations, vectors);
          for (const one of operations) follow(state, one);
          const whole = computeWhole([...state.bodies.values()], [...state.edits.values()], vectors.of);
          expect(await all(store.allConcepts())).toEqual(whole.concepts);
          expect(await all(store.allRelations())).toEqual([...whole.relations].sort(compareRelations));
        }
      }),
      { numRuns: Number(process.env.HORTUS_TEST_RUNS ?? 60) },
    );
  });

  test("joins spellings, keeps opposites and numbers apart, and leaves a disputed abbreviation alone", async () => {
    await using folder = await temporaryFolder();
    await using store = openEmbeddedStore(folder.file("garden.db"), { now: () => new Date(0) });
    const conceptOf = async (term: string) => (await store.conceptsOfTerms([term as TermKey]))[0]?.concept;
    const put = (id: string, ...claims: [string, string, string][]): Operation => ({
      op: "put-document",
      ...bodyOf(
        id,
        claims.map(([head, type, tail]) => ({ text: `The ${head} relates to <${tail}>.`, claims: [[head, type, tail]] as const })),
      ),
    });
    const defining = (id: string, short: string, long: string): Operation => ({
      op: "put-document",
      ...bodyOf(id, [{ text: `A ${long} (${short}).`, mentions: [long, short], defines: [[short, long]] }]),
    });
    await apply(
      store,
      [put("a", ["data set", "contains", "high pressure"], ["dataset", "contains", "low pressure"], ["CRF", "contains", "layer 12"])],
      NO_VECTORS,
    );
    expect(await conceptOf("dataset")).toBe("data set");
    expect(await conceptOf("high pressure")).not.toBe(await conceptOf("low pressure"));
    await apply(store, [defining("b", "CRF", "conditional random field")], NO_VECTORS);
    expect(await conceptOf("CRF")).toBe("CRF");
    expect(await conceptOf("conditional random field")).toBe("CRF");
    await apply(store, [defining("c", "CRF", "case report form")], NO_VECTORS);
    expect(await conceptOf("conditional random field")).toBe("conditional random field");
    expect(await conceptOf("case report form")).toBe("case report form");
    expect(await conceptOf("CRF")).toBe("CRF");
    await apply(store, [{ op: "remove-document", id: "c" as DocumentId }], NO_VECTORS);
    expect(await conceptOf("conditional random field")).toBe("CRF");
  });

  test("cuts a concept when a later document shows that one short form stands for two of its terms", async () => {
    await using folder = await temporaryFolder();
    await using store = openEmbeddedStore(folder.file("garden.db"), { now: () => new Date(0) });
    const conceptOf = async (term: string) => (await store.conceptsOfTerms([term as TermKey]))[0]?.concept;
    const defining = (id: string, short: string, long: string): Operation => ({
      op: "put-document",
      ...bodyOf(id, [{ text: `The ${long} (${short}).`, mentions: [long, short], defines: [[short, long]] }]),
    });
    const same = (a: string, b: string): Operation => ({ op: "put-edit", edit: { a: a as TermKey, b: b as TermKey, decision: "same" } });
    const together = [
      defining("a", "CRF", "conditional random field"),
      defining("b", "XY", "case report form"),
      defining("c", "Z", "zebra"),
    ];
    await apply(store, [...together, same("case report form", "zebra"), same("conditional random field", "zebra")], NO_VECTORS);
    expect(await conceptOf("conditional random field")).toBe("case report form");
    await apply(store, [defining("d", "CRF", "case report form")], NO_VECTORS);
    expect(await conceptOf("conditional random field")).not.toBe(await conceptOf("case report form"));
  });
});

test("a document whose year is put right beside the same reading is as if it had always been right", async () => {
  await using folder = await temporaryFolder();
  const { document, reading } = bodyOf("silk", [{ text: "Silk contains crystals.", claims: [["Silk", "contains", "crystals"]] }]);
  const right = { ...document, year: 1999 };
  await using store = openEmbeddedStore(`${folder.path}/mended.db`, { now: () => new Date(0) });
  await apply(store, [{ op: "put-document", document, reading }], NO_VECTORS);
  await apply(store, [{ op: "put-document", document: right, reading }], NO_VECTORS);
  await using fresh = openEmbeddedStore(`${folder.path}/fresh.db`, { now: () => new Date(0) });
  await apply(fresh, [{ op: "put-document", document: right, reading }], NO_VECTORS);
  expect(await all(store.allRelations())).toEqual(await all(fresh.allRelations()));
  expect((await all(store.allRelations()))[0]).toMatchObject({ firstYear: 1999, lastYear: 1999 });
});

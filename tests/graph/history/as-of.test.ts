// A garden at an earlier version is what it was then: compared with what it said at the time, on random histories.

import { existsSync } from "node:fs";
import fc from "fast-check";
import { expect, test } from "vitest";
import { exportCanonical } from "#graph/export/canonical.ts";
import type { Garden } from "#graph/garden.ts";
import { commit } from "#graph/growth/commit.ts";
import { openAsOf, openToRead, versionAt } from "#graph/history/as-of.ts";
import type { DocumentId, Operation } from "#graph/model.ts";
import { openGarden } from "#graph/open-garden.ts";
import type { Embedder } from "#kernels/language-model.ts";
import { bodyOf } from "#tests/conformance/bodies.ts";
import { CONJECTURE } from "#tests/conformance/grown-store.ts";
import { body, edit } from "#tests/graph/resolution/random-bodies.ts";
import { temporaryFolder } from "#tests/temporary-folder.ts";

/** Points by the letters of the text, so that like spellings are near. */
const LETTERS: Embedder = {
  id: "letters/26",
  dimensions: 26,
  embed: async (texts) =>
    texts.map((text) => {
      const counts = Float32Array.from({ length: 26 }, (_, n) => text.toLowerCase().split(String.fromCharCode(97 + n)).length - 1 + 1e-3);
      const length = Math.hypot(...counts);
      return counts.map((count) => count / length);
    }),
  [Symbol.asyncDispose]: async () => {},
};

const operation: fc.Arbitrary<Operation> = fc.oneof(
  { weight: 6, arbitrary: body(["a", "b", "c", "d"]).map((put) => ({ op: "put-document", ...put }) as const) },
  { weight: 2, arbitrary: fc.constantFrom("a", "b", "c", "d").map((id) => ({ op: "remove-document", id: id as DocumentId }) as const) },
  { weight: 1, arbitrary: edit.map((one) => ({ op: "put-edit", edit: one }) as const) },
  { weight: 1, arbitrary: edit.map((one) => ({ op: "remove-edit", edit: one }) as const) },
  { weight: 1, arbitrary: fc.constant({ op: "put-conjecture", conjecture: CONJECTURE } as const) },
  { weight: 1, arbitrary: fc.constant({ op: "remove-conjecture", id: CONJECTURE.id } as const) },
);

async function said({ store }: Garden): Promise<string> {
  let text = "";
  for await (const line of exportCanonical(store, { layer: "all" })) text += line;
  return text + JSON.stringify([await store.editsOf(), await store.version(), await store.history()]);
}

test.each([
  ["without embeddings", null],
  ["with embeddings, the model gone when looking back", LETTERS],
])("%s: each version says what it said when it was the newest, and the garden stays as it is", async (_name, embedder) => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.array(operation, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 7 }), async (changes) => {
      await using folder = await temporaryFolder();
      const open = (at: Embedder | null) => openGarden({ folder: folder.path, embedder: at, create: true, now: () => new Date(0) });
      const spoken: string[] = [];
      {
        await using garden = await open(embedder);
        spoken.push(await said(garden));
        for (const operations of changes) {
          const { changed } = await commit(garden, { author: "t", reason: "t", operations });
          if (changed) spoken.push(await said(garden));
        }
      }
      await using garden = await open(null);
      for (const [version, text] of spoken.entries()) {
        await using then = await openAsOf(garden, version);
        expect([version, await said(then)]).toEqual([version, text]);
      }
      expect(await said(garden)).toBe(spoken.at(-1));
    }),
    { numRuns: Number(process.env.HORTUS_TEST_RUNS ?? 12) },
  );
});

test("a version that was read does not move, writes into it do not land, and its copy is gone with it", async () => {
  await using folder = await temporaryFolder();
  await using garden = await openGarden({ folder: folder.path, embedder: null, create: true, now: () => new Date(0) });
  const put = (id: string) =>
    ({
      op: "put-document",
      ...bodyOf(id, [{ text: `Fibre ${id} contains silk.`, claims: [[`Fibre ${id}`, "contains", "silk"]] }]),
    }) as const;
  for (const id of ["a", "b"]) await commit(garden, { author: "t", reason: id, operations: [put(id)] });
  const then = await openAsOf(garden, 2);
  await commit(garden, { author: "t", reason: "c", operations: [put("c")] });
  expect(await then.store.version()).toBe(2);
  expect((await then.store.counts()).documents).toBe(2);
  await commit(then, { author: "t", reason: "d", operations: [put("d")] });
  expect(await garden.store.document("d" as DocumentId)).toBeNull();
  expect((await garden.store.counts()).documents).toBe(3);
  await then[Symbol.asyncDispose]();
  expect(existsSync(then.folder)).toBe(false);
  for (const version of [-1, 4, 1.5]) await expect(openAsOf(garden, version)).rejects.toMatchObject({ code: "input.invalid" });
  await expect(openAsOf(garden, 1, { signal: AbortSignal.abort() })).rejects.toMatchObject({ code: "interrupted" });
});

test("on the way back nothing stands together that never did: no vector is asked that the garden never needed", async () => {
  await using folder = await temporaryFolder();
  const open = (embedder: Embedder | null) => openGarden({ folder: folder.path, embedder, create: true, now: () => new Date(0) });
  const count = 240;
  /** Unlike each other in every letter block. */
  const letter = (letters: string, n: number) => letters[n % letters.length];
  const word = (n: number) => `${letter("bdfgk", n)}${letter("aeiou", Math.floor(n / 5))}${letter("lmnprstvxz", Math.floor(n / 25))}ous`;
  const paper = (n: number, form: string, of: number) => {
    const term = `${form} ${word(of)} embedding`;
    return {
      op: "put-document",
      ...bodyOf(`p${n}`, [{ text: `The ${term} contains silk.`, claims: [[term, "contains", "silk"]] }]),
    } as const;
  };
  const papers = (form: string, shift: number) => Array.from({ length: count }, (_, n) => paper(n, form, (n + shift) % count));
  let then: string;
  {
    await using garden = await open(LETTERS);
    await commit(garden, { author: "t", reason: "t", operations: papers("contextual", 0) });
    then = await said(garden);
    // All at once: the two forms of one word, which only vectors tell apart, are never in the garden together.
    await commit(garden, { author: "t", reason: "t", operations: papers("contextualized", 30) });
    expect((await garden.store.vectors(LETTERS.id, "term", [`contextual ${word(0)} embedding`])).size).toBe(0);
  }
  await using garden = await open(null);
  await using before = await openAsOf(garden, 1);
  expect(await said(before)).toBe(then);
});

test("a date is the version that was the newest then: the end of a day, or an instant", async () => {
  await using folder = await temporaryFolder();
  const times = ["2026-03-01T10:00:00Z", "2026-03-01T23:00:00Z", "2026-03-05T08:00:00Z"];
  let next = 0;
  await using garden = await openGarden({ folder: folder.path, embedder: null, create: true, now: () => new Date(times[next++]!) });
  for (const id of ["a", "b", "c"])
    await commit(garden, { author: "t", reason: "t", operations: [{ op: "put-document", ...bodyOf(id, [{ text: `Thing ${id}.` }]) }] });
  const at = (date: string) => versionAt(garden.store, date);
  expect(await at("2026-02-28")).toBe(0);
  expect(await at("2026-03-01")).toBe(2);
  expect(await at("2026-03-01T12:00:00Z")).toBe(1);
  expect(await at("2026-03-05T08:00:00Z")).toBe(3);
  expect(await at("2026-03-04")).toBe(2);
  expect(await at("2099-01-01")).toBe(3);
  for (const none of ["", "yesterday", "2026-13-01", "2026-02-30", "01.03.2026"])
    await expect(at(none), none).rejects.toMatchObject({ code: "input.invalid" });
});

test("going back says what it does, and embeds sentences only for a garden that has vectors of sentences", async () => {
  await using folder = await temporaryFolder();
  await using garden = await openGarden({ folder: folder.file("garden"), embedder: null, create: true });
  for (const id of ["a", "b", "c"]) {
    const put = { op: "put-document", ...bodyOf(id, [{ text: "Heat weakens silk." }, { text: "Silk binds water." }]) } as const;
    await commit(garden, { author: "hortus", reason: "Grow", operations: [put] });
  }
  let embedded = 0;
  const counting: Embedder = { ...LETTERS, embed: (texts) => LETTERS.embed(texts).finally(() => (embedded += texts.length)) };
  const present = { ...garden, embedder: counting };
  const read = async (version: number) => {
    const told: string[] = [];
    await using _then = await openToRead(present, version, {
      onProgress: (done, total, unit, label) => told.push([label, done, total, unit].join(" ")),
    });
    return told;
  };
  expect(await read(2)).toEqual([
    "looking at the history 0 0 documents",
    "taking out what came later 0 1 documents",
    "putting in what stood there 0 0 documents",
  ]);
  expect(embedded).toBe(0);
  await garden.store.putVectors(LETTERS.id, "sentence", [{ key: "a#0", vector: (await LETTERS.embed(["Heat weakens silk."]))[0]! }]);
  expect((await read(1)).at(-1)).toMatch(/^embedding /);
  expect(embedded).toBeGreaterThan(0);
});

// A model reads after the grammar: only a capable one, only what it has not read, and nothing it says enters without its sentence.
import { expect, test } from "vitest";
import { grow } from "#graph/growth/grow.ts";
import { readWithModel } from "#graph/growth/read-with-model.ts";
import { removeDocument } from "#graph/growth/remove.ts";
import { verifyGarden } from "#graph/verify/verify.ts";
import type { LanguageModel } from "#kernels/language-model.ts";
import { canonical, type TestGarden, testGarden } from "#tests/graph/growth/test-garden.ts";

/** What a capable reader says of a sentence: [subject, relation, object]. */
const KNOWN: Readonly<Record<string, readonly [string, string, string]>> = {
  "Salt lowers the freezing point of water.": ["Salt", "lowers", "freezing point of water"],
  "Frost damage is prevented by snow cover.": ["Frost damage", "is prevented by", "snow cover"],
  "Glaciers contain air bubbles.": ["Glaciers", "contain", "air bubbles"],
  "With zinc around, urease in soil does nothing.": ["zinc", "inhibits", "urease"],
  "Copper, unlike nickel, leaves urease alone.": ["gold", "inhibits", "urease"],
};

function reader(options: { readonly silent?: boolean; readonly signalAfter?: number } = {}): LanguageModel & { asked: string[] } {
  const asked: string[] = [];
  return {
    id: "reader",
    contextTokens: 4096,
    asked,
    answer: async ({ messages }) => {
      const sentence = messages.at(-1)!.content;
      asked.push(sentence);
      const [subject, relation, object] = (options.silent ? undefined : KNOWN[sentence]) ?? [];
      const claims = subject === undefined ? [] : [{ subject, relation, object, negated: false, hedged: false }];
      return { text: JSON.stringify({ claims }), finish: "stop", tokens: { in: 10, out: 5 }, trace: [], model: "reader" };
    },
    score: async () => [],
    count: async (text) => text.length,
    [Symbol.asyncDispose]: async () => {},
  };
}

async function grown(texts: Readonly<Record<string, string>>): Promise<TestGarden> {
  const set = await testGarden();
  for (const [name, text] of Object.entries(texts)) await set.write(name, text);
  await grow(set.garden, [set.papers]);
  return set;
}

const TEXTS = {
  "a.txt": "With zinc around, urease in soil does nothing.\n",
  "b.txt": "Copper, unlike nickel, leaves urease alone.\n",
};

test("claims that their sentence bears out join the garden with their evidence; others are dropped and counted", async () => {
  await using set = await grown(TEXTS);
  const before = await set.garden.store.counts();
  const read = await readWithModel(set.garden, reader(), { seed: 1 });
  expect(read).toEqual({ documents: 2, dropped: 1, against: 0, tokens: { in: 50, out: 25 }, refused: null });
  expect((await set.garden.store.counts()).claims).toBe(before.claims + 1);
  expect(await canonical(set.garden)).toMatch(/"by":"reader"/);
  expect(await verifyGarden(set.garden.store)).toMatchObject({ quarantined: 0, verified: before.claims + 1 });
});

test("what it has read it is not asked about again, and growing again leaves it be", async () => {
  await using set = await grown(TEXTS);
  await readWithModel(set.garden, reader(), { seed: 1 });
  const stored = await canonical(set.garden);
  const again = reader();
  expect(await readWithModel(set.garden, again, { seed: 1 })).toMatchObject({ documents: 0, tokens: { in: 0, out: 0 } });
  expect(again.asked).toEqual([]);
  expect((await grow(set.garden, [set.papers])).documents).toMatchObject({ added: 0, updated: 0, unchanged: 2 });
  expect(await canonical(set.garden)).toBe(stored);
});

test("a model that cannot read plain sentences reads no paper", async () => {
  await using set = await grown(TEXTS);
  const stored = await canonical(set.garden);
  const read = await readWithModel(set.garden, reader({ silent: true }), { seed: 1 });
  expect(read).toMatchObject({ documents: 0, refused: expect.stringMatching(/Salt lowers the freezing point/) });
  expect(await canonical(set.garden)).toBe(stored);
});

test("a document the model read goes without a trace", async () => {
  await using set = await grown(TEXTS);
  await using bare = await grown({ "b.txt": TEXTS["b.txt"] });
  await readWithModel(set.garden, reader(), { seed: 1 });
  await readWithModel(bare.garden, reader(), { seed: 1 });
  await removeDocument(set.garden, "a.txt", { from: set.papers });
  expect(await canonical(set.garden)).toBe(await canonical(bare.garden));
});

// A model's claims join a reading only when their ends stand in the sentence; what does not is dropped and counted.

import { expect, test } from "vitest";
import { createExtractor } from "#graph/extraction/extract.ts";
import { addModelClaims, typeOfPhrase } from "#graph/extraction/model-claims.ts";
import type { AnswerRequest, LanguageModel } from "#kernels/language-model.ts";
import { documentOf } from "#tests/graph/extraction/document-of.ts";

const text = "Zinc inhibits urease in soil. The weather was fine. Copper salts stain glass.";
const document = documentOf(text);
const reading = createExtractor().extract(document);

/** Answers the given texts in turn and keeps what it was asked. */
function scripted(answers: readonly string[]): LanguageModel & { readonly asked: AnswerRequest[] } {
  const asked: AnswerRequest[] = [];
  return {
    id: "scripted",
    contextTokens: 4096,
    asked,
    answer: async (request) => {
      asked.push(request);
      return { text: answers[asked.length - 1] ?? "", finish: "stop", tokens: { in: 10, out: 5 }, trace: [], model: "scripted" };
    },
    score: async () => [],
    count: async (words) => words.length,
    [Symbol.asyncDispose]: async () => {},
  };
}

const claim = (subject: string, relation: string, object: string, rest = {}) => ({
  subject,
  relation,
  object,
  negated: false,
  hedged: false,
  ...rest,
});
const answer = (...claims: object[]) => JSON.stringify({ claims });

test("claims with both ends in the sentence are added, the others are dropped and counted", async () => {
  const model = scripted([
    answer(
      claim("zinc", "inhibits", "urease"),
      claim("The Zinc", "is found in", "soil"),
      claim("urease", "is poisoned by", "Zinc", { hedged: true }),
      claim("zinc", "binds", "nickel"),
      claim("Zin", "binds", "urease"),
      claim("zinc", "equals", "Zinc"),
    ),
    "{not json",
  ]);
  const drops: number[] = [];
  const { reading: joined, dropped, tokens } = await addModelClaims(document, reading, model, { seed: 1, onDropped: (n) => drops.push(n) });
  const added = joined.claims.filter(({ by }) => by === "scripted");
  expect(
    added.map(({ head, tail, type, confidence }) => [joined.mentions[head]!.term, type, joined.mentions[tail]!.term, confidence]),
  ).toEqual([
    ["zinc", "located-in", "soil", 600],
    ["zinc", "poison", "urease", 420],
  ]);
  expect(joined.claims).toHaveLength(reading.claims.length + 2);
  expect([dropped, drops]).toEqual([4, [3, 1]]);
  expect(tokens).toEqual({ in: 20, out: 10 });
  expect(model.asked.map(({ messages }) => messages.at(-1)!.content)).toEqual([
    "Zinc inhibits urease in soil.",
    "Copper salts stain glass.",
  ]);
  for (const { head, tail, sentence } of joined.claims) {
    expect([joined.mentions[head]!.sentence, joined.mentions[tail]!.sentence]).toEqual([sentence, sentence]);
  }
});

test("a new mention keeps the order, and the grammar's claims still point at their own", async () => {
  const model = scripted([answer(claim("urease in soil", "is inhibited by", "Zinc"))]);
  const { reading: joined } = await addModelClaims(document, reading, model, { seed: 1 });
  const starts = joined.mentions.map(({ start, end }) => start * 1000 + end);
  expect(starts).toEqual(starts.toSorted((a, b) => a - b));
  const say = (from: typeof reading) =>
    from.claims
      .filter(({ by }) => by === "grammar")
      .map(({ head, tail, type }) => [from.mentions[head]!.term, type, from.mentions[tail]!.term]);
  expect(say(joined)).toEqual(say(reading));
  expect(joined.mentions.some(({ start, end }) => text.slice(start, end) === "urease in soil")).toBe(true);
});

test("an aborted signal rejects with interrupted before anything is asked", async () => {
  const model = scripted([]);
  const signal = AbortSignal.abort();
  await expect(addModelClaims(document, reading, model, { seed: 1, signal })).rejects.toMatchObject({ code: "interrupted" });
  expect(model.asked).toHaveLength(0);
});

test.each([
  ["is strongly inhibited by", "inhibits", true],
  ["leads to", "causes", false],
  ["is composed of", "consists-of", false],
  ["can be used for", "used-for", false],
  ["results from", "causes", true],
  ["???", "is-a", false],
])("%j reads as %s, turned round: %s", (phrase, type, flipped) => {
  expect(typeOfPhrase(phrase)).toEqual({ type, flipped });
});

// The exam of every LanguageModel: the promises [L1]…[L7] of kernels/language-model.ts, as a function of a factory.

import { afterAll, beforeAll, describe, expect, type TestContext, test } from "vitest";
import { z } from "zod";
import type { AnswerRequest, JsonSchema, LanguageModel, TokenTrace } from "#kernels/language-model.ts";

const question = (content: string) => [{ role: "user" as const, content }];
const REQUEST: AnswerRequest = { messages: question("Name three silk proteins."), maxTokens: 24, temperature: 0.8, topP: 0.95, seed: 7 };
const OTHERS: readonly AnswerRequest[] = [
  { messages: question("What is nacre?"), maxTokens: 9, temperature: 0, seed: 1 },
  { messages: question(`Name three silk proteins. ${"Silk is strong. ".repeat(60)}`), maxTokens: 5, temperature: 1, seed: 2 },
];

/** Shapes whose longest value is far below ROOM tokens: an answer under one of them must end, and hold. */
const MUST_END = {
  "a choice": z.object({ material: z.enum(["silk", "nacre"]), strong: z.boolean() }),
  "short strings": z.object({ reasons: z.array(z.string().max(6)).max(2), kind: z.literal("claim") }),
  "a bounded integer": z.object({ year: z.int().min(1900).max(2100), sure: z.boolean().nullable() }),
  "a tuple": z.tuple([z.boolean(), z.enum(["a", "b"])]),
};
/** What a grammar cannot hold: an answer says that it holds, and it does, or it says that it does not. */
const MAY_FAIL: Readonly<Record<string, { readonly schema: JsonSchema; readonly holds: (value: never) => boolean }>> = {
  "the bounds of a fraction": { schema: { type: "number", minimum: 0, maximum: 1 }, holds: (value: number) => value >= 0 && value <= 1 },
  "different items": {
    schema: { type: "array", items: { enum: [1, 2] }, minItems: 2, maxItems: 2, uniqueItems: true },
    holds: ([a, b]: [number, number]) => a !== b,
  },
  "what cannot be": { schema: { type: "object", required: ["k"], additionalProperties: false }, holds: () => false },
};
const NOT_KEPT: Readonly<Record<string, unknown>> = {
  allOf: { allOf: [{ type: "integer" }, { type: "number" }] },
  not: { not: { type: "integer" } },
  "a rule without its type": { required: ["a"] },
  false: false,
};
const ROOM = 80;

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

export interface ConformanceOptions {
  /** Whether the model answers `score`, or refuses it. */
  readonly scores: boolean;
  /** Whether the model has a limit that a text of 400,000 words exceeds. */
  readonly overflows: boolean;
}

/** @param open  answers null when the model cannot be had here; its tests are then skipped */
export function languageModelConformance(name: string, open: () => Promise<LanguageModel | null>, options: ConformanceOptions): void {
  describe(`language model: ${name}`, () => {
    let opened: LanguageModel | null = null;
    beforeAll(async () => {
      opened = await open();
    });
    afterAll(async () => opened?.[Symbol.asyncDispose]());
    const model = (context: TestContext): LanguageModel => opened ?? context.skip();

    test("[L1] the same request gives the same text, whatever was asked before", async (context) => {
      const first = await model(context).answer(REQUEST);
      for (const other of OTHERS) {
        await model(context).answer(other);
        const again = await model(context).answer(REQUEST);
        expect(again).toEqual(first);
      }
      const [together] = await Promise.all([model(context).answer(REQUEST), model(context).answer(OTHERS[0]!)]);
      expect(together).toEqual(first);
      expect(first.model).toBe(model(context).id);
      expect(first.tokens.in).toBeGreaterThan(0);
    });

    test.skipIf(!options.overflows)("[L2] a prompt that does not fit is refused before any token is drawn", async (context) => {
      let drawn = 0;
      const request = { ...REQUEST, messages: question("silk ".repeat(400_000)), onToken: () => void drawn++ };
      await expect(model(context).answer(request)).rejects.toMatchObject({ code: "model.context_overflow" });
      expect(drawn).toBe(0);
    });

    test("[L3] an aborted signal rejects with interrupted, before the first token and between tokens", async (context) => {
      const before = model(context).answer({ ...REQUEST, signal: AbortSignal.abort() });
      await expect(before).rejects.toMatchObject({ code: "interrupted" });
      const controller = new AbortController();
      const running = model(context).answer({
        ...REQUEST,
        maxTokens: 2000,
        stop: [],
        signal: controller.signal,
        onToken: () => controller.abort(),
      });
      await expect(running).rejects.toMatchObject({ code: "interrupted" });
    });

    test.for(Object.entries(MUST_END))("[L4] an answer under a schema ends, parses and validates: %s", async ([, shape], context) => {
      const asked = model(context);
      for (const seed of [1, 2]) {
        const answer = await asked.answer({ ...REQUEST, seed, maxTokens: ROOM, schema: z.toJSONSchema(shape) });
        expect(answer).toMatchObject({ finish: "stop" });
        expect(shape.safeParse(JSON.parse(answer.text)).error).toBeUndefined();
      }
    });

    test.for(Object.entries(MAY_FAIL))("[L4] finish stop means that the schema holds: %s", async ([, { schema, holds }], context) => {
      const asked = model(context);
      for (const seed of [1, 2, 3, 4]) {
        const { text, finish } = await asked.answer({ ...REQUEST, seed, maxTokens: ROOM, schema });
        if (finish === "stop") expect([text, holds(JSON.parse(text) as never)]).toEqual([text, true]);
        else expect(["grammar-limit", "schema-unmet"]).toContain(finish);
        if (finish === "schema-unmet") expect([text, isJson(text) && holds(JSON.parse(text) as never)]).toEqual([text, false]);
      }
    });

    test("[L4] a value cut at the token limit is never called whole", async (context) => {
      const { text, finish, tokens } = await model(context).answer({
        ...REQUEST,
        maxTokens: 2,
        schema: z.toJSONSchema(MUST_END["a choice"]),
      });
      expect([finish, tokens.out, isJson(text)]).toEqual(["grammar-limit", 2, false]);
    });

    test.for(Object.entries(NOT_KEPT))("[L4] a schema that cannot be kept is refused: %s", async ([, schema], context) => {
      const answering = model(context).answer({ ...REQUEST, schema: schema as JsonSchema });
      await expect(answering).rejects.toMatchObject({ code: "input.invalid" });
    });

    test("[L4] a schema together with stop strings is refused", async (context) => {
      const answering = model(context).answer({ ...REQUEST, schema: { type: "object" }, stop: ['"a"'] });
      await expect(answering).rejects.toMatchObject({ code: "input.invalid" });
    });

    test("[L5] the onToken texts joined are the generated text, without the prefix", async (context) => {
      const prefix = "Here are three:";
      const tokens: TokenTrace[] = [];
      const answer = await model(context).answer({ ...REQUEST, prefix, onToken: (token) => tokens.push(token) });
      expect(answer.text.startsWith(prefix)).toBe(true);
      expect(prefix + tokens.map(({ text }) => text).join("")).toBe(answer.text);
      expect(tokens).toEqual(answer.trace);
      for (const { logprob, entropy } of tokens) {
        expect(Number.isNaN(logprob) || logprob <= 1e-6).toBe(true);
        expect(Number.isNaN(entropy) || entropy >= 0).toBe(true);
      }
    });

    test("[L5] generation ends before a stop string, which is not part of the text", async (context) => {
      const { text } = await model(context).answer({ ...REQUEST, temperature: 0 });
      const stop = text.slice(Math.floor(text.length / 2), Math.floor(text.length / 2) + 3);
      const stopped = await model(context).answer({ ...REQUEST, temperature: 0, stop: ["never said", stop] });
      expect(stopped.text).toBe(text.slice(0, text.indexOf(stop)));
      expect(stopped.finish).toBe("stop");
    });

    test("[L6] scores are log-probabilities, or the model says that it has none", async (context) => {
      const continuations = ["Paris", "Qxz vbkw jjj", ""];
      const scoring = model(context).score(question("What is the capital of France? One word."), continuations);
      if (!options.scores) return expect(scoring).rejects.toMatchObject({ code: "model.unsupported" });
      const [likely, unlikely, empty] = await scoring;
      expect(likely!.logprob).toBeLessThan(0);
      expect(likely!.logprob / likely!.tokens).toBeGreaterThan(unlikely!.logprob / unlikely!.tokens);
      expect(empty).toEqual({ logprob: 0, tokens: 0 });
      const reversed = await model(context).score(question("What is the capital of France? One word."), continuations.toReversed());
      expect(reversed.toReversed()).toEqual(await scoring);
    });

    test.skipIf(!options.scores)("[L7] with limits no more is read: long texts score as what is left of them", async (context) => {
      const one = model(context);
      const [long, short] = ["one two three four five six", "one two three"];
      const asked = question("Count. Go on counting, please.");
      const limited = await one.score(asked, [long, short], undefined, { alike: true });
      expect(limited.map(({ tokens }) => tokens)).toEqual([3, 3]);
      expect(limited[0]).toEqual(limited[1]);
      expect(limited[0]).toEqual((await one.score(asked, [short]))[0]);
      const cut = await one.score(asked, [long, short], undefined, { tokens: 2 });
      expect(cut.map(({ tokens }) => tokens)).toEqual([2, 2]);
      const before = question(`${"Silk is strong. ".repeat(20)}Count. Go on counting, please.`);
      const kept = await one.count(" Go on counting, please.");
      const same = await one.score(before, [short], undefined, { promptTokens: kept });
      expect(same).toEqual(await one.score(question(" Go on counting, please."), [short]));
      expect(same).not.toEqual(await one.score(before, [short]));
    });

    test("[L2] count gives tokens of plain text: none for nothing, more for more", async (context) => {
      expect(await model(context).count("")).toBe(0);
      expect(await model(context).count("spider silk is strong")).toBeGreaterThan(await model(context).count("silk"));
    });
  });
}

// The exam of every LanguageModel: the promises [L1]…[L6] of kernels/language-model.ts, as a function of a factory.

import { afterAll, beforeAll, describe, expect, type TestContext, test } from "vitest";
import { z } from "zod";
import type { AnswerRequest, LanguageModel, TokenTrace } from "#kernels/language-model.ts";

const question = (content: string) => [{ role: "user" as const, content }];
const REQUEST: AnswerRequest = { messages: question("Name three silk proteins."), maxTokens: 24, temperature: 0.8, topP: 0.95, seed: 7 };
const OTHERS: readonly AnswerRequest[] = [
  { messages: question("What is nacre?"), maxTokens: 9, temperature: 0, seed: 1 },
  { messages: question(`Name three silk proteins. ${"Silk is strong. ".repeat(60)}`), maxTokens: 5, temperature: 1, seed: 2 },
];
const SHAPE = z.object({ material: z.enum(["silk", "nacre"]), strong: z.boolean(), reasons: z.array(z.string().max(12)).max(2) });

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
      if (opened === null) console.warn(`skipped: the language model ${name} cannot be had here`);
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

    test("[L4] with a schema the text parses and validates, or the finish is grammar-limit", async (context) => {
      const schema = z.toJSONSchema(SHAPE);
      for (const seed of [1, 2]) {
        const answer = await model(context).answer({ ...REQUEST, seed, maxTokens: 80, schema });
        if (answer.finish !== "grammar-limit") SHAPE.parse(JSON.parse(answer.text));
        else expect(answer.tokens.out).toBe(80);
      }
      const cut = await model(context).answer({ ...REQUEST, maxTokens: 2, schema });
      if (cut.finish !== "grammar-limit") SHAPE.parse(JSON.parse(cut.text));
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

    test("[L2] count gives tokens of plain text: none for nothing, more for more", async (context) => {
      expect(await model(context).count("")).toBe(0);
      expect(await model(context).count("spider silk is strong")).toBeGreaterThan(await model(context).count("silk"));
    });
  });
}

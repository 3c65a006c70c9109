// The exam of every Embedder: the promises [E1]…[E3] of kernels/language-model.ts, as a function of a factory.

import { afterAll, beforeAll, describe, expect, type TestContext, test } from "vitest";
import type { Embedder } from "#kernels/language-model.ts";

const WORDS = "spider silk fibroin toughness nacre hydrogel β-sheet crosslink 3.5 mussel adhesion collagen fibril Fe3+ 丝 stiffness".split(
  " ",
);
const TEXTS = Array.from({ length: 120 }, (_, i) =>
  Array.from({ length: 1 + ((i * 7) % 11) }, (_, j) => WORDS[(i * 5 + j * 3) % 16]).join(" "),
);

/** @param open  answers null when the embedder cannot be had here; its tests are then skipped */
export function embedderConformance(name: string, open: () => Promise<Embedder | null>): void {
  describe(`embedder: ${name}`, () => {
    let opened: Embedder | null = null;
    beforeAll(async () => {
      opened = await open();
    });
    afterAll(async () => opened?.[Symbol.asyncDispose]());
    const embedder = (context: TestContext): Embedder => opened ?? context.skip();

    test("[E1] one vector of length 1 for each text, in order", async (context) => {
      const vectors = await embedder(context).embed(TEXTS);
      expect(vectors).toHaveLength(TEXTS.length);
      for (const vector of vectors) {
        expect(vector).toHaveLength(embedder(context).dimensions);
        expect(Math.abs(Math.hypot(...vector) - 1)).toBeLessThanOrEqual(1e-5);
      }
      const [last] = await embedder(context).embed([TEXTS.at(-1)!]);
      expect(last).toEqual(vectors.at(-1));
      expect(await embedder(context).embed([])).toEqual([]);
    });

    test("[E2] the bits of a vector do not depend on batch, order or what came before", async (context) => {
      const alone = new Map<string, Float32Array>();
      for (const text of TEXTS) alone.set(text, (await embedder(context).embed([text]))[0]!);
      const orders = [
        TEXTS,
        TEXTS.toReversed(),
        TEXTS.filter((_, i) => i % 3 !== 0),
        [...TEXTS, ...TEXTS.slice(17, 90)],
        TEXTS.slice(40, 53),
      ];
      for (const texts of orders) {
        const vectors = await embedder(context).embed(texts);
        for (const [i, text] of texts.entries()) expect(bits(vectors[i]!), text).toEqual(bits(alone.get(text)!));
      }
    });

    test("[E3] empty text is embedded as a single space", async (context) => {
      const [empty, space] = await embedder(context).embed(["", " "]);
      expect(bits(empty!)).toEqual(bits(space!));
      expect(Math.hypot(...empty!)).toBeCloseTo(1, 5);
    });

    test("[E1] an aborted signal rejects with interrupted", async (context) => {
      await expect(embedder(context).embed(TEXTS, { signal: AbortSignal.abort() })).rejects.toMatchObject({ code: "interrupted" });
    });
  });
}

const bits = (vector: Float32Array): Uint32Array => new Uint32Array(vector.buffer, vector.byteOffset, vector.length);

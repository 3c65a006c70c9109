// Grammar-constrained drawing with the real engine and the real vocabulary, without a model: random logits must still give valid JSON.

import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, type TestContext, test } from "vitest";
import { z } from "zod";
import { GrammarEngine } from "#kernels/decode/grammar.ts";
import { drawToken, uniformAt } from "#kernels/decode/sampling.ts";
import { createVocabulary, type Vocabulary } from "#kernels/decode/vocabulary.ts";
import { readGguf } from "#kernels/gguf/gguf-file.ts";
import { weightsIfPresent } from "#tests/weights.ts";

const SHAPE = z.object({ kind: z.enum(["observed", "conjecture"]), claims: z.array(z.string().max(8)).min(1).max(2), sure: z.boolean() });
const SCHEMA = z.toJSONSchema(SHAPE);

let folder: string;
let vocabulary: Vocabulary | null = null;
let engine: GrammarEngine | null = null;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "hortus-grammar-"));
  const weights = await weightsIfPresent("smollm2-135m-instruct");
  if (weights === null) return console.warn("skipped: the weights smollm2-135m-instruct cannot be had here");
  vocabulary = createVocabulary(await readGguf(weights.model));
  engine = new GrammarEngine(folder, vocabulary, vocabulary.tokens.length);
});
afterAll(() => rm(folder, { recursive: true }));

/** Text drawn under the schema from noise that differs with every step. */
async function noise(context: TestContext, seed: number, prefix: string): Promise<string> {
  const words = vocabulary ?? context.skip();
  using constraint = await (engine ?? context.skip()).constrain(SCHEMA, prefix);
  const bytes: Uint8Array[] = [];
  for (let step = 0; step < 200; step++) {
    const logits = Float32Array.from({ length: words.tokens.length }, (_, id) => uniformAt(seed, step * 1e5 + id));
    await constraint.mask(logits);
    const id = drawToken(logits, { temperature: 0 }, 0);
    if (words.stopIds.has(id)) return prefix + Buffer.concat(bytes).toString("utf8");
    constraint.accept(id);
    bytes.push(words.bytes(id));
  }
  throw new Error("no end");
}

test("noise under a schema is valid JSON under the schema", async (context) => {
  for (const seed of [1, 2, 3]) expect(SHAPE.safeParse(JSON.parse(await noise(context, seed, ""))).success).toBe(true);
});

test("a prefix is kept and continued", async (context) => {
  const text = await noise(context, 4, '{"kind": "obs');
  expect(SHAPE.parse(JSON.parse(text)).kind).toBe("observed");
});

test("an impossible prefix and a schema that is none are input.invalid", async (context) => {
  const grammars = engine ?? context.skip();
  await expect(grammars.constrain(SCHEMA, "Sure! Here")).rejects.toMatchObject({ code: "input.invalid" });
  await expect(grammars.constrain({ type: "nonsense" }, "")).rejects.toMatchObject({ code: "input.invalid" });
  expect(SHAPE.safeParse(JSON.parse(await noise(context, 5, ""))).success).toBe(true);
});

// Grammar-constrained drawing with the real engine and the real vocabulary, without a model: random logits must still give valid JSON.

import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, type TestContext, test } from "vitest";
import { z } from "zod";
import { GrammarEngine } from "#kernels/decode/grammar.ts";
import { finishUnder } from "#kernels/decode/json-schema.ts";
import { drawToken, uniformAt } from "#kernels/decode/sampling.ts";
import { createVocabulary, type Vocabulary } from "#kernels/decode/vocabulary.ts";
import { readGguf } from "#kernels/gguf/gguf-file.ts";
import type { JsonSchema } from "#kernels/language-model.ts";
import { weightsIfPresent } from "#tests/weights.ts";

const SHAPE = z.object({ kind: z.enum(["observed", "conjecture"]), claims: z.array(z.string().max(8)).min(1).max(2), sure: z.boolean() });
const FLAG: JsonSchema = { type: "boolean" };
const SCHEMA = z.toJSONSchema(SHAPE);

let folder: string;
let vocabulary: Vocabulary | null = null;
let engine: GrammarEngine | null = null;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "hortus-grammar-"));
  const weights = await weightsIfPresent("smollm2-135m-instruct");
  if (weights === null) return;
  vocabulary = createVocabulary(await readGguf(weights.model));
  engine = new GrammarEngine(folder, vocabulary, vocabulary.tokens.length);
});
afterAll(() => rm(folder, { recursive: true }));

/** Text drawn under the schema from noise that differs with every step. */
async function noise(context: TestContext, seed: number, prefix: string, schema: JsonSchema = SCHEMA): Promise<string> {
  const words = vocabulary ?? context.skip();
  using constraint = await (engine ?? context.skip()).constrain(schema, prefix);
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

/** What the grammar itself holds, as json-schema.ts says: noise under these is valid without the check at the end. */
test.for([
  [{ type: "integer", minimum: -3, maximum: 12 }],
  [{ type: "array", items: { type: "boolean" }, minItems: 2, maxItems: 3 }],
  [{ type: "array", prefixItems: [{ type: "boolean" }, { enum: ["a", 1, null] }], items: false }],
  [{ type: "object", properties: { a: { type: "boolean" }, b: { const: { c: 1 } } }, required: ["a"], additionalProperties: false }],
  [{ type: "object", properties: { a: FLAG, b: FLAG, c: FLAG }, additionalProperties: false, minProperties: 1, maxProperties: 2 }],
  [{ type: ["null", "boolean"] }],
  [{ type: "string", minLength: 2, maxLength: 4 }],
  [{ type: "string", pattern: "^[a-c]{2,5}$" }],
  [{ anyOf: [{ type: "boolean" }, { type: "null" }] }],
  [{ $ref: "#/$defs/a", $defs: { a: { type: "array", items: { type: "null" }, maxItems: 2 } } }],
] as [JsonSchema][])("noise under %j holds", async ([schema], context) => {
  for (const seed of [1, 2, 3, 4]) {
    const text = await noise(context, seed, "", schema);
    expect([text, finishUnder(schema, text, "stop")]).toEqual([text, "stop"]);
  }
});

test("an impossible prefix and a schema that cannot be compiled are input.invalid, with the engine's own reason", async (context) => {
  const grammars = engine ?? context.skip();
  await expect(grammars.constrain(SCHEMA, "Sure! Here")).rejects.toMatchObject({ code: "input.invalid" });
  const lost = grammars.constrain({ $ref: "#/$defs/nowhere" }, "");
  await expect(lost).rejects.toMatchObject({
    code: "input.invalid",
    message: expect.stringMatching(/compiled: .*Cannot find field \$defs/),
  });
  expect(SHAPE.safeParse(JSON.parse(await noise(context, 5, ""))).success).toBe(true);
});

test("the engine's own words never reach stdout", async () => {
  const script = `
    import { GrammarEngine } from "#kernels/decode/grammar.ts";
    const words = ${JSON.stringify({ tokens: ["a", "</s>"] })};
    const engine = new GrammarEngine(process.argv[1], { ...words, stopIds: new Set([1]) }, 2);
    for (const schema of [{ allOf: [{}, {}] }, { type: "string", pattern: "^a$", maxLength: 2 }, { type: "nonsense" }])
      await engine.constrain(schema, "").catch(() => null);`;
  const { stdout } = await promisify(execFile)(process.execPath, ["--input-type=module", "--eval", script, folder]);
  expect(stdout).toBe("");
});

test("an engine that could not be opened is opened afresh for the next answer", async (context) => {
  const words = vocabulary ?? context.skip();
  const cache = join(folder, "late");
  await writeFile(cache, "a file where a folder should be");
  const late = new GrammarEngine(cache, words, words.tokens.length);
  await expect(late.constrain(SCHEMA, "")).rejects.toThrow();
  await rm(cache);
  (await late.constrain(SCHEMA, ""))[Symbol.dispose]();
});

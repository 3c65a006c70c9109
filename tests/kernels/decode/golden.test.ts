// The decode graph against torch on the same weights: golden log-probabilities, entropies and greedy text (tests/golden/decode/README.md).
// Graphs are built afresh in a temporary folder, so that a change to packing or graph is what is tested.

import { mkdtemp, readFile, rm, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, type TestContext, test } from "vitest";
import { CHUNK, Decoder } from "#kernels/decode/decoder.ts";
import { decoderShape } from "#kernels/decode/decoder-shape.ts";
import { distributionOf } from "#kernels/decode/distribution.ts";
import type { Precision } from "#kernels/decode/packed-weights.ts";
import { type PreparedGraph, prepareGraph } from "#kernels/decode/prepared-graph.ts";
import { drawToken } from "#kernels/decode/sampling.ts";
import { scoreContinuations } from "#kernels/decode/score.ts";
import { readGguf } from "#kernels/gguf/gguf-file.ts";
import { openSession } from "#kernels/onnx/runtime.ts";
import { weightsIfPresent } from "#tests/weights.ts";
import golden from "../../golden/decode/greedy.json" with { type: "json" };

let cacheFolder: string;
beforeAll(async () => {
  cacheFolder = await mkdtemp(join(tmpdir(), "hortus-golden-"));
});
afterAll(() => rm(cacheFolder, { recursive: true }));

const pause = async (): Promise<void> => undefined;
const greedy = (logits: Float32Array): number => drawToken(logits, { temperature: 0 }, 0);

async function prepare(precision: Precision): Promise<PreparedGraph | null> {
  const weights = await weightsIfPresent("smollm2-135m-instruct");
  if (weights === null) return null;
  const file = await readGguf(weights.model);
  return prepareGraph(file, decoderShape(file), { cacheFolder, precision, positions: 512, sha256: golden.meta.model_sha256 });
}

async function open(precision: Precision): Promise<Decoder | null> {
  const weights = await weightsIfPresent("smollm2-135m-instruct");
  const graph = await prepare(precision);
  if (weights === null || graph === null) return null;
  return new Decoder(await openSession(graph.path, { threads: 2 }), decoderShape(await readGguf(weights.model)));
}

interface Errors {
  readonly logprob: readonly number[];
  readonly entropy: readonly number[];
  /** Whether the most likely token is the golden one, with the golden gap to the second. */
  readonly top: readonly { readonly agrees: boolean; readonly gap: number }[];
}

/** Teacher forcing: prompt and golden answer in one call, every golden position compared. */
async function teacherForced(decoder: Decoder): Promise<Errors> {
  const errors = { logprob: [] as number[], entropy: [] as number[], top: [] as { agrees: boolean; gap: number }[] };
  for (const { ids, fp32 } of golden.prompts) {
    decoder.rewind(0);
    const rows = fp32.greedy.map((_, i) => ids.length - 1 + i);
    const logits = await decoder.feed([...ids, ...fp32.greedy], rows);
    for (const [i, position] of fp32.positions.entries()) {
      const row = logits.subarray(i * decoder.shape.vocabulary, (i + 1) * decoder.shape.vocabulary);
      const { logSum, entropy } = distributionOf(row);
      errors.logprob.push(Math.abs(row[position.top1_id]! - logSum - position.top1_logprob));
      errors.entropy.push(Math.abs(entropy - position.entropy));
      errors.top.push({ agrees: greedy(row) === position.top1_id, gap: position.gap });
    }
  }
  return errors;
}

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

describe("fp32 graph", () => {
  let opened: Decoder | null = null;
  beforeAll(async () => {
    opened = await open("fp32");
  });
  afterAll(async () => opened?.release());
  const decoder = (context: TestContext): Decoder => opened ?? context.skip();

  test("log-probabilities and entropies of 152 positions are within 1e-3 nat of torch", async (context) => {
    const errors = await teacherForced(decoder(context));
    expect(errors.logprob).toHaveLength(152);
    expect(Math.max(...errors.logprob)).toBeLessThanOrEqual(1e-3);
    expect(Math.max(...errors.entropy)).toBeLessThanOrEqual(1e-3);
  });

  test("greedy decoding step by step gives all 152 golden tokens", async (context) => {
    for (const { ids, fp32 } of golden.prompts) {
      let logits = await decoder(context).prompt(ids, pause);
      const drawn: number[] = [];
      while (drawn.length < fp32.greedy.length) {
        drawn.push(greedy(logits));
        logits = await decoder(context).feed(drawn.slice(-1), [0]);
      }
      expect(drawn).toEqual(fp32.greedy);
    }
  });

  test("a long prompt in chunks, over several capacities, gives the logits of one shot", async (context) => {
    const ids = golden.prompts.flatMap((prompt) => [...prompt.ids, ...prompt.fp32.greedy]).slice(0, 2 * CHUNK + 57);
    const chunked = await decoder(context).prompt(ids, pause);
    decoder(context).rewind(0);
    const whole = await decoder(context).feed(ids, [ids.length - 1]);
    for (const [i, logit] of whole.entries()) expect(Math.abs(chunked[i]! - logit)).toBeLessThan(1e-3);
  });

  test("scores of continuations are the sums of golden log-probabilities", async (context) => {
    const { ids, fp32 } = golden.prompts[0]!;
    const [all, three] = await scoreContinuations(decoder(context), ids, [fp32.greedy, fp32.greedy.slice(0, 3)], pause);
    const sum = (count: number) => fp32.positions.slice(0, count).reduce((total, position) => total + position.top1_logprob, 0);
    expect(all!.tokens).toBe(fp32.greedy.length);
    expect(Math.abs(all!.logprob - sum(fp32.greedy.length))).toBeLessThan(1e-3);
    expect(Math.abs(three!.logprob - sum(3))).toBeLessThan(1e-3);
  });
});

describe("exact 4-bit graph", () => {
  let opened: Decoder | null = null;
  beforeAll(async () => {
    opened = await open("exact4");
  });
  afterAll(async () => opened?.release());
  const decoder = (context: TestContext): Decoder => opened ?? context.skip();

  test("stays near torch: mean error ≤ 0.1 nat, entropy ≤ 0.12, at least 130 of 152 best tokens, all where the gap is above 0.5", async (context) => {
    const errors = await teacherForced(decoder(context));
    expect(mean(errors.logprob)).toBeLessThanOrEqual(0.1);
    expect(mean(errors.entropy)).toBeLessThanOrEqual(0.12);
    expect(errors.top.filter(({ agrees }) => agrees).length).toBeGreaterThanOrEqual(130);
    expect(errors.top.filter(({ agrees, gap }) => gap > 0.5 && !agrees)).toEqual([]);
  });

  test("a prompt after another that shares whole chunks has the same bits as a fresh one", async (context) => {
    const ids = golden.prompts.flatMap((prompt) => [...prompt.ids, ...prompt.fp32.greedy]).slice(0, 2 * CHUNK + 30);
    const other = [...ids.slice(0, CHUNK + 40), ...ids.slice(0, 300)];
    const fresh = await decoder(context).prompt(ids, pause);
    decoder(context).rewind(0);
    await decoder(context).prompt(other, pause);
    await decoder(context).feed([5], [0]);
    let runs = 0;
    const reused = await decoder(context).prompt(ids, async () => void runs++);
    expect(runs).toBe(2);
    expect(new Uint32Array(reused.buffer)).toEqual(new Uint32Array(fresh.buffer));
  });

  test("a built graph is used again; a damaged one is built again", async (context) => {
    const first = (await prepare("exact4")) ?? context.skip();
    expect(first.built).toBe(false);
    const weights = join(dirname(first.path), "weights.bin");
    const bytes = await readFile(weights);
    await truncate(weights, 1000);
    expect((await prepare("exact4"))?.built).toBe(true);
    expect(Buffer.compare(await readFile(weights), bytes)).toBe(0);
    await writeFile(join(dirname(first.path), "complete.json"), "{");
    expect((await prepare("exact4"))?.built).toBe(true);
  });
});

// Inside the embedder's worker thread: tokenizer, session, pooling. Runs one list of texts at a time; embedder.ts is the other end.

import { readFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { batchesByLength } from "#kernels/embedding/batches.ts";
import { buildEncoder, encoderShape } from "#kernels/embedding/minilm-graph.ts";
import { meanPoolUnit } from "#kernels/embedding/pooling.ts";
import { createWordPiece } from "#kernels/embedding/wordpiece.ts";
import { HortusError } from "#kernels/errors.ts";
import { writeModelFile } from "#kernels/onnx/model-file.ts";
import { intTensor, openSession, type Session } from "#kernels/onnx/runtime.ts";
import { readSafetensorsHeader } from "#kernels/safetensors/header.ts";
import { type CallContext, serve } from "#kernels/worker/worker-server.ts";

export interface OpenEmbedder {
  readonly model: string;
  readonly tokenizer: string;
  readonly config: string;
  readonly threads: number;
}

interface Opened {
  readonly session: Session;
  readonly encode: (text: string) => number[];
  readonly width: number;
}

let opened: Opened | null = null;

async function open(files: OpenEmbedder): Promise<{ readonly dimensions: number }> {
  const shape = encoderShape(JSON.parse(await readFile(files.config, "utf8")));
  const graph = buildEncoder(shape, await readSafetensorsHeader(files.model), basename(files.model));
  const path = join(dirname(files.model), "encoder.onnx");
  await writeModelFile(path, graph);
  opened = {
    session: await openSession(path, { threads: files.threads }),
    encode: createWordPiece(await readFile(files.tokenizer, "utf8")),
    width: shape.width,
  };
  return { dimensions: shape.width };
}

/** @returns (texts, width) row-major, each row of length 1 */
async function embed(texts: readonly string[], context: CallContext): Promise<Float32Array> {
  if (opened === null) throw new HortusError("internal", "The embedder was not opened.");
  const { session, encode, width } = opened;
  const encoded = texts.map(encode);
  const vectors = new Float32Array(texts.length * width);
  for (const { tokens, rows } of batchesByLength(encoded.map((ids) => ids.length))) {
    await context.checkpoint();
    const ids = new BigInt64Array(rows.length * tokens);
    rows.forEach((row, at) => {
      ids.set((encoded[row] ?? []).map(BigInt), at * tokens);
    });
    const positions = BigInt64Array.from({ length: tokens }, (_, position) => BigInt(position));
    const answer = await session.run({ ids: intTensor(ids, [rows.length, tokens]), positions: intTensor(positions, [tokens]) });
    const hidden = answer.hidden?.data as Float32Array;
    rows.forEach((row, at) => {
      vectors.set(meanPoolUnit(hidden, at, tokens, width), row * width);
    });
  }
  return vectors;
}

serve({ open, embed }, async () => opened?.session.release());

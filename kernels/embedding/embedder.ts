// Text to unit vectors with all-MiniLM-L6-v2, in a worker thread. It chooses no cache folder and keeps no vectors.

import type { OpenEmbedder } from "#kernels/embedding/worker.ts";
import { HortusError } from "#kernels/errors.ts";
import type { Embedder } from "#kernels/language-model.ts";
import { DEFAULT_EMBEDDER } from "#kernels/weights/registry.ts";
import { ensureWeights, type WeightFiles, type WeightProgress } from "#kernels/weights/weights.ts";
import { openWorker, type WorkerClient, workerUrl } from "#kernels/worker/worker-client.ts";

export interface EmbedderOptions {
  /** Where weights are kept; fetched into it when missing. */
  readonly cacheFolder: string;
  /** Physical cores to use. */
  readonly threads: number;
  /** Files already at hand, instead of those in the cache folder. */
  readonly weights?: WeightFiles | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: WeightProgress) => void) | undefined;
}

/** Texts sent to the worker at once: many of the same length meet, and an abort or a progress report waits for no more. */
const TEXTS_IN_CALL = 2048;

/** @throws what `ensureWeights` throws; `model.unsupported` or `kernel.format` when the files are not this encoder's */
export async function createEmbedder(options: EmbedderOptions): Promise<Embedder> {
  const weights = options.weights ?? (await ensureWeights(DEFAULT_EMBEDDER, options));
  const { model, tokenizer, config } = weights;
  if (tokenizer === null || config === null) {
    throw new HortusError("model.unsupported", `${weights.id} is not an embedding model: it has no tokenizer.json and config.json.`);
  }
  const open: OpenEmbedder = { model, tokenizer, config, threads: options.threads };
  const url = workerUrl("./worker", import.meta.url);
  const { worker, opened } = await openWorker<{ dimensions: number }>(url, open, options.signal);
  return new WorkerEmbedder(worker, `${weights.id}/mean/fp32`, opened.dimensions);
}

class WorkerEmbedder implements Embedder {
  readonly id: string;
  readonly dimensions: number;
  readonly #worker: WorkerClient;

  constructor(worker: WorkerClient, id: string, dimensions: number) {
    this.#worker = worker;
    this.id = id;
    this.dimensions = dimensions;
  }

  async embed(...[texts, options = {}]: Parameters<Embedder["embed"]>): Promise<readonly Float32Array[]> {
    const vectors: Float32Array[] = [];
    for (let start = 0; start < texts.length; start += TEXTS_IN_CALL) {
      const part = texts.slice(start, start + TEXTS_IN_CALL);
      const rows = await this.#worker.call<Float32Array>("embed", part, { signal: options.signal });
      for (let row = 0; row < part.length; row++) vectors.push(rows.slice(row * this.dimensions, (row + 1) * this.dimensions));
      options.onProgress?.(vectors.length);
    }
    return vectors;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#worker[Symbol.asyncDispose]();
  }
}

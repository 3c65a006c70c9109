// The local language model: a GGUF file answered from a worker thread, so that the caller's event loop is never held up.
// It chooses no cache folder, fetches nothing and reads no environment.

import type { Precision } from "#kernels/decode/packed-weights.ts";
import type { OpenedModel, OpenModel, PlainRequest } from "#kernels/decode/worker.ts";
import type { Answer, AnswerRequest, ContinuationScore, LanguageModel, Message, ScoreLimits, TokenTrace } from "#kernels/language-model.ts";
import { findWeights } from "#kernels/weights/registry.ts";
import type { WeightFiles } from "#kernels/weights/weights.ts";
import { openWorker, type WorkerClient, workerUrl } from "#kernels/worker/worker-client.ts";

export interface LocalModelOptions {
  readonly weights: WeightFiles;
  /** Where the built graph is kept (about 120 MB for the default model). */
  readonly cacheFolder: string;
  /** Physical cores to use. */
  readonly threads: number;
  /** `exact4` by default; `fp32` is the slow reference of the same weights. */
  readonly precision?: Precision | undefined;
  /** Positions at most; keys and values take 45 KiB for each. Default 4096, less where the model knows less. */
  readonly contextTokens?: number | undefined;
  /** Faster by a quarter where the machine is ours alone; burns a core while waiting. */
  readonly spinning?: boolean | undefined;
  readonly signal?: AbortSignal | undefined;
}

const DEFAULT_CONTEXT = 4096;

/** @throws `model.unsupported` for an architecture, tokenizer or quantisation we do not run; `kernel.format` for a damaged file */
export async function createLocalModel(options: LocalModelOptions): Promise<LanguageModel> {
  const { weights, cacheFolder, threads, precision = "exact4", contextTokens = DEFAULT_CONTEXT, spinning = false } = options;
  const open: OpenModel = { model: weights.model, cacheFolder, threads, precision, contextTokens, spinning };
  const { worker, opened } = await openWorker<OpenedModel>(workerUrl("./worker", import.meta.url), open, options.signal);
  const name = findWeights(weights.id) ? weights.id : `${weights.id}@${opened.sha256.slice(0, 8)}`;
  return new LocalModel(worker, `${name}/${precision}`, opened.contextTokens);
}

class LocalModel implements LanguageModel {
  readonly id: string;
  readonly contextTokens: number;
  readonly #worker: WorkerClient;

  constructor(worker: WorkerClient, id: string, contextTokens: number) {
    this.#worker = worker;
    this.id = id;
    this.contextTokens = contextTokens;
  }

  async answer({ signal, onToken, ...request }: AnswerRequest): Promise<Answer> {
    const plain: PlainRequest = request;
    const onEvent = onToken && ((token: TokenTrace) => onToken(token));
    const answer = await this.#worker.call<Omit<Answer, "model">>("answer", plain, { signal, onEvent });
    return { ...answer, model: this.id };
  }

  async score(
    messages: readonly Message[],
    continuations: readonly string[],
    signal?: AbortSignal,
    limits: ScoreLimits = {},
  ): Promise<readonly ContinuationScore[]> {
    return this.#worker.call("score", { messages, continuations, limits }, { signal });
  }

  async count(text: string): Promise<number> {
    return this.#worker.call("count", text);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#worker[Symbol.asyncDispose]();
  }
}

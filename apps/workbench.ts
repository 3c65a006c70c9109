// Puts a garden, its ledger and its model together from the configuration. Wiring only: nothing here decides anything about science.

import { availableParallelism } from "node:os";
import type { Ledger } from "#agents/ledger/ledger.ts";
import { openLedger } from "#agents/ledger/ledger.ts";
import { openModel } from "#agents/models/open-model.ts";
import type { Config } from "#apps/config.ts";
import { openConfiguredGarden } from "#apps/open-configured-garden.ts";
import { growHeapsSparingly } from "#apps/sparing-heap.ts";
import type { Garden } from "#graph/garden.ts";
import { createEmbedder } from "#kernels/embedding/embedder.ts";
import { asHortusError } from "#kernels/errors.ts";
import type { Embedder, LanguageModel } from "#kernels/language-model.ts";
import type { WeightProgress } from "#kernels/weights/weights.ts";

export interface OpenOptions {
  /** Make the garden when it is missing. */
  readonly create: boolean;
  /** Open the embedding model now (fetching its weights when they are missing); without it search has no vectors. */
  readonly embeddings: boolean;
  /** Default: the branch that the folder stands on. */
  readonly branch?: string | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly onWeights?: ((progress: WeightProgress) => void) | undefined;
  /** Called when the embedding weights cannot be had, with what to tell the user. */
  readonly onMissing?: ((why: string) => void) | undefined;
}

export interface Workbench extends AsyncDisposable {
  readonly config: Config;
  readonly garden: Garden;
  readonly ledger: Ledger;
  readonly clock: () => Date;
  /** The language model of this name (the configuration's when not given), opened on first use; null for `none`. */
  model(id?: string): Promise<LanguageModel | null>;
  readonly modelId: string;
  /** The folder where verdicts about models are kept, for all gardens. */
  readonly probes: string;
  readonly annotator: string;
}

/** @throws `input.invalid` when the garden is missing and `create` is false, before anything is fetched or made; what the stores throw */
export async function openWorkbench(config: Config, options: OpenOptions): Promise<Workbench> {
  const { garden, embedder } = await openWithEmbedder(config, options);
  const ledger = await openLedger(config.gardenFolder);
  const models = new Map<string, Promise<LanguageModel | null>>();
  /** One that could not be opened is tried afresh the next time. */
  const open = (id = config.model): Promise<LanguageModel | null> => {
    const known = models.get(id);
    if (known !== undefined) return known;
    const opening = openConfiguredModel({ ...config, model: id }, options);
    models.set(id, opening);
    opening.catch(() => models.delete(id));
    return opening;
  };
  return {
    config,
    garden,
    ledger,
    clock: () => new Date(),
    model: open,
    modelId: config.model,
    probes: config.cacheFolder,
    annotator: config.annotator,
    async [Symbol.asyncDispose]() {
      const opened = await Promise.all([...models.values()].map((model) => model.catch(() => null)));
      for (const model of opened) await model?.[Symbol.asyncDispose]();
      await ledger[Symbol.asyncDispose]();
      await garden[Symbol.asyncDispose]();
      await embedder?.[Symbol.asyncDispose]();
    },
  };
}

/** A garden that must be there is opened first: weights are fetched for one that is, and one is made only once they are there. */
async function openWithEmbedder(
  config: Config,
  options: OpenOptions,
): Promise<{ readonly garden: Garden; readonly embedder: Embedder | null }> {
  const { create, branch } = options;
  const found = create ? null : await openConfiguredGarden(config, { embedder: null, create, branch });
  try {
    const embedder = options.embeddings ? await embedderOrNull(config, options) : null;
    const garden = found === null ? await openConfiguredGarden(config, { embedder, create, branch }) : { ...found, embedder };
    return { garden, embedder };
  } catch (thrown) {
    await found?.[Symbol.asyncDispose]();
    throw thrown;
  }
}

export function openConfiguredModel(
  config: Config,
  options: Pick<OpenOptions, "signal" | "onWeights"> = {},
): Promise<LanguageModel | null> {
  return openModel(config.model, {
    cacheFolder: config.cacheFolder,
    environment: config.environment,
    threads: threads(),
    ...(options.signal && { signal: options.signal }),
    onProgress: options.onWeights,
  });
}

async function embedderOrNull(config: Config, options: OpenOptions): Promise<Embedder | null> {
  try {
    const embedder = await createEmbedder({
      cacheFolder: config.cacheFolder,
      threads: threads(),
      signal: options.signal,
      onProgress: options.onWeights,
    });
    growHeapsSparingly();
    return embedder;
  } catch (thrown) {
    const error = asHortusError(thrown);
    if (error.code === "interrupted") throw error;
    options.onMissing?.(error.message);
    return null;
  }
}

const MOST_THREADS = 8;

/** Threads for the numeric kernels: the cores there are, up to a number past which small models gain nothing. */
export function threads(): number {
  return Math.min(MOST_THREADS, availableParallelism());
}

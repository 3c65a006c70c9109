// Puts a garden, its ledger and its model together from the configuration. Wiring only: nothing here decides anything about science.

import { availableParallelism } from "node:os";
import type { Ledger } from "#agents/ledger/ledger.ts";
import { openLedger } from "#agents/ledger/ledger.ts";
import { openModel } from "#agents/models/open-model.ts";
import type { Config } from "#apps/config.ts";
import type { Garden } from "#graph/garden.ts";
import { openGarden } from "#graph/open-garden.ts";
import { createEmbedder } from "#kernels/embedding/embedder.ts";
import { asHortusError } from "#kernels/errors.ts";
import type { Embedder, LanguageModel } from "#kernels/language-model.ts";
import type { WeightProgress } from "#kernels/weights/weights.ts";

export interface OpenOptions {
  /** Make the garden when it is missing. */
  readonly create: boolean;
  /** Open the embedding model now (fetching its weights when they are missing); without it search has no vectors. */
  readonly embeddings: boolean;
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
  /** The language model, opened on first use; null when the configuration says `none`. */
  model(): Promise<LanguageModel | null>;
  readonly modelId: string;
}

/** @throws `usage.invalid` when the garden is missing and `create` is false; what the stores throw */
export async function openWorkbench(config: Config, options: OpenOptions): Promise<Workbench> {
  const embedder = options.embeddings ? await embedderOrNull(config, options) : null;
  const garden = await openGarden({ folder: config.gardenFolder, embedder, create: options.create });
  const ledger = await openLedger(config.gardenFolder);
  let model: Promise<LanguageModel | null> | null = null;
  const open = (): Promise<LanguageModel | null> => {
    model ??= openConfiguredModel(config, options);
    return model;
  };
  return {
    config,
    garden,
    ledger,
    clock: () => new Date(),
    model: open,
    modelId: config.model,
    async [Symbol.asyncDispose]() {
      const opened = await model?.catch(() => null);
      await opened?.[Symbol.asyncDispose]();
      await ledger[Symbol.asyncDispose]();
      await garden[Symbol.asyncDispose]();
      await embedder?.[Symbol.asyncDispose]();
    },
  };
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
    return await createEmbedder({
      cacheFolder: config.cacheFolder,
      threads: threads(),
      signal: options.signal,
      onProgress: options.onWeights,
    });
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

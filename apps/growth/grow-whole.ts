// Growth as every app means it: the papers first, then what a model reads in them if one is asked to, then the sentence vectors that
// searching by meaning needs.

import type { Garden } from "#graph/garden.ts";
import { embedSentences, embedTerms } from "#graph/growth/embed.ts";
import { type GrowResult, gardenTotals, grow } from "#graph/growth/grow.ts";
import type { GrowProgress } from "#graph/growth/progress.ts";
import { type ModelReading, readWithModel } from "#graph/growth/read-with-model.ts";
import type { LanguageModel } from "#kernels/language-model.ts";

export interface GrowWholeOptions {
  readonly signal?: AbortSignal | undefined;
  readonly onGrowth?: ((progress: GrowProgress) => void) | undefined;
  readonly onSentences?: ((done: number, total: number) => void) | undefined;
  /** Reads every document that it has not read yet, after the grammar. */
  readonly model?: { readonly reader: LanguageModel; readonly seed: number } | undefined;
  readonly onModel?: ((done: number, total: number) => void) | undefined;
  /** Milliseconds from any start. */
  readonly now?: () => number;
}

export interface WholeGrowth extends GrowResult {
  /** Of `seconds`, which is the whole time, what reading and resolving took; filling in sentence vectors takes the rest. */
  readonly readingSeconds: number;
  /** Absent when no model was asked. */
  readonly model?: { readonly id: string } & ModelReading;
}

/** @throws what `grow` throws; what landed stays, and the same call goes on */
export async function growWhole(garden: Garden, paths: readonly string[], options: GrowWholeOptions = {}): Promise<WholeGrowth> {
  const { signal, onGrowth, onSentences, now = () => performance.now() } = options;
  const started = now();
  const grown = await grow(garden, paths, { signal, onProgress: onGrowth });
  const result = options.model === undefined ? grown : await withModel(garden, grown, options.model, options);
  await embedSentences(garden, { signal, onProgress: onSentences });
  return { ...result, seconds: Math.round(now() - started) / 1000, readingSeconds: grown.seconds };
}

async function withModel(
  garden: Garden,
  grown: GrowResult,
  { reader, seed }: NonNullable<GrowWholeOptions["model"]>,
  { signal, onModel }: GrowWholeOptions,
): Promise<Omit<WholeGrowth, "readingSeconds">> {
  const read = await readWithModel(garden, reader, { seed, signal, onProgress: onModel });
  await embedTerms(garden, { signal });
  return { ...grown, ...(await gardenTotals(garden)), tokens: read.tokens, model: { id: reader.id, ...read } };
}

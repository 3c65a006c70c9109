// eval resolution.

import { evaluateResolution } from "#apps/evaluation/resolution.ts";
import { threads } from "#apps/workbench.ts";
import { createEmbedder } from "#kernels/embedding/embedder.ts";
import { measured } from "./measured.ts";

export const resolution = measured<{ gold: string; embeddings: boolean; limit?: number }>("documents", async (flags, options, context) => {
  const { cacheFolder } = context.config;
  await using embedder = flags.embeddings ? await createEmbedder({ cacheFolder, threads: threads(), signal: options.signal }) : null;
  // Awaited here: the embedder is closed when this function ends.
  return await evaluateResolution(flags.gold, { ...options, embedder }, flags.limit);
});

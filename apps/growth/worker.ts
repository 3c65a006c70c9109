// Inside of the growth thread: opens the garden for itself, grows, and says how far it is. The server's thread never reads a paper.

import { readConfig } from "#apps/config.ts";
import { openWorkbench } from "#apps/workbench.ts";
import { embedSentences } from "#graph/growth/embed.ts";
import { grow } from "#graph/growth/grow.ts";
import { serve } from "#kernels/worker/worker-server.ts";

export interface GrowCall {
  readonly garden: string;
  readonly paths: readonly string[];
}

serve(
  {
    grow: async ({ garden, paths }: GrowCall, { emit, signal }) => {
      const bench = await openWorkbench(readConfig({ garden, model: "none" }), { create: true, embeddings: true, signal });
      try {
        const result = await grow(bench.garden, paths, {
          signal,
          onProgress: ({ phase, done, total, documents }) => emit({ stage: phase, done, total, label: `${documents} documents` }),
        });
        await embedSentences(bench.garden, { signal, onProgress: (done, total) => emit({ stage: "embedding sentences", done, total }) });
        return result;
      } finally {
        await bench[Symbol.asyncDispose]();
      }
    },
  },
  async () => {},
);

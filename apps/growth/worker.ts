// Inside of the growth thread: opens the garden for itself, grows, and says how far it is. The server's thread never reads a paper.

import { readConfig } from "#apps/config.ts";
import { growWhole } from "#apps/growth/grow-whole.ts";
import { openWorkbench } from "#apps/workbench.ts";
import { serve } from "#kernels/worker/worker-server.ts";

export interface GrowCall {
  readonly garden: string;
  readonly branch: string;
  readonly paths: readonly string[];
}

serve(
  {
    grow: async ({ garden, branch, paths }: GrowCall, { emit, signal }) => {
      const bench = await openWorkbench(readConfig({ garden, model: "none" }), { create: true, embeddings: true, branch, signal });
      try {
        return await growWhole(bench.garden, paths, {
          signal,
          onGrowth: ({ phase, ...progress }) => emit({ ...progress, stage: phase }),
          onSentences: (done, total) => emit({ stage: "embedding sentences", done, total }),
        });
      } finally {
        await bench[Symbol.asyncDispose]();
      }
    },
  },
  async () => {},
);

// Inside of the thread that works on a garden's past: opens the garden for itself and does the one thing it was called for.

import { readConfig } from "#apps/config.ts";
import { type PastName, pastOf } from "#apps/history/past.ts";
import { openWorkbench } from "#apps/workbench.ts";
import { serve } from "#kernels/worker/worker-server.ts";

export interface PastCall {
  readonly garden: string;
  readonly branch: string;
  readonly name: PastName;
  readonly call: unknown;
}

/** What resolves anew whose term is whose may need vectors; the rest needs none. */
const RESOLVING: ReadonlySet<PastName> = new Set(["undo", "redo", "mergeBranch"]);

serve(
  {
    past: async ({ garden, branch, name, call }: PastCall, { signal }) => {
      const embeddings = RESOLVING.has(name);
      const bench = await openWorkbench(readConfig({ garden, model: "none" }), { create: false, embeddings, branch, signal });
      try {
        return await pastOf(bench.garden, bench.clock)(name, call as never, signal);
      } finally {
        await bench[Symbol.asyncDispose]();
      }
    },
  },
  async () => {},
);

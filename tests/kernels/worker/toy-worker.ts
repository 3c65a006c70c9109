// The worker of worker-client.test.ts.

import { HortusError } from "#kernels/errors.ts";
import { type CallContext, serve } from "#kernels/worker/worker-server.ts";

serve(
  {
    square: async (n: number) => n * n,
    count: async (n: number, context: CallContext) => {
      for (let i = 0; i < n; i++) {
        context.emit(i);
        await context.checkpoint();
      }
    },
    linger: (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms)),
    fail: async () => {
      throw new HortusError("kernel.value", "seven", { n: 7 });
    },
    die: async () => process.exit(3),
  },
  // As a model does, it takes a while to free what it holds.
  () => new Promise((resolve) => setTimeout(resolve, 100)),
);

// The past of a garden, worked on in a thread of its own for each call, so that the server goes on answering.

import type { Config } from "#apps/config.ts";
import type { Past } from "#apps/history/past.ts";
import { WorkerClient, workerUrl } from "#kernels/worker/worker-client.ts";
import type { PastCall } from "./worker.ts";

/** On the branch that the server has open. */
export function pastAside(config: Config, branch: string): Past {
  return async (name, call, signal) => {
    const worker = new WorkerClient(workerUrl("./worker", import.meta.url));
    try {
      const asked: PastCall = { garden: config.garden, branch, name, call };
      return await worker.call("past", asked, { signal });
    } finally {
      await worker[Symbol.asyncDispose]();
    }
  };
}

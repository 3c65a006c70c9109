// Grows a garden in a thread of its own, so that the server goes on answering.

import type { Config } from "#apps/config.ts";
import type { GrowProgress } from "#apps/server/workbench-face.ts";
import type { GrowResult } from "#graph/growth/grow.ts";
import { WorkerClient, workerUrl } from "#kernels/worker/worker-client.ts";
import type { GrowCall } from "./worker.ts";

/** On the branch that the server has open, wherever the folder stands meanwhile. @throws what `grow` throws; `interrupted` when the signal was aborted */
export async function growAside(
  config: Config,
  branch: string,
  paths: readonly string[],
  options: { readonly signal?: AbortSignal; readonly onProgress?: (progress: GrowProgress) => void },
): Promise<GrowResult> {
  const worker = new WorkerClient(workerUrl("./worker", import.meta.url));
  try {
    const call: GrowCall = { garden: config.garden, branch, paths };
    return await worker.call<GrowResult>("grow", call, {
      signal: options.signal,
      onEvent: options.onProgress as ((event: never) => void) | undefined,
    });
  } finally {
    await worker[Symbol.asyncDispose]();
  }
}

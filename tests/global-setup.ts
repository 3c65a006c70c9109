// Runs once before all tests: brings the weights, so that parallel test files do not each fetch them. Failing to is no failure here,
// unless HORTUS_REQUIRE_WEIGHTS says so.

import { WEIGHTS } from "#kernels/weights/registry.ts";
import { ensureWeights } from "#kernels/weights/weights.ts";
import { requiresWeights, testCacheFolder } from "./weights.ts";

const FETCH_MS = 300_000;

export default async function setup(): Promise<void> {
  for (const { id } of WEIGHTS) {
    await ensureWeights(id, {
      cacheFolder: testCacheFolder(),
      signal: AbortSignal.timeout(FETCH_MS),
      onProgress: ({ phase }) => phase === "downloading" && console.info(`fetching ${id} for the tests`),
    }).catch((error: Error) => {
      if (requiresWeights()) throw error;
      console.warn(`tests that need ${id} will be skipped: ${error.message}`);
    });
  }
}

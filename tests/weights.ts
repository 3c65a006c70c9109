// Real weights for tests: from the user's cache, fetched once if missing. Without a network the test is skipped, and says so.

import { homedir } from "node:os";
import { join } from "node:path";
import type { TestContext } from "vitest";
import { ensureWeights, type WeightFiles } from "#kernels/weights/weights.ts";

/** The cache folder the product itself would use. */
export function testCacheFolder(env: NodeJS.ProcessEnv = process.env): string {
  return env.HORTUS_CACHE || join(env.XDG_CACHE_HOME || join(homedir(), ".cache"), "hortus");
}

/** HORTUS_REQUIRE_WEIGHTS=1 (as in .ci/run): a test that would be skipped for want of weights fails instead. */
export function requiresWeights(env: NodeJS.ProcessEnv = process.env): boolean {
  return env.HORTUS_REQUIRE_WEIGHTS === "1";
}

const NO_PIP: never[] = [];

/** The files of these weights. Where they cannot be had, prints a notice and skips the test. */
export async function weightsOrSkip(id: string, context: TestContext): Promise<WeightFiles> {
  return (await weightsIfPresent(id)) ?? context.skip(`the weights ${id} are not here and could not be fetched`);
}

/**
 * The files of these weights, or null with a notice. tests/global-setup.ts has tried to fetch them, so this never uses the network.
 * @throws what was wrong, when weights are required
 */
export async function weightsIfPresent(id: string, env: NodeJS.ProcessEnv = process.env): Promise<WeightFiles | null> {
  return ensureWeights(id, { cacheFolder: testCacheFolder(env), pip: NO_PIP }).catch((error: Error) => {
    if (requiresWeights(env)) throw error;
    console.warn(`skipped: the weights ${id} cannot be had here`);
    return null;
  });
}

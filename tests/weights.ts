// Real weights for tests: from the user's cache, fetched once if missing. Without a network the test is skipped, and says so.

import { homedir } from "node:os";
import { join } from "node:path";
import type { TestContext } from "vitest";
import { ensureWeights, type WeightFiles } from "#kernels/weights/weights.ts";

/** The cache folder the product itself would use. */
export function testCacheFolder(env: NodeJS.ProcessEnv = process.env): string {
  return env.HORTUS_CACHE || join(env.XDG_CACHE_HOME || join(homedir(), ".cache"), "hortus");
}

const NO_PIP: never[] = [];

/** The files of these weights. Where they cannot be had, prints a notice and skips the test (or, without a context, answers null). */
export async function weightsOrSkip(id: string, context: TestContext): Promise<WeightFiles> {
  const files = await weightsIfPresent(id);
  if (files === null) {
    console.warn(`skipped: the weights ${id} are not here and could not be fetched`);
    context.skip();
  }
  return files as WeightFiles;
}

/** The files of these weights, or null. tests/global-setup.ts has tried to fetch them, so this never uses the network. */
export async function weightsIfPresent(id: string): Promise<WeightFiles | null> {
  return ensureWeights(id, { cacheFolder: testCacheFolder(), pip: NO_PIP }).catch(() => null);
}

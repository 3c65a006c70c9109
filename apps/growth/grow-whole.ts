// Growth as every app means it: the papers first, then the sentence vectors that searching by meaning needs.

import type { Garden } from "#graph/garden.ts";
import { embedSentences } from "#graph/growth/embed.ts";
import { type GrowResult, grow } from "#graph/growth/grow.ts";
import type { GrowProgress } from "#graph/growth/progress.ts";

export interface GrowWholeOptions {
  readonly signal?: AbortSignal | undefined;
  readonly onGrowth?: ((progress: GrowProgress) => void) | undefined;
  readonly onSentences?: ((done: number, total: number) => void) | undefined;
}

/** @throws what `grow` throws; what landed stays, and the same call goes on */
export async function growWhole(garden: Garden, paths: readonly string[], options: GrowWholeOptions = {}): Promise<GrowResult> {
  const { signal, onGrowth, onSentences } = options;
  const result = await grow(garden, paths, { signal, onProgress: onGrowth });
  await embedSentences(garden, { signal, onProgress: onSentences });
  return result;
}

// The search for communities, here while the graph is small, in a thread of its own once it would keep everybody else waiting.

import { chanceFor } from "#graph/chance.ts";
import { type CommunityLevel, communities } from "#kernels/compact-graph/communities.ts";
import type { Adjacency } from "#kernels/compact-graph/compact-graph.ts";
import { WorkerClient, workerUrl } from "#kernels/worker/worker-client.ts";

/** Slots of a graph that is searched in some hundredths of a second. */
const SMALL = 10_000;

/** From fine to coarse; the same rows and seed give the same levels wherever they were found. */
export async function communityLevels(rows: Adjacency, seed: number): Promise<readonly CommunityLevel[]> {
  if (rows.targets.length <= SMALL) return levelsOf({ rows, seed });
  await using worker = new WorkerClient(workerUrl("./levels-worker", import.meta.url));
  return await worker.call<readonly CommunityLevel[]>("levels", { rows, seed });
}

export function levelsOf({ rows, seed }: { readonly rows: Adjacency; readonly seed: number }): readonly CommunityLevel[] {
  return communities(rows, { chance: chanceFor(seed, "communities") });
}

// Walking down a garden's history, newest first, a page at a time.

import type { ChangeSummary, GraphStore } from "#graph/store/graph-store.ts";

/**
 * Changes from version `from` (included; the newest without one) down to the first.
 * @param page  how many are fetched at once
 */
export async function* changesDown(store: GraphStore, from = Number.MAX_SAFE_INTEGER - 1, page = 500): AsyncGenerator<ChangeSummary> {
  for (let before = from + 1; before > 1; ) {
    const changes = await store.history({ limit: page, before });
    yield* changes;
    before = changes.at(-1)?.version ?? 0;
  }
}

// Which comparisons are about a hypothesis that a person took back: its run ended, and its conjecture stands in the garden no more. They
// stay in the ledger, and count again when the conjecture is brought back.

import type { Ledger } from "#agents/ledger/ledger.ts";
import type { Comparison, RunStatus } from "#agents/model.ts";
import { conjectureId } from "#graph/conjecture-id.ts";
import type { Garden } from "#graph/garden.ts";

/** A run publishes as it ends, over its budget too: before that its hypotheses have no conjecture, and nobody took any back. */
const ENDED: ReadonlySet<RunStatus> = new Set(["done", "over-budget"]);

/** Ids of the comparisons of two hypotheses of which at least one was taken back. */
export async function comparisonsTakenBack({ store }: Pick<Garden, "store">, ledger: Ledger): Promise<ReadonlySet<Comparison["id"]>> {
  const published = ledger.runs().filter(({ status, request }) => ENDED.has(status) && request.verb === "hypothesize");
  const named = published.flatMap(({ id }) =>
    ledger.hypotheses(id).map(({ id: hypothesis, conjecture: { from, type, to } }) => ({ hypothesis, id: conjectureId(from, type, to) })),
  );
  const standing = new Set((await store.conjectures([...new Set(named.map(({ id }) => id))])).map(({ id }) => id));
  const gone = new Set<string>(named.filter(({ id }) => !standing.has(id)).map(({ hypothesis }) => hypothesis));
  const about = ledger.comparisons().filter(({ kind, subjects }) => kind === "hypotheses" && subjects.some((id) => gone.has(id)));
  return new Set(about.map(({ id }) => id));
}

/** What `openComparisons` lists, without those. */
export async function openAndStanding(garden: Pick<Garden, "store">, ledger: Ledger): Promise<readonly Comparison[]> {
  const left = await comparisonsTakenBack(garden, ledger);
  return ledger.openComparisons().filter(({ id }) => !left.has(id));
}

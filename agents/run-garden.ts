// The garden a run reads: the one at hand, or that garden as it was at the version the run was asked of.

import type { AgentContext, Teller } from "#agents/context.ts";
import type { Ledger } from "#agents/ledger/ledger.ts";
import type { Run, RunRequest } from "#agents/model.ts";
import { checkVersion, openToRead } from "#graph/history/as-of.ts";
import { describeWithin, refuseEmptyYears } from "#graph/search/filters.ts";
import { HortusError } from "#kernels/errors.ts";

/**
 * Enters a new run, of the version that it will read.
 * @throws `input.invalid` for a version that does not exist, or years of which there is no document; `usage.invalid` for what does not go together
 */
export async function startRun(
  { garden, ledger }: Pick<AgentContext, "garden"> & { readonly ledger: Ledger },
  request: RunRequest,
): Promise<Run> {
  const { asOf, within, outside } = request;
  if (asOf !== undefined) {
    if (outside === true)
      throw new HortusError("usage.invalid", "What arXiv has today was no part of the garden then: leave --outside or --as-of away.", {});
    await checkVersion(garden.store, asOf);
  } else if (within !== undefined) await refuseEmptyYears(garden.store, within);
  return ledger.startRun(request, asOf ?? (await garden.store.version()), garden.branch);
}

/** Does a run's work on the garden it reads. What it imagines goes into the garden as it is. */
export async function inGardenOf<Result>(
  context: AgentContext,
  { id, request: { asOf } }: Pick<Run, "id" | "request">,
  tell: Teller,
  work: (context: AgentContext) => Promise<Result>,
): Promise<Result> {
  if (asOf === undefined) return work(context);
  await using then = await openToRead(context.garden, asOf, {
    signal: context.signal,
    onProgress: (done, total, unit, label) =>
      tell({ kind: "progress", run: id, done, total, label: `going back to version ${asOf}: ${label} (${unit})` }),
  });
  return await work({ ...context, garden: then, present: context.garden });
}

/** What the reader of a result must know of what was read. */
export function readingNotices({ asOf, within }: RunRequest): readonly string[] {
  return [
    ...(asOf === undefined ? [] : [`The garden was read as it was at version ${asOf}: nothing that came later has a part in this.`]),
    ...(within === undefined ? [] : [`Only some of the garden was read for this: ${describeWithin(within)}.`]),
  ];
}

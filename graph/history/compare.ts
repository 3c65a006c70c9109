// Two versions of a garden, or of two of its branches, held against each other: from how a person names them to what differs.

import type { Garden } from "#graph/garden.ts";
import { branchNames } from "#graph/garden-folder.ts";
import { type AsOfOptions, openAsOf } from "#graph/history/as-of.ts";
import { changesDown } from "#graph/history/changes-down.ts";
import { diffGardens, type GardenDiff } from "#graph/history/diff.ts";
import { commonVersion, lineageOf } from "#graph/history/lineage.ts";
import { openGarden } from "#graph/open-garden.ts";
import type { ChangeSummary, GraphStore } from "#graph/store/graph-store.ts";
import { HortusError } from "#kernels/errors.ts";

export interface Comparison {
  /** The later place and the earlier one, as they were given: either may be the newer. */
  readonly version: number;
  readonly parent: number;
  /** What lies between, newest first. */
  readonly changes: readonly ChangeSummary[];
  readonly branches: { readonly from: string; readonly to: string };
  readonly diff: GardenDiff;
}

/**
 * @param from  `3`, `silk` or `silk@3`; a number is a version of the branch that the garden stands on. Default: the version before the newest
 * @param to    the same; default: the newest
 * @throws `usage.invalid` for what is neither; as `openAsOf`; `interrupted`
 */
export async function compare(
  garden: Garden,
  { from, to }: { readonly from?: string | undefined; readonly to?: string | undefined },
  options: AsOfOptions = {},
): Promise<Comparison> {
  const newest = await garden.store.version();
  const target = place(garden, to ?? garden.branch, newest);
  const start = place(garden, from ?? String(Math.max(0, newest - 1)), newest);
  await using before = await open(garden, start, options);
  await using after = await open(garden, target, options);
  const [parent, version] = [await before.store.version(), await after.store.version()];
  const changes = await changesBetween(before, after);
  const diff = await diffGardens(before.store, after.store, options.signal);
  return { version, parent, changes, branches: { from: start.branch, to: target.branch }, diff };
}

interface Place {
  readonly branch: string;
  /** Null: the newest. */
  readonly version: number | null;
}

/** `3`, `silk` or `silk@3`; a number is a version of the branch that the garden stands on. @throws `usage.invalid` */
function place(garden: Garden, text: string, newest: number): Place {
  const [, branch, at] = /^(?:(.*)@)?(\d+)$/.exec(text) ?? [];
  const named = { branch: branch ?? (at === undefined ? text : garden.branch), version: at === undefined ? null : Number(at) };
  if (branchNames(garden.folder).includes(named.branch)) return named;
  const message = `“${text}” is no version (0 to ${newest}) and no branch: “hortus history” and “hortus branch” list them.`;
  throw new HortusError("usage.invalid", message, { place: text });
}

async function open(garden: Garden, { branch, version }: Place, options: AsOfOptions): Promise<Garden> {
  if (branch === garden.branch) return openAsOf(garden, version ?? (await garden.store.version()), options);
  await using other = await openGarden({ folder: garden.folder, branch, embedder: null, create: false });
  return await openAsOf(other, version ?? (await other.store.version()), options);
}

/** Newest first: of the later of two versions of a branch since the earlier; of another branch since both parted. */
async function changesBetween(before: Garden, after: Garden): Promise<ChangeSummary[]> {
  const [parent, version] = [await before.store.version(), await after.store.version()];
  if (before.branch === after.branch) return since(parent > version ? before.store : after.store, Math.min(parent, version));
  return since(after.store, Math.min(parent, version, commonVersion(await lineageOf(before.store), await lineageOf(after.store))));
}

async function since(store: GraphStore, version: number): Promise<ChangeSummary[]> {
  const changes: ChangeSummary[] = [];
  for await (const change of changesDown(store)) {
    if (change.version <= version) break;
    changes.push(change);
  }
  return changes;
}

// What the page does with a garden's past: comparing, taking back, branching, merging, backing up. Each may read or copy whole tables, so a
// server calls it in a thread of its own (aside.ts).

import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { LEDGER } from "#apps/ledger-file.ts";
import { backupGarden } from "#graph/backup/backup.ts";
import type { Garden } from "#graph/garden.ts";
import { redo, undo } from "#graph/growth/undo.ts";
import { createBranch, deleteBranch } from "#graph/history/branches.ts";
import { type Comparison, compare } from "#graph/history/compare.ts";
import type { GardenDiff } from "#graph/history/diff.ts";
import { mergeBranch } from "#graph/history/merge-branch.ts";
import type { Applied } from "#graph/store/graph-store.ts";
import { HortusError } from "#kernels/errors.ts";

type Counted = { readonly [Kind in keyof GardenDiff]: { readonly added: number; readonly removed: number; readonly changed: number } };

/** A comparison of which at most some of each kind are shown. */
export interface ShownComparison extends Comparison {
  /** How many there are in all. */
  readonly counts: Counted;
  readonly changeCount: number;
}

export interface TurnedBack extends Applied {
  readonly of: number | null;
}

export interface MadeBackup {
  readonly file: string;
  readonly bytes: number;
  readonly sha256: string;
  readonly version: number;
}

/** Every call's argument and answer can be sent between threads. */
export interface PastCalls {
  compare(call: { readonly from?: string | undefined; readonly to?: string | undefined; readonly limit: number }): ShownComparison;
  undo(call: { readonly version?: number | undefined; readonly author: string }): TurnedBack;
  redo(call: { readonly version?: number | undefined; readonly author: string }): TurnedBack;
  createBranch(call: { readonly name: string; readonly at?: number | undefined }): null;
  deleteBranch(call: { readonly name: string; readonly force: boolean }): null;
  mergeBranch(call: { readonly name: string; readonly prefer?: "ours" | "theirs" | undefined; readonly author: string }): Applied & {
    readonly operations: number;
  };
  /** Into a new folder of its own, which is the caller's to take away. */
  backup(call: Record<string, never>): MadeBackup;
}

export type PastName = keyof PastCalls;
export type Past = <Name extends PastName>(
  name: Name,
  call: Parameters<PastCalls[Name]>[0],
  signal?: AbortSignal,
) => Promise<ReturnType<PastCalls[Name]>>;

/** @throws what the work throws; `interrupted` */
export function pastOf(garden: Garden, clock: () => Date): Past {
  const calls: {
    readonly [Name in PastName]: (call: Parameters<PastCalls[Name]>[0], signal?: AbortSignal) => Promise<ReturnType<PastCalls[Name]>>;
  } = {
    compare: async ({ from, to, limit }, signal) => shown(await compare(garden, { from, to }, { signal }), limit),
    undo: ({ version, author }) => undo(garden, version, author),
    redo: ({ version, author }) => redo(garden, version, author),
    createBranch: async ({ name, at }, signal) => {
      refuseElsewhere(garden);
      await createBranch(garden, name, { at, now: clock, signal });
      return null;
    },
    deleteBranch: async ({ name, force }) => {
      refuseElsewhere(garden);
      await deleteBranch(garden, name, { force });
      return null;
    },
    mergeBranch: async ({ name, prefer, author }, signal) => {
      refuseElsewhere(garden);
      const { version, changed, operations } = await mergeBranch(garden, name, { prefer, author, signal });
      return { version, changed, operations };
    },
    backup: async (_, signal) => {
      refuseElsewhere(garden);
      const version = await garden.store.version();
      const folder = await mkdtemp(join(tmpdir(), "hortus-backup-"));
      const target = join(folder, `garden-v${version}.hortus`);
      const { file, bytes, sha256 } = await backupGarden(garden.folder, target, { others: [LEDGER], now: clock, signal });
      return { file, bytes, sha256, version };
    },
  };
  return (name, call, signal) => calls[name](call as never, signal) as never;
}

/** @throws `usage.invalid` where the graph lives in no file */
export function refuseElsewhere({ file, name }: Garden): void {
  if (file !== null) return;
  const message = `Branches and backups are for gardens in folders, and this one lives at ${name}: bring it into one with “hortus copy --to FOLDER”.`;
  throw new HortusError("usage.invalid", message, { garden: name });
}

function shown(comparison: Comparison, limit: number): ShownComparison {
  const kinds = Object.entries(comparison.diff) as [keyof GardenDiff, GardenDiff[keyof GardenDiff]][];
  const counts = kinds.map(([kind, { added, removed, changed }]) => [
    kind,
    { added: added.length, removed: removed.length, changed: changed.length },
  ]);
  const cut = kinds.map(([kind, { added, removed, changed }]) => [
    kind,
    { added: added.slice(0, limit), removed: removed.slice(0, limit), changed: changed.slice(0, limit) },
  ]);
  return {
    ...comparison,
    changes: comparison.changes.slice(0, limit).map((change) => ({ ...change, operations: [] })),
    changeCount: comparison.changes.length,
    counts: Object.fromEntries(counts) as Counted,
    diff: Object.fromEntries(cut) as unknown as GardenDiff,
  };
}

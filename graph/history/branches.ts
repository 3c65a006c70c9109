// Branches: a name for another line of history. Each is a whole garden file beside the first, made by replay; files share nothing, so no
// branch can harm another.

import { existsSync, mkdirSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Garden } from "#graph/garden.ts";
import { branchFile, branchNames, currentBranch, GARDEN_FILE, KEPT_GRAPH, MAIN, stand } from "#graph/garden-folder.ts";
import { materialise } from "#graph/history/as-of.ts";
import { leaving, lineageOf, putLineage } from "#graph/history/lineage.ts";
import { planMerge } from "#graph/history/merge-branch.ts";
import { noGarden, openGarden } from "#graph/open-garden.ts";
import { openEmbeddedStore } from "#graph/store/embedded/embedded-store.ts";
import { closeForAll } from "#graph/store/sqlite.ts";
import { partOf, putInFreePlace, sweepParts } from "#graph/whole-files.ts";
import { HortusError } from "#kernels/errors.ts";

export interface Branch {
  readonly name: string;
  readonly version: number;
  /** What it left, and where; null for `main`. */
  readonly from: { readonly name: string; readonly version: number } | null;
  /** Changes since. */
  readonly changes: number;
  /** Whether the folder stands on it. */
  readonly current: boolean;
}

export async function listBranches(folder: string): Promise<Branch[]> {
  const current = currentBranch(folder);
  const branches: Branch[] = [];
  for (const name of branchNames(folder)) {
    await using garden = await openGarden({ folder, branch: name, embedder: null, create: false });
    const version = await garden.store.version();
    const left = (await lineageOf(garden.store)).stretches.at(-1);
    const from = left === undefined ? null : { name: left.name, version: left.at };
    branches.push({ name, version, from, changes: version - (from?.version ?? 0), current: name === current });
  }
  return branches;
}

export interface CreateBranchOptions {
  /** Default: the newest version. */
  readonly at?: number | undefined;
  readonly now: () => Date;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Makes a branch of the garden as it is, or was at a version, with the history up to there. The garden stays where it stands.
 * @throws `input.invalid` for a name that is none or is taken, or an unknown version; as `materialise`
 */
export async function createBranch(garden: Garden, name: string, { at, now, signal }: CreateBranchOptions): Promise<void> {
  const file = branchFile(garden.folder, name);
  if (name === MAIN || existsSync(file)) throw taken(name);
  const version = at ?? (await garden.store.version());
  const lineage = leaving(await lineageOf(garden.store), garden.branch, version, `${name} ${now().toISOString()}`);
  mkdirSync(dirname(file), { recursive: true });
  sweepParts(file);
  const part = partOf(file);
  try {
    mkdirSync(part);
    const copy = join(part, GARDEN_FILE);
    await materialise(garden, version, copy, { signal });
    {
      await using store = openEmbeddedStore(copy, { now });
      await putLineage(store, lineage);
    }
    if (!putInFreePlace(copy, file)) throw taken(name);
  } finally {
    rmSync(part, { recursive: true, force: true });
  }
}

/** From now on every verb works on that branch; who has the garden open stays where they are. @throws `input.invalid` when there is none */
export function switchBranch(folder: string, name: string): void {
  if (!existsSync(branchFile(folder, name))) throw name === MAIN ? noGarden(folder) : unknown(folder, name);
  stand(folder, name);
}

/**
 * @throws `input.invalid` for `main`, the current branch, one that is not there, or, without `force`, one that holds what this garden has
 * not; `graph.locked` when another process has it open
 */
export async function deleteBranch(garden: Garden, name: string, { force }: { readonly force: boolean }): Promise<void> {
  const file = branchFile(garden.folder, name);
  if (!existsSync(file)) throw unknown(garden.folder, name);
  if (name === MAIN) throw new HortusError("input.invalid", "“main” is the garden itself and stays; name a branch.", { branch: name });
  if (name === garden.branch || name === currentBranch(garden.folder)) {
    const message = `The garden stands on “${name}”: leave it with “hortus branch --switch ${MAIN}” first.`;
    throw new HortusError("input.invalid", message, { branch: name });
  }
  if (!force) {
    await using other = await openGarden({ folder: garden.folder, branch: name, embedder: null, create: false });
    const { takes, conflicts } = await planMerge(garden, other);
    const only = takes.length + conflicts.length;
    if (only > 0) {
      const message = `“${name}” holds ${only} operation${only === 1 ? "" : "s"} that ${garden.branch} has not: merge it with “hortus branch --merge ${name}”, or add --force to lose them.`;
      throw new HortusError("input.invalid", message, { branch: name, operations: only });
    }
  }
  closeForAll(file);
  rmSync(file);
  rmSync(file + KEPT_GRAPH, { force: true });
}

function taken(name: string): HortusError {
  return new HortusError("input.invalid", `There is a branch “${name}” already: choose another name, or go there with --switch.`, {
    branch: name,
  });
}

function unknown(folder: string, name: string): HortusError {
  return new HortusError("input.invalid", `There is no branch “${name}”; the garden has ${branchNames(folder).join(", ")}.`, {
    branch: name,
  });
}

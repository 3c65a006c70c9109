// branch: other lines of the garden's history. Lists, makes, goes to, merges and deletes them.

import type { Action } from "#apps/cli/verb.ts";
import { refuseAddress } from "#apps/open-configured-garden.ts";
import type { Garden } from "#graph/garden.ts";
import { type Branch, createBranch, deleteBranch, listBranches, switchBranch } from "#graph/history/branches.ts";
import { type Merged, mergeBranch } from "#graph/history/merge-branch.ts";
import type { Applied } from "#graph/store/graph-store.ts";
import { HortusError } from "#kernels/errors.ts";
import { EXIT } from "../exit-codes.ts";
import { counted } from "../terminal.ts";
import { lastChange, PERSON } from "./history.ts";

interface BranchFlags {
  readonly at?: number;
  readonly switch?: string;
  readonly merge?: string;
  readonly prefer?: "ours" | "theirs";
  readonly delete?: string;
  readonly force?: boolean;
}

export const branch: Action<BranchFlags> = async (context, [name], flags) => {
  refuseMixed(name, flags);
  refuseAddress(context.config, "A branch", "bring it into a folder with “hortus copy --to FOLDER” and branch it there");
  // First, since it also leads away from a branch whose file is gone.
  if (flags.switch !== undefined) switchBranch(context.config.gardenFolder, flags.switch);
  const bench = await context.workbench({ create: false, embeddings: flags.merge !== undefined });
  const { garden } = bench;
  const { folder } = garden;
  let done: Done = { lines: [] };
  if (flags.switch !== undefined) {
    done = { lines: [`The garden stands on “${flags.switch}” now.`] };
  } else if (flags.delete !== undefined) {
    await deleteBranch(garden, flags.delete, { force: flags.force === true });
    done = { lines: [`Deleted the branch “${flags.delete}”.`] };
  } else if (flags.merge !== undefined) {
    done = await merged(garden, flags.merge, flags.prefer, context);
  } else if (name !== undefined) {
    await createBranch(garden, name, { at: flags.at, now: bench.clock, signal: context.signal });
    const at = flags.at ?? (await garden.store.version());
    done = { lines: [`Made the branch “${name}” at version ${at}; go there with: npx hortus branch --switch ${name}`] };
  }
  const branches = await listBranches(folder);
  const current = branches.find((one) => one.current)!;
  const answer = await lastChange(garden, done.applied ?? { version: current.version, changed: false });
  const { lines, applied: _applied, ...told } = done;
  await context.terminal.result({ ...answer, branch: current.name, branches, ...told }, lines.length > 0 ? lines : branches.map(line));
  return EXIT.done;
};

interface Done {
  readonly lines: readonly string[];
  readonly applied?: Applied;
  readonly merged?: { readonly branch: string; readonly version: number; readonly operations: number };
}

async function merged(
  garden: Garden,
  name: string,
  prefer: BranchFlags["prefer"],
  context: Parameters<Action<BranchFlags>>[0],
): Promise<Done> {
  const result = await mergeBranch(garden, name, { prefer, author: PERSON, signal: context.signal }).catch((thrown: unknown) => {
    const conflicts = thrown instanceof HortusError ? thrown.facts.conflicts : undefined;
    if (Array.isArray(conflicts)) for (const conflict of conflicts) context.terminal.note(`conflict  ${conflict}`);
    throw thrown;
  });
  const { version, changed, operations, plan } = result;
  return { applied: { version, changed }, merged: { branch: name, version: plan.there, operations }, lines: [mergedLine(name, result)] };
}

function mergedLine(name: string, { version, changed, operations }: Merged): string {
  if (!changed) return `“${name}” has nothing that is not here already (version ${version}).`;
  return `Merged ${counted(operations, "operation")} of “${name}” (version ${version}); "npx hortus undo" takes them back.`;
}

/** @throws `usage.invalid` */
function refuseMixed(name: string | undefined, flags: BranchFlags): void {
  const wanted = [name, flags.switch, flags.merge, flags.delete].filter((one) => one !== undefined);
  const stray =
    (wanted.length > 1 && "Name one branch, and do one thing with it at a time.") ||
    (flags.at !== undefined && name === undefined && "--at says where a new branch begins: name it.") ||
    (flags.prefer !== undefined && flags.merge === undefined && "--prefer goes with --merge.") ||
    (flags.force === true && flags.delete === undefined && "--force goes with --delete.");
  if (stray) throw new HortusError("usage.invalid", stray);
}

function line({ name, version, from, changes, current }: Branch): string {
  const left = from === null ? "" : `, left ${from.name} at version ${from.version}, ${counted(changes, "change")} since`;
  return `${current ? "*" : " "} ${name}  version ${version}${left}`;
}

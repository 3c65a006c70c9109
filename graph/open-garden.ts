// Opens a garden in a folder. Which folder, with which embedder, and which branch if not the current one, the caller decides.

import { existsSync, statSync } from "node:fs";
import { settleRestore } from "#graph/backup/settle.ts";
import type { FileGarden } from "#graph/garden.ts";
import { branchFile, currentBranch, MAIN } from "#graph/garden-folder.ts";
import { openSqlFace } from "#graph/query/sql-face.ts";
import { openEmbeddedStore } from "#graph/store/embedded/embedded-store.ts";
import { HortusError } from "#kernels/errors.ts";
import type { Embedder } from "#kernels/language-model.ts";

export interface OpenGardenOptions {
  readonly folder: string;
  /** Stays the caller's: closing the garden does not close it. */
  readonly embedder: Embedder | null;
  /** Whether a missing garden is made. */
  readonly create: boolean;
  /** Dates the entries of history. */
  readonly now?: () => Date;
  /** Default: the branch that the folder stands on. */
  readonly branch?: string | undefined;
}

/**
 * Opens the garden in `folder`: `garden.db`, or the file of the branch.
 * @throws `input.invalid` when `folder` is a file, or there is no garden and `create` is false; `graph.corrupt`, `graph.too_new`, `graph.locked`
 */
export async function openGarden(options: OpenGardenOptions): Promise<FileGarden> {
  const { folder, embedder, create, now = () => new Date() } = options;
  refuseFile(folder);
  settleRestore(folder);
  const branch = options.branch ?? currentBranch(folder);
  const file = branchFile(folder, branch);
  if (!existsSync(file) && (!create || branch !== MAIN)) throw branch === MAIN ? noGarden(folder) : noBranch(folder, branch);
  const store = openEmbeddedStore(file, { now });
  const openQueries = () => openSqlFace(file);
  return { name: folder, folder, branch, file, store, openQueries, embedder, [Symbol.asyncDispose]: () => store[Symbol.asyncDispose]() };
}

/** @throws `input.invalid` for the path of a file, or one that leads through a file */
function refuseFile(folder: string): void {
  try {
    if (statSync(folder).isDirectory()) return;
  } catch (thrown) {
    const { code } = thrown as NodeJS.ErrnoException;
    if (code === "ENOENT") return;
    if (code !== "ENOTDIR") throw thrown;
  }
  throw new HortusError("input.invalid", `${folder} is no folder, and a garden is one: name a folder with --garden.`, { garden: folder });
}

export function noGarden(folder: string): HortusError {
  const message = `There is no garden in ${folder}: grow one with “hortus grow <papers>”, or name another with --garden.`;
  return new HortusError("input.invalid", message, { garden: folder });
}

function noBranch(folder: string, branch: string): HortusError {
  const message = `${folder} has no branch “${branch}”: “hortus branch” lists them, “hortus branch --switch ${MAIN}” goes back to the first.`;
  return new HortusError("input.invalid", message, { garden: folder, branch });
}

// What lies where in a garden's folder, and on which branch the folder stands. `main` is garden.db; every other is a database file of its own.

import { mkdirSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { putText } from "#graph/whole-files.ts";
import { HortusError } from "#kernels/errors.ts";

export const MAIN = "main";
export const GARDEN_FILE = "garden.db";
export const BRANCHES_FOLDER = "branches";
/** A cache of which files were read to which documents. */
export const MEMO_FILE = "files.db";
/** Behind the name of a garden's or branch's file: its graph, made ready to be walked on. Anyone can make it again. */
export const KEPT_GRAPH = ".graph";
/** Names the branch that the folder stands on; absent: main. */
export const STANDING_FILE = "branch";

/** Small letters only, so that a name is one file on every system; no name is a way out of the folder. */
const NAME = /^[a-z0-9](?:[a-z0-9._-]{0,62}[a-z0-9])?$/;

/** @throws `input.invalid` for what is no name of a branch */
export function branchFile(folder: string, branch: string): string {
  if (branch === MAIN) return join(folder, GARDEN_FILE);
  if (NAME.test(branch)) return join(folder, BRANCHES_FOLDER, `${branch}.db`);
  throw new HortusError(
    "input.invalid",
    `“${branch}” is no name for a branch: use up to 64 of a–z, 0–9, “-”, “_” and “.”, beginning and ending with a letter or digit.`,
    { branch },
  );
}

export function currentBranch(folder: string): string {
  try {
    return readFileSync(join(folder, STANDING_FILE), "utf8").trim() || MAIN;
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code === "ENOENT") return MAIN;
    throw thrown;
  }
}

export function stand(folder: string, branch: string): void {
  mkdirSync(folder, { recursive: true });
  putText(join(folder, STANDING_FILE), `${branch}\n`);
}

/** `main`, then the others by name. */
export function branchNames(folder: string): string[] {
  const files = listed(join(folder, BRANCHES_FOLDER));
  const names = files.flatMap((file) => (file.endsWith(".db") ? [file.slice(0, -".db".length)] : []));
  return [MAIN, ...names.filter((name) => NAME.test(name)).sort()];
}

function listed(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code === "ENOENT") return [];
    throw thrown;
  }
}

// What a backup says of itself, and how a garden's database is checked: on the way in as on the way out.

import { join } from "node:path";
import type { PackedFile } from "#graph/backup/pack.ts";
import { BRANCHES_FOLDER, GARDEN_FILE } from "#graph/garden-folder.ts";
import { openEmbeddedStore } from "#graph/store/embedded/embedded-store.ts";
import { type VerifyResult, verifyGarden } from "#graph/verify/verify.ts";
import { HortusError } from "#kernels/errors.ts";

/** A database beside the garden's that the layers above keep in its folder. */
export interface OtherDatabase {
  readonly name: string;
  /** Opens it in this folder, where it is a copy that nobody works on. @throws for one that cannot be used */
  check(folder: string): Promise<void>;
}

export interface GardenEntry extends VerifyResult {
  readonly name: string;
  readonly version: number;
  readonly documents: number;
  readonly concepts: number;
}

export interface BackupManifest {
  /** ISO 8601 */
  readonly made: string;
  /** The branch that the folder stood on. */
  readonly branch: string;
  readonly gardens: readonly GardenEntry[];
  readonly files: readonly PackedFile[];
}

/**
 * Brings the database to the schema of this Hortus and checks every evidence span; what does not hold is in quarantine afterwards.
 * @throws `graph.corrupt`, `graph.too_new`, `interrupted`
 */
export async function checkGarden(folder: string, name: string, signal?: AbortSignal): Promise<GardenEntry> {
  await using store = openEmbeddedStore(join(folder, name), { now: () => new Date(0) });
  const verified = await verifyGarden(store, signal);
  const { documents, concepts } = await store.counts();
  return { name, version: await store.version(), documents, concepts, ...verified };
}

const BRANCH_FILE = new RegExp(`^${BRANCHES_FOLDER}/[a-z0-9](?:[a-z0-9._-]{0,62}[a-z0-9])?\\.db$`);

/** The manifest of a file that somebody else may have made: no name in it leads out of the folder. @throws `graph.corrupt` */
export function asManifest(value: unknown, path: string, others: readonly OtherDatabase[]): BackupManifest {
  const { made, branch, gardens, files } = (value ?? {}) as Partial<BackupManifest>;
  const known = (name: unknown): boolean =>
    typeof name === "string" && (name === GARDEN_FILE || others.some((other) => other.name === name) || BRANCH_FILE.test(name));
  const sound =
    typeof made === "string" &&
    typeof branch === "string" &&
    Array.isArray(gardens) &&
    Array.isArray(files) &&
    files.every(
      ({ name, bytes, pieces, sha256 }) => known(name) && [bytes, pieces].every(Number.isSafeInteger) && typeof sha256 === "string",
    ) &&
    new Set(files.map(({ name }) => name)).size === files.length &&
    files.some(({ name }) => name === GARDEN_FILE);
  if (sound) return { made, branch, gardens, files };
  throw new HortusError("graph.corrupt", `${path} holds what no garden has: use another backup.`, { path });
}

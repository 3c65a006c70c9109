// A garden as one file: all its databases as they were at one instant, checked, packed, and put in place whole.

import { createHash } from "node:crypto";
import { createReadStream, existsSync, mkdirSync, rmSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { pipeline } from "node:stream/promises";
import { type BackupManifest, checkGarden, type GardenEntry, type OtherDatabase } from "#graph/backup/manifest.ts";
import { isPack, type PackedFile, refuseAborted, writePack } from "#graph/backup/pack.ts";
import { BRANCHES_FOLDER, branchFile, branchNames, currentBranch, GARDEN_FILE, MAIN } from "#graph/garden-folder.ts";
import { checkIntegrity, openSnapshot, type Snapshot } from "#graph/store/sqlite.ts";
import { diskError, partOf, putInPlace, sweepParts } from "#graph/whole-files.ts";
import { HortusError } from "#kernels/errors.ts";

export interface BackupOptions {
  /** Databases in the folder beside those of the garden; taken as of an instant before it. */
  readonly others: readonly OtherDatabase[];
  readonly now: () => Date;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((step: "copying" | "checking" | "packing", done: number, total: number) => void) | undefined;
}

export interface BackupResult extends BackupManifest {
  readonly file: string;
  readonly bytes: number;
  readonly sha256: string;
}

/**
 * Writes `target` anew, or in the place of an older backup: a killed or failed one leaves the older as it was. Others may go on writing.
 * @throws `input.invalid` where `target` is something else than a backup; `graph.corrupt` for a garden that is damaged; `interrupted`
 */
export async function backupGarden(folder: string, target: string, options: BackupOptions): Promise<BackupResult> {
  if (existsSync(target) && !isPack(target)) {
    const message = `${target} is there and is no backup: it would be lost. Name another file.`;
    throw new HortusError("input.invalid", message, { path: target });
  }
  sweepParts(target);
  const stage = partOf(target);
  try {
    mkdirSync(join(stage, BRANCHES_FOLDER), { recursive: true });
    const names = await copyAll(folder, stage, options);
    const gardens = await checkAll(stage, names, options);
    const { manifest, pack } = await packAll(folder, stage, { names, gardens }, options);
    const result = { ...manifest, file: target, bytes: statSync(pack).size, sha256: await fileHash(pack) };
    refuseAborted(options.signal);
    putInPlace(pack, target);
    return result;
  } catch (thrown) {
    throw diskError(thrown, dirname(target));
  } finally {
    rmSync(stage, { recursive: true, force: true });
  }
}

/**
 * The others first: they speak of versions of the garden, which must be there. All instants are fixed before the first byte is copied.
 * @returns the names of what was copied
 */
async function copyAll(folder: string, stage: string, { others, signal, onProgress }: BackupOptions): Promise<string[]> {
  const present = others.map(({ name }) => name).filter((name) => existsSync(join(folder, name)));
  const names = [...present, ...branchNames(folder).map(entryName)];
  const snapshots: Snapshot[] = [];
  try {
    for (const name of names) snapshots.push(openSnapshot(join(folder, name)));
    for (const [index, snapshot] of snapshots.entries()) {
      await snapshot.copyTo(join(stage, names[index]!), { signal, onProgress: (done, total) => onProgress?.("copying", done, total) });
    }
  } finally {
    for (const snapshot of snapshots) snapshot[Symbol.dispose]();
  }
  return names;
}

export function entryName(branch: string): string {
  return branch === MAIN ? GARDEN_FILE : branchFile("", branch);
}

/** A backup of what is damaged would be found out too late. */
async function checkAll(stage: string, names: readonly string[], { others, signal, onProgress }: BackupOptions): Promise<GardenEntry[]> {
  const gardens: GardenEntry[] = [];
  for (const [index, name] of names.entries()) {
    onProgress?.("checking", index, names.length);
    refuseAborted(signal);
    checkIntegrity(join(stage, name));
    const other = others.find((one) => one.name === name);
    if (other === undefined) gardens.push(await checkGarden(stage, name, signal));
    else await other.check(stage);
  }
  return gardens;
}

interface Checked {
  readonly names: readonly string[];
  readonly gardens: readonly GardenEntry[];
}

async function packAll(folder: string, stage: string, { names, gardens }: Checked, { now, signal, onProgress }: BackupOptions) {
  const pack = join(stage, "pack");
  const total = names.reduce((sum, name) => sum + statSync(join(stage, name)).size, 0);
  let done = 0;
  const onBytes = (bytes: number): void => {
    done += bytes;
    onProgress?.("packing", done, total);
  };
  using writer = writePack(pack);
  const files: PackedFile[] = [];
  for (const name of names) {
    files.push(await writer.add(name, join(stage, name), { signal, onBytes }));
    rmSync(join(stage, name));
  }
  const standing = currentBranch(folder);
  const branch = names.includes(entryName(standing)) ? standing : MAIN;
  const manifest: BackupManifest = { made: now().toISOString(), branch, gardens, files };
  writer.finish(manifest);
  return { manifest, pack };
}

async function fileHash(path: string): Promise<string> {
  const hash = createHash("sha256");
  await pipeline(createReadStream(path), hash);
  return hash.digest("hex");
}

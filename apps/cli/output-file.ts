// A verb's --output and --input: files written whole or not at all, and mistakes about paths said as such. It knows no formats.

import { createHash, randomUUID } from "node:crypto";
import { createWriteStream } from "node:fs";
import { access, constants, realpath, rename, rm, stat } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { pipeline } from "node:stream/promises";
import { asHortusError, HortusError } from "#kernels/errors.ts";

export interface Written {
  /** Absolute path. */
  readonly file: string;
  readonly bytes: number;
  readonly sha256: string;
}

/**
 * Writes the chunks under another name beside `path` and renames at the end; when anything fails, what was at `path` is still there and
 * nothing is beside it. A device or pipe (/dev/null) is written straight through.
 * @throws `usage.invalid` when the folder is missing or the path cannot be written; `interrupted`; what the chunks throw
 */
export async function writeOutput(path: string, chunks: AsyncIterable<string>, signal: AbortSignal): Promise<Written> {
  const target = await writableTarget(path);
  const hash = createHash("sha256");
  let bytes = 0;
  const counted = async function* (): AsyncGenerator<string> {
    for await (const chunk of chunks) {
      hash.update(chunk);
      bytes += Buffer.byteLength(chunk);
      yield chunk;
    }
  };
  const place = target.isPlain ? `${target.file}.${randomUUID()}.part` : target.file;
  try {
    await pipeline(counted, createWriteStream(place, { flags: target.isPlain ? "wx" : "w" }), { signal });
    if (target.isPlain) await rename(place, target.file);
  } catch (thrown) {
    if (target.isPlain) await rm(place, { force: true });
    throw pathError(thrown, path);
  }
  return { file: target.file, bytes, sha256: hash.digest("hex") };
}

/** Where a file that is no stream of text is to go. @throws `usage.invalid` as `writeOutput`, and for a device or pipe */
export async function plainTarget(path: string): Promise<string> {
  const { file, isPlain } = await writableTarget(path);
  if (!isPlain) throw usage(`${path} is no plain file; name one.`, path);
  await access(dirname(file), constants.W_OK).catch(() => {
    throw usage(`${path} cannot be written; look at the permissions of its folder.`, path);
  });
  return file;
}

/** @throws `usage.invalid` when there is no such file, it is a folder, or it may not be read */
export async function checkInput(path: string): Promise<void> {
  const found = await stat(path).catch(() => null);
  if (found === null) throw usage(`There is no file ${path}.`, path);
  if (found.isDirectory()) throw usage(`${path} is a folder; name a file in it.`, path);
  await access(path, constants.R_OK).catch(() => {
    throw usage(`${path} cannot be read; look at its permissions.`, path);
  });
}

/**
 * Also through links: a verb that reads one file and writes another must not have them be one.
 * @throws `usage.invalid`
 */
export async function checkDifferent(input: string, output: string): Promise<void> {
  const [a, b] = await Promise.all([input, output].map((path) => stat(path).catch(() => null)));
  if (a?.isFile() && b && a.dev === b.dev && a.ino === b.ino)
    throw usage(`--input and --output are both ${input}; name another output.`, output);
}

interface Target {
  readonly file: string;
  /** A file to be put in place by renaming, in contrast to a device or pipe. */
  readonly isPlain: boolean;
}

/** Where the bytes go: a link is followed, so that it stays one. */
async function writableTarget(path: string): Promise<Target> {
  const file = await realpath(path).catch(() => resolve(path));
  const there = await stat(file).catch(() => null);
  if (there?.isDirectory()) throw usage(`${path} is a folder; name a file in it.`, path);
  const folder = await stat(dirname(file)).catch(() => null);
  if (!folder?.isDirectory()) throw usage(`There is no folder ${dirname(file)}; make it first, or name another output.`, path);
  return { file, isPlain: there === null || there.isFile() };
}

const REFUSED = new Set(["ENOENT", "ENOTDIR", "EACCES", "EPERM", "EROFS", "ENAMETOOLONG", "EISDIR"]);

function pathError(thrown: unknown, path: string): HortusError {
  const { code } = thrown as NodeJS.ErrnoException;
  if (thrown instanceof HortusError || code === undefined || !REFUSED.has(code)) return asHortusError(thrown);
  return usage(`${path} cannot be written (${code}); name another output.`, path);
}

function usage(message: string, path: string): HortusError {
  return new HortusError("usage.invalid", message, { path });
}

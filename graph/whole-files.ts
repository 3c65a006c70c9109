// Files that are there whole or not at all: written aside, flushed to the disk, then put in place. Parts that a killed process left are swept.

import { closeSync, existsSync, fsyncSync, linkSync, openSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { HortusError } from "#kernels/errors.ts";

/** A name beside `path` that says which process works on it. */
export function partOf(path: string): string {
  return `${path}.${process.pid}.part`;
}

/** Takes away the parts of `path` whose process is gone, and any that stands under this process's own number. */
export function sweepParts(path: string): void {
  const folder = dirname(path);
  if (!existsSync(folder)) return;
  for (const name of readdirSync(folder)) {
    const pid = name.startsWith(`${basename(path)}.`) ? /\.(\d+)\.part$/.exec(name)?.[1] : undefined;
    if (pid === undefined || name !== `${basename(path)}.${pid}.part`) continue;
    if (Number(pid) === process.pid || !isAlive(Number(pid))) rmSync(join(folder, name), { recursive: true, force: true });
  }
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (thrown) {
    return (thrown as NodeJS.ErrnoException).code === "EPERM";
  }
}

/** In the place of what was there before. The part's bytes are on the disk before its name is. */
export function putInPlace(part: string, path: string): void {
  flush(part);
  renameSync(part, path);
  flush(dirname(path));
}

/** Only where nothing is yet. @returns false, with the part still there, when something is */
export function putInFreePlace(part: string, path: string): boolean {
  flush(part);
  try {
    linkSync(part, path);
    rmSync(part);
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code === "EEXIST" || existsSync(path)) return false;
    // Some file systems know no links.
    renameSync(part, path);
  }
  flush(dirname(path));
  return true;
}

export function putText(path: string, text: string): void {
  const part = partOf(path);
  writeFileSync(part, text);
  putInPlace(part, path);
}

/** A file's bytes, or a folder's names, to the disk. Systems that flush no folders need not. */
export function flush(path: string): void {
  let handle: number | null = null;
  try {
    handle = openSync(path, "r");
    fsyncSync(handle);
  } catch (thrown) {
    const { code } = thrown as NodeJS.ErrnoException;
    if (code !== "EISDIR" && code !== "EPERM" && code !== "EINVAL") throw thrown;
  } finally {
    if (handle !== null) closeSync(handle);
  }
}

/** What to say where a disk is full; anything else as it is. */
export function diskError(thrown: unknown, path: string): unknown {
  if ((thrown as NodeJS.ErrnoException).code !== "ENOSPC") return thrown;
  return new HortusError("internal", `No space left to write ${path}: free some and run the same command again.`, { path }, thrown);
}

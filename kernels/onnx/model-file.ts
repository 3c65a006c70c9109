// Puts a built graph on the disk whole, or leaves the equal one that is there. Small files only: weights lie beside them.

import { randomUUID } from "node:crypto";
import { readFile, rename, writeFile } from "node:fs/promises";

/** After this the file at `path` holds exactly `bytes`, also when several processes do it at once. */
export async function writeModelFile(path: string, bytes: Uint8Array): Promise<void> {
  const present = await readFile(path).catch(() => null);
  if (present !== null && Buffer.compare(present, bytes) === 0) return;
  const temporary = `${path}.${randomUUID()}.tmp`;
  await writeFile(temporary, bytes);
  await rename(temporary, path);
}

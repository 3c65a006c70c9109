// Bytes that anyone can make again, kept in a file beside the database. Whole or not at all; where it cannot be written there is none.

import { open, readFile, rename, rm } from "node:fs/promises";
import { KEPT_GRAPH } from "#graph/garden-folder.ts";
import type { GraphStore } from "#graph/store/graph-store.ts";
import { partOf, sweepParts } from "#graph/whole-files.ts";

export async function readKept(database: string): Promise<Uint8Array<ArrayBuffer> | null> {
  try {
    // A small file comes out of a pool, wherever there is room in it.
    const bytes = await readFile(database + KEPT_GRAPH);
    return bytes.byteOffset % 8 === 0 ? bytes : new Uint8Array(bytes);
  } catch {
    return null;
  }
}

/** Not flushed: after a loss of power it is seen to be broken. */
export async function writeKept(database: string, pieces: Parameters<GraphStore["keepGraph"]>[0]): Promise<void> {
  const file = database + KEPT_GRAPH;
  const part = partOf(file);
  try {
    const made = await pieces;
    sweepParts(file);
    await using handle = await open(part, "w");
    for (const piece of made) await handle.writeFile(piece);
    await rename(part, file);
  } catch {
    await rm(part, { force: true }).catch(() => {});
  }
}

// The last step of a restore, which survives a kill at any instant: a folder `incoming` that is complete is put in the place of what was there.
// Whoever opens a garden finishes what a killed restore began.

import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { KEPT_GRAPH, MEMO_FILE } from "#graph/garden-folder.ts";
import { openSqlite } from "#graph/store/sqlite.ts";
import { flush } from "#graph/whole-files.ts";

/** Complete under this name, and only then: it comes by one renaming. */
export const INCOMING = "incoming";
/** In it: the name of the folder that takes what was there before. */
export const ASIDE_FILE = "aside";
/** A database's log must never meet another database. */
const COMPANIONS = ["", "-wal", "-shm", "-journal", KEPT_GRAPH];

/** Does nothing where nothing is to be finished. One process at a time: the garden's memo of files is the lock, let go by the system. */
export function settleRestore(folder: string): void {
  const incoming = join(folder, INCOMING);
  if (!existsSync(incoming)) return;
  using lock = openSqlite(join(folder, MEMO_FILE), { synchronous: "NORMAL", busyMs: 60_000 });
  lock.transaction(() => {
    if (!existsSync(incoming)) return;
    const aside = join(folder, readFileSync(join(incoming, ASIDE_FILE), "utf8").trim());
    for (const name of readdirSync(incoming)) if (name !== ASIDE_FILE) exchange(name, { folder, incoming, aside });
    flush(folder);
    rmSync(incoming, { recursive: true });
    flush(folder);
  });
}

/** What still lies in `incoming` has not taken its place: then what lies there is the old one. */
function exchange(
  name: string,
  { folder, incoming, aside }: { readonly folder: string; readonly incoming: string; readonly aside: string },
): void {
  for (const companion of COMPANIONS) {
    const old = join(folder, name + companion);
    if (!existsSync(old)) continue;
    mkdirSync(aside, { recursive: true });
    renameSync(old, join(aside, name + companion));
  }
  renameSync(join(incoming, name), join(folder, name));
}

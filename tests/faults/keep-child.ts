// A process to be killed: it makes or restores a backup, and kills itself before the n-th time that it moves, removes, makes or writes a
// name. Usage: node keep-child.ts backup|restore <file> <folder> <n>

import fs from "node:fs";
import { syncBuiltinESMExports } from "node:module";
import { backupGarden } from "#graph/backup/backup.ts";
import { restoreGarden } from "#graph/backup/restore.ts";
import { BOOK } from "./kept-garden.ts";

const [, , verb, file = "", folder = "", last = "0"] = process.argv;

let left = Number(last);
for (const name of ["renameSync", "rmSync", "mkdirSync", "writeFileSync", "linkSync"] as const) {
  const real = fs[name] as (...args: unknown[]) => unknown;
  const dying = (...args: unknown[]) => {
    left--;
    if (left === 0) process.kill(process.pid, "SIGKILL");
    return real(...args);
  };
  Object.assign(fs, { [name]: dying });
}
syncBuiltinESMExports();

const options = { others: [BOOK], now: () => new Date(0) };
if (verb === "backup") await backupGarden(folder, file, options);
else await restoreGarden(file, folder, { ...options, force: true });
process.stdout.write("done\n");

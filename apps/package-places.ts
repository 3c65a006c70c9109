// Where the files that come with Hortus are: in a clone, or beside the compiled code of an installed package.

import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** The folder of the package: the nearest above this file that has a launcher. Compiled code is one folder deeper than source. */
const ROOT = rootAbove(dirname(fileURLToPath(import.meta.url)));

/** A file or folder that comes with the package, or null when it is not there. */
export function packagePlace(...path: readonly string[]): string | null {
  const place = join(ROOT, ...path);
  return existsSync(place) ? place : null;
}

function rootAbove(folder: string): string {
  const above = dirname(folder);
  return existsSync(join(folder, "bin", "hortus.js")) || above === folder ? folder : rootAbove(above);
}

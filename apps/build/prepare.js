// Runs at the end of `npm ci` in a clone: builds the page when its tools are there. A package installed elsewhere carries the page already.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const vite = join(root, "node_modules/vite/bin/vite.js");
const node = join(root, "node_modules/node/bin/node");

if (existsSync(vite) && existsSync(join(root, "vite.config.ts"))) {
  const built = spawnSync(existsSync(node) ? node : process.execPath, [vite, "build", "--logLevel", "warn"], {
    cwd: root,
    stdio: "inherit",
  });
  if (built.status !== 0) console.error('The page was not built; the API works without it. Run "npm run build:page" to see why.');
}

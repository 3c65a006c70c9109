#!/usr/bin/env node
// The launcher, in plain JavaScript so that an old Node can read it: finds a Node that is new enough, then starts the CLI.
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import module from "node:module";
import { constants, homedir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const source = join(root, "apps/cli/main.ts");
const compiled = join(root, "dist/apps/cli/main.js");
// A clone runs its TypeScript; a package carries compiled JavaScript, since Node strips no types inside node_modules.
const entry = existsSync(source) ? source : compiled;

/** In the user's cache folder (as apps/config.ts finds it), not in a folder that others can write; threads find it by the environment. */
function keepCompiledCode() {
  const cache = process.env.HORTUS_CACHE || join(process.env.XDG_CACHE_HOME || join(homedir(), ".cache"), "hortus");
  const { directory } = module.enableCompileCache(join(cache, "compiled"));
  if (directory !== undefined) process.env.NODE_COMPILE_CACHE ??= join(cache, "compiled");
}

function newEnough(version) {
  const [major, minor] = version.split(".").map(Number);
  return major > 22 || (major === 22 && minor >= 18);
}

if (newEnough(process.versions.node)) {
  process.argv[1] = entry;
  keepCompiledCode();
  await import(pathToFileURL(entry).href);
} else {
  const node = join(root, "node_modules/node/bin/node");
  if (!existsSync(node)) {
    console.error(
      `hortus needs Node 22.18 or newer; this is ${process.versions.node}. Install a newer Node, or run "npm ci" in the clone: it brings one.`,
    );
    process.exit(2);
  }
  const child = spawn(node, [fileURLToPath(import.meta.url), ...process.argv.slice(2)], { stdio: "inherit" });
  // A terminal signals the child as well: apps/cli/interruption.ts takes both for one Ctrl-C. Whoever signals this process alone is passed on.
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
  child.on("exit", (code, signal) => process.exit(code ?? 128 + (constants.signals[signal] ?? 0)));
}

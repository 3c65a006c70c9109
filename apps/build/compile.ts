// Makes dist/: JavaScript for the package (Node strips no types inside node_modules) and the page. Run by `npm pack` and `npm run build`.

import { execFileSync } from "node:child_process";
import { copyFileSync, globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";

const LAYERS = ["kernels", "graph", "agents", "apps"];
const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const dist = join(root, "dist");

interface Manifest {
  readonly name: string;
  readonly version: string;
}

compile();

function compile(): void {
  for (const layer of LAYERS) rmSync(join(dist, layer), { recursive: true, force: true });
  run("typescript/bin/tsc", ["-p", "tsconfig.build.json"]);
  rewriteImports();
  copyAssets();
  writeManifest();
  run("vite/bin/vite.js", ["build", "--logLevel", "warn"]);
}

function run(script: string, args: readonly string[]): void {
  execFileSync(process.execPath, [join(root, "node_modules", script), ...args], { cwd: root, stdio: "inherit" });
}

/** `#graph/x.ts` becomes `#graph/x.js`; the compiler itself rewrites only relative paths. */
function rewriteImports(): void {
  const subpath = new RegExp(`(["'])(#(?:${LAYERS.join("|")})/[^"'\\n]+)\\.tsx?\\1`, "g");
  for (const file of globSync("**/*.js", { cwd: dist })) {
    if (file.startsWith("dashboard/")) continue;
    const path = join(dist, file);
    const before = readFileSync(path, "utf8");
    const after = before.replace(subpath, "$1$2.js$1");
    if (after !== before) writeFileSync(path, after);
  }
}

/** Files that modules read beside themselves: prompt templates and tables. */
function copyAssets(): void {
  for (const layer of LAYERS) {
    for (const file of globSync(`${layer}/**/*.{eta,json}`, { cwd: root })) {
      const target = join(dist, relative(root, join(root, file)));
      mkdirSync(dirname(target), { recursive: true });
      copyFileSync(join(root, file), target);
    }
  }
}

/** The nearest package.json governs `#` imports, so dist/ has its own. */
function writeManifest(): void {
  const { name, version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as Manifest;
  const imports = Object.fromEntries(LAYERS.map((layer) => [`#${layer}/*`, `./${layer}/*`]));
  writeFileSync(join(dist, "package.json"), `${JSON.stringify({ name, version, type: "module", private: true, imports }, null, 2)}\n`);
}

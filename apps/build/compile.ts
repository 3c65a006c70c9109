// Makes dist/: JavaScript for the package (Node strips no types inside node_modules) and the page. Run by `npm pack` and `npm run build`.

import { execFileSync } from "node:child_process";
import { copyFileSync, globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { stripTypeScriptTypes } from "node:module";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";

const LAYERS = ["kernels", "graph", "agents", "apps"];
const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const dist = join(root, "dist");
/** `from "#graph/x.ts"`, `import("./x.ts")`, `import "./x.ts"`. */
const OWN_IMPORT = /((?:from|import)\s*\(?\s*")((?:#(?:kernels|graph|agents|apps)\/|\.{1,2}\/)[^"\n]+)\.ts(")/g;

interface Manifest {
  readonly name: string;
  readonly version: string;
}

compile();

function compile(): void {
  for (const layer of LAYERS) {
    rmSync(join(dist, layer), { recursive: true, force: true });
    for (const file of globSync(`${layer}/**/*.ts`, { cwd: root, exclude: ["apps/dashboard/**", "apps/build/**", "**/*.d.ts"] }))
      compileFile(file);
  }
  copyAssets();
  writeManifest();
  execFileSync(process.execPath, [join(root, "node_modules/vite/bin/vite.js"), "build", "--logLevel", "warn"], {
    cwd: root,
    stdio: "inherit",
  });
}

/** Takes the types away, as Node itself does in a clone, and lets imports of our own files name the compiled ones. */
function compileFile(file: string): void {
  const target = join(dist, file.replace(/\.ts$/, ".js"));
  const javascript = stripTypeScriptTypes(readFileSync(join(root, file), "utf8"));
  mkdirSync(dirname(target), { recursive: true });
  writeFileSync(target, javascript.replace(OWN_IMPORT, "$1$2.js$3"));
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

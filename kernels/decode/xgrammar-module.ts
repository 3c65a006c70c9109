// Loads web-xgrammar with a console of ours. Its published file is CommonJS under "type": "module", so `import` silently gives nothing
// and `require` refuses; and it writes to the process's own stdout, where a verb's one JSON value goes. A copy with the extension .cjs,
// the unchanged text wrapped into a function of `console`, loads and prints where we say.

import { createHash } from "node:crypto";
import { mkdir, readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { writeModelFile } from "#kernels/onnx/model-file.ts";

export type XGrammar = typeof import("@mlc-ai/web-xgrammar");

type Print = (...words: readonly unknown[]) => void;
type Wrapped = (console: { readonly log: Print; readonly warn: Print; readonly error: Print }) => XGrammar;

/**
 * A fresh instance of the library: one that has aborted on a bad schema is not to be trusted with the next.
 * @param cacheFolder  where the copy is kept, named by its content and compared with the package on every load
 * @param print        called with each line that the library prints
 */
export async function loadXGrammar(cacheFolder: string, print: (line: string) => void): Promise<XGrammar> {
  const require = createRequire(import.meta.url);
  const source = await readFile(require.resolve("@mlc-ai/web-xgrammar"), "utf8");
  const wrapped = `module.exports = (console) => { const module = { exports: {} }, exports = module.exports;\n${source}\nreturn module.exports; };\n`;
  const folder = join(cacheFolder, "modules");
  await mkdir(folder, { recursive: true });
  const copy = join(folder, `xgrammar-${createHash("sha256").update(wrapped).digest("hex").slice(0, 16)}.cjs`);
  await writeModelFile(copy, Buffer.from(wrapped));
  const say: Print = (...words) => print(words.join(" "));
  return (require(copy) as Wrapped)({ log: say, warn: say, error: say });
}

// Loads web-xgrammar. The published file is CommonJS under "type": "module", so `import` silently gives nothing and `require` refuses;
// an unchanged copy with the extension .cjs loads.

import { createHash } from "node:crypto";
import { mkdir, readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { writeModelFile } from "#kernels/onnx/model-file.ts";

export type XGrammar = typeof import("@mlc-ai/web-xgrammar");

/**
 * A fresh instance of the library: one that has aborted on a bad schema is not to be trusted with the next.
 * @param cacheFolder  where the copy is kept, named by its content and compared with the package on every load
 */
export async function loadXGrammar(cacheFolder: string): Promise<XGrammar> {
  const require = createRequire(import.meta.url);
  const source = await readFile(require.resolve("@mlc-ai/web-xgrammar"));
  const folder = join(cacheFolder, "modules");
  await mkdir(folder, { recursive: true });
  const copy = join(folder, `xgrammar-${createHash("sha256").update(source).digest("hex").slice(0, 16)}.cjs`);
  await writeModelFile(copy, source);
  delete require.cache[copy];
  return require(copy) as XGrammar;
}

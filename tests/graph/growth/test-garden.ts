// A garden without embeddings in a temporary folder, beside the papers it grows from. For tests of growth.
import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { exportCanonical } from "#graph/export/canonical.ts";
import type { Garden } from "#graph/garden.ts";
import { openGarden } from "#graph/open-garden.ts";
import { temporaryFolder } from "#tests/temporary-folder.ts";

export interface TestGarden extends AsyncDisposable {
  readonly garden: Garden;
  readonly papers: string;
  /** Answers the absolute path. */
  write(name: string, text: string): Promise<string>;
}

export async function testGarden(): Promise<TestGarden> {
  const folder = await temporaryFolder();
  const garden = await openGarden({ folder: folder.file("garden"), embedder: null, create: true, now: () => new Date(0) });
  const papers = folder.file("papers");
  return {
    garden,
    papers,
    async write(name, text) {
      const path = join(papers, name);
      await mkdir(dirname(path), { recursive: true });
      await writeFile(path, text);
      return path;
    },
    async [Symbol.asyncDispose]() {
      await garden[Symbol.asyncDispose]();
      await folder[Symbol.asyncDispose]();
    },
  };
}

/** All layers. */
export async function canonical(garden: Garden): Promise<string> {
  let text = "";
  for await (const line of exportCanonical(garden.store, { layer: "all" })) text += line;
  return text;
}

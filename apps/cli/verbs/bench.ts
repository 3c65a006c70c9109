// bench: measures on this machine and says against what. The suites so far: ingest, store.

import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { benchIngest } from "#apps/bench/ingest.ts";
import type { BenchResult } from "#apps/bench/rows.ts";
import { benchStore } from "#apps/bench/store.ts";
import type { Action } from "#apps/cli/verb.ts";
import type { Config } from "#apps/config.ts";
import { openConfiguredGarden } from "#apps/open-configured-garden.ts";
import { growHeapsSparingly } from "#apps/sparing-heap.ts";
import { threads } from "#apps/workbench.ts";
import { createEmbedder } from "#kernels/embedding/embedder.ts";
import { HortusError } from "#kernels/errors.ts";
import { EXIT } from "../exit-codes.ts";
import { examplesFolder } from "./examples.ts";

interface BenchFlags {
  readonly input?: string;
  readonly embeddings: boolean;
  readonly concepts: number;
  readonly relations?: number;
  readonly vectors?: number;
  readonly queries: number;
}

export const bench: Action<BenchFlags> = async ({ config, terminal, signal }, [suite], flags) => {
  const { input, embeddings, concepts, relations = 5 * concepts, vectors = concepts, queries } = flags;
  if (suite !== "ingest" && suite !== "store") {
    throw new HortusError("usage.invalid", `There is no suite ${suite}; there are: ingest, store.`);
  }
  const corpus = input === undefined ? examplesFolder() : resolve(input);
  const embedder =
    suite === "ingest" && embeddings ? await createEmbedder({ cacheFolder: config.cacheFolder, threads: threads(), signal }) : null;
  if (embedder !== null) growHeapsSparingly();
  const folder = await mkdtemp(join(tmpdir(), "hortus-bench-"));
  try {
    const { note } = terminal;
    const result =
      suite === "store"
        ? await (config.gardenAddress === null
            ? benchStore({ concepts, relations, vectors, queries, folder, signal, note })
            : inNeo4j(config, concepts, signal, note))
        : await benchIngest({ corpus, folder, embedder, signal, note });
    await terminal.result(
      result,
      result.rows.map(
        ({ name, ours, unit, peer, ratio }) =>
          `${name}: ${ours.toFixed(2)} ${unit}${peer === undefined ? "" : ` (peer ${peer.toFixed(2)}, ratio ${ratio?.toFixed(2)})`}`,
      ),
    );
  } finally {
    await embedder?.[Symbol.asyncDispose]();
    await rm(folder, { recursive: true, force: true });
  }
  return EXIT.done;
};

/** On the database that --garden names, which must be empty. */
async function inNeo4j(config: Config, concepts: number, signal: AbortSignal, note: (line: string) => void): Promise<BenchResult> {
  const { benchNeo4jStore } = await import("#apps/bench/store-neo4j.ts");
  const { connectNeo4j } = await import("#graph/store/neo4j/driver.ts");
  const open = () => openConfiguredGarden(config, { embedder: null, create: true });
  await using database = await connectNeo4j(config.gardenAddress!, { password: config.environment.NEO4J_PASSWORD || null, signal });
  return await benchNeo4jStore({ concepts, open, database, signal, note });
}

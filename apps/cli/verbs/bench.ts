// bench: measures on this machine and says against what. Only the ingest suite so far.

import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { benchIngest } from "#apps/bench/ingest.ts";
import type { Action } from "#apps/cli/verb.ts";
import { threads } from "#apps/workbench.ts";
import { createEmbedder } from "#kernels/embedding/embedder.ts";
import { HortusError } from "#kernels/errors.ts";
import { EXIT } from "../exit-codes.ts";
import { examplesFolder } from "./examples.ts";

export const bench: Action<{ input?: string; embeddings: boolean }> = async (
  { config, terminal, signal },
  [suite],
  { input, embeddings },
) => {
  if (suite !== "ingest") throw new HortusError("usage.invalid", `There is no suite ${suite}; there is: ingest.`);
  const corpus = input === undefined ? examplesFolder() : resolve(input);
  const embedder = embeddings ? await createEmbedder({ cacheFolder: config.cacheFolder, threads: threads(), signal }) : null;
  const folder = await mkdtemp(join(tmpdir(), "hortus-bench-"));
  try {
    const result = await benchIngest({ corpus, folder, embedder, signal, note: terminal.note });
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

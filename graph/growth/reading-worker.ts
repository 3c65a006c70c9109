// Inside a reading thread: documents in, readings out. reading-pool.ts is the other end; nothing here touches the garden.

import { readSource } from "#graph/documents/read-source.ts";
import type { Source } from "#graph/documents/sources.ts";
import { createExtractor, type Extractor } from "#graph/extraction/extract.ts";
import type { PackedBody, PackedFile } from "#graph/growth/reading-pool.ts";
import type { Document } from "#graph/model.ts";
import { textOf } from "#graph/packed-reading.ts";
import { serve } from "#kernels/worker/worker-server.ts";

let extractor: Extractor | null = null;

function warm(): Extractor {
  extractor ??= createExtractor();
  return extractor;
}

function extract(document: Document): string {
  return textOf(warm().extract(document));
}

async function read(source: Source): Promise<PackedFile> {
  const bodies: PackedBody[] = [];
  const failures: PackedFile["failures"][number][] = [];
  for await (const outcome of readSource(source)) {
    if (outcome.kind === "failed") failures.push(outcome.failure);
    else bodies.push({ document: outcome.document, reading: extract(outcome.document) });
  }
  return { bodies, failures };
}

async function extractAll(documents: readonly Document[]): Promise<readonly string[]> {
  return documents.map(extract);
}

serve({ read, extractAll, warm: async () => void warm() }, async () => {});

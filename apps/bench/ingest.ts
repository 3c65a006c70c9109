// How fast a corpus becomes a garden, beside the physical floor we can measure in the same run: tagging the same text with the NLP library alone.

import { join } from "node:path";
import { type BenchResult, type BenchRow, median, row } from "#apps/bench/rows.ts";
import { readSource } from "#graph/documents/read-source.ts";
import { listSources } from "#graph/documents/sources.ts";
import { createExtractor } from "#graph/extraction/extract.ts";
import { tagOnly } from "#graph/extraction/wink.ts";
import type { Garden } from "#graph/garden.ts";
import { grow } from "#graph/growth/grow.ts";
import type { Document } from "#graph/model.ts";
import { openGarden } from "#graph/open-garden.ts";
import type { Embedder } from "#kernels/language-model.ts";

interface IngestOptions {
  readonly corpus: string;
  /** An empty folder for the gardens of this run. */
  readonly folder: string;
  readonly embedder: Embedder | null;
  readonly signal: AbortSignal;
  readonly note: (line: string) => void;
}

const ROUNDS = 3;

export async function benchIngest(options: IngestOptions): Promise<BenchResult> {
  const documents = await readAll(options.corpus);
  const rows: BenchRow[] = [await extractionRow(documents, options)];
  rows.push(...(await growthRows(options, null, "without embeddings")));
  if (options.embedder !== null) rows.push(...(await growthRows(options, options.embedder, "with embeddings")));
  rows.push(row("resident memory of all of this in one process, peak", "MB", [process.resourceUsage().maxRSS / 1024]));
  return { suite: "ingest", rows };
}

async function readAll(corpus: string): Promise<readonly Document[]> {
  const documents: Document[] = [];
  for (const source of (await listSources([corpus])).sources) {
    for await (const outcome of readSource(source)) if (outcome.kind === "document") documents.push(outcome.document);
  }
  return documents;
}

/** Peer: wink-nlp's own tokenising and tagging of the same documents, on the same single thread. */
async function extractionRow(documents: readonly Document[], { note }: IngestOptions): Promise<BenchRow> {
  const extractor = createExtractor();
  const ours: number[] = [];
  const peer: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    let sentences = 0;
    const seconds = clock(() => {
      for (const document of documents) sentences += extractor.extract(document).sentences.length;
    });
    ours.push(sentences / seconds);
    peer.push(
      sentences /
        clock(() => {
          for (const { text } of documents) tagOnly(text);
        }),
    );
    note(`extraction round ${round + 1}: ${Math.round(ours.at(-1)!)} sentences/s, tagging alone ${Math.round(peer.at(-1)!)}`);
  }
  return {
    ...row("extraction, one thread (peer: tagging alone)", "sentences/s", ours),
    peer: median(peer),
    ratio: median(ours) / median(peer),
  };
}

async function growthRows({ corpus, folder, signal, note }: IngestOptions, embedder: Embedder | null, how: string): Promise<BenchRow[]> {
  const first: number[] = [];
  const again: number[] = [];
  const rate: number[] = [];
  const rounds = embedder === null ? ROUNDS : 1;
  for (let round = 0; round < rounds; round += 1) {
    await using garden: Garden = await openGarden({ folder: join(folder, `${how.replaceAll(" ", "-")}-${round}`), embedder, create: true });
    const grown = await grow(garden, [corpus], { signal });
    const repeated = await grow(garden, [corpus], { signal });
    first.push(grown.seconds);
    again.push(repeated.seconds);
    rate.push(grown.sentences / grown.seconds);
    note(
      `growth ${how}, round ${round + 1}: ${grown.documents.added} documents, ${grown.sentences} sentences in ${grown.seconds.toFixed(1)} s; again ${repeated.seconds.toFixed(2)} s`,
    );
  }
  return [row(`growth ${how}`, "sentences/s", rate), row(`growth ${how}, whole`, "s", first), row(`second growth ${how}`, "s", again)];
}

function clock(work: () => void): number {
  const started = performance.now();
  work();
  return (performance.now() - started) / 1000;
}

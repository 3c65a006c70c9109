// All sources to documents with their readings, in order, while threads work ahead. Skips what is unchanged; keeps little in memory.

import type { ReadFailure } from "#graph/documents/failure.ts";
import { readSource } from "#graph/documents/read-source.ts";
import type { Source } from "#graph/documents/sources.ts";
import type { Admission } from "#graph/growth/admission.ts";
import { fingerprint } from "#graph/growth/candidates.ts";
import { type FileMemo, fileState } from "#graph/growth/file-memo.ts";
import type { ProgressMeter } from "#graph/growth/progress.ts";
import type { ReadBody, ReadingPool } from "#graph/growth/reading-pool.ts";
import type { Document } from "#graph/model.ts";

export interface ReadContext {
  readonly pool: ReadingPool;
  readonly memo: FileMemo;
  readonly admission: Admission;
  readonly meter: ProgressMeter;
  readonly now: () => number;
}

export interface ReadItem {
  /** To be stored. */
  readonly bodies: readonly ReadBody[];
  readonly failures: readonly ReadFailure[];
  /** To be called once the bodies are stored. */
  readonly landed: (() => void) | null;
}

/** Documents of a row file that go to a thread together. */
const PART = 48;
/** Text read ahead of the writer, UTF-16 units: enough to keep threads at work while a batch is written. A file counts as a paper. */
const AHEAD = 3_000_000;
const PAPER = 100_000;

export async function* readAll(sources: readonly Source[], context: ReadContext): AsyncGenerator<ReadItem> {
  const started: Started[] = [];
  let ahead = 0;
  for await (const one of startAll(sources, context)) {
    started.push(one);
    ahead += one.length;
    while (ahead > AHEAD || started[0]?.ready === true) {
      const first = started.shift()!;
      ahead -= first.length;
      yield await landed(first, context);
    }
  }
  for (const one of started) yield await landed(one, context);
}

async function landed({ item }: Started, { pool, now }: ReadContext): Promise<ReadItem> {
  const before = now();
  const read = await item;
  pool.waited(now() - before);
  return read;
}

/** Work under way, boxed: a generator would wait for a bare promise. */
interface Started {
  readonly item: Promise<ReadItem>;
  /** UTF-16 units of text, about. */
  readonly length: number;
  ready: boolean;
}

function started(length: number, item: Promise<ReadItem>): Started {
  const one: Started = { item, length, ready: false };
  const settled = (): void => {
    one.ready = true;
  };
  // It is awaited in its turn; without a listener, its failure while another is awaited would end the process.
  item.then(settled, settled);
  return one;
}

/** Row files come first: a text that a row names is read with the row, and not again as a file. */
async function* startAll(sources: readonly Source[], context: ReadContext): AsyncGenerator<Started> {
  const taken = new Set<string>();
  for (const source of sources) if (source.format === "jsonl") yield* startRows(source, context, taken);
  for (const source of sources) {
    if (source.format === "jsonl") continue;
    if (taken.has(source.absolute) || (await isUnchanged(source, context))) context.meter.finished(source);
    else yield started(PAPER, readFile(source, context));
  }
}

/** Rows are read here, so that unchanged ones never reach a thread. */
async function* startRows(source: Source, context: ReadContext, taken: Set<string>): AsyncGenerator<Started> {
  let part: Document[] = [];
  for await (const outcome of readSource(source)) {
    if (outcome.kind === "failed") yield started(0, Promise.resolve({ bodies: [], failures: [outcome.failure], landed: null }));
    else {
      if (outcome.fulltext !== undefined) taken.add(outcome.fulltext);
      context.meter.read(source, outcome.document.text.length);
      if (await context.admission.admit(outcome.document)) part.push(outcome.document);
    }
    if (part.length < PART) continue;
    yield startPart(part, context);
    part = [];
  }
  yield startPart(part, context);
  context.meter.finished(source);
}

function startPart(documents: readonly Document[], context: ReadContext): Started {
  const length = documents.reduce((sum, { text }) => sum + text.length, 0);
  return started(length, extractPart(documents, context));
}

async function extractPart(documents: readonly Document[], { pool }: ReadContext): Promise<ReadItem> {
  return { bodies: await pool.extract(documents), failures: [], landed: null };
}

async function readFile(source: Source, { pool, memo, admission, meter, now }: ReadContext): Promise<ReadItem> {
  const before = await fileState(source, now());
  const { bodies, failures } = await pool.read(source);
  const admitted: ReadBody[] = [];
  for (const body of bodies) if (await admission.admit(body.document)) admitted.push(body);
  meter.finished(source);
  const plain = failures.length === 0 && before?.settled === true && bodies.every(({ document }) => !admission.isWaiting(document.id));
  const documents = plain ? bodies.map(({ document }) => ({ id: document.id, fingerprint: fingerprint(document) })) : [];
  return { bodies: admitted, failures, landed: plain ? () => memo.remember(source, before.state, documents) : null };
}

/** Whether the file is as it was when the garden took in what it holds now. */
async function isUnchanged(source: Source, { memo, admission }: ReadContext): Promise<boolean> {
  const remembered = await memo.recall(source);
  if (remembered === null || remembered.length === 0) return false;
  for (const { id, fingerprint: print } of remembered) if (!(await admission.admitRemembered(id, print, source.absolute))) return false;
  return true;
}

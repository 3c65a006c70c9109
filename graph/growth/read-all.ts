// All sources to documents with their readings, in order, while threads work ahead. Skips what is unchanged; keeps little in memory.

import type { ReadFailure } from "#graph/documents/failure.ts";
import { readSource } from "#graph/documents/read-source.ts";
import type { Source } from "#graph/documents/sources.ts";
import type { Admission } from "#graph/growth/admission.ts";
import { fingerprint } from "#graph/growth/candidates.ts";
import { type FileMemo, fileState } from "#graph/growth/file-memo.ts";
import type { ReadBody, ReadingPool } from "#graph/growth/reading-pool.ts";
import type { Document } from "#graph/model.ts";

export interface ReadContext {
  readonly pool: ReadingPool;
  readonly memo: FileMemo;
  readonly admission: Admission;
  readonly now: () => number;
}

export interface ReadItem {
  /** To be stored. */
  readonly bodies: readonly ReadBody[];
  readonly failures: readonly ReadFailure[];
  /** To be called once the bodies are stored. */
  readonly landed: (() => void) | null;
  /** Bytes of the files that are dealt with once the bodies are stored. */
  readonly bytes: number;
}

/** Documents of a row file that go to a thread together, and their text in UTF-16 units. */
const PART = 48;
const PART_TEXT = 100_000;
/** Text read ahead of the writer, UTF-16 units: enough to keep threads at work while a batch is written. */
const AHEAD = 3_000_000;
/** Of a PDF or a Word file about one byte in ten is text. */
const PACKED = new Set<Source["format"]>(["pdf", "docx"]);

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

function landed({ item, ready }: Started, { pool }: ReadContext): Promise<ReadItem> {
  return ready ? item : pool.missed(item);
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
    const { bytes } = source;
    if (taken.has(source.absolute) || (await isUnchanged(source, context))) yield started(0, Promise.resolve({ ...NOTHING, bytes }));
    else yield started(PACKED.has(source.format) ? bytes / 10 : bytes, readFile(source, context));
  }
}

const NOTHING: ReadItem = { bodies: [], failures: [], landed: null, bytes: 0 };

/** Rows are read here, so that unchanged ones never reach a thread. */
async function* startRows(source: Source, context: ReadContext, taken: Set<string>): AsyncGenerator<Started> {
  const part = new Part(source, context);
  for await (const outcome of readSource(source)) {
    if (outcome.kind === "failed") yield started(0, Promise.resolve({ ...NOTHING, failures: [outcome.failure] }));
    else {
      if (outcome.fulltext !== undefined) taken.add(outcome.fulltext);
      part.add(outcome.document, await context.admission.admit(outcome.document));
    }
    if (part.isFull()) yield part.start();
  }
  yield part.start("last");
}

/** Rows that go to a thread together. Rows are longer than their text: what that leaves of the file's bytes comes with the last part. */
class Part {
  readonly #context: ReadContext;
  #documents: Document[] = [];
  #length = 0;
  #read = 0;
  #left: number;

  constructor({ bytes }: Source, context: ReadContext) {
    this.#context = context;
    this.#left = bytes;
  }

  add(document: Document, admitted: boolean): void {
    this.#read += document.text.length;
    if (!admitted) return;
    this.#documents.push(document);
    this.#length += document.text.length;
  }

  isFull(): boolean {
    return this.#documents.length >= PART || this.#length >= PART_TEXT;
  }

  start(last?: "last"): Started {
    const bytes = last === undefined ? Math.min(this.#read, this.#left) : this.#left;
    const begun = started(this.#length, extractPart(this.#documents, bytes, this.#context));
    this.#left -= bytes;
    this.#documents = [];
    this.#length = 0;
    this.#read = 0;
    return begun;
  }
}

async function extractPart(documents: readonly Document[], bytes: number, { pool }: ReadContext): Promise<ReadItem> {
  return { ...NOTHING, bodies: await pool.extract(documents), bytes };
}

async function readFile(source: Source, { pool, memo, admission, now }: ReadContext): Promise<ReadItem> {
  const before = await fileState(source, now());
  const { bodies, failures } = await pool.read(source);
  const admitted: ReadBody[] = [];
  for (const body of bodies) if (await admission.admit(body.document)) admitted.push(body);
  const plain = failures.length === 0 && before?.settled === true && bodies.every(({ document }) => !admission.isWaiting(document.id));
  const documents = plain ? bodies.map(({ document }) => ({ id: document.id, fingerprint: fingerprint(document) })) : [];
  const remember = plain ? () => memo.remember(source, before.state, documents) : null;
  return { bodies: admitted, failures, landed: remember, bytes: source.bytes };
}

/** Whether the file is as it was when the garden took in what it holds now. */
async function isUnchanged(source: Source, { memo, admission }: ReadContext): Promise<boolean> {
  const remembered = await memo.recall(source);
  if (remembered === null || remembered.length === 0) return false;
  for (const { id, fingerprint: print } of remembered) if (!(await admission.admitRemembered(id, print, source.absolute))) return false;
  return true;
}

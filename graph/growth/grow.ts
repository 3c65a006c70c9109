// Grows a garden from files: list, read, extract, derive, apply. What is there already is not read again; what cannot be read is reported.

import { availableParallelism } from "node:os";
import type { ReadFailure } from "#graph/documents/read-source.ts";
import { listSources, type Source } from "#graph/documents/sources.ts";
import type { Garden } from "#graph/garden.ts";
import { Admission } from "#graph/growth/admission.ts";
import { commit, resolvingEmbedder } from "#graph/growth/commit.ts";
import { embedTerms } from "#graph/growth/embed.ts";
import { FileMemo } from "#graph/growth/file-memo.ts";
import { placed } from "#graph/growth/places.ts";
import { type GrowProgress, ProgressMeter } from "#graph/growth/progress.ts";
import { readAll } from "#graph/growth/read-all.ts";
import { type ReadBody, ReadingPool } from "#graph/growth/reading-pool.ts";
import { rereadForNewExtractor } from "#graph/growth/reread.ts";
import type { DocumentId } from "#graph/model.ts";
import { HortusError } from "#kernels/errors.ts";

export interface GrowOptions {
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: GrowProgress) => void) | undefined;
  /** Who grows, for history. */
  readonly author?: string;
  /** Reading threads at most. */
  readonly threads?: number;
  /** Milliseconds the writer may wait before another thread reads too. */
  readonly patience?: number;
  /** Documents in one change. */
  readonly batchDocuments?: number;
  /** Milliseconds, for rates, and for telling freshly written files. */
  readonly now?: () => number;
}

/** The JSON of `hortus grow`: numbers are the garden's totals, `added`, `updated` and `unchanged` count documents of this call. */
export interface GrowResult {
  readonly garden: string;
  readonly version: number;
  readonly documents: {
    readonly added: number;
    readonly updated: number;
    readonly unchanged: number;
    /** Files inside folders that are of unsupported types, or about the folder (README, LICENSE, …). */
    readonly skipped: number;
    readonly failed: readonly ReadFailure[];
  };
  readonly sentences: number;
  readonly mentions: number;
  readonly claims: number;
  readonly concepts: number;
  readonly relations: number;
  readonly quarantined: number;
  readonly seconds: number;
  readonly tokens: { readonly in: number; readonly out: number };
}

const READERS = Math.min(4, Math.max(2, availableParallelism() - 1));
/** Documents in the first change: few, so that writing begins while the readers still warm up. */
const FIRST_BATCH = 150;
/** Documents in each further one, and their text in UTF-16 units, which bounds memory for long papers. */
const BATCH_DOCUMENTS = 600;
const BATCH_TEXT = 2_400_000;

/**
 * @throws `interrupted` (what landed stays), `model.missing`, and what the store throws; never because of a document
 */
export async function grow(garden: Garden, paths: readonly string[], options: GrowOptions = {}): Promise<GrowResult> {
  const now = options.now ?? Date.now;
  const started = now();
  await using pool = new ReadingPool(options.threads ?? READERS, options.patience);
  // Where nothing has been read, something will be: a reader gets ready while the rest is looked up.
  if ((await garden.store.counts()).documents === 0) pool.start();
  await resolvingEmbedder(garden);
  const listing = await listSources(paths);
  const sources = await placed(listing.sources, garden.store);
  const meter = new ProgressMeter(sources, now, options.onProgress);
  const admission = new Admission(garden.store);
  const failed = [...listing.failed, ...(await growFrom(sources, { garden, options, pool, meter, admission, now }))];
  // The threads are gone before vectors are filled in.
  await pool[Symbol.asyncDispose]();
  await embedTerms(garden, { signal: options.signal, onProgress: meter.embedding });
  return result(garden, { admission, failed, skipped: listing.skipped.length, seconds: (now() - started) / 1000 });
}

interface Growing {
  readonly garden: Garden;
  readonly options: GrowOptions;
  readonly pool: ReadingPool;
  readonly meter: ProgressMeter;
  readonly admission: Admission;
  readonly now: () => number;
}

/** Everything that needs the reading threads. */
async function growFrom(sources: readonly Source[], { garden, options, pool, meter, admission, now }: Growing): Promise<ReadFailure[]> {
  using memo = new FileMemo(garden.folder);
  await rereadForNewExtractor(garden, pool, options);
  const failed: ReadFailure[] = [];
  const writer = new Writer(garden, options, meter);
  for await (const item of readAll(sources, { pool, memo, admission, now })) {
    refuseAborted(options.signal, meter.documents);
    failed.push(...item.failures);
    await writer.add(item.bodies, item.bytes);
    if (item.landed !== null) writer.afterwards(item.landed);
  }
  await writer.flush();
  const late = await admission.settle(async (document) => (await pool.extract([document]))[0]!);
  failed.push(...late.failures);
  writer.remove(late.superseded);
  await writer.add(late.bodies, 0);
  await writer.flush();
  return failed;
}

interface Outcome {
  readonly admission: Admission;
  readonly failed: readonly ReadFailure[];
  readonly skipped: number;
  readonly seconds: number;
}

async function result(garden: Garden, { admission, failed, skipped, seconds }: Outcome): Promise<GrowResult> {
  const { added, updated, unchanged } = admission.counts();
  const totals = await gardenTotals(garden);
  return { garden: garden.name, ...totals, documents: { added, updated, unchanged, skipped, failed }, seconds, tokens: { in: 0, out: 0 } };
}

/** What the garden holds now. */
export async function gardenTotals({ store }: Garden) {
  const { sentences, mentions, claims, concepts, relations, quarantined } = await store.counts();
  return { version: await store.version(), sentences, mentions, claims, concepts, relations, quarantined };
}

/** Gathers documents and applies them, one change for each batch. */
class Writer {
  readonly #garden: Garden;
  readonly #options: GrowOptions;
  readonly #meter: ProgressMeter;
  #waiting: ReadBody[] = [];
  readonly #superseded: DocumentId[] = [];
  #length = 0;
  /** Of the files, dealt with but for what waits. */
  #bytes = 0;
  /** Documents that make the next change full. */
  #batch: number;
  #afterwards: (() => void)[] = [];

  constructor(garden: Garden, options: GrowOptions, meter: ProgressMeter) {
    this.#garden = garden;
    this.#options = options;
    this.#meter = meter;
    this.#batch = options.batchDocuments ?? FIRST_BATCH;
  }

  /** `bytes` of the files are dealt with once these bodies are stored. */
  async add(bodies: readonly ReadBody[], bytes: number): Promise<void> {
    this.#meter.read(bytes);
    for (const body of bodies) {
      this.#waiting.push(body);
      this.#length += body.document.text.length;
      if (this.#waiting.length >= this.#batch || this.#length >= BATCH_TEXT) await this.flush();
    }
    this.#bytes += bytes;
    if (this.#waiting.length === 0) this.#tell([]);
  }

  #tell(batch: readonly ReadBody[]): void {
    if (batch.length + this.#bytes === 0) return;
    const bytes = this.#bytes;
    this.#bytes = 0;
    this.#meter.stored(
      batch.map((body) => body.reading),
      bytes,
    );
  }

  /** Taken out with the next change. */
  remove(ids: readonly DocumentId[]): void {
    this.#superseded.push(...ids);
  }

  /** Runs once everything added so far is stored. */
  afterwards(action: () => void): void {
    this.#afterwards.push(action);
  }

  async flush(): Promise<void> {
    const batch = this.#waiting;
    const superseded = this.#superseded.splice(0);
    this.#waiting = [];
    this.#length = 0;
    if (batch.length + superseded.length > 0) {
      refuseAborted(this.#options.signal, this.#meter.documents);
      const operations = [
        ...superseded.map((id) => ({ op: "remove-document", id }) as const),
        ...batch.map(({ document, reading }) => ({ op: "put-document", document, reading }) as const),
      ];
      const reason = `Grow: ${batch.length} document${batch.length === 1 ? "" : "s"}`;
      await commit(this.#garden, { author: this.#options.author ?? "hortus", reason, operations }, { signal: this.#options.signal });
      if (this.#options.batchDocuments === undefined) this.#batch = BATCH_DOCUMENTS;
    }
    this.#tell(batch);
    for (const action of this.#afterwards.splice(0)) action();
  }
}

/** `landed`: documents stored by this call. */
function refuseAborted(signal: AbortSignal | undefined, landed: number): void {
  if (!signal?.aborted) return;
  const message = landed === 0 ? "Interrupted before anything was stored" : "Interrupted: what was grown so far is kept";
  throw new HortusError("interrupted", `${message}; run the same command again to go on.`, { landed });
}

// Threads that read files and extract what they say. Work is handed out in turn; answers come back to whoever asked.

import type { ReadFailure } from "#graph/documents/failure.ts";
import type { Source } from "#graph/documents/sources.ts";
import type { Document, Reading } from "#graph/model.ts";
import { readingOf } from "#graph/packed-reading.ts";
import { WorkerClient, workerUrl } from "#kernels/worker/worker-client.ts";

export interface ReadBody {
  readonly document: Document;
  readonly reading: Reading;
}

export interface ReadFile {
  readonly bodies: readonly ReadBody[];
  readonly failures: readonly ReadFailure[];
}

/** As a thread sends it: a text is copied at once, a reading object by object. */
export interface PackedBody {
  readonly document: Document;
  /** See packed-reading.ts. */
  readonly reading: string;
}

export interface PackedFile {
  readonly bodies: readonly PackedBody[];
  readonly failures: readonly ReadFailure[];
}

/** Extraction makes much short-lived garbage: a small young generation halves a thread's memory and costs no time. */
const LIMITS = { maxYoungGenerationSizeMb: 18 };
/** How long the writer may have waited for readers, milliseconds, before one more is worth its start and its memory. */
const PATIENCE = 1500;
/** How often a wait is noticed, milliseconds. */
const TICK = 100;
/**
 * What a reader has at hand, UTF-16 units or bytes: enough for the second or so in which the writer does not answer, and two calls at least.
 * The others stay in the queue, where a reader that starts late finds them.
 */
const AT_HAND = 1_000_000;
const AT_LEAST = 2;

interface Reader {
  readonly worker: WorkerClient;
  pending: number;
  /** Size of what is pending. */
  load: number;
}

interface Queued {
  readonly size: number;
  readonly method: string;
  readonly argument: unknown;
  readonly resolve: (answer: never) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Threads start when there is work for them: growing what is unchanged starts none. Writing takes longer than reading abstracts, and on two
 * cores a second reader would only slow the writer down; while it is the writer who waits, as for full papers, further readers start.
 */
export class ReadingPool implements AsyncDisposable {
  readonly #most: number;
  readonly #patience: number;
  readonly #readers: Reader[] = [];
  readonly #queue: Queued[] = [];
  #waited = 0;

  constructor(most: number, patience = PATIENCE) {
    this.#most = Math.max(1, most);
    this.#patience = patience;
  }

  /** How many threads have been started. */
  get readers(): number {
    return this.#readers.length;
  }

  /** Gets a reader ready before there is anything to read. */
  start(): void {
    // A reader that cannot start says so when it is asked to read.
    this.#call("warm", null, 0).catch(() => {});
  }

  /** A file with one or few documents: parsed and extracted in the thread. */
  async read(source: Source): Promise<ReadFile> {
    const { bodies, failures } = await this.#call<PackedFile>("read", source, source.bytes);
    return { bodies: bodies.map(({ document, reading }) => bodyOf(document, reading)), failures };
  }

  /** Documents that were read already. */
  async extract(documents: readonly Document[]): Promise<readonly ReadBody[]> {
    if (documents.length === 0) return [];
    const size = documents.reduce((sum, { text }) => sum + text.length, 0);
    const readings = await this.#call<readonly string[]>("extractAll", documents, size);
    return documents.map((document, index) => bodyOf(document, readings[index]!));
  }

  /** Awaits what whoever asked cannot go on without: while this lasts, one more reader may be worth it. */
  async missed<Answer>(answer: Promise<Answer>): Promise<Answer> {
    const noticing = setInterval(() => {
      this.#waited += TICK;
      this.#hand();
    }, TICK);
    try {
      return await answer;
    } finally {
      clearInterval(noticing);
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all(this.#readers.map(({ worker }) => worker[Symbol.asyncDispose]()));
  }

  #call<Result>(method: string, argument: unknown, size: number): Promise<Result> {
    return new Promise<Result>((resolve, reject) => {
      this.#queue.push({ method, argument, size, resolve, reject });
      this.#hand();
    });
  }

  /** Hands out what is queued, in order, as far as there are readers for it. */
  #hand(): void {
    for (let reader = this.#free(); reader !== null && this.#queue.length > 0; reader = this.#free()) {
      void this.#ask(reader, this.#queue.shift()!);
    }
  }

  async #ask(reader: Reader, { method, argument, size, resolve, reject }: Queued): Promise<void> {
    reader.pending++;
    reader.load += size;
    try {
      resolve(await reader.worker.call<never>(method, argument));
    } catch (thrown) {
      reject(thrown);
    } finally {
      reader.pending--;
      reader.load -= size;
      this.#hand();
    }
  }

  /** The least busy reader that has nothing at hand; a new one where all are at work and the writer has waited long for each. */
  #free(): Reader | null {
    const [idlest] = this.#readers.toSorted((a, b) => a.load - b.load || a.pending - b.pending);
    if (idlest?.pending === 0) return idlest;
    const patient = this.#waited < this.#patience * this.#readers.length;
    if (idlest !== undefined && (patient || this.#readers.length === this.#most)) {
      return idlest.pending < AT_LEAST || idlest.load < AT_HAND ? idlest : null;
    }
    const fresh = { worker: new WorkerClient(workerUrl("./reading-worker", import.meta.url), LIMITS), pending: 0, load: 0 };
    this.#readers.push(fresh);
    return fresh;
  }
}

/** Unpacked when it is asked for: what waits to be written waits as text. */
function bodyOf(document: Document, packed: string): ReadBody {
  let reading: Reading | undefined;
  return {
    document,
    get reading() {
      reading ??= readingOf(packed, document);
      return reading;
    },
  };
}

// Threads that read files and extract what they say. Work is handed out in turn; answers come back to whoever asked.

import type { ReadFailure } from "#graph/documents/failure.ts";
import type { Source } from "#graph/documents/sources.ts";
import type { Document, Reading } from "#graph/model.ts";
import { WorkerClient, workerUrl } from "#kernels/worker/worker-client.ts";

export interface ReadBody {
  readonly document: Document;
  readonly reading: Reading;
}

export interface ReadFile {
  readonly bodies: readonly ReadBody[];
  readonly failures: readonly ReadFailure[];
}

/** Extraction makes much short-lived garbage: a small young generation halves a thread's memory and costs no time. */
const LIMITS = { maxYoungGenerationSizeMb: 18 };
/** How long the writer may have waited for readers, milliseconds, before one more is worth its start and its memory. */
const PATIENCE = 1500;

interface Reader {
  readonly worker: WorkerClient;
  pending: number;
}

/**
 * Threads start when there is work for them: growing what is unchanged starts none. Writing takes longer than reading abstracts, and on two
 * cores a second reader would only slow the writer down; full papers take long to read, and then the writer waits.
 */
export class ReadingPool implements AsyncDisposable {
  readonly #most: number;
  readonly #patience: number;
  readonly #readers: Reader[] = [];
  #waited = 0;

  constructor(most: number, patience = PATIENCE) {
    this.#most = Math.max(1, most);
    this.#patience = patience;
  }

  /** A file with one or few documents: parsed and extracted in the thread. */
  read(source: Source): Promise<ReadFile> {
    return this.#call<ReadFile>("read", source);
  }

  /** Documents that were read already. */
  async extract(documents: readonly Document[]): Promise<readonly ReadBody[]> {
    if (documents.length === 0) return [];
    const readings = await this.#call<readonly Reading[]>("extractAll", documents);
    return documents.map((document, index) => ({ document, reading: readings[index]! }));
  }

  /** Tells how long, in milliseconds, whoever asked had nothing else to do than to wait for an answer. */
  waited(milliseconds: number): void {
    this.#waited += milliseconds;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all(this.#readers.map(({ worker }) => worker[Symbol.asyncDispose]()));
  }

  async #call<Result>(method: string, argument: unknown): Promise<Result> {
    const reader = this.#reader();
    reader.pending++;
    try {
      return await reader.worker.call<Result>(method, argument);
    } finally {
      reader.pending--;
    }
  }

  /** The least busy one; a new one when all are busy and the writer has waited long for each of them. */
  #reader(): Reader {
    const idlest = this.#readers.reduce<Reader | undefined>(
      (best, next) => (best === undefined || next.pending < best.pending ? next : best),
      undefined,
    );
    if (idlest !== undefined && (idlest.pending === 0 || this.#readers.length === this.#most)) return idlest;
    if (idlest !== undefined && this.#waited < this.#patience * this.#readers.length) return idlest;
    const fresh = { worker: new WorkerClient(workerUrl("./reading-worker", import.meta.url), LIMITS), pending: 0 };
    this.#readers.push(fresh);
    return fresh;
  }
}

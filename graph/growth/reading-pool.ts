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
const LIMITS = { maxYoungGenerationSizeMb: 12 };

/** Threads start when there is work for them: growing what is unchanged starts none. */
export class ReadingPool implements AsyncDisposable {
  readonly threads: number;
  readonly #workers: WorkerClient[] = [];
  #turn = 0;

  constructor(threads: number) {
    this.threads = Math.max(1, threads);
  }

  /** A file with one or few documents: parsed and extracted in the thread. */
  read(source: Source): Promise<ReadFile> {
    return this.#next().call<ReadFile>("read", source);
  }

  /** Documents that were read already. */
  async extract(documents: readonly Document[]): Promise<readonly ReadBody[]> {
    if (documents.length === 0) return [];
    const readings = await this.#next().call<readonly Reading[]>("extractAll", documents);
    return documents.map((document, index) => ({ document, reading: readings[index]! }));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all(this.#workers.map((worker) => worker[Symbol.asyncDispose]()));
  }

  #next(): WorkerClient {
    const turn = this.#turn++ % this.threads;
    this.#workers[turn] ??= new WorkerClient(workerUrl("./reading-worker", import.meta.url), LIMITS);
    return this.#workers[turn];
  }
}

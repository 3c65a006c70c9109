// Where whole tables are read: here while the garden is small, in a thread of its own once that would keep everybody else waiting.

import { type WholeReads, wholeReads } from "#graph/store/embedded/whole-reads.ts";
import type { Sqlite } from "#graph/store/sqlite.ts";
import { openWorker, type WorkerClient, workerUrl } from "#kernels/worker/worker-client.ts";

/** A file up to this size is read whole in a few hundredths of a second: less than starting a thread takes. */
const SMALL_BYTES = 24 * 1024 * 1024;

export type ReadAside = "large" | "always";

type Asked<Name extends keyof WholeReads> = Parameters<WholeReads[Name]>[0];
type Answered<Name extends keyof WholeReads> = ReturnType<WholeReads[Name]>;

export class WholeReader implements AsyncDisposable {
  readonly #database: Sqlite;
  readonly #here: WholeReads;
  readonly #aside: ReadAside;
  #thread: Promise<WorkerClient> | null = null;

  constructor(database: Sqlite, aside: ReadAside) {
    this.#database = database;
    this.#here = wholeReads(database);
    this.#aside = aside;
  }

  /** @throws what the read throws */
  async read<Name extends keyof WholeReads>(name: Name, asked: Asked<Name>): Promise<Answered<Name>> {
    if (this.#thread === null && this.#aside === "large" && this.#isSmall()) return this.#here[name](asked as never) as Answered<Name>;
    return (await this.#opened()).call<Answered<Name>>(name, asked);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await (await this.#thread?.catch(() => null))?.[Symbol.asyncDispose]();
  }

  #isSmall(): boolean {
    const { bytes } = this.#database.get<{ bytes: number }>(
      "SELECT page_count * page_size AS bytes FROM pragma_page_count(), pragma_page_size()",
    )!;
    return bytes <= SMALL_BYTES;
  }

  /** One thread for as long as the store is open; one that could not open is tried again. */
  #opened(): Promise<WorkerClient> {
    this.#thread ??= openWorker(workerUrl("./reading-worker", import.meta.url), this.#database.path, undefined).then(
      ({ worker }) => worker,
    );
    this.#thread.catch(() => {
      this.#thread = null;
    });
    return this.#thread;
  }
}

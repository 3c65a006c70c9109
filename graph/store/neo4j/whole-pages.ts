// A whole table of one state, handed out page by page however long that takes: all of it is read first, and what memory should not hold waits in a file.

import { mkdtemp, open, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";

/** Pages kept in memory; those after them go to the file, one a line. */
const KEPT = 8;

/** @param read reads all pages into `put`; called again when the state changed meanwhile, and what it put before is forgotten */
export async function* wholePages<Page>(
  read: (fill: (pages: AsyncIterable<Page>) => Promise<void>) => Promise<void>,
): AsyncGenerator<Page> {
  await using shelf = new Shelf<Page>();
  await read(async (pages) => {
    await shelf.clear();
    for await (const page of pages) await shelf.put(page);
  });
  yield* shelf.pages();
}

class Shelf<Page> implements AsyncDisposable {
  #kept: Page[] = [];
  #folder: string | null = null;
  #file: Awaited<ReturnType<typeof open>> | null = null;

  async put(page: Page): Promise<void> {
    if (this.#kept.length < KEPT) return void this.#kept.push(page);
    this.#folder ??= await mkdtemp(join(tmpdir(), "hortus-pages-"));
    this.#file ??= await open(join(this.#folder, "pages.jsonl"), "w+");
    await this.#file.write(`${JSON.stringify(page)}\n`);
  }

  async *pages(): AsyncGenerator<Page> {
    yield* this.#kept;
    if (this.#file === null) return;
    const lines = createInterface({
      input: this.#file.createReadStream({ start: 0, autoClose: false }),
      crlfDelay: Number.POSITIVE_INFINITY,
    });
    for await (const line of lines) yield JSON.parse(line) as Page;
  }

  async clear(): Promise<void> {
    this.#kept = [];
    await this.#file?.truncate(0);
    await this.#file?.close();
    this.#file = null;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#file?.close();
    if (this.#folder !== null) await rm(this.#folder, { recursive: true, force: true });
  }
}

// Work on the garden's past, one piece after the other: each is cancelled when whoever asked has gone. Keeps the newest backup until the
// next is made or the server ends.

import { rm } from "node:fs/promises";
import { dirname } from "node:path";
import type { Response } from "express";
import type { MadeBackup, Past, PastCalls, PastName } from "#apps/history/past.ts";
import { HortusError } from "#kernels/errors.ts";

export class PastDesk {
  readonly #past: Past;
  readonly #stop = new AbortController();
  #last: Promise<unknown> = Promise.resolve();
  #backup: MadeBackup | null = null;

  constructor(past: Past) {
    this.#past = past;
  }

  /** @throws what the work throws; `interrupted` when the client went away or the server closes */
  call<Name extends PastName>(response: Response, name: Name, call: Parameters<PastCalls[Name]>[0]): Promise<ReturnType<PastCalls[Name]>> {
    const gone = new AbortController();
    response.once("close", () => gone.abort());
    const signal = AbortSignal.any([gone.signal, this.#stop.signal]);
    const work = this.#last.then(() => {
      if (signal.aborted) throw new HortusError("interrupted", "Nobody waits for this any more.");
      return this.#past(name, call, signal);
    });
    this.#last = work.catch(() => {});
    return work;
  }

  async backup(response: Response): Promise<MadeBackup> {
    const made = await this.call(response, "backup", {});
    await this.#forget();
    this.#backup = made;
    return made;
  }

  /** The backup with this hash. @throws `document.not_found` when it is not the newest one */
  made(sha256: string): MadeBackup {
    if (this.#backup?.sha256 === sha256) return this.#backup;
    throw new HortusError("document.not_found", "That backup is not kept any more: make one again.", { sha256 });
  }

  async close(): Promise<void> {
    this.#stop.abort();
    await this.#last;
    await this.#forget();
  }

  async #forget(): Promise<void> {
    if (this.#backup !== null) await rm(dirname(this.#backup.file), { recursive: true, force: true });
    this.#backup = null;
  }
}

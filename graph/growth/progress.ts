// How far growing has come: shares, rate and time left. It prints nothing.

import type { Source } from "#graph/documents/sources.ts";
import type { Reading } from "#graph/model.ts";

export interface GrowProgress {
  readonly phase: "reading" | "embedding";
  /** Bytes of the files while reading; terms while embedding. */
  readonly done: number;
  readonly total: number;
  /** Documents and sentences stored by this call. */
  readonly documents: number;
  readonly sentences: number;
  /** Null until there is something to measure. */
  readonly sentencesPerSecond: number | null;
  readonly secondsLeft: number | null;
}

export class ProgressMeter {
  readonly #now: () => number;
  readonly #report: (progress: GrowProgress) => void;
  readonly #total: number;
  readonly #started: number;
  #bytes = 0;
  #documents = 0;
  #sentences = 0;
  #embeddingStarted: number | null = null;

  constructor(sources: readonly Source[], now: () => number, report: ((progress: GrowProgress) => void) | undefined) {
    this.#now = now;
    this.#report = report ?? (() => {});
    this.#total = sources.reduce((sum, source) => sum + source.bytes, 0);
    this.#started = now();
  }

  /** Stored so far. */
  get documents(): number {
    return this.#documents;
  }

  /** So many bytes of the files are read: half of the way. */
  read(bytes: number): void {
    this.#tell(bytes);
  }

  /** Documents are stored, and with them so many bytes of the files, read before, are dealt with. */
  stored(readings: readonly Reading[], bytes: number): void {
    this.#documents += readings.length;
    for (const reading of readings) this.#sentences += reading.sentences.length;
    this.#tell(bytes);
  }

  #tell(bytes: number): void {
    this.#bytes = Math.min(this.#total, this.#bytes + bytes / 2);
    this.#send("reading", this.#bytes, this.#total, this.#started);
  }

  readonly embedding = (done: number, total: number): void => {
    this.#embeddingStarted ??= this.#now();
    this.#send("embedding", done, total, this.#embeddingStarted);
  };

  #send(phase: GrowProgress["phase"], done: number, total: number, since: number): void {
    const seconds = (this.#now() - since) / 1000;
    const measured = seconds > 0 && done > 0;
    this.#report({
      phase,
      done,
      total,
      documents: this.#documents,
      sentences: this.#sentences,
      sentencesPerSecond: measured && phase === "reading" ? this.#sentences / seconds : null,
      secondsLeft: measured ? (seconds / done) * (total - done) : null,
    });
  }
}

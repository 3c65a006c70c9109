// From token bytes to text as it grows: holds back incomplete UTF-8 and whatever may become a stop string. It draws nothing.

export interface StreamStep {
  /** Text that is certain now. */
  readonly text: string;
  /** A stop string was met; nothing more may be added. */
  readonly stopped: boolean;
}

export class TextStream {
  readonly #decoder = new TextDecoder("utf-8", { ignoreBOM: true });
  readonly #stops: readonly string[];
  #held = "";

  /** @param stops  empty ones are ignored */
  constructor(stops: readonly string[]) {
    this.#stops = stops.filter((stop) => stop !== "");
  }

  push(bytes: Uint8Array): StreamStep {
    this.#held += this.#decoder.decode(bytes, { stream: true });
    return this.#release();
  }

  /** What was held back, when no more comes. A broken UTF-8 end becomes U+FFFD. */
  finish(): StreamStep {
    this.#held += this.#decoder.decode();
    const step = this.#release();
    if (step.stopped) return step;
    const text = step.text + this.#held;
    this.#held = "";
    return { text, stopped: false };
  }

  #release(): StreamStep {
    const starts = this.#stops.map((stop) => this.#held.indexOf(stop)).filter((at) => at >= 0);
    if (starts.length > 0) {
      const text = this.#held.slice(0, Math.min(...starts));
      this.#held = "";
      return { text, stopped: true };
    }
    const certain = this.#held.length - this.#longestStopPrefix();
    const text = this.#held.slice(0, certain);
    this.#held = this.#held.slice(certain);
    return { text, stopped: false };
  }

  /** Length of the longest end of the held text that begins a stop string. */
  #longestStopPrefix(): number {
    let longest = 0;
    for (const stop of this.#stops) {
      for (let length = Math.min(stop.length - 1, this.#held.length); length > longest; length--) {
        if (this.#held.endsWith(stop.slice(0, length))) longest = length;
      }
    }
    return longest;
  }
}

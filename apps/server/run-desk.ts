// The runs this server works on: starts them, passes their words on, cancels them. What they did is in the ledger, not here.

import type { Ledger } from "#agents/ledger/ledger.ts";
import type { RunId, StoredEvent } from "#agents/model.ts";
import { Bell, type NumberedLog } from "#apps/server/event-stream.ts";
import { HortusError } from "#kernels/errors.ts";

/** What a run's work is given: when to stop, and whom to tell. */
export interface Watch {
  readonly signal: AbortSignal;
  readonly onEvent: (event: StoredEvent) => void;
}

interface LiveRun {
  readonly stop: AbortController;
  readonly finished: Promise<unknown>;
}

export class RunDesk {
  readonly #ledger: Ledger;
  readonly #live = new Map<string, LiveRun>();
  /** One for each run that somebody waits for: what one run says wakes nobody who waits for another. */
  readonly #bells = new Map<string, Bell>();
  readonly #listeners = new Map<string, Set<(event: StoredEvent) => void>>();

  constructor(ledger: Ledger) {
    this.#ledger = ledger;
  }

  /**
   * Starts the work and answers the run's id as soon as the run has said its first word.
   * @param known the run, when it is one that goes on: it counts as live at once
   * @throws whatever the work throws before that; `run.not_resumable` when this server works on it already
   */
  start(work: (watch: Watch) => Promise<unknown>, known?: RunId): Promise<RunId> {
    if (known !== undefined && this.isLive(known)) {
      throw new HortusError("run.not_resumable", `Run ${known} is running already.`, { run: known });
    }
    const stop = new AbortController();
    return new Promise((resolve, reject) => {
      let run = known ?? null;
      const onEvent = (event: StoredEvent) => {
        run ??= event.event.run;
        this.#live.set(run, { stop, finished });
        this.#tell(run, event);
        resolve(run);
      };
      // The work begins in a later turn, so that `finished` is there when it says its first word.
      const finished = Promise.resolve()
        .then(() => work({ signal: stop.signal, onEvent }))
        .catch(reject)
        .finally(() => {
          if (run !== null) {
            this.#live.delete(run);
            this.#bells.get(run)?.ring();
          }
          if (run === null) reject(new HortusError("internal", "The run ended without a word."));
          else resolve(run);
        });
      if (known !== undefined) this.#live.set(known, { stop, finished });
    });
  }

  /** Whether any run is at work here. */
  get busy(): boolean {
    return this.#live.size > 0;
  }

  isLive(run: string): boolean {
    return this.#live.has(run);
  }

  /** @throws `run.not_found` when this server does not work on it */
  cancel(run: string): void {
    const live = this.#live.get(run);
    if (live === undefined) throw new HortusError("run.not_found", `Run ${run} is not running in this server.`, { run });
    live.stop.abort();
  }

  /** @throws `run.not_found` */
  log(run: RunId): NumberedLog<StoredEvent> {
    if (this.#ledger.run(run) === null) throw new HortusError("run.not_found", `No run ${run} in this garden.`, { run });
    return {
      after: async (seq) => this.#ledger.events(run, seq).map((event) => ({ seq: event.seq, data: event })),
      ended: async () => !this.isLive(run) && this.#ledger.run(run)?.status !== "running",
      passing: () => this.#follow(run),
      changed: (milliseconds, signal) => this.#wait(run, milliseconds, signal),
    };
  }

  async close(): Promise<void> {
    for (const { stop } of this.#live.values()) stop.abort();
    await Promise.allSettled([...this.#live.values()].map(({ finished }) => finished));
  }

  #tell(run: RunId, event: StoredEvent): void {
    if (event.event.kind === "tokens") for (const listener of this.#listeners.get(run) ?? []) listener(event);
    this.#bells.get(run)?.ring();
  }

  async #wait(run: string, milliseconds: number, signal: AbortSignal): Promise<void> {
    const bell = this.#bells.get(run) ?? new Bell();
    this.#bells.set(run, bell);
    await bell.wait(milliseconds, signal);
    if (bell.idle && this.#bells.get(run) === bell) this.#bells.delete(run);
  }

  #follow(run: string): { take(): readonly StoredEvent[]; close(): void } {
    let waiting: StoredEvent[] = [];
    const listener = (event: StoredEvent) => void waiting.push(event);
    const listeners = this.#listeners.get(run) ?? new Set();
    this.#listeners.set(run, listeners.add(listener));
    return {
      take() {
        const taken = waiting;
        waiting = [];
        return taken;
      },
      close: () => {
        listeners.delete(listener);
        if (listeners.size === 0) this.#listeners.delete(run);
      },
    };
  }
}

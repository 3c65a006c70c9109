// Server-sent events over a numbered log: the reader's cursor is the event number, so a reader that comes back misses and repeats nothing.

import type { Request, Response } from "express";

export interface NumberedLog<E> {
  /** Events numbered after `seq`, in order. */
  after(seq: number): Promise<readonly { readonly seq: number; readonly data: E }[]>;
  /** True once nothing will follow what `after` gives now. */
  ended(): Promise<boolean>;
  /**
   * Follows what is passed on but not stored (a model's tokens as they are drawn). `take` gives what came since the last call;
   * everything stored before it is in `after` already.
   */
  passing?(): { take(): readonly E[]; close(): void };
  /** Resolves when something may have been added, when the signal aborts, or after `milliseconds`. */
  changed(milliseconds: number, signal: AbortSignal): Promise<void>;
}

const HEARTBEAT_MS = 15_000;
const LOOK_AGAIN_MS = 1_000;

/**
 * Streams the log until it ends or the client leaves. Starts after the `Last-Event-ID` header, else after `from`.
 * The log alone is the truth: a wake-up only makes the next look earlier, so no event can fall between "old" and "live".
 */
export async function streamEvents<E>(request: Request, response: Response, log: NumberedLog<E>, from: number): Promise<void> {
  const left = new AbortController();
  response.on("close", () => left.abort());
  open(response);
  const passing = log.passing?.();
  response.on("close", () => passing?.close());
  let cursor = lastSeen(request) ?? from;
  let spoke = performance.now();
  while (!left.signal.aborted) {
    const over = await log.ended();
    const passed = passing?.take() ?? [];
    const fresh = await log.after(cursor);
    for (const { seq, data } of fresh) {
      cursor = seq;
      await write(response, `id: ${seq}\ndata: ${JSON.stringify(data)}\n\n`, left.signal);
    }
    for (const data of passed) await write(response, `data: ${JSON.stringify(data)}\n\n`, left.signal);
    const said = fresh.length + passed.length;
    if (said > 0) spoke = performance.now();
    else if (over) break;
    else if (performance.now() - spoke > HEARTBEAT_MS) {
      await write(response, ": still here\n\n", left.signal);
      spoke = performance.now();
    }
    if (said === 0) await log.changed(LOOK_AGAIN_MS, left.signal);
  }
  if (!left.signal.aborted) response.end("event: end\ndata: {}\n\n");
}

function open(response: Response): void {
  response.writeHead(200, { "content-type": "text/event-stream; charset=utf-8", "cache-control": "no-store", "x-accel-buffering": "no" });
  response.write("retry: 1000\n\n");
}

/** Waits for a slow reader instead of piling up its events in memory. */
async function write(response: Response, text: string, signal: AbortSignal): Promise<void> {
  if (signal.aborted || response.write(text)) return;
  await new Promise<void>((resolve) => {
    response.once("drain", resolve);
    signal.addEventListener("abort", () => resolve(), { once: true });
  });
}

function lastSeen(request: Request): number | null {
  const header = request.headers["last-event-id"];
  const seq = typeof header === "string" ? Number(header) : Number.NaN;
  return Number.isSafeInteger(seq) && seq >= 0 ? seq : null;
}

/** Wakes everybody who waits for something to change; remembers nothing. */
export class Bell {
  #waiting = new Set<() => void>();

  ring(): void {
    for (const wake of this.#waiting) wake();
  }

  /** Whether nobody waits. */
  get idle(): boolean {
    return this.#waiting.size === 0;
  }

  wait(milliseconds: number, signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const wake = () => {
        clearTimeout(timer);
        this.#waiting.delete(wake);
        signal.removeEventListener("abort", wake);
        resolve();
      };
      const timer = setTimeout(wake, milliseconds);
      this.#waiting.add(wake);
      signal.addEventListener("abort", wake, { once: true });
      if (signal.aborted) wake();
    });
  }
}

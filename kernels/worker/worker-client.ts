// Calls functions in a worker thread: one promise for each call, abort, progress events, errors as thrown there.
// It knows nothing about models; worker-server.ts is the other end.

import { type ResourceLimits, SHARE_ENV, Worker } from "node:worker_threads";
import { asHortusError, type ErrorCode, type ErrorFacts, HortusError } from "#kernels/errors.ts";

/** What goes to the worker. */
export type ToWorker =
  | { readonly kind: "call"; readonly call: number; readonly method: string; readonly argument: unknown }
  | { readonly kind: "abort"; readonly call: number }
  | { readonly kind: "close" };

/** What comes back. */
export type FromWorker =
  | { readonly kind: "event"; readonly call: number; readonly event: unknown }
  | { readonly kind: "result"; readonly call: number; readonly result: unknown }
  | { readonly kind: "error"; readonly call: number; readonly code: ErrorCode; readonly message: string; readonly facts: ErrorFacts };

export interface CallOptions {
  readonly signal?: AbortSignal | undefined;
  readonly onEvent?: ((event: never) => void) | undefined;
  readonly transfer?: readonly ArrayBuffer[] | undefined;
}

interface Pending {
  readonly resolve: (result: unknown) => void;
  readonly reject: (error: HortusError) => void;
  readonly onEvent: ((event: unknown) => void) | undefined;
}

/** A worker beside the calling module: `.ts` when that runs from source, `.js` when it was compiled. */
export function workerUrl(name: string, moduleUrl: string): URL {
  return new URL(`${name}.${moduleUrl.endsWith(".ts") ? "ts" : "js"}`, moduleUrl);
}

/** Main-thread end. An idle worker does not keep the process alive. */
export class WorkerClient implements AsyncDisposable {
  readonly #worker: Worker;
  readonly #pending = new Map<number, Pending>();
  #next = 1;
  #ended: HortusError | null = null;
  /** While it closes the thread keeps the process alive: an end of the last call must not let it go. */
  #closing = false;
  readonly #exit: Promise<void>;

  constructor(url: URL, resourceLimits: ResourceLimits = {}) {
    this.#worker = new Worker(url, { env: SHARE_ENV, resourceLimits });
    this.#worker.unref();
    this.#worker.on("message", (message: FromWorker) => this.#receive(message));
    this.#worker.on("error", (error) => this.#end(asHortusError(error)));
    this.#exit = new Promise((resolve) => {
      this.#worker.on("exit", (code) => {
        this.#end(new HortusError("internal", `The model's worker thread ended (code ${code}); open the model again.`));
        resolve();
      });
    });
  }

  /**
   * @throws what the method threw, as a HortusError; `interrupted` when the signal was aborted and the worker stopped
   */
  call<Result>(method: string, argument: unknown, options: CallOptions = {}): Promise<Result> {
    const { signal } = options;
    if (this.#ended) return Promise.reject(this.#ended);
    if (signal?.aborted) return Promise.reject(new HortusError("interrupted", "Interrupted before it began."));
    const call = this.#next++;
    const abort = (): void => this.#send({ kind: "abort", call });
    return new Promise<Result>((resolve, reject) => {
      this.#pending.set(call, { resolve: resolve as Pending["resolve"], reject, onEvent: options.onEvent as Pending["onEvent"] });
      this.#worker.ref();
      signal?.addEventListener("abort", abort, { once: true });
      this.#send({ kind: "call", call, method, argument }, options.transfer);
    }).finally(() => signal?.removeEventListener("abort", abort));
  }

  /** Lets running calls finish, then ends the thread. */
  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#ended) return;
    this.#worker.ref();
    if (!this.#closing) this.#send({ kind: "close" });
    this.#closing = true;
    await this.#exit;
  }

  #send(message: ToWorker, transfer: readonly ArrayBuffer[] = []): void {
    this.#worker.postMessage(message, transfer as ArrayBuffer[]);
  }

  #receive(message: FromWorker): void {
    const pending = this.#pending.get(message.call);
    if (pending === undefined) return;
    if (message.kind === "event") {
      this.#deliver(message.call, pending, message.event);
      return;
    }
    this.#pending.delete(message.call);
    if (this.#pending.size === 0 && !this.#closing) this.#worker.unref();
    if (message.kind === "result") pending.resolve(message.result);
    else pending.reject(new HortusError(message.code, message.message, message.facts));
  }

  /** A listener that throws ends its own call, nothing else. */
  #deliver(call: number, pending: Pending, event: unknown): void {
    try {
      pending.onEvent?.(event);
    } catch (thrown) {
      this.#pending.delete(call);
      this.#send({ kind: "abort", call });
      pending.reject(asHortusError(thrown));
    }
  }

  #end(error: HortusError): void {
    this.#ended ??= error;
    for (const pending of this.#pending.values()) pending.reject(this.#ended);
    this.#pending.clear();
  }
}

/** Starts a worker and has it open what it works with; a worker that cannot is ended before the error goes on. */
export async function openWorker<Opened>(
  url: URL,
  open: unknown,
  signal: AbortSignal | undefined,
): Promise<{ readonly worker: WorkerClient; readonly opened: Opened }> {
  const worker = new WorkerClient(url);
  try {
    return { worker, opened: await worker.call<Opened>("open", open, { signal }) };
  } catch (error) {
    await worker[Symbol.asyncDispose]();
    throw error;
  }
}

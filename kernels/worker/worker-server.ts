// The worker's end: answers calls one after the other, in the order they came. worker-client.ts is the other end.

import { parentPort } from "node:worker_threads";
import { asHortusError, HortusError } from "#kernels/errors.ts";
import type { FromWorker, ToWorker } from "#kernels/worker/worker-client.ts";

export interface CallContext {
  /** Sends an event to the caller of this call. */
  readonly emit: (event: unknown) => void;
  readonly signal: AbortSignal;
  /** Lets abort messages in, then throws `interrupted` if one came. */
  readonly checkpoint: () => Promise<void>;
}

export type Method = (argument: never, context: CallContext) => Promise<unknown>;

/** Serves these methods until the client closes; then `close` frees what they hold and the thread ends. */
export function serve(methods: Readonly<Record<string, Method>>, close: () => Promise<void>): void {
  const port = parentPort;
  if (port === null) throw new HortusError("internal", "This file is the inside of a worker thread; it cannot run on its own.");
  const controllers = new Map<number, AbortController>();
  let last: Promise<void> = Promise.resolve();
  const send = (message: FromWorker): void => port.postMessage(message);

  const answer = async (call: number, method: string, argument: unknown, controller: AbortController): Promise<void> => {
    try {
      const context = contextOf(controller.signal, (event) => send({ kind: "event", call, event }));
      await context.checkpoint();
      const run = methods[method];
      if (run === undefined) throw new HortusError("internal", `The worker has no method ${method}.`);
      send({ kind: "result", call, result: await run(argument as never, context) });
    } catch (thrown) {
      const { code, message, facts } = asHortusError(thrown);
      send({ kind: "error", call, code, message, facts });
    } finally {
      controllers.delete(call);
    }
  };

  port.on("message", (message: ToWorker) => {
    if (message.kind === "abort") controllers.get(message.call)?.abort();
    else if (message.kind === "close") last = last.then(close).finally(() => port.close());
    else {
      const controller = new AbortController();
      controllers.set(message.call, controller);
      last = last.then(() => answer(message.call, message.method, message.argument, controller));
    }
  });
}

function contextOf(signal: AbortSignal, emit: (event: unknown) => void): CallContext {
  const checkpoint = async (): Promise<void> => {
    await new Promise((resolve) => setImmediate(resolve));
    if (signal.aborted) throw new HortusError("interrupted", "Interrupted.");
  };
  return { emit, signal, checkpoint };
}

// The process in which a stranger's SQL runs. SQLite cannot be stopped while it looks for a row, and a thread that is in it cannot be ended
// either (measured: `terminate` waits for ever); a process can. This one watches its own thread and ends itself when the time is up, when the
// memory is, or when whoever started it is gone.

import type { QueryRows } from "#graph/query/query-face.ts";
import type { SqlCall } from "#graph/query/sql-worker.ts";
import { queryTooLong } from "#graph/query-limit.ts";
import { asHortusError, type ErrorCode, type ErrorFacts, HortusError } from "#kernels/errors.ts";
import { openWorker, workerUrl } from "#kernels/worker/worker-client.ts";

/** To the process: first what to open, then one query at a time. */
export type ToProcess = { readonly open: string } | (SqlCall & { readonly timeoutMs: number; readonly memoryBytes: number });
export type FromProcess =
  | { readonly opened: true }
  | { readonly result: QueryRows }
  /** `last`: the process has ended itself, and answers nothing more. */
  | { readonly error: { readonly code: ErrorCode; readonly message: string; readonly facts: ErrorFacts }; readonly last: boolean };

const LOOK_MS = 50;

let thread: ReturnType<typeof openWorker> | null = null;

process.on("disconnect", end);
process.on("message", (message: ToProcess) => {
  if ("open" in message) thread = openWorker(workerUrl("./sql-worker", import.meta.url), message.open, undefined);
  const work = "open" in message ? thread!.then(() => ({ opened: true }) as const) : watched(message).then((result) => ({ result }));
  work.then(answer, (thrown: unknown) => refuse(asHortusError(thrown)));
});

async function watched({ sql, rows, timeoutMs, memoryBytes }: SqlCall & { timeoutMs: number; memoryBytes: number }): Promise<QueryRows> {
  const { worker } = await thread!;
  const began = performance.now();
  const watch = setInterval(() => {
    const late = performance.now() - began > timeoutMs;
    if (!late && process.memoryUsage.rss() < memoryBytes) return;
    clearInterval(watch);
    refuse(late ? queryTooLong(timeoutMs) : tooLarge(memoryBytes), end);
  }, LOOK_MS);
  return worker.call<QueryRows>("query", { sql, rows } satisfies SqlCall).finally(() => clearInterval(watch));
}

function answer(message: FromProcess, then?: () => void): void {
  process.send?.(message, () => then?.());
}

function refuse({ code, message, facts }: HortusError, then?: () => void): void {
  answer({ error: { code, message, facts }, last: then !== undefined }, then);
}

/** The only end that does not wait for the thread. */
function end(): void {
  process.kill(process.pid, "SIGKILL");
}

function tooLarge(memoryBytes: number): HortusError {
  return new HortusError("query.limit", `The query needed more than ${Math.round(memoryBytes / 2 ** 20)} MB of memory and was ended.`, {
    memoryBytes,
  });
}

// Queries in SQL over an embedded garden's views (views.ts). Nothing of a query runs in this process.

import { type ChildProcess, fork } from "node:child_process";
import { tmpdir } from "node:os";
import { fileURLToPath } from "node:url";
import { type QueryFace, type QueryLimits, type QueryRows, USUAL_LIMITS } from "#graph/query/query-face.ts";
import type { FromProcess, ToProcess } from "#graph/query/sql-process.ts";
import { SQL_SCHEMA } from "#graph/query/views.ts";
import { HortusError } from "#kernels/errors.ts";
import { workerUrl } from "#kernels/worker/worker-client.ts";

/** Of the query's process, which needs some 100 of them itself. */
const MEMORY_BYTES = 512 * 2 ** 20;

/** @param file the garden's database; nothing is started before the first query */
export function openSqlFace(file: string): QueryFace {
  return new SqlFace(file);
}

interface Running {
  readonly child: ChildProcess;
  ask(message: ToProcess, signal?: AbortSignal): Promise<FromProcess>;
}

class SqlFace implements QueryFace {
  readonly language = "sql";
  readonly schema = SQL_SCHEMA;
  readonly typesQuery = "SELECT type, count(*) AS n FROM relation GROUP BY type ORDER BY n DESC, type LIMIT 30";
  readonly #file: string;
  #running: Promise<Running> | null = null;
  #last: Promise<unknown> = Promise.resolve();

  constructor(file: string) {
    this.#file = file;
  }

  run(sql: string, options: Partial<QueryLimits> & { readonly signal?: AbortSignal | undefined } = {}): Promise<QueryRows> {
    const { rows, timeoutMs, signal } = { ...USUAL_LIMITS, ...options };
    const turn = this.#last.then(() => this.#ask({ sql, rows, timeoutMs, memoryBytes: MEMORY_BYTES }, signal));
    this.#last = turn.catch(() => undefined);
    return turn;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    (await this.#running?.catch(() => null))?.child.kill("SIGKILL");
  }

  /** One process for as long as it lives. */
  #opened(): Promise<Running> {
    if (this.#running !== null) return this.#running;
    const running: Promise<Running> = started(this.#file, () => {
      if (this.#running === running) this.#running = null;
    });
    this.#running = running;
    return running;
  }

  async #ask(message: ToProcess, signal: AbortSignal | undefined): Promise<QueryRows> {
    if (signal?.aborted) throw interrupted();
    const running = await this.#opened();
    const answer = await running.ask(message, signal).catch((thrown: unknown) => {
      // It is ended or was killed: whoever asks next asks another.
      this.#running = null;
      throw thrown;
    });
    if ("result" in answer) return answer.result;
    if ("last" in answer && answer.last) this.#running = null;
    throw "error" in answer ? asThrown(answer.error) : new HortusError("internal", "The query's process spoke out of turn.");
  }
}

/** Its environment is empty: no key and no password is where a query runs. */
async function started(file: string, gone: () => void): Promise<Running> {
  const child = fork(fileURLToPath(workerUrl("./sql-process", import.meta.url)), {
    env: { TMPDIR: tmpdir() },
    execArgv: ["--disable-warning=ExperimentalWarning", "--max-old-space-size=256"],
    stdio: ["ignore", "ignore", "ignore", "ipc"],
    serialization: "advanced",
  });
  child.once("exit", gone).once("error", gone).unref();
  child.channel?.unref();
  const running: Running = { child, ask: (message, signal) => asked(child, message, signal) };
  const answer = await running.ask({ open: file });
  if ("error" in answer) throw asThrown(answer.error);
  return running;
}

/** One message there, one back; a process that ends instead is an error. While one is awaited it keeps this process alive. */
function asked(child: ChildProcess, message: ToProcess, signal: AbortSignal | undefined): Promise<FromProcess> {
  return new Promise<FromProcess>((resolve, reject) => {
    const settle = (work: () => void) => {
      child.off("message", heard).off("exit", ended).off("error", ended);
      signal?.removeEventListener("abort", stop);
      child.unref();
      child.channel?.unref();
      work();
    };
    const heard = (answer: unknown) => settle(() => resolve(answer as FromProcess));
    const ended = () => settle(() => reject(new HortusError("internal", "The query's process ended without an answer.")));
    const stop = () => {
      child.kill("SIGKILL");
      settle(() => reject(interrupted()));
    };
    child.on("message", heard).on("exit", ended).on("error", ended);
    signal?.addEventListener("abort", stop, { once: true });
    child.ref();
    child.channel?.ref();
    child.send(message, (error) => error && ended());
  });
}

function asThrown({ code, message, facts }: Extract<FromProcess, { error: unknown }>["error"]): HortusError {
  return new HortusError(code, message, facts);
}

function interrupted(): HortusError {
  return new HortusError("interrupted", "Interrupted: the query was ended.");
}

// The ledger: what every run did, in the order it did it, and every comparison and judgement that came of it. Rows are only added, and the
// tables refuse anything else: a later judgement or state stands in for an earlier one, which stays readable. What changes lives apart
// (agents/ledger/schema.ts): how a run stands, cached facts, checkpoints.

import { join } from "node:path";
import { canonicalJson } from "#agents/canonical.ts";
import { eventKey } from "#agents/ledger/event-key.ts";
import { createJudgementBook, type JudgementBook } from "#agents/ledger/judgement-book.ts";
import { LEDGER_MIGRATIONS } from "#agents/ledger/schema.ts";
import type {
  Hypothesis,
  HypothesisId,
  Run,
  RunEvent,
  RunId,
  RunRequest,
  RunResult,
  RunStatus,
  Step,
  StepId,
  StoredEvent,
} from "#agents/model.ts";
import { MAIN } from "#graph/garden-folder.ts";
import { migrate, openSqlite, type Sqlite } from "#graph/store/sqlite.ts";
import { isAlive } from "#graph/whole-files.ts";
import { HortusError } from "#kernels/errors.ts";
import type { Answer } from "#kernels/language-model.ts";

export interface LedgerOptions {
  readonly clock?: () => Date;
  /** Whether a process still runs; a run whose process is gone is interrupted. */
  readonly processAlive?: (pid: number) => boolean;
  /** This process. */
  readonly pid?: number;
}

/** Runs, steps, events, hypotheses, comparisons and judgements of one garden. Synchronous: SQLite answers in microseconds. */
export interface Ledger extends AsyncDisposable, JudgementBook {
  /** For agents/checkpoint only: a run's checkpoints live beside its steps, so that one file is one truth. */
  readonly database: Sqlite;

  /** [J1] A run id is new: a second run in the same instant gets another. */
  startRun(request: RunRequest, gardenVersion: number, branch?: string): Run;
  /** [J2] A finished run keeps its status, and goes on only through `reopenRun`. */
  finishRun(id: RunId, status: RunStatus): void;
  /**
   * Takes an interrupted or failed run over for this process, as its next attempt. Rejects with `run.not_found` or `run.not_resumable`.
   * [J11] Of two who try at once, one gets it.
   */
  reopenRun(id: RunId): Run;
  run(id: RunId): Run | null;
  /** Newest first. */
  runs(): readonly Run[];

  /** [J3] Idempotent by step id: the first record stands. The event, when given, is stored in the same transaction. */
  recordStep(step: Step, event?: RunEvent): StoredEvent | null;
  step(id: StepId): Step | null;
  /** In the order recorded. */
  steps(run: RunId): readonly Step[];
  /** Tokens in and out that a run's recorded steps used. */
  tokensSpent(run: RunId): Answer["tokens"];

  /**
   * [J4] Events of a run are numbered 1, 2, 3, … without gaps.
   * [J5] The same event (by what it is about, not by its times) is stored once: a resumed run repeats nothing. How an attempt ended is
   * about that attempt: a run interrupted twice says so twice.
   */
  appendEvent(run: RunId, event: RunEvent): StoredEvent;
  /** Events with a larger number, in order. */
  events(run: RunId, afterSeq?: number): readonly StoredEvent[];

  /** [J6] A hypothesis put again in the same run stands in for its older state (its rank changes with every duel). */
  putHypotheses(run: RunId, hypotheses: readonly Hypothesis[]): void;
  /** Of one run, by descending rank; or of all runs, newest run first. */
  hypotheses(run?: RunId): readonly Hypothesis[];
  hypothesis(id: HypothesisId | string): Hypothesis | null;
  /** The run that last wrote a hypothesis. */
  runOf(id: HypothesisId | string): RunId | null;

  putResult(run: RunId, result: RunResult): void;
  result(run: RunId): RunResult | null;

  /** Small cached facts, such as what a model can do. */
  fact(name: string): unknown;
  putFact(name: string, value: unknown): void;
}

/**
 * Opens `folder/ledger.db`, made when missing. Runs whose process is gone are marked interrupted.
 * @throws `graph.locked`, `graph.corrupt`, `graph.too_new` as graph/store/sqlite.ts
 */
export async function openLedger(folder: string, options: LedgerOptions = {}): Promise<Ledger> {
  const database = openSqlite(join(folder, "ledger.db"));
  migrate(database, LEDGER_MIGRATIONS);
  const ledger = ledgerOver(database, {
    clock: options.clock ?? (() => new Date()),
    pid: options.pid ?? process.pid,
    processAlive: options.processAlive ?? isAlive,
  });
  return ledger;
}

/** Runs that this process works on: a process number alone does not tell, because a container starts every time with the same one. */
const working = new Set<string>();

function ledgerOver(database: Sqlite, options: Required<LedgerOptions>): Ledger {
  markInterrupted(database, options);
  sweepCheckpoints(database);
  return {
    database,
    ...runBook(database, options),
    ...stepBook(database, options.clock),
    ...hypothesisBook(database),
    ...factBook(database),
    ...createJudgementBook(database),
    async [Symbol.asyncDispose]() {
      database.close();
    },
  };
}

type RunBook = Pick<Ledger, "startRun" | "finishRun" | "reopenRun" | "run" | "runs">;

function runBook(database: Sqlite, { clock, pid }: Required<LedgerOptions>): RunBook {
  const read = ({ body, status, attempt, finished }: RunRow): Run => ({ ...JSON.parse(body), status, attempt: Number(attempt), finished });
  const rows = "SELECT status, attempt, finished, body FROM run JOIN run_state ON run = id";
  const run = (id: RunId): Run | null => {
    const row = database.get<RunRow>(`${rows} WHERE id = ?`, id);
    return row === undefined ? null : read(row);
  };
  const own = (id: RunId): void => void working.add(`${database.path}#${id}`);
  return {
    startRun(request, gardenVersion, branch = MAIN) {
      const started = clock().toISOString();
      const id = database.transaction(() => {
        const fresh = freshRunId(started, (candidate) => run(candidate) !== null);
        const body = canonicalJson({ id: fresh, request, gardenVersion, started, ...(branch !== MAIN && { branch }) });
        database.run("INSERT INTO run (id, body) VALUES (?, ?)", fresh, body);
        database.run("INSERT INTO run_state (run, status, attempt, pid) VALUES (?, 'running', 1, ?)", fresh, pid);
        return fresh;
      });
      own(id);
      return run(id)!;
    },
    finishRun(id, status) {
      const sql = "UPDATE run_state SET status = ?, finished = ? WHERE run = ? AND status = 'running'";
      database.run(sql, status, clock().toISOString(), id);
      working.delete(`${database.path}#${id}`);
    },
    reopenRun(id) {
      const sql =
        "UPDATE run_state SET status = 'running', finished = NULL, pid = ?, attempt = attempt + 1 WHERE run = ? AND status IN ('interrupted', 'failed')";
      if (database.run(sql, pid, id).changes === 0) throw notReopened(id, run(id));
      own(id);
      return run(id)!;
    },
    run,
    runs: () => database.all<RunRow>(`${rows} ORDER BY n DESC`).map(read),
  };
}

function notReopened(id: RunId, found: Run | null): HortusError {
  if (found === null) return new HortusError("run.not_found", `There is no run ${id}: list them with "hortus resume --list".`, { run: id });
  const message = `Run ${id} is ${found.status}: only an interrupted or failed run goes on.`;
  return new HortusError("run.not_resumable", message, { run: id, status: found.status });
}

interface RunRow {
  readonly status: RunStatus;
  readonly attempt: number;
  readonly finished: string | null;
  readonly body: string;
}

interface EventRow {
  readonly seq: number;
  readonly time: string;
  readonly body: string;
}

type StepBook = Pick<Ledger, "recordStep" | "step" | "steps" | "tokensSpent" | "appendEvent" | "events">;

function stepBook(database: Sqlite, clock: () => Date): StepBook {
  const readEvent = (row: EventRow): StoredEvent => ({ seq: Number(row.seq), time: row.time, event: JSON.parse(row.body) as RunEvent });
  const append = (run: RunId, event: RunEvent): StoredEvent => {
    const key = eventKey(event);
    const there = database.get<EventRow>("SELECT seq, time, body FROM event WHERE run = ? AND key = ?", run, key);
    if (there !== undefined) return readEvent(there);
    const last = database.get<{ seq: number | null }>("SELECT max(seq) AS seq FROM event WHERE run = ?", run)?.seq ?? 0;
    const row = { seq: Number(last) + 1, time: clock().toISOString(), body: canonicalJson(event) };
    database.run("INSERT INTO event (run, seq, key, time, body) VALUES (?, ?, ?, ?, ?)", run, row.seq, key, row.time, row.body);
    return readEvent(row);
  };
  const steps = (where: string, value: string): Step[] =>
    database.all<{ body: string }>(`SELECT body FROM step WHERE ${where} = ? ORDER BY n`, value).map(readStep);
  return {
    recordStep: (step, event) =>
      database.transaction(() => {
        const tokens = step.tokens.in + step.tokens.out;
        const sql = "INSERT INTO step (id, run, tokens, body) VALUES (?, ?, ?, ?) ON CONFLICT (id) DO NOTHING";
        database.run(sql, step.id, step.run, tokens, canonicalJson(step));
        return event === undefined ? null : append(step.run, event);
      }),
    step: (id) => steps("id", id)[0] ?? null,
    steps: (run) => steps("run", run),
    tokensSpent: (run) =>
      steps("run", run).reduce((sum, step) => ({ in: sum.in + step.tokens.in, out: sum.out + step.tokens.out }), { in: 0, out: 0 }),
    appendEvent: (run, event) => database.transaction(() => append(run, event)),
    events: (run, afterSeq = 0) =>
      database.all<EventRow>("SELECT seq, time, body FROM event WHERE run = ? AND seq > ? ORDER BY seq", run, afterSeq).map(readEvent),
  };
}

/** Steps of before lack what was added since. */
function readStep({ body }: { readonly body: string }): Step {
  return { request: null, scores: null, ...(JSON.parse(body) as Partial<Step>) } as Step;
}

type HypothesisBook = Pick<Ledger, "putHypotheses" | "hypotheses" | "hypothesis" | "runOf" | "putResult" | "result">;

function hypothesisBook(database: Sqlite): HypothesisBook {
  const parse = (row: { body: string }): Hypothesis => JSON.parse(row.body) as Hypothesis;
  const newest = (id: string) =>
    database.get<{ body: string; run: string }>("SELECT body, run FROM hypothesis WHERE id = ? ORDER BY n DESC", id);
  return {
    putHypotheses: (run, hypotheses) =>
      database.transaction(() => {
        for (const hypothesis of hypotheses) {
          const body = canonicalJson(hypothesis);
          const now = database.get<{ body: string }>("SELECT body FROM hypothesis_newest WHERE run = ? AND id = ?", run, hypothesis.id);
          if (now?.body !== body) database.run("INSERT INTO hypothesis (id, run, body) VALUES (?, ?, ?)", hypothesis.id, run, body);
        }
      }),
    hypotheses: (run) => {
      if (run === undefined) return database.all<{ body: string }>("SELECT body FROM hypothesis_newest ORDER BY n DESC").map(parse);
      const found = database.all<{ body: string }>("SELECT body FROM hypothesis_newest WHERE run = ? ORDER BY n", run).map(parse);
      return found.sort((a, b) => b.scores.rank - a.scores.rank || (a.id < b.id ? -1 : 1));
    },
    hypothesis: (id) => {
      const row = newest(id);
      return row === undefined ? null : parse(row);
    },
    runOf: (id) => (newest(id)?.run ?? null) as RunId | null,
    putResult: (run, result) => {
      database.run("INSERT INTO result (run, body) VALUES (?, ?)", run, canonicalJson(result));
    },
    result: (run) => {
      const row = database.get<{ body: string }>("SELECT body FROM result WHERE run = ? ORDER BY n DESC", run);
      return row === undefined ? null : (JSON.parse(row.body) as RunResult);
    },
  };
}

type FactBook = Pick<Ledger, "fact" | "putFact">;

function factBook(database: Sqlite): FactBook {
  return {
    fact: (name) => {
      const row = database.get<{ body: string }>("SELECT body FROM fact WHERE name = ?", name);
      return row === undefined ? null : (JSON.parse(row.body) as unknown);
    },
    putFact: (name, value) => {
      const sql = "INSERT INTO fact (name, body) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET body = excluded.body";
      database.run(sql, name, canonicalJson(value));
    },
  };
}

/** `run-20261123-101500-123`, with a counter behind it when that instant is taken. */
function freshRunId(started: string, taken: (id: RunId) => boolean): RunId {
  const stem = `run-${started.replace(/[-:]/g, "").replace("T", "-").replace(".", "-").replace("Z", "")}`;
  for (let n = 1; ; n += 1) {
    const id = (n === 1 ? stem : `${stem}-${n}`) as RunId;
    if (!taken(id)) return id;
  }
}

function markInterrupted(database: Sqlite, { pid, processAlive: alive }: Required<LedgerOptions>): void {
  for (const row of database.all<{ id: string; pid: number }>("SELECT run AS id, pid FROM run_state WHERE status = 'running'")) {
    const here = working.has(`${database.path}#${row.id}`);
    if (here || (Number(row.pid) !== pid && alive(Number(row.pid)))) continue;
    database.run("UPDATE run_state SET status = 'interrupted' WHERE run = ? AND pid = ? AND status = 'running'", row.id, row.pid);
  }
}

/** A run that ended needs no checkpoints; a process killed right behind its end leaves them. */
function sweepCheckpoints(database: Sqlite): void {
  database.transaction(() => {
    for (const table of ["checkpoint", "checkpoint_value", "checkpoint_write"]) {
      database.run(`DELETE FROM ${table} WHERE thread IN (SELECT run FROM run_state WHERE status IN ('done', 'over-budget'))`);
    }
  });
}

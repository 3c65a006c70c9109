// Runs a query for a run: counts it, records it with its result as a step, and reads the record instead when the run goes on later.

import { shortHash } from "#agents/canonical.ts";
import { type AgentContext, type Teller, throwIfStopped } from "#agents/context.ts";
import type { Run, Step, StepId } from "#agents/model.ts";
import { ROWS_SHOWN, resultMark } from "#agents/query/marks.ts";
import type { TriedQuery } from "#agents/query/query-answer.ts";
import { type QueryFace, type QueryRows, USUAL_LIMITS } from "#graph/query/query-face.ts";
import { asHortusError, HortusError } from "#kernels/errors.ts";

/** As ReEx-SQL has it. */
export const MOST_QUERIES = 10;

/** What is known of a query before it runs. */
export type Untried = Pick<TriedQuery, "after" | "kind" | "query" | "by">;

export interface Tries {
  readonly tried: readonly TriedQuery[];
  readonly left: number;
  /** The same query of this run, white space aside. */
  known(query: string): TriedQuery | null;
  /** Only while some are left. @throws `interrupted`; what is the matter with the database rather than with the query */
  run(untried: Untried): Promise<TriedQuery>;
  /** All rows of a query that ran. It is run again when an earlier part of the run did that. */
  rows(tried: TriedQuery): Promise<QueryRows>;
}

export function createTries(context: AgentContext, run: Run, face: QueryFace, tell: Teller): Tries {
  const tried: TriedQuery[] = [];
  const results = new Map<number, QueryRows>();
  const before = recordedQueries(context, run);
  const { rows = USUAL_LIMITS.rows, timeoutMs = USUAL_LIMITS.timeoutMs } = run.request;
  const ask = (query: string) => face.run(query, { rows, timeoutMs, signal: context.signal });
  return {
    tried,
    get left() {
      return MOST_QUERIES - tried.length;
    },
    known: (query) => tried.find((other) => plain(other.query) === plain(query)) ?? null,
    async run(untried) {
      throwIfStopped(context);
      const n = tried.length + 1;
      if (n > MOST_QUERIES)
        throw new HortusError("internal", `A run tries ${MOST_QUERIES} queries, and they are used up.`, { run: run.id });
      const recorded = before.find((one) => one.n === n && one.query === untried.query);
      const one = recorded ?? (await executed(n, untried, ask, results));
      tried.push(one);
      if (recorded === undefined) record(context, run, face, one, tell);
      return one;
    },
    async rows({ n, query }) {
      const known = results.get(n) ?? (await ask(query));
      results.set(n, known);
      return known;
    },
  };
}

function plain(query: string): string {
  return query
    .replace(/\s+/g, " ")
    .replace(/[\s;]+$/, "")
    .trim();
}

async function executed(
  n: number,
  untried: Untried,
  ask: (query: string) => Promise<QueryRows>,
  results: Map<number, QueryRows>,
): Promise<TriedQuery> {
  const nothing = { columns: [], rows: [], count: 0, error: null, hash: "", seconds: 0 };
  try {
    const result = await ask(untried.query);
    results.set(n, result);
    const { columns, rows, seconds } = result;
    const outcome = rows.length === 0 ? "empty" : "rows";
    return {
      ...nothing,
      n,
      ...untried,
      outcome,
      columns,
      rows: rows.slice(0, ROWS_SHOWN),
      count: rows.length,
      hash: shortHash(rows, 16),
      seconds,
    };
  } catch (thrown) {
    const error = asHortusError(thrown);
    if (!error.code.startsWith("query.")) throw error;
    return { ...nothing, n, ...untried, outcome: "error", error: error.message };
  }
}

/** The step and the event that says so are stored together. */
function record({ ledger }: AgentContext, run: Run, face: QueryFace, tried: TriedQuery, tell: Teller): void {
  const id = `${run.id}/database/${tried.n}` as StepId;
  const step: Step = {
    ...{ id, run: run.id, role: "database", subject: "", messages: [{ role: "user", content: tried.query }], text: resultMark(tried) },
    ...{
      model: face.language,
      adapter: null,
      seed: run.request.seed,
      temperature: 0,
      tokens: { in: 0, out: 0 },
      finish: "stop",
      trace: [],
    },
    ...{ evidenceSeen: [], seconds: tried.seconds, request: null, scores: null },
  };
  const event = { kind: "query" as const, run: run.id, tried };
  ledger.recordStep(step, event);
  tell(event);
}

function recordedQueries({ ledger }: AgentContext, run: Run): readonly TriedQuery[] {
  return ledger.events(run.id).flatMap(({ event }) => (event.kind === "query" ? [event.tried] : []));
}

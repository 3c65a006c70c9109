// query: a question as queries that are run and shown; or a query of one's own. Nothing here writes to a garden.

import type { RunRequest } from "#agents/model.ts";
import { namedConcepts } from "#agents/query/named-concepts.ts";
import { queryGarden } from "#agents/query/query-garden.ts";
import { openMirrorFace } from "#apps/cli/mirror-face.ts";
import { tableLines } from "#apps/cli/query-lines.ts";
import type { Action, VerbContext } from "#apps/cli/verb.ts";
import { MOST_LIMITS, type QueryFace, type QueryLanguage, type QueryLimits } from "#graph/query/query-face.ts";
import { HortusError } from "#kernels/errors.ts";
import { EXIT } from "../exit-codes.ts";
import { withAgents } from "./discover.ts";

interface QueryFlags {
  readonly sql?: string;
  readonly cypher?: string;
  readonly mirror?: string;
  readonly schema?: boolean;
  readonly limit: number;
  readonly timeout: number;
  readonly budgetTokens?: number;
}

export const queryVerb: Action<QueryFlags> = async (context, words, flags) => {
  const { sql, cypher, mirror, schema } = flags;
  const limits = checkedLimits(flags);
  const own = sql ?? cypher;
  const question = words.join(" ").trim();
  if ([own !== undefined, question !== "", schema === true].filter(Boolean).length !== 1) {
    throw new HortusError("usage.invalid", "Give a question, or one of --sql, --cypher and --schema.");
  }
  await using face = mirror === undefined ? null : await openMirrorFace(context, mirror);
  if (question === "")
    return ownQuery(context, face, own ?? null, sql !== undefined ? "sql" : cypher !== undefined ? "cypher" : null, limits);
  const { seed, model } = context.config;
  const request: RunRequest = {
    ...{ verb: "query", question, count: 1, rounds: 0, seed, model, budgetTokens: flags.budgetTokens ?? null },
    ...{ rows: limits.rows, timeoutMs: limits.timeoutMs, ...(mirror !== undefined && { mirror }) },
  };
  return withAgents(context, (agents) => queryGarden({ ...agents, ...(face !== null && { queries: face }) }, request));
};

/** Without a query: the schema. */
async function ownQuery(
  { workbench, terminal, signal }: VerbContext,
  mirror: QueryFace | null,
  query: string | null,
  wanted: QueryLanguage | null,
  limits: QueryLimits,
): Promise<number> {
  const { garden } = await workbench({ create: false, embeddings: false });
  await using views = garden.openQueries();
  const face = mirror ?? views;
  if (wanted !== null && wanted !== face.language) {
    throw new HortusError(
      "usage.invalid",
      `This garden is asked in ${face.language === "sql" ? "SQL: use --sql, or name its mirror with --mirror" : "Cypher: use --cypher"}.`,
    );
  }
  if (query === null) {
    await terminal.result({ language: face.language, schema: face.schema.split("\n") }, face.schema.split("\n"));
    return EXIT.done;
  }
  const found = await face.run(query, { ...limits, signal });
  const concepts = await namedConcepts(garden.store, found.columns, found.rows);
  await terminal.result({ language: face.language, query, ...found, concepts }, tableLines(found));
  return EXIT.done;
}

function checkedLimits({ limit, timeout }: QueryFlags): QueryLimits {
  const limits = { rows: limit, timeoutMs: timeout * 1000 };
  if (limits.rows > MOST_LIMITS.rows) throw new HortusError("usage.invalid", `--limit goes up to ${MOST_LIMITS.rows} rows.`, { limit });
  if (limits.timeoutMs > MOST_LIMITS.timeoutMs) {
    throw new HortusError("usage.invalid", `--timeout goes up to ${MOST_LIMITS.timeoutMs / 1000} seconds.`, { timeout });
  }
  return limits;
}

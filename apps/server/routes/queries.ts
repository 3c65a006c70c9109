// Queries of a person's own: what can be asked, and its rows. Nothing here writes; how long and how much is bounded for everybody.

import { Router } from "express";
import { z } from "zod";
import { namedConcepts } from "#agents/query/named-concepts.ts";
import { route } from "#apps/server/answers.ts";
import type { QueryRowsAnswer, QuerySchemaAnswer } from "#apps/server/api.ts";
import type { Workbench } from "#apps/server/workbench-face.ts";
import { type QueryFace, USUAL_LIMITS } from "#graph/query/query-face.ts";
import { HortusError } from "#kernels/errors.ts";

/** Of one request. The command line lets a person wait longer for more. */
export const SERVED_LIMITS = { rows: 1_000, timeoutMs: 10_000 } as const;
/** Queries that wait for their turn or run: one more is turned away. */
const MOST_WAITING = 8;

const Query = z.strictObject({
  query: z.string().trim().min(1).max(20_000),
  limit: z.number().int().min(1).max(SERVED_LIMITS.rows).default(USUAL_LIMITS.rows),
  timeoutMs: z.number().int().min(1).max(SERVED_LIMITS.timeoutMs).default(USUAL_LIMITS.timeoutMs),
});

export function queryRoutes({ garden }: Workbench, face: QueryFace): Router {
  const router = Router();
  let waiting = 0;
  router.get(
    "/query/schema",
    route({}, async (): Promise<QuerySchemaAnswer> => ({ language: face.language, schema: face.schema.split("\n") })),
  );
  router.post(
    "/query",
    route({ body: Query }, async ({ body: { query, limit, timeoutMs }, response }): Promise<QueryRowsAnswer> => {
      if (waiting >= MOST_WAITING)
        throw new HortusError("query.limit", "Too many queries at once: try again when others are done.", { waiting });
      const gone = new AbortController();
      const leave = () => gone.abort();
      response.once("close", leave);
      waiting += 1;
      try {
        const found = await face.run(query, { rows: limit, timeoutMs, signal: gone.signal });
        return { language: face.language, query, ...found, concepts: await namedConcepts(garden.store, found.columns, found.rows) };
      } finally {
        waiting -= 1;
        response.off("close", leave);
      }
    }),
  );
  return router;
}

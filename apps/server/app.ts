// The server as one list: guards, routes, page, errors, in the order a request meets them.

import { join } from "node:path";
import express, { type Express, static as files, json } from "express";
import { answerError } from "#apps/server/answers.ts";
import { GrowthDesk } from "#apps/server/growth-desk.ts";
import { guard, hardened } from "#apps/server/guard.ts";
import { conceptRoutes } from "#apps/server/routes/concepts.ts";
import { documentRoutes } from "#apps/server/routes/documents.ts";
import { exploreRoutes, warmView } from "#apps/server/routes/explore.ts";
import { exportRoutes } from "#apps/server/routes/exports.ts";
import { gardenRoutes } from "#apps/server/routes/garden.ts";
import { growthRoutes } from "#apps/server/routes/growth.ts";
import { judgingRoutes } from "#apps/server/routes/judging.ts";
import { openaiRoutes } from "#apps/server/routes/openai.ts";
import { queryRoutes } from "#apps/server/routes/queries.ts";
import { hypothesisRoutes, runRoutes } from "#apps/server/routes/runs.ts";
import { RunDesk } from "#apps/server/run-desk.ts";
import type { Workbench } from "#apps/server/workbench-face.ts";
import { HortusError } from "#kernels/errors.ts";

const BODY_LIMIT = "1mb";

/** The first view is laid out once the server has begun to answer: layout holds the event loop for most of a second. */
const WARM_AFTER_MS = 200;

export interface Server {
  readonly app: Express;
  /** Cancels what runs and waits until it has stopped. */
  close(): Promise<void>;
}

export function createServer(workbench: Workbench, options: { readonly host: string; readonly pageFolder: string | null }): Server {
  const growth = new GrowthDesk(workbench, () => warmView(workbench));
  const runs = new RunDesk(workbench.ledger);
  const queries = workbench.garden.openQueries();
  const app = express();
  app.disable("x-powered-by");
  app.set("etag", false);
  app.set("query parser", "simple");
  app.use(hardened, guard({ host: options.host }));
  app.use(json({ limit: BODY_LIMIT }));
  app.use("/api", gardenRoutes(workbench, growth), conceptRoutes(workbench), documentRoutes(workbench), exploreRoutes(workbench));
  app.use(
    "/api",
    queryRoutes(workbench, queries),
    runRoutes(workbench, runs, queries),
    hypothesisRoutes(workbench),
    judgingRoutes(workbench),
  );
  app.use("/api", growthRoutes(workbench, growth), exportRoutes(workbench));
  app.use("/v1", openaiRoutes(workbench));
  if (options.pageFolder !== null) servePage(app, options.pageFolder);
  app.use((request) => {
    throw new HortusError("document.not_found", `Nothing is served at ${request.path}.`, { path: request.path });
  });
  app.use(answerError);
  const warming = setTimeout(() => void warmView(workbench), WARM_AFTER_MS);
  return {
    app,
    close: async () => {
      clearTimeout(warming);
      await Promise.all([growth.close(), runs.close()]);
      await queries[Symbol.asyncDispose]();
    },
  };
}

/** Hashed assets may be kept for ever; the page itself is asked for again each time. */
function servePage(app: Express, folder: string): void {
  app.use("/assets", files(join(folder, "assets"), { immutable: true, maxAge: "365d", fallthrough: false }));
  app.use(files(folder, { etag: true, cacheControl: false }));
}

// The server as one list: guards, routes, page, errors, in the order a request meets them.

import { join } from "node:path";
import express, { type Express, static as files, json } from "express";
import { answerError } from "#apps/server/answers.ts";
import { GrowthDesk } from "#apps/server/growth-desk.ts";
import { guard, hardened } from "#apps/server/guard.ts";
import { conceptRoutes } from "#apps/server/routes/concepts.ts";
import { documentRoutes } from "#apps/server/routes/documents.ts";
import { gardenRoutes } from "#apps/server/routes/garden.ts";
import { growthRoutes } from "#apps/server/routes/growth.ts";
import { openaiRoutes } from "#apps/server/routes/openai.ts";
import type { Workbench } from "#apps/server/workbench-face.ts";
import { HortusError } from "#kernels/errors.ts";

const BODY_LIMIT = "1mb";

export interface Server {
  readonly app: Express;
  /** Cancels what runs and waits until it has stopped. */
  close(): Promise<void>;
}

export function createServer(workbench: Workbench, options: { readonly host: string; readonly pageFolder: string | null }): Server {
  const growth = new GrowthDesk(workbench);
  const app = express();
  app.disable("x-powered-by");
  app.set("etag", false);
  app.set("query parser", "simple");
  app.use(hardened, guard({ host: options.host }));
  app.use(json({ limit: BODY_LIMIT }));
  app.use("/api", gardenRoutes(workbench, growth), conceptRoutes(workbench), documentRoutes(workbench), growthRoutes(workbench, growth));
  app.use("/v1", openaiRoutes(workbench));
  if (options.pageFolder !== null) servePage(app, options.pageFolder);
  app.use((request) => {
    throw new HortusError("document.not_found", `Nothing is served at ${request.path}.`, { path: request.path });
  });
  app.use(answerError);
  return { app, close: () => growth.close() };
}

/** Hashed assets may be kept for ever; the page itself is asked for again each time. */
function servePage(app: Express, folder: string): void {
  app.use("/assets", files(join(folder, "assets"), { immutable: true, maxAge: "365d", fallthrough: false }));
  app.use(files(folder, { etag: true, cacheControl: false }));
}

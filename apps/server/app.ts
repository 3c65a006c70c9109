// The server as one list: guards, routes, page, errors, in the order a request meets them.

import { join } from "node:path";
import express, { type Express, static as files, json } from "express";
import { answerError } from "#apps/server/answers.ts";
import { GardenStand } from "#apps/server/garden-stand.ts";
import { guard, hardened } from "#apps/server/guard.ts";
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
  const runs = new RunDesk(workbench.ledger);
  const stand = new GardenStand(workbench, runs);
  const app = express();
  app.disable("x-powered-by");
  app.set("etag", false);
  app.set("query parser", "simple");
  app.use(hardened, guard({ host: options.host }));
  app.use(json({ limit: BODY_LIMIT }));
  app.use(stand.handler);
  if (options.pageFolder !== null) servePage(app, options.pageFolder);
  app.use((request) => {
    throw new HortusError("document.not_found", `Nothing is served at ${request.path}.`, { path: request.path });
  });
  app.use(answerError);
  const warming = setTimeout(() => stand.changed(), WARM_AFTER_MS);
  return {
    app,
    close: async () => {
      clearTimeout(warming);
      await runs.close();
      await stand.close();
    },
  };
}

/** Hashed assets may be kept for ever; the page itself is asked for again each time. */
function servePage(app: Express, folder: string): void {
  app.use("/assets", files(join(folder, "assets"), { immutable: true, maxAge: "365d", fallthrough: false }));
  app.use(files(folder, { etag: true, cacheControl: false }));
}

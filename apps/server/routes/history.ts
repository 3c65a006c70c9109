// The garden's past: its changes, what differs between two versions, taking back and bringing back, branches, and a backup to download.

import { createReadStream } from "node:fs";
import { basename } from "node:path";
import { pipeline } from "node:stream/promises";
import { Router } from "express";
import { z } from "zod";
import { route } from "#apps/server/answers.ts";
import type { BackupAnswer, BranchesAnswer, ChangeAnswer, HistoryAnswer } from "#apps/server/api.ts";
import type { PastDesk } from "#apps/server/past-desk.ts";
import type { Workbench } from "#apps/server/workbench-face.ts";
import type { Garden } from "#graph/garden.ts";
import { type StandingChange, standings } from "#graph/growth/undo.ts";
import { listBranches } from "#graph/history/branches.ts";

const Page = z.strictObject({
  limit: z.coerce.number().int().min(1).max(200).default(30),
  before: z.coerce.number().int().min(1).optional(),
});
const place = z.string().min(1).max(100).optional();
const Compare = z.strictObject({ from: place, to: place, limit: z.coerce.number().int().min(1).max(1000).default(100) });
const Turn = z.strictObject({ version: z.number().int().min(1).optional() });
const name = z.string().min(1).max(64);
const New = z.strictObject({ name, at: z.number().int().min(0).optional() });
const Named = z.strictObject({ name });
const Merge = z.strictObject({ prefer: z.enum(["ours", "theirs"]).optional() });
const Delete = z.strictObject({ force: z.boolean().default(false) });
const Backup = z.strictObject({ sha256: z.string().length(64) });

/** Who decides on the page, in the garden's history. */
const author = "person";

/** What a change of branch asks of the server around these routes. */
export interface Stand {
  /** Stands on another branch from now on. @throws `input.invalid`, `graph.locked` while something is at work here */
  moveTo(branch: string): Promise<void>;
  /** Closes what this server has open of a branch on which it does not stand. */
  leave(branch: string): Promise<void>;
  /** After the garden has changed. */
  changed(): void;
}

export function historyRoutes({ garden }: Workbench, past: PastDesk, stand: Stand): Router {
  const router = Router();
  router.get(
    "/history",
    route({ query: Page }, ({ query }) => historyAnswer(garden, query)),
  );
  router.get(
    "/diff",
    route({ query: Compare }, ({ query, response }) => past.call(response, "compare", query)),
  );
  for (const verb of ["undo", "redo"] as const) {
    router.post(
      `/${verb}`,
      route({ body: Turn }, async ({ body, response }) => {
        const turned = await past.call(response, verb, { ...body, author });
        stand.changed();
        return turned;
      }),
    );
  }
  backupRoutes(router, past);
  branchRoutes(router, garden, past, stand);
  return router;
}

function backupRoutes(router: Router, past: PastDesk): void {
  router.post(
    "/backups",
    route({}, async ({ response }): Promise<BackupAnswer> => {
      const { file, bytes, sha256, version } = await past.backup(response);
      return { name: basename(file), bytes, sha256, version };
    }),
  );
  router.get(
    "/backups/:sha256",
    route({ params: Backup }, async ({ params, response }) => {
      const { file, bytes } = past.made(params.sha256);
      response.writeHead(200, {
        "content-type": "application/octet-stream",
        "content-length": bytes,
        "content-disposition": `attachment; filename="${basename(file)}"`,
        "cache-control": "no-store",
      });
      await pipeline(createReadStream(file), response).catch((thrown: NodeJS.ErrnoException) => {
        if (thrown.code !== "ERR_STREAM_PREMATURE_CLOSE") throw thrown;
      });
    }),
  );
}

function branchRoutes(router: Router, garden: Garden, past: PastDesk, stand: Stand): void {
  const answer = async (): Promise<BranchesAnswer> => ({
    here: garden.branch,
    branches: garden.file === null ? [] : await listBranches(garden.folder),
  });
  router.get("/branches", route({}, answer));
  router.post(
    "/branches",
    route({ body: New }, async ({ body, response }) => {
      await past.call(response, "createBranch", body);
      response.status(201);
      return answer();
    }),
  );
  router.post(
    "/branches/:name/merge",
    route({ params: Named, body: Merge }, async ({ params, body, response }) => {
      const merged = await past.call(response, "mergeBranch", { ...params, ...body, author });
      stand.changed();
      return merged;
    }),
  );
  router.post(
    "/branches/:name/delete",
    route({ params: Named, body: Delete }, async ({ params, body, response }) => {
      await stand.leave(params.name);
      await past.call(response, "deleteBranch", { ...params, ...body });
      return answer();
    }),
  );
  router.post(
    "/branches/:name/switch",
    route({ params: Named }, async ({ params }) => {
      await stand.moveTo(params.name);
      return { ...(await answer()), here: params.name };
    }),
  );
}

async function historyAnswer(garden: Garden, { limit, before }: z.infer<typeof Page>): Promise<HistoryAnswer> {
  const version = await garden.store.version();
  const changes = await standings(garden, limit, before);
  return { version, branch: garden.branch, changes: changes.map(changeAnswer) };
}

/** Things named of each change; the rest is counted. */
const NAMED = 6;

function changeAnswer({ operations, ...change }: StandingChange): ChangeAnswer {
  const count = (...ops: readonly string[]) => operations.filter(({ op }) => ops.includes(op)).length;
  return {
    ...change,
    documents: { put: count("put-document"), removed: count("remove-document") },
    conjectures: { put: count("put-conjecture"), removed: count("remove-conjecture") },
    decisions: count("put-edit", "remove-edit"),
    ontology: count("put-ontology-entry", "remove-ontology-entry"),
    named: operations
      .filter(({ op }) => op.endsWith("-document"))
      .slice(0, NAMED)
      .map(({ id }) => id),
  };
}

// Growing from the page: a folder of this machine by its path, or files sent by the page and kept in the garden's uploads folder.

import { mkdir, stat, writeFile } from "node:fs/promises";
import { isAbsolute, join, resolve } from "node:path";
import { Router, raw } from "express";
import { z } from "zod";
import { route } from "#apps/server/answers.ts";
import { streamEvents } from "#apps/server/event-stream.ts";
import type { GrowthDesk } from "#apps/server/growth-desk.ts";
import type { Workbench } from "#apps/server/workbench-face.ts";
import { HortusError } from "#kernels/errors.ts";

const UPLOAD_LIMIT = "200mb";
const One = z.strictObject({ id: z.string().max(100) });
/** A plain file name of a kind that growing reads: no folders, no hidden files. */
const Upload = z.strictObject({
  name: z
    .string()
    .max(200)
    .regex(
      /^[^/\\\0:*?"<>|.][^/\\\0:*?"<>|]*\.(txt|md|html?|pdf|jsonl|nxml|xml|docx|bib|ris|nbib)$/i,
      "not the name of a readable document",
    ),
});
const Grow = z.union([
  z.strictObject({ paths: z.array(z.string().min(1).max(4096)).min(1).max(50) }),
  z.strictObject({ uploads: z.array(Upload.shape.name).min(1).max(1000) }),
]);

export function growthRoutes(workbench: Workbench, desk: GrowthDesk): Router {
  const uploads = join(workbench.garden.folder, "uploads");
  const router = Router();
  router.post(
    "/uploads",
    raw({ type: "application/octet-stream", limit: UPLOAD_LIMIT }),
    route({ query: Upload }, async ({ query, body }) => {
      const bytes = Buffer.isBuffer(body) ? body : Buffer.alloc(0);
      if (bytes.length === 0) throw new HortusError("document.empty", `${query.name} is empty.`, { name: query.name });
      await mkdir(uploads, { recursive: true });
      await writeFile(join(uploads, query.name), bytes);
      return { name: query.name, bytes: bytes.length };
    }),
  );
  router.post(
    "/grow",
    route({ body: Grow }, async ({ body, response }) => {
      const paths = "paths" in body ? body.paths.map((path) => resolve(path)) : body.uploads.map((name) => join(uploads, name));
      if ("paths" in body) body.paths.forEach(mustBeAbsolute);
      await Promise.all(paths.map(mustExist));
      const growth = desk.start("uploads" in body ? [uploads] : paths);
      response.status(202);
      return { growth };
    }),
  );
  router.get(
    "/grow/:id/events",
    route({ params: One }, ({ params, request, response }) => streamEvents(request, response, desk.log(params.id), 0)),
  );
  router.post(
    "/grow/:id/cancel",
    route({ params: One }, async ({ params }) => {
      desk.cancel(params.id);
      return { cancelled: params.id };
    }),
  );
  return router;
}

function mustBeAbsolute(path: string): void {
  if (!isAbsolute(path))
    throw new HortusError("input.invalid", `"${path}" is not a full path: start it at the root of this machine.`, { path });
}

async function mustExist(path: string): Promise<void> {
  const there = await stat(path).catch(() => null);
  if (there === null) throw new HortusError("document.not_found", `Nothing at ${path} on the server's machine.`, { path });
}

// Documents: the list with what was read in each, one with its sentences and claims, and any span in its context.

import { Router } from "express";
import { z } from "zod";
import { route } from "#apps/server/answers.ts";
import type { DocumentAnswer, DocumentsAnswer } from "#apps/server/api.ts";
import { inContext, openShelf } from "#apps/server/span-context.ts";
import type { Workbench } from "#apps/server/workbench-face.ts";
import type { DocumentId } from "#graph/model.ts";
import type { GraphStore } from "#graph/store/graph-store.ts";
import { HortusError } from "#kernels/errors.ts";

const List = z.strictObject({
  q: z.string().max(200).default(""),
  offset: z.coerce.number().int().min(0).default(0),
  limit: z.coerce.number().int().min(1).max(200).default(100),
});
const One = z.strictObject({ id: z.string().min(1).max(1000) });
const Span = z
  .strictObject({
    document: z.string().min(1).max(1000),
    start: z.coerce.number().int().min(0),
    end: z.coerce.number().int().min(1),
    sha256: z.string().length(64).optional(),
  })
  .refine((span) => span.end > span.start, { message: "end must be after start" });

export function documentRoutes(workbench: Workbench): Router {
  const { store } = workbench.garden;
  const router = Router();
  router.get(
    "/documents",
    route(
      { query: List },
      ({ query: { q, offset, limit } }): Promise<DocumentsAnswer> =>
        store.documentPage({ words: q.split(/\s+/).filter(Boolean), offset, limit }),
    ),
  );
  router.get(
    "/documents/:id",
    route({ params: One }, ({ params }) => one(store, params.id as DocumentId)),
  );
  router.get(
    "/span",
    route({ query: Span }, async ({ query }) => {
      const { sha256, ...place } = query;
      const document = place.document as DocumentId;
      const shelf = await openShelf(store, [document]);
      return inContext(shelf, { ...place, document, ...(sha256 === undefined ? {} : { sha256 }) });
    }),
  );
  return router;
}

async function one(store: GraphStore, id: DocumentId): Promise<DocumentAnswer> {
  const document = await store.document(id);
  if (document === null) throw new HortusError("document.not_found", `No document ${id} in this garden.`, { id });
  const reading = (await store.readings([id]))[0];
  const mentions = reading?.mentions ?? [];
  const owners = await store.conceptsOfTerms([...new Set(mentions.map((mention) => mention.term))].sort());
  const conceptOf = new Map(owners.map((owner) => [owner.term, owner.concept]));
  return {
    document,
    sentences: reading?.sentences ?? [],
    mentions: mentions.map((mention) => ({ ...mention, concept: conceptOf.get(mention.term) ?? null })),
    claims: reading?.claims ?? [],
  };
}

// Looking at what the garden says: the drawn graph, search, paths and gaps.

import { createHash } from "node:crypto";
import { Router } from "express";
import { z } from "zod";
import { route, unchangedSince } from "#apps/server/answers.ts";
import type { GapAnswer } from "#apps/server/api.ts";
import { suggest } from "#apps/server/suggest.ts";
import type { Workbench } from "#apps/server/workbench-face.ts";
import { findGaps, type Gap } from "#graph/gaps/find-gaps.ts";
import type { ConceptId } from "#graph/model.ts";
import { findPaths, PATH_STRATEGIES } from "#graph/paths/find-paths.ts";
import { LAYERS, readFilters } from "#graph/search/filters.ts";
import { SEARCH_MODES, search } from "#graph/search/search.ts";
import type { GraphStore } from "#graph/store/graph-store.ts";
import { graphView } from "#graph/view/graph-view.ts";

/** The most concepts that the page asks for at first: what `warmView` lays out beforehand. */
const FIRST_VIEW = 500;

const Graph = z.strictObject({
  around: z.string().min(1).max(1000).optional(),
  maxNodes: z.coerce.number().int().min(1).max(5000).default(FIRST_VIEW),
  community: z.string().min(1).max(100).optional(),
});
const repeated = z
  .union([
    z
      .string()
      .min(1)
      .max(1000)
      .transform((one) => [one]),
    z.array(z.string().min(1).max(1000)).max(100),
  ])
  .optional();
const Filters = {
  year: z.string().max(30).optional(),
  document: repeated,
  class: repeated,
  layer: z.enum(LAYERS).default("observed"),
};
const Search = z.strictObject({
  q: z.string().trim().min(1).max(500),
  mode: z.enum(SEARCH_MODES).default("hybrid"),
  limit: z.coerce.number().int().min(1).max(100).default(12),
  ...Filters,
});
const Suggest = Search.omit({ mode: true });
const Paths = z.strictObject({
  from: z.string().min(1).max(1000),
  to: z.string().min(1).max(1000),
  strategy: z.enum(PATH_STRATEGIES).default("diverse"),
  count: z.coerce.number().int().min(1).max(20).default(5),
  seed: z.coerce.number().int().min(0).default(1),
});
const Gaps = z.strictObject({
  limit: z.coerce.number().int().min(1).max(100).default(10),
  seed: z.coerce.number().int().min(0).default(1),
});

/** Lays out the first view of the garden as it is now, so that whoever opens the page does not wait for it. Fails silently: the page will say why. */
export async function warmView(workbench: Workbench): Promise<void> {
  await graphView(workbench.garden, { maxNodes: FIRST_VIEW }).catch(() => undefined);
}

export function exploreRoutes({ garden }: Workbench): Router {
  const router = Router();
  router.get(
    "/graph",
    route({ query: Graph }, async ({ query, request, response }) => {
      const [newest] = await garden.store.history({ limit: 1 });
      const tag = createHash("sha256")
        .update(JSON.stringify([garden.branch, newest?.version ?? 0, newest?.time ?? "", query]))
        .digest("base64url")
        .slice(0, 20);
      if (unchangedSince(request, response, tag)) return undefined;
      const { around, maxNodes, community } = query;
      return graphView(garden, {
        maxNodes,
        ...(around === undefined ? {} : { around: around as ConceptId }),
        ...(community === undefined ? {} : { community }),
      });
    }),
  );
  router.get(
    "/search",
    route({ query: Search }, async ({ query: { q, mode, limit, ...words } }) =>
      search(garden, q, { mode, limit, filters: await readFilters(garden, words) }),
    ),
  );
  router.get(
    "/suggest",
    route({ query: Suggest }, async ({ query: { q, limit, ...words } }) => suggest(garden, q, limit, await readFilters(garden, words))),
  );
  router.get(
    "/paths",
    route({ query: Paths }, ({ query: { from, to, ...options } }) => findPaths(garden, from, to, options)),
  );
  router.get(
    "/gaps",
    route({ query: Gaps }, async ({ query: { limit, seed } }) => ({
      gaps: await gaps(garden.store, await findGaps(garden, { count: limit, seed })),
    })),
  );
  return router;
}

/** Gaps with the names of what lies between: common neighbours, or else the concepts of the best path. */
async function gaps(store: GraphStore, found: readonly Gap[]): Promise<readonly GapAnswer[]> {
  const between = found.map(({ why, path }) => (why.commonNeighbours.length > 0 ? why.commonNeighbours : path.concepts.slice(1, -1)));
  const concepts = await store.concepts([...new Set(between.flat())].sort());
  const labels = new Map(concepts.map(({ id, label }) => [id, label]));
  return found.map(({ from, to, score }, place) => ({
    from: { id: from.id, label: from.label },
    to: { id: to.id, label: to.label },
    score,
    via: between[place]!.map((id) => ({ id, label: labels.get(id) ?? id })),
  }));
}

// Communities with their summaries.

import { Router } from "express";
import { z } from "zod";
import { summariseCommunities } from "#agents/communities/summarise.ts";
import { route } from "#apps/server/answers.ts";
import type { Workbench } from "#apps/server/workbench-face.ts";
import { COMMUNITY_SEED } from "#graph/view/graph-view.ts";

const Communities = z.strictObject({
  level: z.coerce.number().int().min(0).max(100).default(0),
  limit: z.coerce.number().int().min(1).max(200).default(24),
});

/** The composer writes what the page shows: nobody who opens it waits for a model. */
export function communityRoutes({ garden, ledger, clock }: Workbench): Router {
  const router = Router();
  router.get(
    "/communities",
    route({ query: Communities }, ({ query }) =>
      summariseCommunities({ garden, ledger, clock, model: null }, { ...query, seed: COMMUNITY_SEED }),
    ),
  );
  return router;
}

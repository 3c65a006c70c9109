// The garden at a glance: its name, version, counts and models.

import { Router } from "express";
import { route } from "#apps/server/answers.ts";
import type { GardenAnswer } from "#apps/server/api.ts";
import type { GrowthDesk } from "#apps/server/growth-desk.ts";
import type { Workbench } from "#apps/server/workbench-face.ts";

export function gardenRoutes(workbench: Workbench, desk: GrowthDesk): Router {
  const { garden } = workbench;
  const router = Router();
  router.get(
    "/garden",
    route({}, async (): Promise<GardenAnswer> => {
      const [version, counts] = await Promise.all([garden.store.version(), garden.store.counts()]);
      return {
        name: garden.name,
        version,
        branch: garden.branch,
        counts,
        model: workbench.modelId,
        embedder: garden.embedder?.id ?? null,
        growing: desk.running(),
      };
    }),
  );
  return router;
}

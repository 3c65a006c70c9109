// Which branch of the garden the server stands on: the routes of that branch, and moving to another. What runs on a branch ends there first.

import { type RequestHandler, Router } from "express";
import { refuseElsewhere } from "#apps/history/past.ts";
import { GrowthDesk } from "#apps/server/growth-desk.ts";
import { PastDesk } from "#apps/server/past-desk.ts";
import { communityRoutes } from "#apps/server/routes/communities.ts";
import { conceptRoutes } from "#apps/server/routes/concepts.ts";
import { documentRoutes } from "#apps/server/routes/documents.ts";
import { exploreRoutes, warmView } from "#apps/server/routes/explore.ts";
import { exportRoutes } from "#apps/server/routes/exports.ts";
import { gardenRoutes } from "#apps/server/routes/garden.ts";
import { growthRoutes } from "#apps/server/routes/growth.ts";
import { historyRoutes, type Stand } from "#apps/server/routes/history.ts";
import { judgingRoutes } from "#apps/server/routes/judging.ts";
import { openaiRoutes } from "#apps/server/routes/openai.ts";
import { queryRoutes } from "#apps/server/routes/queries.ts";
import { hypothesisRoutes, runRoutes } from "#apps/server/routes/runs.ts";
import type { RunDesk } from "#apps/server/run-desk.ts";
import type { Workbench } from "#apps/server/workbench-face.ts";
import { switchBranch } from "#graph/history/branches.ts";
import type { QueryFace } from "#graph/query/query-face.ts";
import { HortusError } from "#kernels/errors.ts";

interface Place {
  readonly workbench: Workbench;
  readonly growth: GrowthDesk;
  readonly past: PastDesk;
  readonly queries: QueryFace;
  readonly router: Router;
}

export class GardenStand implements Stand {
  readonly #runs: RunDesk;
  /** Those that were opened, the first one by whoever made the server: an answer may still be on its way from any. */
  #places: readonly Place[];
  #here: Place;
  #moving = false;

  constructor(workbench: Workbench, runs: RunDesk) {
    this.#runs = runs;
    this.#here = this.#placeOf(workbench);
    this.#places = [this.#here];
  }

  /** Answers from wherever the server stands. */
  readonly handler: RequestHandler = (request, response, next) => this.#here.router(request, response, next);

  changed(): void {
    void warmView(this.#here.workbench);
  }

  async moveTo(branch: string): Promise<void> {
    const { garden } = this.#here.workbench;
    refuseElsewhere(garden);
    this.#refuseWhileBusy(branch);
    this.#moving = true;
    try {
      const known = this.#places.find(({ workbench }) => workbench.garden.branch === branch);
      const place = known ?? this.#placeOf(await this.#here.workbench.openBranch(branch));
      if (known === undefined) this.#places = [...this.#places, place];
      switchBranch(garden.folder, branch);
      this.#here = place;
      this.changed();
    } finally {
      this.#moving = false;
    }
  }

  async leave(branch: string): Promise<void> {
    const left = this.#places.find((place) => place !== this.#here && place.workbench.garden.branch === branch);
    if (left === undefined) return;
    this.#places = this.#places.filter((place) => place !== left);
    await closePlace(left);
  }

  async close(): Promise<void> {
    for (const place of this.#places) await closePlace(place);
  }

  /** @throws `graph.locked` */
  #refuseWhileBusy(branch: string): void {
    const busy = [
      ...(this.#here.growth.running() === null ? [] : ["The garden is growing"]),
      ...(this.#runs.busy ? ["A run is at work"] : []),
      ...(this.#moving ? ["The server is on its way to another branch"] : []),
    ][0];
    if (busy === undefined) return;
    throw new HortusError("graph.locked", `${busy}: wait for it, or cancel it, before you go to another branch.`, { branch });
  }

  #placeOf(workbench: Workbench): Place {
    const growth = new GrowthDesk(workbench, () => warmView(workbench));
    const past = new PastDesk(workbench.past);
    const queries = workbench.garden.openQueries();
    const router = Router();
    router.use("/api", gardenRoutes(workbench, growth), conceptRoutes(workbench), documentRoutes(workbench), exploreRoutes(workbench));
    router.use("/api", queryRoutes(workbench, queries), runRoutes(workbench, this.#runs, queries));
    router.use("/api", hypothesisRoutes(workbench), judgingRoutes(workbench), communityRoutes(workbench));
    router.use("/api", growthRoutes(workbench, growth), exportRoutes(workbench), historyRoutes(workbench, past, this));
    router.use("/v1", openaiRoutes(workbench));
    return { workbench, growth, past, queries, router };
  }
}

/** A garden may be closed twice: whoever made the server closes the first one too. */
async function closePlace({ workbench, growth, past, queries }: Place): Promise<void> {
  await Promise.all([growth.close(), past.close(), queries[Symbol.asyncDispose]()]);
  await workbench.garden[Symbol.asyncDispose]();
}

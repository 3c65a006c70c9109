// eval grid.

import { drawnRows } from "#apps/evaluation/gold-file.ts";
import { evaluateGrid, readLabelled } from "#apps/evaluation/grid.ts";
import { namedModel } from "../../named-model.ts";
import { measured } from "./measured.ts";

export const grid = measured<{ gold: string; about: string; limit?: number }>(
  "answers",
  async ({ gold, about, limit }, options, context) => {
    const texts = drawnRows(await readLabelled(gold), limit, options.seed);
    await using model = await namedModel(context, "ask");
    return await evaluateGrid(texts, { ...options, model, about });
  },
);

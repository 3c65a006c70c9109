// eval grounding.

import { evaluateGrounding, readGrounding } from "#apps/evaluation/grounding.ts";
import { measured } from "./measured.ts";

export const grounding = measured<{ gold: string; limit?: number }>("statements", async (flags, options) =>
  evaluateGrounding(await readGrounding(flags.gold, flags.limit), options),
);

// eval pairs.

import { evaluatePairs, readPairs } from "#apps/evaluation/pairs.ts";
import { namedModel } from "../../named-model.ts";
import { measured } from "./measured.ts";

interface PairsFlags {
  readonly gold: string;
  readonly equalLength?: number;
  readonly limit?: number;
  readonly shuffled?: boolean;
}

export const pairs = measured<PairsFlags>("pairs", async ({ gold, equalLength, limit, shuffled = false }, options, context) => {
  const read = await readPairs(gold);
  await using model = await namedModel(context, "score");
  return await evaluatePairs(read, { ...options, model, equalLength, limit, otherPrompts: shuffled });
});

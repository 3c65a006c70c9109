// eval critic.

import { evaluateCritic, readCriticGold } from "#apps/evaluation/critic.ts";
import { namedModel } from "../../named-model.ts";
import { measured } from "./measured.ts";

export const critic = measured<{ gold: string; limit?: number; characters: number }>("texts", async (flags, options, context) => {
  const gold = await readCriticGold(flags.gold);
  await using model = await namedModel(context, "ask");
  return await evaluateCritic(gold, { ...options, model, characters: flags.characters, limit: flags.limit });
});

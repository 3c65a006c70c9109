// The novelty reader: does a sentence already say the conjecture? It reads one sentence at a time; it never rates novelty itself.

import { z } from "zod";
import { defineRole } from "#agents/roles/role.ts";

export const novelty = defineRole({
  name: "novelty",
  system: "You decide whether a sentence already states a claim. You answer with one word: yes or no.",
  template: `Claim: <%= it.conjecture %>

Sentence: <%= it.sentence %>

Does the sentence already state the claim? Answer yes or no.`,
  reads: z.object({ conjecture: z.string(), sentence: z.string() }),
  writes: z.object({ stated: z.enum(["yes", "no"]) }),
  form: "json",
  maxTokens: 12,
  temperature: 0,
});

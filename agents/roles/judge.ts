// The judge: which of two is better supported and easier to test? Asked in both orders by agents/swarm/duel.ts.

import { z } from "zod";
import { defineRole } from "#agents/roles/role.ts";

export const judge = defineRole({
  name: "judge",
  system:
    "You compare two texts. The better one is better supported by its sources, more plausible and easier to test. Length and order do not count.",
  template: `<%= it.task %>

A:
<%= it.a %>

B:
<%= it.b %>

Which one is better? Answer with one letter, A or B.`,
  reads: z.object({ task: z.string(), a: z.string(), b: z.string() }),
  writes: z.object({ better: z.enum(["A", "B", "tie"]), reason: z.string().max(300) }),
  form: "json",
  maxTokens: 80,
  temperature: 0,
});

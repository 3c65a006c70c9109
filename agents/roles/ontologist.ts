// The ontologist: defines the concepts and relations on a path, from the sentences that stand there and from nothing else.

import { z } from "zod";
import { defineRole } from "#agents/roles/role.ts";

export const ontologist = defineRole({
  name: "ontologist",
  system: "You are an ontologist. You define terms in one plain sentence each, using only the sentences you are given.",
  template: `Path: <%= it.path %>

Sentences:
<%= it.evidence %>

Define <%= it.concept %> in one sentence, using only what the sentences say.`,
  reads: z.object({ path: z.string(), evidence: z.string(), concept: z.string() }),
  writes: z.object({ definition: z.string().min(1) }),
  form: "text",
  maxTokens: 60,
  temperature: 0,
});

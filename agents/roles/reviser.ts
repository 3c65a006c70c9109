// The reviser: rewrites one section so that a point of the critique no longer holds.

import { z } from "zod";
import { SECTION_NAMES } from "#agents/model.ts";
import { defineRole } from "#agents/roles/role.ts";

export const reviser = defineRole({
  name: "reviser",
  system: "You revise scientific prose. You change only what the critique asks for, keep citation marks such as [1], and invent nothing.",
  template: `Section "<%= it.section %>":
<%= it.before %>

Critique: <%= it.problem %>
Suggestion: <%= it.suggestion %>

Sentences it rests on:
<%= it.evidence %>

Write the revised section, at most five sentences.`,
  reads: z.object({
    section: z.enum(SECTION_NAMES),
    before: z.string(),
    problem: z.string(),
    suggestion: z.string(),
    evidence: z.string(),
  }),
  writes: z.object({ text: z.string().min(1) }),
  form: "text",
  maxTokens: 140,
  temperature: 0.1,
});

// The critic: names what is weak in a draft, section by section. It does not rate novelty: agents/novelty measures that.

import { z } from "zod";
import { SECTION_NAMES } from "#agents/model.ts";
import { defineRole } from "#agents/roles/role.ts";

export const critic = defineRole({
  name: "critic",
  system:
    "You are a strict but fair reviewer. You point at concrete weaknesses in a draft: a step without a source, a vague claim, a test that cannot fail. You do not rate novelty and you do not praise.",
  template: `Draft:
<%= it.draft %>

Sentences it rests on:
<%= it.evidence %>

Name at most three weaknesses as JSON.`,
  reads: z.object({ draft: z.string(), evidence: z.string() }),
  writes: z.object({
    points: z
      .array(
        z.object({
          section: z.enum([...SECTION_NAMES, "path", "whole"]),
          problem: z.string().min(1).max(300),
          suggestion: z.string().min(1).max(300),
          severity: z.enum(["note", "weakness", "fatal"]),
        }),
      )
      .max(3),
  }),
  form: "json",
  maxTokens: 220,
  temperature: 0.1,
});

// The proposer: writes one section of a hypothesis, asked for by name.

import { z } from "zod";
import { SECTION_NAMES, type SectionName } from "#agents/model.ts";
import { defineRole } from "#agents/roles/role.ts";

/** What each section is for: SciAgents' seven, and how to prove the hypothesis wrong. */
export const SECTION_TASKS: Readonly<Record<SectionName, string>> = {
  hypothesis: "State the hypothesis in two sentences: what leads to what, and through what.",
  outcome: "State what one would observe if the hypothesis is true.",
  mechanisms: "Explain the mechanism step by step along the path.",
  design_principles: "Give design principles that follow from it.",
  unexpected_properties: "Name side effects or unexpected properties to look for.",
  comparison: "Compare it with the other ways to the same end that the sentences mention.",
  novelty: "Say what about it the sentences do not state yet.",
  falsification: "Describe one experiment with a measured quantity whose outcome would prove the hypothesis wrong.",
};

export const proposer = defineRole({
  name: "proposer",
  system:
    "You are a careful scientist. You write short, concrete prose. You use only the concepts on the path and the sentences given, you name the concepts, and you never invent a source or a number.",
  template: `Path: <%= it.path %>
Conjecture: <%= it.conjecture %>

Sentences:
<%= it.evidence %>

Definitions:
<%= it.definitions %>

Section "<%= it.section %>". <%= it.task %> At most four sentences.`,
  reads: z.object({
    path: z.string(),
    conjecture: z.string(),
    evidence: z.string(),
    definitions: z.string(),
    section: z.enum(SECTION_NAMES),
    task: z.string(),
  }),
  writes: z.object({ text: z.string().min(1) }),
  form: "text",
  maxTokens: 120,
  temperature: 0.2,
});

// The thinker: thinks in Graph-PReFLexOR's form before anything is written. agents/thinking/parse.ts reads what it writes.

import { z } from "zod";
import { defineRole } from "#agents/roles/role.ts";

export const thinker = defineRole({
  name: "thinker",
  system:
    "You think in a fixed form: <|thinking|>, numbered steps, a <graph_json> object with nodes [{id}] and edges [{source, relation, target}], <patterns>, <synthesis>, then <|/thinking|>. You use only the concepts and sentences given.",
  template: `Question: <%= it.question %>
Concepts: <%= it.concepts %>

Sentences:
<%= it.evidence %>

Use <|thinking|>.`,
  reads: z.object({ question: z.string(), concepts: z.string(), evidence: z.string() }),
  writes: z.object({ thinking: z.string().min(1) }),
  form: "text",
  maxTokens: 320,
  temperature: 0.2,
});

/** Reads its own thinking against the critique and thinks again: the middle of PRefLexOR's loop. */
export const rethinker = defineRole({
  name: "thinker",
  system:
    "You improve a line of thought after a critique. You keep its form, repair what the critique names, and add nothing the sentences do not say.",
  template: `Question: <%= it.question %>

Sentences:
<%= it.evidence %>

Earlier thinking:
<%= it.thinking %>

<|reflect|><%= it.critique %><|/reflect|>

Write the improved thinking. Use <|thinking|>.`,
  reads: z.object({ question: z.string(), evidence: z.string(), thinking: z.string(), critique: z.string() }),
  writes: z.object({ thinking: z.string().min(1) }),
  form: "text",
  maxTokens: 320,
  temperature: 0.2,
});

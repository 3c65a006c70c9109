// The answerer: answers a question from numbered sentences, with the thinking before it; and joins several answers into one.

import { z } from "zod";
import { defineRole } from "#agents/roles/role.ts";

export const answerer = defineRole({
  name: "answerer",
  system:
    "You answer questions from numbered sentences only. After each statement you put the number of the sentence it rests on, such as [2]. If the sentences do not answer the question, you say so.",
  template: `Sentences:
<%= it.evidence %>

<%= it.thinking %>

Question: <%= it.question %>
Answer in at most five sentences, each with its number.`,
  reads: z.object({ question: z.string(), evidence: z.string(), thinking: z.string() }),
  writes: z.object({ text: z.string().min(1) }),
  form: "text",
  maxTokens: 200,
  temperature: 0.1,
});

/** What is weak in a line of thought and its answer: one short paragraph. */
export const answerCritic = defineRole({
  name: "critic",
  system: "You criticise a line of thought: steps that no sentence supports, parts of the question left open, statements without a number.",
  template: `Question: <%= it.question %>

Sentences:
<%= it.evidence %>

Thinking:
<%= it.thinking %>

Answer:
<%= it.answer %>

Name the weakest points in at most three sentences.`,
  reads: z.object({ question: z.string(), evidence: z.string(), thinking: z.string(), answer: z.string() }),
  writes: z.object({ text: z.string().min(1) }),
  form: "text",
  maxTokens: 120,
  temperature: 0.1,
});

/** Merges the answers of all rounds. */
export const integrator = defineRole({
  name: "answerer",
  system:
    "You merge several answers to one question into the best one. You keep only statements with a sentence number, and keep the numbers.",
  template: `Question: <%= it.question %>

Sentences:
<%= it.evidence %>

Answers:
<%= it.answers %>

Write one answer of at most six sentences.`,
  reads: z.object({ question: z.string(), evidence: z.string(), answers: z.string() }),
  writes: z.object({ text: z.string().min(1) }),
  form: "text",
  maxTokens: 240,
  temperature: 0,
});

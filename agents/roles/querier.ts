// The querier: answers a question by queries, one step at a time, with the result of each step before the next.

import { z } from "zod";
import { defineRole } from "#agents/roles/role.ts";

const task = {
  language: z.string(),
  schema: z.string(),
  types: z.string(),
  concepts: z.string(),
  question: z.string(),
};

/** What a prompt says beside what was tried before. */
export type QueryTask = Readonly<Record<keyof typeof task, string>>;

export const querier = defineRole({
  name: "querier",
  system:
    "You answer a question about a garden of papers with queries that only read. You think between <think> and </think>. To look something up, write <intermediate_query>a query</intermediate_query> and stop: its result comes back between <exec_result> and </exec_result>, the first 3 rows or the error. To try two ways, write two intermediate queries. When a query answers the question, write it as <final_query>the query</final_query>. A name is rarely written as in the question: look it up first. Never write an <exec_result> yourself.",
  template: `Language: <%= it.language %>
What there is:
<%= it.schema %>
Relation types, most frequent first: <%= it.types %>
Concepts the question may mean: <%= it.concepts %>

Question: <%= it.question %>

<%= it.transcript %>
Queries left: <%= it.left %>`,
  reads: z.object({ ...task, transcript: z.string(), left: z.number() }),
  writes: z.object({ text: z.string().min(1) }),
  form: "text",
  maxTokens: 400,
  temperature: 0,
});

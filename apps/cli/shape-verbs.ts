// The rows of the table of verbs that look at the graph's shape: what is alike in two places, and what is missing.

import { Option } from "commander";
import { asOfOption } from "./as-of.ts";
import { type VerbSpec, wholeNumber } from "./verb.ts";

export const SHAPES: readonly VerbSpec<never>[] = [
  {
    name: "analogy",
    summary: "the same shape in two fields: what is said alike around two concepts, with the sentences on both sides",
    args: "<a> <b>",
    example: 'analogy "spider silk" nacre',
    options: [
      new Option("--concepts <n>", "concepts looked at around each").argParser(wholeNumber(2)).default(60),
      new Option("--steps <n>", "pairs tried at most").argParser(wholeNumber(1)).default(20000),
      asOfOption(),
    ],
    action: async () => (await import("./verbs/shapes.ts")).analogy,
  },
  {
    name: "gaps",
    summary: "concepts that much leads between and nothing joins, with what link prediction says of them",
    example: "gaps --count 10",
    options: [new Option("--count <n>", "gaps").argParser(wholeNumber(1)).default(10), asOfOption()],
    action: async () => (await import("./verbs/shapes.ts")).gaps,
  },
];

// What can be measured, as a table: each suite's gold, flags and example, and where its work is.

import { Option } from "commander";
import { type VerbSpec, wholeNumber } from "./verb.ts";

const gold = (about: string) => new Option("--gold <file>", about).makeOptionMandatory();
const limit = (what: string) => new Option("--limit <n>", `no more than the first n ${what}`).argParser(wholeNumber(1));

export const SUITES: readonly VerbSpec<never>[] = [
  {
    name: "retrieval",
    summary: "how many of the passages that answer a question are found",
    example: "eval retrieval --gold questions.jsonl --corpus passages.jsonl",
    options: [
      gold("JSON lines {question, supporting: [passage id, …]}"),
      new Option("--corpus <file>", "what to grow and search: JSON lines {id, title, text}, a file or a folder").makeOptionMandatory(),
    ],
    action: async () => (await import("./verbs/eval/retrieval.ts")).retrieval,
  },
  {
    name: "extraction",
    summary: "how many of the mentions and relations of a text are found",
    details: `Gold: JSON lines {id, text, entities: [{start, end, norm?, coref?}], relations: [{head, tail, type, evidence?: [[start, end]]}]}.
Offsets count code points, head and tail index entities; entities of one norm (or coref) are one, and a relation holds for any mention of it.
Mentions are matched one to one, exactly or by overlap. Relations of a document are sets: saying one twice counts once. Untyped: both ends and
the direction are right ("A consists of B" has that of B PART-OF A). Typed: our type is one that the gold's type can be said by
(apps/evaluation/gold-types.ts). Evidence: the sentence is right too. Intervals draw documents anew.`,
    example: "eval extraction --gold gold.jsonl",
    options: [
      gold("JSON lines, see above"),
      new Option("--peer <file>", "another program's output, in the form that `hortus extract` writes: scored beside ours"),
      limit("documents"),
    ],
    action: async () => (await import("./verbs/eval/extraction.ts")).extraction,
  },
  {
    name: "resolution",
    summary: "which mentions are one thing, which names one concept",
    details: `Gold: as for extraction, entities with a norm (or coref): B³ and CEAF with φ₄ of our concepts over the gold's mentions, within each document.
Or a graph (.graphml, .gexf): the share of names that differ in case, hyphen or a last s alone which become one concept, and what else is joined.`,
    example: "eval resolution --gold gold.jsonl",
    options: [
      gold("JSON lines or a graph file, see above"),
      new Option("--no-embeddings", "resolve by spelling and abbreviations alone"),
      limit("documents"),
    ],
    action: async () => (await import("./verbs/eval/resolution.ts")).resolution,
  },
];

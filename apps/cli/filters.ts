// --year, --document, --class, --layer: what a verb that finds things is narrowed to.

import { Option } from "commander";
import type { Garden } from "#graph/garden.ts";
import type { SearchFilters } from "#graph/search/filters.ts";

export interface WithinFlags {
  readonly year?: string | undefined;
  readonly document?: readonly string[] | undefined;
}

export interface FilterFlags extends WithinFlags {
  readonly class?: readonly string[];
  readonly layer: "observed" | "conjecture" | "all";
}

const several = (value: string, before: readonly string[] = []) => [...before, value];

/** What sentences are narrowed to. */
export const withinOptions = () => [
  new Option("--year <range>", "only documents of these years: 2021, 2015..2020, ..2019 or 2015.."),
  new Option("--document <document>", "only this document: its id, its path or the id of its row; may be given again").argParser(several),
];

export const filterOptions = () => [
  ...withinOptions(),
  new Option(
    "--class <name>",
    "only concepts of this class, and what links to one: material, process, property, …; may be given again",
  ).argParser(several),
  new Option("--layer <name>", "what was observed, what was imagined, or all of it")
    .choices(["observed", "conjecture", "all"])
    .default("observed"),
];

/** What passes, for --help. */
export const FILTERS_SAY = [
  "What passes --year and --document: a sentence of such a document, a relation that such a sentence says, a concept that such a document mentions, a conjecture that rests on such a sentence; only their sentences are shown. A document without a year is of no year.",
  "What passes --class: a concept of it, and a relation or conjecture with an end of it; no sentence does.",
  "The query itself may name what does not pass. Limits count what passes.",
].join("\n");

/** @throws as `readFilters` */
export async function filtersOf(garden: Garden, flags: WithinFlags & Partial<FilterFlags>): Promise<SearchFilters> {
  const { readFilters } = await import("#graph/search/filters.ts");
  const { year, document, class: classes, layer } = flags;
  return readFilters(garden, { year, document, class: classes, layer }, process.cwd());
}

// search and path: looking at what the garden already says.

import { onOneLine } from "#agents/evidence/quotation.ts";
import { type AsOfFlag, readingAt } from "#apps/cli/as-of.ts";
import { type FilterFlags, filtersOf } from "#apps/cli/filters.ts";
import { type Linked, linkedConcepts } from "#apps/cli/linked-concept.ts";
import type { Action } from "#apps/cli/verb.ts";
import { findPaths } from "#graph/paths/find-paths.ts";
import { type SearchMode, search as searchGarden } from "#graph/search/search.ts";
import { HortusError } from "#kernels/errors.ts";
import { EXIT } from "../exit-codes.ts";

const NOTHING = "Nothing found. Try other words, wider filters if there are any, or grow more documents.";

interface SearchFlags extends FilterFlags, AsOfFlag {
  readonly mode: SearchMode;
  readonly limit: number;
}

export const search: Action<SearchFlags> = async (context, words, { mode, limit, asOf, ...flags }) => {
  if (words.join(" ").trim() === "") throw new HortusError("usage.invalid", "Search for something: the words are empty.");
  const bench = await context.workbench({ create: false, embeddings: mode === "vector" || mode === "hybrid" });
  await using garden = await readingAt(bench.garden, { asOf }, context);
  const answer = await searchGarden(garden, words.join(" "), { mode, limit, filters: await filtersOf(garden, flags) });
  const lines = answer.results.flatMap(({ kind, label, score, why, evidence }, index) => [
    `${index + 1}. ${onOneLine(label)}  (${kind}, ${score.toFixed(3)}: ${why})`,
    ...evidence
      .slice(0, 1)
      .map(
        (span) =>
          `     ${kind === "conjecture" ? "rests on " : ""}${kind === "sentence" ? "" : `“${onOneLine(span.text)}” `}(${span.document})`,
      ),
  ]);
  for (const note of answer.notes) context.terminal.note(`Note: ${note}`);
  await context.terminal.result(answer, lines.length > 0 ? lines : [NOTHING]);
  return EXIT.done;
};

type Strategy = "shortest" | "waypoint" | "diverse" | "semantic";

export const path: Action<{ strategy: Strategy; count: number } & AsOfFlag> = async (
  context,
  [from = "", to = ""],
  { strategy, count, asOf },
) => {
  const bench = await context.workbench({ create: false, embeddings: true });
  await using garden = await readingAt(bench.garden, { asOf }, context);
  const [start, goal] = (await linkedConcepts(garden, [from, to])) as [Linked, Linked];
  const answer = await findPaths(garden, start.name, goal.name, { strategy, count, seed: context.config.seed });
  for (const note of [start.note, goal.note, ...answer.notes]) if (note !== null) context.terminal.note(`Note: ${note}`);
  const lines = answer.paths.flatMap((found, index) => [
    `Path ${index + 1} (score ${found.score.toFixed(3)})`,
    ...found.relations.map(describeStep),
  ]);
  await context.terminal.result(
    answer,
    lines.length > 0
      ? lines
      : answer.from === answer.to
        ? ["Give two different concepts to find a path between."]
        : [`No path from ${answer.fromLabel} to ${answer.toLabel}. Nearest reachable: ${nearestOf(answer).join(", ") || "none"}.`],
  );
  return EXIT.done;
};

type PathAnswer = Awaited<ReturnType<typeof findPaths>>;
type Step = PathAnswer["paths"][number]["relations"][number];

function describeStep(step: Step): string {
  const link = step.direction === "forward" ? `—${step.type}→` : `←${step.type}—`;
  const quote = step.evidence[0];
  const source = step.conjecture ? "  [conjecture]" : quote ? `\n      “${onOneLine(quote.text)}” (${quote.document})` : "";
  return `   ${step.fromLabel} ${link} ${step.toLabel}${source}`;
}

function nearestOf(answer: PathAnswer): readonly string[] {
  return (answer.nearest ?? []).map((concept) => concept.label);
}

// analogy and gaps: what is alike in two places of the graph, and what is missing in it.

import { onOneLine } from "#agents/evidence/quotation.ts";
import { type AsOfFlag, readingAt } from "#apps/cli/as-of.ts";
import { linkedConcept } from "#apps/cli/linked-concept.ts";
import type { Action } from "#apps/cli/verb.ts";
import { type AnalogyRelation, findAnalogy } from "#graph/analogy/find-analogy.ts";
import { findGaps } from "#graph/gaps/find-gaps.ts";
import { linkSignals } from "#graph/gaps/link-signals.ts";
import { loadConceptGraph } from "#graph/paths/concept-graph.ts";
import { EXIT } from "../exit-codes.ts";

interface AnalogyFlags extends AsOfFlag {
  readonly concepts: number;
  readonly steps: number;
}

export const analogy: Action<AnalogyFlags> = async (context, [a = "", b = ""], { concepts, steps, asOf }) => {
  const bench = await context.workbench({ create: false, embeddings: true });
  await using garden = await readingAt(bench.garden, { asOf }, context);
  const [first, second] = [await linkedConcept(garden, a), await linkedConcept(garden, b)];
  const answer = await findAnalogy(garden, first.name, second.name, { concepts, steps });
  for (const note of [first.note, second.note, ...answer.notes]) if (note !== null) context.terminal.note(`Note: ${note}`);
  if (!answer.complete)
    context.terminal.note(`Note: the search ended after ${steps} steps; --steps for more, --concepts for fewer concepts.`);
  const nothing = `Nothing is said of ${answer.from.label} in the way it is said of ${answer.to.label}. Look wider with --concepts, or compare others.`;
  const pairs = answer.pairs.map((pair) => `   ${pair.a.label} ~ ${pair.b.label}`);
  const relations = answer.relations.flatMap((relation) => ["", ...described(relation.a), ...described(relation.b)]);
  await context.terminal.result(answer, pairs.length === 0 ? [nothing] : ["These play the same part:", ...pairs, ...relations]);
  return EXIT.done;
};

function described({ fromLabel, type, polarity, toLabel, evidence }: AnalogyRelation): readonly string[] {
  const quote = evidence[0]!;
  return [
    `   ${fromLabel} —${polarity === "negated" ? "not " : ""}${type}→ ${toLabel}`,
    `      “${onOneLine(quote.text)}” (${quote.document})`,
  ];
}

export const gaps: Action<{ count: number } & AsOfFlag> = async (context, _args, { count, asOf }) => {
  const bench = await context.workbench({ create: false, embeddings: true });
  await using garden = await readingAt(bench.garden, { asOf }, context);
  const found = await findGaps(garden, { count, seed: context.config.seed });
  const signals = linkSignals(await loadConceptGraph(garden.store), found);
  const answer = { seed: context.config.seed, gaps: found.map((gap, index) => ({ ...gap, signals: signals[index]! })) };
  const lines = answer.gaps.flatMap(({ from, to, score, path: { labels }, signals: { adamicAdar, katz, commonNeighbours } }, index) => [
    `${index + 1}. ${from.label} … ${to.label}  (${score.toFixed(4)})`,
    `     ${labels.join(" – ")}; ${commonNeighbours} shared, Adamic–Adar ${adamicAdar.toFixed(2)}, Katz ${katz.toFixed(4)}`,
  ]);
  await context.terminal.result(answer, lines.length > 0 ? lines : ["No gaps: grow more documents."]);
  return EXIT.done;
};

// communities: what belongs together in the garden, with names and summaries that cite.

import { type CommunitiesResult, LEAST, type SummarisedCommunity, summariseCommunities } from "#agents/communities/summarise.ts";
import { onOneLine } from "#agents/evidence/quotation.ts";
import type { Action } from "#apps/cli/verb.ts";
import { EXIT } from "../exit-codes.ts";
import { counted } from "../terminal.ts";

/** A model writes only when this very command names one: whoever only looks does not wait for it. */
export const communities: Action<{ level: number; limit: number; model?: string }> = async (
  context,
  _args,
  { level, limit, model: named },
) => {
  const bench = await context.workbench({ create: false, embeddings: false });
  const model = named === undefined ? null : await bench.model();
  const { garden, ledger, clock, probes } = bench;
  const found = await summariseCommunities(
    { garden, ledger, model, clock, probes, signal: context.signal },
    { level, limit, seed: context.config.seed },
  );
  await context.terminal.result(found, described(found));
  return EXIT.done;
};

function described({ level, levels, isolated, communities: listed }: CommunitiesResult): readonly string[] {
  if (levels.length === 0) return ["No communities yet: grow some documents first."];
  const counts = levels.map(({ level: number, listable }) => `level ${number}: ${listable}`).join(", ");
  return [
    `Communities of at least ${LEAST} concepts, ${counts}; level 0 is the coarsest. ${counted(isolated, "concept")} in none.`,
    ...listed.flatMap((community) => ["", ...lines(community)]),
    ...(listed.length < levels[level]!.listable ? ["", `… and ${levels[level]!.listable - listed.length} more (--limit)`] : []),
  ];
}

function lines({ name, size, inside, classes, summary, sources, writtenBy, composedBecause }: SummarisedCommunity): readonly string[] {
  const kinds = classes.map(({ name: one, concepts }) => `${one} ${concepts}`).join(", ");
  return [
    `${onOneLine(name)}  (${counted(size, "concept")}, ${Math.round(100 * inside)} % of their links inside${kinds === "" ? "" : `; ${kinds}`})`,
    ...summary.map(({ text }) => `  ${text}`),
    ...sources.map(({ document, start, end }, place) => `    [${place + 1}] ${document}, ${start}–${end}`),
    `    by ${writtenBy}${composedBecause === undefined ? "" : `: ${composedBecause}`}`,
  ];
}

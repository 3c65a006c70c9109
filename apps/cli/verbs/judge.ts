// judge: what waits for a person's judgement, and recording one.

import { citationMarks } from "#agents/evidence/citation-marks.ts";
import { judgeByPerson, type PersonJudgement } from "#agents/judge.ts";
import type { Comparison } from "#agents/model.ts";
import { comparisonsTakenBack, openAndStanding } from "#agents/taken-back.ts";
import type { Action } from "#apps/cli/verb.ts";
import { HortusError } from "#kernels/errors.ts";
import { EXIT } from "../exit-codes.ts";

interface JudgeFlags {
  readonly prefer?: "a" | "b" | "tie";
  readonly reason?: string;
  readonly again?: boolean;
  readonly annotator?: string;
  readonly limit: number;
}

export const judge: Action<JudgeFlags> = async (context, [comparison], { prefer, reason, again, annotator, limit }) => {
  if ((comparison === undefined) !== (prefer === undefined)) {
    throw new HortusError(
      "usage.invalid",
      "To record a judgement give both --prefer and the comparison; with neither, the undecided ones are listed.",
    );
  }
  const { garden, ledger } = await context.workbench({ create: false, embeddings: false });
  if (comparison !== undefined && prefer !== undefined) {
    const takenBack = await comparisonsTakenBack(garden, ledger);
    const options = { again: again ?? false, annotator: annotator ?? context.config.annotator, takenBack };
    const judged = judgeByPerson(ledger, comparison, prefer, reason, options);
    await context.terminal.result(judged, [recorded(judged)]);
    return EXIT.done;
  }
  const open = await openAndStanding(garden, ledger);
  const listed = open.slice(0, limit);
  const total = `${listed.length} of ${open.length} open comparisons. Record one with: npx hortus judge --prefer a "COMPARISON"`;
  await context.terminal.result(
    { comparisons: listed, open: open.length },
    open.length > 0 ? [...listed.flatMap(shown), total] : ["Nothing to judge. Run: npx hortus hypothesize"],
  );
  return EXIT.done;
};

function recorded({ judgement: { id, verdict }, pair }: PersonJudgement): string {
  if (verdict === "tie") return `Recorded ${id}: equally good. No pair follows from a tie.`;
  return `Recorded ${id}: ${verdict}. ${pair ? "It makes a preference pair." : "No pair follows: another person judged otherwise, or the two texts make none."}`;
}

/** The two texts and the sentences they cite; who wrote them is not said, so that it sways nobody. */
function shown({ id, question, a, b, evidence }: Comparison): string[] {
  const cited = [...new Set([a, b].flatMap(({ text }) => citationMarks(text)))].sort((x, y) => x - y);
  return [
    `${id}${question === null ? "" : `  (${question})`}`,
    `  a: ${a.title}\n${indented(a.text)}`,
    `  b: ${b.title}\n${indented(b.text)}`,
    ...cited.map((n) => `     [${n}] ${evidence[n - 1]?.text.replace(/\s+/g, " ").trim() ?? "?"} (${evidence[n - 1]?.document ?? "?"})`),
  ];
}

function indented(text: string): string {
  return text.replace(/^/gm, "     ");
}

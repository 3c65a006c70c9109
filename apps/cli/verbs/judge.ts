// judge: what waits for a person's judgement, and recording one.

import { judgeByPerson } from "#agents/judge.ts";
import type { Action } from "#apps/cli/verb.ts";
import { HortusError } from "#kernels/errors.ts";
import { EXIT } from "../exit-codes.ts";

interface JudgeFlags {
  readonly prefer?: "a" | "b" | "tie";
  readonly reason?: string;
  readonly again?: boolean;
}

const SHOWN = 20;

export const judge: Action<JudgeFlags> = async (context, [comparison], { prefer, reason, again }) => {
  if ((comparison === undefined) !== (prefer === undefined)) {
    throw new HortusError(
      "usage.invalid",
      "To record a judgement give both --prefer and the comparison; with neither, the undecided ones are listed.",
    );
  }
  const { ledger } = await context.workbench({ create: false, embeddings: false });
  if (comparison !== undefined && prefer !== undefined) {
    const judgement = await judgeByPerson(ledger, comparison, prefer, reason, { again: again ?? false });
    await context.terminal.result({ judgement }, [`Recorded ${judgement.id}: ${judgement.verdict}. Thank you; the pair is in the ledger.`]);
    return EXIT.done;
  }
  const open = ledger.openComparisons(SHOWN);
  const lines = open.flatMap((one) => [one.id, `  a: ${one.aTitle}\n     ${one.aText}`, `  b: ${one.bTitle}\n     ${one.bText}`]);
  const next = 'Record one with: npx hortus judge --prefer a "COMPARISON"';
  await context.terminal.result(
    { comparisons: open },
    open.length > 0 ? [...lines, next] : ["Nothing to judge. Run: npx hortus hypothesize"],
  );
  return EXIT.done;
};

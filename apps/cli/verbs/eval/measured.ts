// What all suites but retrieval share: a gold file checked, progress, and the report as JSON or as a table.

import type { Action, VerbContext } from "#apps/cli/verb.ts";
import { type Evaluation, toldEvaluation } from "#apps/evaluation/evaluation.ts";
import { EXIT } from "../../exit-codes.ts";

export interface MeasureOptions {
  readonly seed: number;
  readonly signal: AbortSignal;
  readonly onProgress: (done: number, total: number) => void;
}

/** @param unit  what is counted while it runs */
export function measured<Flags>(
  unit: string,
  measure: (flags: Flags, options: MeasureOptions, context: VerbContext) => Promise<Evaluation>,
): Action<Flags> {
  return async (context, _args, flags) => {
    const { config, signal, terminal } = context;
    const progress = terminal.progress("measuring");
    const onProgress = (done: number, total: number): void => progress.update(done, total, unit);
    try {
      const evaluation = await measure(flags, { seed: config.seed, signal, onProgress }, context);
      progress.end();
      await terminal.result(evaluation, toldEvaluation(evaluation));
    } finally {
      progress.end();
    }
    return EXIT.done;
  };
}

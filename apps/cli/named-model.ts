// The model that a verb was given, opened with its download shown; a verb that cannot do without one says so.

import type { VerbContext } from "#apps/cli/verb.ts";
import { openConfiguredModel } from "#apps/workbench.ts";
import { HortusError } from "#kernels/errors.ts";
import type { LanguageModel } from "#kernels/language-model.ts";

/**
 * @param work  what the model is for, after "There is nothing to"
 * @throws `usage.invalid` with --model none
 */
export async function namedModel({ config, terminal, signal }: VerbContext, work: string): Promise<LanguageModel> {
  const progress = terminal.progress("opening the model");
  const model = await openConfiguredModel(config, {
    signal,
    onWeights: ({ done, total, phase }) => progress.update(done, total, "bytes", phase),
  }).finally(() => progress.end());
  if (model === null) throw new HortusError("usage.invalid", `There is nothing to ${work} with --model none.`);
  return model;
}

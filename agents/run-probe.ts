// The probe as part of a run: shown while it goes, stopped with the run, paid from its budget. What it finds out is probe.ts's.

import { type AgentContext, type Teller, throwIfStopped } from "#agents/context.ts";
import type { Capabilities, Run, Step, StepId } from "#agents/model.ts";
import { type AskedTask, probeModel } from "#agents/probe.ts";
import { asHortusError } from "#kernels/errors.ts";

/** What a run knows about its model: verdict and notices for the reader. */
export interface RunProbe {
  /** Null without a model, and when the budget did not cover trying it. */
  readonly capabilities: Capabilities | null;
  readonly overBudget: boolean;
  readonly notices: readonly string[];
}

/** Each task is recorded as a step of the run before its verdict is kept, so that its tokens count and none is asked twice. */
export async function probeForRun(context: AgentContext, run: Run, tell: Teller): Promise<RunProbe> {
  const { model, ledger, signal, clock } = context;
  if (model === null) return { capabilities: null, overBudget: false, notices: [] };
  throwIfStopped(context);
  const { budgetTokens, seed } = run.request;
  const affords = (tokens: number): boolean => {
    const spent = ledger.tokensSpent(run.id);
    return budgetTokens === null || spent.in + spent.out + tokens <= budgetTokens;
  };
  const onTask = (name: string, done: number, total: number): void =>
    tell({ kind: "progress", run: run.id, done, total, label: `trying the model: ${name}` });
  const onAsked = (task: AskedTask): void => void ledger.recordStep(stepOf(task, run, model.id, seed));
  try {
    const capabilities = await probeModel(model, context.probes ?? ledger, { signal, clock, onTask, onAsked, affords });
    return { capabilities, overBudget: false, notices: roleNotices(capabilities) };
  } catch (thrown) {
    const error = asHortusError(thrown);
    if (error.code !== "agent.budget") throw thrown;
    return { capabilities: null, overBudget: true, notices: [`${error.message} The composer wrote everything.`] };
  }
}

function stepOf({ result, messages, text, tokens, finish, seconds }: AskedTask, run: Run, model: string, seed: number): Step {
  return {
    id: `${run.id}/probe/${result.name}` as StepId,
    run: run.id,
    role: "probe",
    subject: result.role,
    ...{ messages, text, model, adapter: null, seed, temperature: 0, tokens, finish, trace: [], evidenceSeen: [], seconds },
    ...{ request: null, scores: null },
  };
}

/** The roles a model was not let into. */
function roleNotices({ model, roles }: Capabilities): readonly string[] {
  const refused = Object.entries(roles)
    .filter(([, may]) => !may)
    .map(([role]) => role);
  if (refused.length === 0) return [];
  return [`${model} did not pass the probe for: ${refused.join(", ")}. The composer, which only restates evidence, did that work.`];
}

// Preference pairs: which side does a model find likelier, token by token? Beside: the longer side, and the same answers after other
// questions. Pairs of one question are drawn together.

import { z } from "zod";
import { type Interval, mean } from "#apps/evaluation/bootstrap.ts";
import { type Evaluation, intervals, toldFigures } from "#apps/evaluation/evaluation.ts";
import { drawnRows, readGoldRows } from "#apps/evaluation/gold-file.ts";
import { HortusError } from "#kernels/errors.ts";
import type { LanguageModel, Message } from "#kernels/language-model.ts";

export interface GoldPair {
  readonly prompt: readonly Message[];
  /** Answers without their thinking. */
  readonly chosen: string;
  readonly rejected: string;
  readonly question: string;
  /** Whether both sides are written in the same form; null where the gold does not say. */
  readonly sameFormat: boolean | null;
}

export interface PairsEvaluation extends Evaluation {
  readonly questions: number;
  /** Accuracy of preferring the longer answer, and of the model after other questions. */
  readonly baseline: { readonly length: number; readonly shuffled?: number };
  readonly ci95: { readonly accuracy: Interval; readonly accuracySameFormat: Interval };
}

const Turn = z.object({ role: z.enum(["system", "user", "assistant"]), content: z.string() });
const Prompt = z.union([z.string().transform((content): Message[] => [{ role: "user", content }]), z.array(Turn).min(1)]);
const Answer = z.union([
  z.string(),
  z
    .array(Turn)
    .min(1)
    .transform((turns) => turns.at(-1)!.content),
]);
const Row = z
  .object({
    prompt: Prompt,
    chosen: Answer,
    rejected: Answer,
    question_id: z.union([z.string(), z.number()]).optional(),
    chosen_has_sections: z.boolean().optional(),
    rejected_has_sections: z.boolean().optional(),
  })
  .transform((row): GoldPair => {
    const formats = [row.chosen_has_sections, row.rejected_has_sections];
    return {
      prompt: row.prompt,
      chosen: answerPart(row.chosen),
      rejected: answerPart(row.rejected),
      question: String(row.question_id ?? row.prompt.at(-1)!.content),
      sameFormat: formats.includes(undefined) ? null : formats[0] === formats[1],
    };
  });

export function readPairs(file: string): Promise<readonly GoldPair[]> {
  return readGoldRows<GoldPair>(file, Row, 'a pair: {"prompt", "chosen", "rejected", "question_id"?}, texts or lists of messages');
}

/** What follows the last closing thinking tag; all of a text without one. */
export function answerPart(text: string): string {
  return text.slice(/[\s\S]*<\/think(?:ing)?>\s*/i.exec(text)?.[0].length ?? 0);
}

/** A prompt's last tokens that count. */
export const PROMPT_TOKENS = 256;
/** What the chat template adds, generously. */
const TEMPLATE_TOKENS = 64;

export interface PairsOptions {
  readonly model: LanguageModel;
  readonly seed: number;
  readonly signal: AbortSignal;
  /** Both sides are cut to the shorter of them, and to so many tokens; without it each is scored whole, as far as the context reaches. */
  readonly equalLength?: number | undefined;
  /** Pairs at most, drawn by the seed. */
  readonly limit?: number | undefined;
  /** Also score each pair after another pair's prompt. */
  readonly otherPrompts: boolean;
  readonly onProgress: (done: number, total: number) => void;
}

interface ScoredPair extends GoldPair {
  /** Mean log-probability of the chosen side less that of the other, nats per token. */
  readonly margin: number;
  readonly otherMargin: number;
}

/** @throws `model.unsupported` for a model that scores no texts */
export async function evaluatePairs(gold: readonly GoldPair[], options: PairsOptions): Promise<PairsEvaluation> {
  const { seed, limit, otherPrompts, onProgress } = options;
  const usable = gold.filter(({ chosen, rejected }) => chosen.trim() !== "" && rejected.trim() !== "");
  const pairs = drawnRows(usable, limit, seed);
  if (pairs.length === 0) throw new HortusError("input.invalid", "No pair of the gold has an answer on both sides.");
  const scored: ScoredPair[] = [];
  for (const [at, pair] of pairs.entries()) {
    const margin = await marginOf(pair, pair.prompt, options);
    const otherMargin = otherPrompts ? await marginOf(pair, otherPrompt(pairs, pair.question, at), options) : 0;
    scored.push({ ...pair, margin, otherMargin });
    onProgress(scored.length, pairs.length);
  }
  return reportOn(scored, options, gold.length - usable.length);
}

/** The prompt of a pair of another question: the next one that has another, round the end. */
function otherPrompt(pairs: readonly GoldPair[], question: string, at: number): readonly Message[] {
  const after = [...pairs.slice(at + 1), ...pairs.slice(0, at)];
  return (after.find((pair) => pair.question !== question) ?? pairs[at]!).prompt;
}

async function marginOf({ chosen, rejected }: GoldPair, prompt: readonly Message[], { model, equalLength, signal }: PairsOptions) {
  const room = model.contextTokens - PROMPT_TOKENS - TEMPLATE_TOKENS;
  const limits = { promptTokens: PROMPT_TOKENS, tokens: Math.min(equalLength ?? room, room), alike: equalLength !== undefined };
  const [yes, no] = await model.score(prompt, [chosen, rejected], signal, limits);
  return yes!.logprob / Math.max(1, yes!.tokens) - no!.logprob / Math.max(1, no!.tokens);
}

function reportOn(scored: readonly ScoredPair[], { model, seed, equalLength, otherPrompts }: PairsOptions, empty: number): PairsEvaluation {
  const questions = [...Map.groupBy(scored, ({ question }) => question).values()];
  const share = (rows: readonly ScoredPair[], margin: (row: ScoredPair) => number): number =>
    rows.length === 0 ? Number.NaN : mean(rows.map((row) => (Math.sign(margin(row)) + 1) / 2));
  const alike = (rows: readonly ScoredPair[]) => rows.filter(({ sameFormat }) => sameFormat === true);
  const sameFormat = alike(scored);
  const own = ({ margin }: ScoredPair): number => margin;
  const longer = ({ chosen, rejected }: ScoredPair): number => chosen.length - rejected.length;
  const figures = {
    accuracy: (drawn: readonly (readonly ScoredPair[])[]) => share(drawn.flat(), own),
    accuracySameFormat: (drawn: readonly (readonly ScoredPair[])[]) => share(alike(drawn.flat()), own),
  };
  return {
    suite: "pairs",
    n: scored.length,
    of: "pairs",
    questions: questions.length,
    metrics: toldFigures(figures, questions),
    ci95: intervals(questions, figures, seed) as PairsEvaluation["ci95"],
    baseline: {
      length: share(scored, longer),
      ...(otherPrompts && { shuffled: share(scored, ({ otherMargin }) => otherMargin) }),
    },
    notes: [
      `${model.id}: mean log-probability of each answer's tokens${equalLength === undefined ? "" : `, both cut to the shorter and to ${equalLength}`}; ${questions.length} questions, drawn whole for the intervals.`,
      `${sameFormat.length} pairs have the same form on both sides${sameFormat.length === 0 ? "" : `, of which length gets ${share(sameFormat, longer).toFixed(3)}`}. length prefers the longer answer${otherPrompts ? "; shuffled is the model after other questions" : ""}.`,
      ...(empty > 0 ? [`${empty} pairs have no answer behind the thinking on one side and are left out.`] : []),
    ],
  };
}

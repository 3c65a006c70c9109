// Graph reasoning measured along three axes: how much a model loses with more steps, with two skills joined, and where the usual way fails.

import { chooseOne } from "#agents/probe.ts";
import { mean } from "#apps/evaluation/bootstrap.ts";
import { type Evaluation, intervals, toldFigures } from "#apps/evaluation/evaluation.ts";
import type { OmegaKind, OmegaTask } from "#apps/evaluation/omega-tasks.ts";
import { chanceFor } from "#graph/chance.ts";
import type { LanguageModel, Message } from "#kernels/language-model.ts";

export interface OmegaOptions {
  readonly model: LanguageModel;
  readonly seed: number;
  readonly signal: AbortSignal;
  readonly onProgress: (done: number, total: number) => void;
}

interface Answered {
  readonly kind: OmegaKind;
  readonly right: boolean;
}

export async function evaluateOmega(tasks: readonly OmegaTask[], { model, seed, signal, onProgress }: OmegaOptions): Promise<Evaluation> {
  const answered: Answered[] = [];
  for (const task of tasks) {
    const { text } = await chooseOne(model, { messages: asked(task), options: task.options }, signal);
    answered.push({ kind: task.kind, right: text === task.answer });
    onProgress(answered.length, tasks.length);
  }
  const chance = chanceFor(seed, "omega", "guess");
  const guessed = tasks.map(({ kind, options, answer }) => ({ kind, right: options[Math.floor(chance() * options.length)] === answer }));
  return {
    suite: "omega",
    n: tasks.length,
    of: "tasks",
    metrics: toldFigures(FIGURES, answered),
    ci95: intervals(answered, FIGURES, seed),
    baseline: { random: toldFigures(FIGURES, guessed) },
    notes: [
      `${model.id} picks one of four names. Gaps: one or two steps less four to six; skills alone less joined; the usual way less inverted and analogy.`,
      ...missing(tasks),
    ],
  };
}

/** Kinds by axis. */
const GROUPS = {
  exploratoryEasy: ["hop-1", "hop-2"],
  exploratoryHard: ["hop-4", "hop-5", "hop-6"],
  compositionalAlone: ["alone-hop", "alone-meet"],
  compositionalJoined: ["joined"],
  transformativeUsual: ["usual"],
  transformativeTurned: ["inverted", "analogy"],
} as const satisfies Record<string, readonly OmegaKind[]>;

type Figure = (answered: readonly Answered[]) => number;

function shareOf(group: keyof typeof GROUPS): Figure {
  const kinds: readonly OmegaKind[] = GROUPS[group];
  return (answered) => {
    const own = answered.filter(({ kind }) => kinds.includes(kind));
    return own.length === 0 ? Number.NaN : mean(own.map(({ right }) => Number(right)));
  };
}

function gap(from: keyof typeof GROUPS, to: keyof typeof GROUPS): Figure {
  const [usual, beyond] = [shareOf(from), shareOf(to)];
  return (answered) => usual(answered) - beyond(answered);
}

const FIGURES: Readonly<Record<string, Figure>> = {
  accuracy: (answered) => mean(answered.map(({ right }) => Number(right))),
  exploratoryEasy: shareOf("exploratoryEasy"),
  exploratoryHard: shareOf("exploratoryHard"),
  exploratoryGap: gap("exploratoryEasy", "exploratoryHard"),
  compositionalAlone: shareOf("compositionalAlone"),
  compositionalJoined: shareOf("compositionalJoined"),
  compositionalGap: gap("compositionalAlone", "compositionalJoined"),
  transformativeUsual: shareOf("transformativeUsual"),
  transformativeTurned: shareOf("transformativeTurned"),
  transformativeGap: gap("transformativeUsual", "transformativeTurned"),
};

function missing(tasks: readonly OmegaTask[]): readonly string[] {
  const kinds = Object.values(GROUPS).flat();
  const gone = kinds.filter((kind) => !tasks.some((task) => task.kind === kind));
  return gone.length === 0 ? [] : [`The graph allows no task of: ${gone.join(", ")}.`];
}

function asked({ facts, question, options }: OmegaTask): readonly Message[] {
  const lines = facts.map(({ from, type, to }) => `${from} ${type.replaceAll("-", " ")} ${to}.`);
  return [
    { role: "system", content: "You answer from the facts given, and from nothing else." },
    { role: "user", content: `Facts:\n${lines.join("\n")}\n\n${question}\nAnswer with one of: ${options.join(", ")}.` },
  ];
}

// One classification asked in many ways: balanced accuracy over a grid of prompts, after Mental-LLM (neuhai/Mental-LLM): how much a figure
// hangs on the wording is part of the figure.

import { z } from "zod";
import { chooseOne } from "#agents/probe.ts";
import { mean } from "#apps/evaluation/bootstrap.ts";
import { accuracy, balancedAccuracy, commonest, type Sorted } from "#apps/evaluation/classification.ts";
import { type Evaluation, intervals, toldFigures } from "#apps/evaluation/evaluation.ts";
import { readGoldRows } from "#apps/evaluation/gold-file.ts";
import { chanceFor } from "#graph/chance.ts";
import { HortusError } from "#kernels/errors.ts";
import type { LanguageModel, Message } from "#kernels/language-model.ts";

const Row = z.object({ text: z.string().min(1), label: z.string().min(1) });
export type LabelledText = z.infer<typeof Row>;

export function readLabelled(file: string): Promise<readonly LabelledText[]> {
  return readGoldRows(file, Row, 'a labelled text: {"text", "label"}');
}

export const OPENINGS = ["blank", "context", "role", "both"] as const;
type Opening = (typeof OPENINGS)[number];

export interface GridPrompt {
  readonly opening: Opening;
  readonly messages: (text: string, labels: readonly string[]) => readonly Message[];
}

/** Blank once, the other three openings in two wordings each, and each with three ways to ask: (4·2 − 1)·3 = 21 prompts. */
export function gridPrompts(about: string): readonly GridPrompt[] {
  const contexts = [`This is a text about ${about}.`, `Below is what somebody wrote about ${about}.`];
  const roles = [`You are an expert in ${about}.`, `As a specialist in ${about}, you judge texts with care.`];
  const openings: readonly (readonly [Opening, string])[] = [
    ["blank", ""],
    ...contexts.map((text) => ["context", text] as const),
    ...roles.map((text) => ["role", text] as const),
    ...contexts.map((text, at) => ["both", `${roles[at]!} ${text}`] as const),
  ];
  return openings.flatMap(([opening, words]) =>
    QUESTIONS.map(
      (question): GridPrompt => ({
        opening,
        messages: (text, labels) => {
          const content = [words, text, `${question} Answer with one of: ${labels.join(", ")}.`].filter((part) => part !== "").join("\n\n");
          return [{ role: "user", content }];
        },
      }),
    ),
  );
}

const QUESTIONS = ["Which label fits the text?", "How would you classify the text?", "What does the text say?"];

export interface GridOptions {
  readonly model: LanguageModel;
  readonly seed: number;
  readonly signal: AbortSignal;
  readonly about: string;
  readonly onProgress: (done: number, total: number) => void;
}

/** What each prompt made of one text. */
interface Row {
  readonly right: string;
  readonly said: readonly string[];
}

/** @throws `input.invalid` when the gold has one label only */
export async function evaluateGrid(gold: readonly LabelledText[], options: GridOptions): Promise<Evaluation> {
  const { model, seed, signal, about, onProgress } = options;
  const labels = [...new Set(gold.map(({ label }) => label))].sort();
  if (labels.length < 2) throw new HortusError("input.invalid", `All texts have the label ${labels[0]}: there is nothing to tell apart.`);
  const prompts = gridPrompts(about);
  const rows: Row[] = [];
  for (const { text, label } of gold) {
    const said: string[] = [];
    for (const { messages } of prompts) {
      said.push((await chooseOne(model, { messages: messages(text, labels), options: labels }, signal)).text);
      onProgress(rows.length * prompts.length + said.length, gold.length * prompts.length);
    }
    rows.push({ right: label, said });
  }
  const sortedBy = (drawn: readonly Row[], prompt: number): readonly Sorted[] =>
    drawn.map(({ right, said }) => ({ right, said: said[prompt]! }));
  const perPrompt = (drawn: readonly Row[], of = balancedAccuracy) => prompts.map((_, at) => of(sortedBy(drawn, at)));
  const opening = (wanted: Opening) => (drawn: readonly Row[]) => mean(perPrompt(drawn).filter((_, at) => prompts[at]!.opening === wanted));
  const figures: Record<string, (drawn: readonly Row[]) => number> = {
    balancedAccuracy: (drawn) => mean(perPrompt(drawn)),
    accuracy: (drawn) => mean(perPrompt(drawn, accuracy)),
    ...Object.fromEntries(OPENINGS.map((name) => [name, opening(name)])),
  };
  const all = perPrompt(rows);
  const spread = { deviation: deviation(all), worst: Math.min(...all), best: Math.max(...all) };
  return {
    suite: "grid",
    n: rows.length,
    of: "texts",
    metrics: { ...toldFigures(figures, rows), ...spread },
    ci95: intervals(rows, figures, seed),
    baseline: { majority: fixed(rows, () => commonest(rows)), random: fixed(rows, guess(labels, seed)) },
    notes: [`${model.id}: mean over ${prompts.length} prompts of the mean class recall; deviation, worst and best are over the prompts.`],
  };
}

function fixed(rows: readonly Row[], say: () => string) {
  const sorted = rows.map(({ right }) => ({ right, said: say() }));
  return { balancedAccuracy: balancedAccuracy(sorted), accuracy: accuracy(sorted) };
}

function guess(labels: readonly string[], seed: number): () => string {
  const chance = chanceFor(seed, "grid");
  return () => labels[Math.floor(chance() * labels.length)]!;
}

/** Standard deviation of a sample, n − 1 below; 0 of one. */
function deviation(values: readonly number[]): number {
  const middle = mean(values);
  return values.length < 2 ? 0 : Math.sqrt(values.reduce((sum, value) => sum + (value - middle) ** 2, 0) / (values.length - 1));
}

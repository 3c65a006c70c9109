// Tasks of graph reasoning and the grid of prompts: answers checked by another way of walking, figures by hand, models scripted.

import { expect, test } from "vitest";
import { createScriptedModel } from "#agents/models/scripted.ts";
import { evaluateGrid, gridPrompts, OPENINGS } from "#apps/evaluation/grid.ts";
import { evaluateOmega } from "#apps/evaluation/omega.ts";
import { type Fact, follow, madeUpGraph, OMEGA_KINDS, type OmegaTask, omegaTasks } from "#apps/evaluation/omega-tasks.ts";

const signal = new AbortController().signal;
const onProgress = () => {};

test("following facts by hand, forwards and backwards", () => {
  const facts: readonly Fact[] = [
    { from: "a", type: "feeds", to: "b" },
    { from: "c", type: "feeds", to: "b" },
    { from: "a", type: "shields", to: "d" },
  ];
  expect([...follow(facts, new Set(["a"]), "feeds")]).toEqual(["b"]);
  expect([...follow(facts, new Set(["b"]), "feeds", true)]).toEqual(["a", "c"]);
  expect([...follow(facts, new Set(["b"]), "shields")]).toEqual([]);
});

const TASKS = omegaTasks(madeUpGraph(1), 5, 1);

test("five tasks of every kind, the same for the same seed, others for another", () => {
  for (const kind of OMEGA_KINDS) expect(TASKS.filter((task) => task.kind === kind)).toHaveLength(5);
  expect(omegaTasks(madeUpGraph(1), 5, 1)).toEqual(TASKS);
  expect(omegaTasks(madeUpGraph(1), 5, 2)).not.toEqual(TASKS);
  expect(omegaTasks(madeUpGraph(1).slice(0, 5), 5, 1)).toEqual([]);
  for (const { options, answer, facts } of TASKS) {
    expect(new Set(options).size).toBe(4);
    expect(options).toContain(answer);
    expect(new Set(facts).size).toBe(14);
  }
});

/** Reads the question as a person would, and tries every name: nothing of the generator is used but the facts shown. */
function solvedByTrying({ facts, question }: OmegaTask): readonly string[] {
  const has = (from: string, type: string, to: string) => facts.some((one) => one.from === from && one.type === type && one.to === to);
  const names = [...new Set(facts.flatMap(({ from, to }) => [from, to]))];
  const leads = (from: string, types: readonly string[], to: string): boolean =>
    types.length === 0 ? from === to : names.some((next) => has(from, types[0]!, next) && leads(next, types.slice(1), to));
  const types = [...new Set(facts.map(({ type }) => type))];
  const quoted = [...question.matchAll(/“([^”]+)”/g)].map((match) => match[1]!);
  const along = (/go(?:ing)? along: (.*?)[.?]/.exec(question)?.[1] ?? "").split(", then ");
  if (question.startsWith("Start")) return names.filter((name) => leads(quoted[0]!, along, name));
  if (question.startsWith("From where")) return names.filter((name) => leads(name, along, quoted[0]!));
  if (question.includes("is to")) {
    const ways = types.flatMap((one) => types.map((two) => [one, two])).filter((way) => leads(quoted[0]!, way, quoted[1]!));
    return names.filter((name) => ways.some((way) => leads(quoted[2]!, way, name)));
  }
  const what = /Which one (\w+) what “(.+?)” (\w+), and (\w+) “(.+?)”/.exec(question);
  if (what !== null) {
    const [, one, start, first, two, end] = what as unknown as string[];
    return names.filter((name) => has(name, two!, end!) && names.some((middle) => has(start!, first!, middle) && has(name, one!, middle)));
  }
  const [, one, left, two, right] = /Which one (\w+) “(.+?)” and (\w+) “(.+?)”/.exec(question) as unknown as string[];
  return names.filter((name) => has(name, one!, left!) && has(name, two!, right!));
}

test("every answer is the only one, found by trying every name", () => {
  for (const task of TASKS) expect([task.question, ...solvedByTrying(task)]).toEqual([task.question, task.answer]);
});

test("where a name has two ways on, a question with two answers is not asked", () => {
  const step = (type: string, by: number) =>
    Array.from({ length: 16 }, (_, at): Fact => ({ from: `n${at}`, type, to: `n${(at + by) % 16}` }));
  const tasks = omegaTasks([...step("feeds", 1), ...step("feeds", 2), ...step("shields", 3)], 20, 1);
  expect(tasks.length).toBeGreaterThan(100);
  for (const task of tasks) expect([task.question, ...solvedByTrying(task)]).toEqual([task.question, task.answer]);
});

test("a model that walks forwards only: no gap with more steps, all lost where one must turn round", async () => {
  const right = new Map(TASKS.map((task) => [task.question, task]));
  const model = createScriptedModel({
    answer: () => "",
    score: (messages, option) => {
      const question = messages
        .at(-1)!
        .content.split("\n")
        .find((line) => right.has(line))!;
      const { answer, kind } = right.get(question)!;
      return (option === answer) === !["inverted", "joined"].includes(kind) ? -1 : -5;
    },
  });
  const result = await evaluateOmega(TASKS, { model, seed: 1, signal, onProgress });
  // Ten of twelve kinds are right; of the turned ones analogy is and inverted is not; joined is not.
  expect(result.metrics).toMatchObject({ exploratoryGap: 0, compositionalGap: 1, transformativeTurned: 0.5, transformativeGap: 0.5 });
  expect(result.metrics.accuracy).toBeCloseTo(10 / 12, 12);
  expect(result.ci95.compositionalGap).toEqual([1, 1]);
  // Sixty guesses among four: 0.25 ± 0.18 at 99.9 %.
  expect(Number((result.baseline.random as { accuracy: number }).accuracy)).toBeGreaterThan(0.07);
  expect(Number((result.baseline.random as { accuracy: number }).accuracy)).toBeLessThan(0.43);
});

test("kinds that a graph has no task for are named", async () => {
  const ring = Array.from({ length: 20 }, (_, at): Fact => ({ from: `n${at}`, type: "next", to: `n${(at + 1) % 20}` }));
  const tasks = omegaTasks(ring, 2, 1);
  expect(tasks.some(({ kind }) => kind === "alone-meet")).toBe(false);
  const result = await evaluateOmega(tasks, {
    model: createScriptedModel({ answer: () => "", score: () => -1 }),
    seed: 1,
    signal,
    onProgress,
  });
  expect(result.metrics.compositionalJoined).toBeNull();
  expect(result.notes.at(-1)).toContain("alone-meet, joined");
});

test("the grid has 21 prompts: one opening left blank, three in two wordings, three questions", () => {
  const prompts = gridPrompts("frost");
  expect(prompts).toHaveLength(21);
  expect(OPENINGS.map((name) => prompts.filter(({ opening }) => opening === name).length)).toEqual([3, 6, 6, 6]);
  const texts = new Set(prompts.map(({ messages }) => messages("TEXT", ["no", "yes"])[0]!.content));
  expect(texts.size).toBe(21);
  for (const text of texts) expect(text).toMatch(/TEXT[\s\S]*no, yes/);
});

test("grid: balanced accuracy for each prompt, mean and spread over them", async () => {
  // Right about everything when told that it is an expert; says "no" to everything otherwise.
  const model = createScriptedModel({
    answer: () => "",
    score: (messages, label) => {
      const { content } = messages[0]!;
      const wanted = content.startsWith("You are an expert") && content.includes("cold") ? "yes" : "no";
      return label === wanted ? -1 : -4;
    },
  });
  const gold = [
    { text: "cold", label: "yes" },
    { text: "warm", label: "no" },
    { text: "warm too", label: "no" },
  ];
  const result = await evaluateGrid(gold, { model, seed: 1, signal, about: "weather", onProgress });
  // Of 21 prompts the 3 role and 3 both that open so are 1, the other 15 are 1/2 (all of "no", none of "yes").
  expect(result.metrics.balancedAccuracy).toBeCloseTo((6 + 15 / 2) / 21, 12);
  expect(result.metrics.accuracy).toBeCloseTo((6 + 15 * (2 / 3)) / 21, 12);
  expect(result.metrics).toMatchObject({ blank: 0.5, context: 0.5, role: 0.75, both: 0.75, worst: 0.5, best: 1 });
  // Deviation: mean 9/14; 6·(5/14)² + 15·(2/14)² = 210/196; over 20.
  expect(result.metrics.deviation).toBeCloseTo(Math.sqrt(210 / 196 / 20), 12);
  expect(result.baseline.majority).toEqual({ balancedAccuracy: 0.5, accuracy: 2 / 3 });
  await expect(evaluateGrid(gold.slice(1), { model, seed: 1, signal, about: "x", onProgress })).rejects.toThrow(/nothing to tell apart/);
});

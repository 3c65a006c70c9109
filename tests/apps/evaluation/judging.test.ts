// Grounding, critic, stepwise and pairs on gold written here, with a scripted model whose leaning is known; every figure by hand.

import { writeFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { createScriptedModel } from "#agents/models/scripted.ts";
import { evaluateCritic, readCriticGold } from "#apps/evaluation/critic.ts";
import { drawnRows } from "#apps/evaluation/gold-file.ts";
import { evaluateGrounding, readGrounding } from "#apps/evaluation/grounding.ts";
import { answerPart, evaluatePairs, PROMPT_TOKENS, readPairs } from "#apps/evaluation/pairs.ts";
import { evaluateStepwise, lastStepScore, readChains, stepsReached, strictFraction } from "#apps/evaluation/stepwise.ts";
import { temporaryFolder } from "#tests/temporary-folder.ts";

const signal = new AbortController().signal;
const onProgress = () => {};

async function goldFile<Gold>(rows: readonly object[], read: (file: string) => Promise<Gold>): Promise<Gold> {
  await using folder = await temporaryFolder();
  const file = folder.file("gold.jsonl");
  await writeFile(file, rows.map((row) => JSON.stringify(row)).join("\n"));
  return await read(file);
}

test("a file without rows, a missing file and a bad row are told apart", async () => {
  await expect(goldFile([], readGrounding)).rejects.toMatchObject({ code: "input.invalid" });
  await expect(readGrounding("/nowhere/gold.jsonl")).rejects.toMatchObject({ code: "document.not_found" });
  const bad = [{ statement: "Ice melts.", evidence: [], supported: true }, { statement: "Ice melts." }];
  await expect(goldFile(bad, readGrounding)).rejects.toMatchObject({ code: "input.invalid", facts: { line: 2 } });
});

test("rows are drawn by the seed, in the order of the file", () => {
  const rows = Array.from({ length: 50 }, (_, at) => at);
  const drawn = drawnRows(rows, 5, 1);
  expect(drawn).toHaveLength(5);
  expect(drawn).toEqual([...drawn].sort((a, b) => a - b));
  expect(drawnRows(rows, 5, 1)).toEqual(drawn);
  expect(drawnRows(rows, 5, 2)).not.toEqual(drawn);
  expect(drawnRows(rows, undefined, 1)).toBe(rows);
});

test("grounding: three supported, one not; the check finds two of three and is not taken in by the fourth", async () => {
  const gold = await goldFile(
    [
      {
        statement: "Ice crystals damage cell walls.",
        evidence: ["Growing ice crystals damage the cell walls of plants."],
        supported: true,
      },
      { statement: "Silk is strong.", evidence: ["Spider silk is very strong."], supported: true },
      // People see that this follows; the words do not.
      { statement: "Frost harms plants.", evidence: ["Growing ice crystals damage the cell walls of plants."], supported: true },
      { statement: "Ice crystals do not damage cell walls.", evidence: ["Growing ice crystals damage the cell walls."], supported: false },
    ],
    readGrounding,
  );
  const result = evaluateGrounding(gold, { seed: 1 });
  // Right: 3 of 4. Supported: recall 2/3, not supported 1/1: (2/3 + 1)/2 = 5/6. F1 of supported: 2·2/(2 + 3) = 0.8.
  expect(result.metrics).toMatchObject({ accuracy: 0.75, supportedPrecision: 1 });
  expect(result.metrics.balancedAccuracy).toBeCloseTo(5 / 6, 12);
  expect(result.metrics.supportedF1).toBeCloseTo(0.8, 12);
  // "Supported" to all: 3 of 4, balanced 1/2. One shared word: all four have one ("plant" in the third).
  expect(result.baseline).toMatchObject({ majority: { accuracy: 0.75, balancedAccuracy: 0.5 }, sharesAWord: { accuracy: 0.75 } });
});

/** Leans to "accept" by the number of times a text says "sound", and by 0.5 to whichever word the question names first. */
const reviewer = createScriptedModel({
  answer: () => "",
  score: (messages, word) => {
    const text = messages.at(-1)!.content;
    const first = /Answer with one word, (\w+)/.exec(text)?.[1] === word ? 0.5 : 0;
    return -10 + first + (word === "accept" ? text.split("sound").length - 1 : 1.2);
  },
});

test("critic, ratings: order is cancelled, AUC and both correlations by hand, length beside", async () => {
  const row = (sounds: number, mean_rating: number, decision: string, more = "") => ({
    abstract: `${"sound ".repeat(sounds)}${more}`,
    mean_rating,
    decision,
  });
  const gold = await goldFile(
    [row(3, 8, "Accept (Oral)"), row(0, 6, "Accept (Poster)"), row(1, 4, "Reject", "and very long indeed, this one"), row(2, 2, "Reject")],
    readCriticGold,
  );
  const result = await evaluateCritic(gold, { model: reviewer, seed: 1, signal, characters: 2000, onProgress });
  // Its order: 3 0 1 2 for ratings 8 6 4 2. Accepted 3 and 0 against 1 and 2: 3 beats both, 0 none: 2 of 4.
  expect(result.metrics.auc).toBe(0.5);
  // Ranks 4 1 2 3 against 4 3 2 1: Σd² = 0 + 4 + 0 + 4; 1 − 6·8/60 = 0.2. Pairs in order: 3 with each (3); 0 1, 0 2, 1 2 against: 0.
  expect(result.metrics.spearman).toBeCloseTo(0.2, 12);
  expect(result.metrics.kendall).toBeCloseTo(0, 12);
  // sounds − 1.2 ± 0.5: 3, 2 and 0 keep their sign in both orders (1.8, 0.8, −1.2); 1 does not (0.3 and −0.7).
  // Signs with accept first: +, −, +, +; last: +, −, −, +: 3 of 4 agree.
  expect(result.metrics.ordersAgree).toBe(0.75);
  // Longest first: the long reject, then 3, 2, 0 sounds. 3 beats one of two, 0 none: 1 of 4.
  expect(result.baseline).toMatchObject({ length: { auc: 0.25 } });
  expect(result.n).toBe(4);
});

/** Prefers the side that says "good", and A by 1 whatever it says. */
const duellist = createScriptedModel({
  answer: () => "",
  score: (messages, letter) => {
    const [, a, b] = /\nA:\n([\s\S]*)\n\nB:\n([\s\S]*)\n\nWhich/.exec(messages.at(-1)!.content)!;
    return -20 + (letter === "A" ? 1 : 0) + ((letter === "A" ? a! : b!).split("good").length - 1) * 2;
  },
});

test("critic, duels: both orders added up, agreement, and a liking for the first", async () => {
  const duel = (a: string, b: string, winner: "a" | "b") => ({
    a: { name: "x", text: a },
    b: { name: "y", text: b },
    winner,
    topic: "frost",
  });
  const gold = await goldFile(
    [duel("good", "a long and bad text", "a"), duel("good", "bad", "b"), duel("bad", "poor", "b"), duel("poor", "good", "b")],
    readCriticGold,
  );
  const result = await evaluateCritic(gold, { model: duellist, seed: 1, signal, characters: 2000, onProgress });
  // Leaning to a when first / when second: +3/+1, +3/+1, +1/−1, −1/−3. Sums: 4 right, 4 wrong, 0 half, −4 right: 2.5 of 4.
  expect(result.metrics.accuracy).toBe(0.625);
  expect(result.metrics.ordersAgree).toBe(0.75);
  // Of the three that agree: right, wrong, right.
  expect(result.metrics.accuracyWhereOrdersAgree).toBeCloseTo(2 / 3, 12);
  // Takes the first: yes/no, yes/no, yes/yes, no/yes: of 8 showings 5.
  expect(result.metrics.firstPreferred).toBe(0.625);
  // Listed first wins once of four; the longer one ("good" over "bad", names alike) never, but in the third and the tie-free fourth: b "poor" and a tie.
  expect(result.baseline).toMatchObject({ listedFirst: { accuracy: 0.25 }, longer: { accuracy: (0 + 0 + 1 + 0.5) / 4 } });
  const mixed = [...gold, ...(await goldFile([{ text: "x", rating: 1 }], readCriticGold))];
  expect(() => evaluateCritic(mixed, { model: duellist, seed: 1, signal, characters: 9, onProgress })).toThrow(/mixes/);
});

test("stepwise: the last step reached, beside the share of steps (PuzzleWorld's golden values)", () => {
  expect([lastStepScore([true, false, true, false]), strictFraction([true, false, true, false])]).toEqual([0.75, 0.5]);
  expect([lastStepScore([false, false, false, true]), strictFraction([false, false, false, true])]).toEqual([1, 0.25]);
  expect([lastStepScore([false, false]), strictFraction([false, false]), lastStepScore([])]).toEqual([0, 0, 0]);
});

test("stepwise: whole words, accents and articles aside, aliases for the last step only", async () => {
  const chain = {
    question: "Who?",
    answer: "Stanley Hall",
    answer_aliases: ["G. S. Hall"],
    decomposition: [{ answer: "The Zürich School" }, { answer: "Stanley Hall" }],
  };
  const [read] = await goldFile([{ ...chain, candidate: "It was the zurich school, says G. S. Hall." }], readChains);
  expect(stepsReached(read!, read!.candidate!)).toEqual([true, true]);
  expect(stepsReached(read!, "A Zurich schoolboy, Stanley Halley")).toEqual([false, false]);
  const result = evaluateStepwise([read!, read!], ["Zürich School.", "Stanley Hall"], { questionAlone: ["Who?", "Who?"] }, { seed: 1 });
  // Reached: 1 of 2 and the last missing (0.5, 0.5); the last alone (1, 0.5). Final answer: one of two.
  expect(result.metrics).toEqual({ lastStep: 0.75, strict: 0.5, finalAnswer: 0.5 });
  expect(result.baseline).toEqual({ questionAlone: { lastStep: 0, strict: 0, finalAnswer: 0 } });
  await expect(goldFile([{ question: "Who?", answer: "I" }], readChains)).rejects.toMatchObject({ code: "input.invalid" });
});

test("the answer is what follows the last closing thinking tag, else all of it", () => {
  expect(answerPart("<think>a</think> b <think>c</think>\n d")).toBe("d");
  expect(answerPart("no thinking")).toBe("no thinking");
  expect(answerPart("<think>never ends</think>")).toBe("");
});

const pair = (question_id: number, chosen: string, rejected: string, same = true) => ({
  ...{ prompt: `question ${question_id}`, chosen, rejected, question_id },
  ...{ chosen_has_sections: true, rejected_has_sections: same },
});

/** Each word costs 1 nat, "well" costs 0.1; after question 9 everything is even. */
const scorer = createScriptedModel({
  answer: () => "",
  score: (messages, text) =>
    -text.split(/\s+/).reduce((sum, word) => sum + (word === "well" && !messages[0]!.content.includes("9") ? 0.1 : 1), 0),
});

test("pairs: means per token, ties half, same form apart, whole questions drawn", async () => {
  const gold = await goldFile(
    [
      pair(1, "<think>x y z</think>well well", "so so so so"),
      pair(1, "so so", "well so so so", false),
      pair(2, "so", "so so"),
      pair(2, "<think>only thoughts</think>", "so so"),
    ],
    readPairs,
  );
  const result = await evaluatePairs(gold, { model: scorer, seed: 1, signal, otherPrompts: true, onProgress });
  // −0.1 over −1: right. −1 against −0.775: wrong. −1 against −1: half. The fourth has no answer. 1.5 of 3; of one form 1.5 of 2.
  expect(result).toMatchObject({ suite: "pairs", n: 3, questions: 2, metrics: { accuracy: 0.5, accuracySameFormat: 0.75 } });
  // The longer one was chosen in none of the three.
  expect(result.baseline).toMatchObject({ length: 0 });
  // Questions drawn whole: twice the first is (1 + 0)/2, twice the second 1/2, both (1 + 0 + .5)/3: always a half.
  expect(result.ci95.accuracy).toEqual([0.5, 0.5]);
  expect(result.notes.join("\n")).toContain("1 pairs have no answer");
});

test("pairs at equal length: only the first tokens of both are read, and only the end of the prompt", async () => {
  const seen: string[] = [];
  const watcher = createScriptedModel({
    answer: () => "",
    score: (messages, text) => {
      seen.push(text);
      expect(messages.at(-1)!.content.trim().split(/\s+/).length).toBe(PROMPT_TOKENS);
      return -1;
    },
  });
  const long = { ...pair(1, "a b c d e", "f g h"), prompt: Array(999).fill("word").join(" ") };
  const gold = await goldFile([long], readPairs);
  await evaluatePairs(gold, { model: watcher, seed: 1, signal, equalLength: 2, otherPrompts: false, onProgress });
  await evaluatePairs(gold, { model: watcher, seed: 1, signal, equalLength: 9, otherPrompts: false, onProgress });
  expect(seen).toEqual(["a b", "f g", "a b c", "f g h"]);
});

test("pairs after other questions: a model that does not read the question scores the same there, this one does not", async () => {
  const gold = await goldFile([pair(1, "well well", "so so"), pair(9, "so so", "so so")], readPairs);
  const result = await evaluatePairs(gold, { model: scorer, seed: 1, signal, otherPrompts: true, onProgress });
  // Own questions: right, tie. After each other's: question 9 makes the first a tie as well; the second stays one.
  expect(result.metrics.accuracy).toBe(0.75);
  expect(result.baseline).toEqual({ length: 0.75, shuffled: 0.5 });
});

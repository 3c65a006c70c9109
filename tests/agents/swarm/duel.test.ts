// Duels: both orders, fixtures, and the rule that judges when no model may.
import { expect, test } from "vitest";
import type { Hypothesis } from "#agents/model.ts";
import { fixtures, ruledVerdict, settled, verdictOf } from "#agents/swarm/duel.ts";
import { chanceFor } from "#graph/chance.ts";

test.each([
  ["a", "A", "a"],
  ["a", "B", "b"],
  ["b", "A", "b"],
  ["b", "B", "a"],
  ["b", "tie", "tie"],
] as const)("shown %s first, said %s: %s wins", (first, said, wins) => {
  expect(verdictOf({ first, said })).toBe(wins);
});

test("agreement in both orders is a verdict; disagreement is undecided, not a tie", () => {
  expect(settled(["a", "a"])).toBe("a");
  expect(settled(["tie", "tie"])).toBe("tie");
  expect(settled(["a", "b"])).toBe("undecided");
  expect(settled(["a", "tie"])).toBe("undecided");
  expect(settled([])).toBe("undecided");
});

const scored = (support: number, novelty: number | null): Hypothesis =>
  ({ scores: { support, novelty, plausibility: 0.5, testability: 0.5, rank: 0, interval: [0, 1] } }) as unknown as Hypothesis;

test("the rule by hand: 0.35 · 0.2 = 0.07 ahead decides, with confidence 0.5 + 2 · 0.07", () => {
  const ahead = ruledVerdict(scored(0.8, 0.5), scored(0.6, 0.5));
  expect(ahead.verdict).toBe("a");
  expect(ahead.confidence).toBeCloseTo(0.64, 9);
  expect(ruledVerdict(scored(0.6, 0.5), scored(0.8, 0.5)).verdict).toBe("b");
});

test("too close to tell is undecided, and unknown novelty counts as the middle", () => {
  expect(ruledVerdict(scored(0.8, 0.5), scored(0.79, 0.5)).verdict).toBe("undecided");
  expect(ruledVerdict(scored(0.8, null), scored(0.8, 0.5)).verdict).toBe("undecided");
});

test.each([0, 1, 2, 3, 6, 7, 10, 40])("%i players: nobody meets himself or anyone twice, and everyone plays", (players) => {
  const met = fixtures(players, chanceFor(1, "f"));
  const keys = met.map(([i, j]) => [i, j].sort((a, b) => a - b).join("-"));
  expect(new Set(keys).size).toBe(keys.length);
  expect(met.every(([i, j]) => i !== j)).toBe(true);
  if (players > 1) expect(new Set(met.flat()).size).toBe(players);
  expect(met).toHaveLength(players <= 6 ? Math.abs((players * (players - 1)) / 2) : players * 3);
});

test("what a sentence of the garden hardly leaves to say loses, whatever its scores; two of that kind are compared by them", () => {
  expect(ruledVerdict(scored(0.9, 0.04), scored(0.2, 0.3)).verdict).toBe("b");
  expect(ruledVerdict(scored(0.2, null), scored(0.9, 0.04)).verdict).toBe("a");
  expect(ruledVerdict(scored(0.9, 0.04), scored(0.2, 0.05)).verdict).toBe("a");
});

// Figures of classification and of ranking, each by hand.

import { expect, test } from "vitest";
import { accuracy, balancedAccuracy, commonest, type Sorted } from "#apps/evaluation/classification.ts";
import { auc, kendall, spearman } from "#apps/evaluation/rank-statistics.ts";

test("AUC: pairs of one in the class and one not that are in order, ties half", () => {
  // In: 3, 2; out: 1, 2. Pairs 3>1, 3>2, 2>1, 2=2: 3.5 of 4.
  expect(auc([3, 2, 1, 2], [true, true, false, false])).toBeCloseTo(0.875, 12);
  expect(auc([1, 2], [false, true])).toBe(1);
  expect(auc([5, 5, 5], [false, true, true])).toBe(0.5);
  expect(auc([1, 2], [true, true])).toBeNaN();
});

test("Spearman's ρ: ranks 1 2 3 4 against 2 1 4 3; ties share a rank", () => {
  // 1 − 6·Σd²/(n(n²−1)) = 1 − 6·4/60 = 0.6.
  expect(spearman([10, 20, 30, 40], [2, 1, 40, 3])).toBeCloseTo(0.6, 12);
  expect(spearman([1, 2, 3], [3, 2, 1])).toBeCloseTo(-1, 12);
  // Ranks 1.5 1.5 3 and 1 2 3 around 2: Σxy = −.5·−1 + 0 + 1·1 = 1.5; Σx² = .25 + .25 + 1 = 1.5; Σy² = 2. 1.5/√3.
  expect(spearman([7, 7, 9], [1, 2, 3])).toBeCloseTo(1.5 / Math.sqrt(3), 12);
  expect(spearman([1, 1], [1, 2])).toBeNaN();
});

test("Kendall's τ_b: pairs in order less pairs out of order, ties taken out", () => {
  // 1 2 3 4 against 2 1 4 3: 4 of 6 pairs agree, 2 do not: 2/6.
  expect(kendall([1, 2, 3, 4], [2, 1, 4, 3])).toBeCloseTo(1 / 3, 12);
  // 7 7 9 against 1 2 3: two pairs agree, one is tied: 2/√(2·3).
  expect(kendall([7, 7, 9], [1, 2, 3])).toBeCloseTo(2 / Math.sqrt(6), 12);
  expect(kendall([1, 1], [1, 2])).toBeNaN();
});

test("balanced accuracy of [[80, 20], [5, 15]] is 0.775, plain accuracy 0.791667 (Mental-LLM's golden values)", () => {
  const rows = (right: string, said: string, count: number): Sorted[] => Array.from({ length: count }, () => ({ right, said }));
  const sorted = [...rows("no", "no", 80), ...rows("no", "yes", 20), ...rows("yes", "no", 5), ...rows("yes", "yes", 15)];
  expect(balancedAccuracy(sorted)).toBeCloseTo(0.775, 12);
  expect(accuracy(sorted)).toBeCloseTo(0.791667, 6);
  expect(commonest(sorted)).toBe("no");
  expect([accuracy([]), commonest([])]).toEqual([0, ""]);
  expect(balancedAccuracy([])).toBeNaN();
});

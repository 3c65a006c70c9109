// Strengths from duels: by hand, at the extremes, and against a fault.
import fc from "fast-check";
import { expect, test } from "vitest";
import { bradleyTerry, rankIntervals } from "#agents/scores/bradley-terry.ts";
import { chanceFor } from "#graph/chance.ts";

test("two players, one win: by hand", () => {
  // Wins 1.5 and 0.5 with the virtual half point; strengths x and 1/x by symmetry. Fixed point of the first: x = 1.5 / (1/(x+1) + 1/(x+1/x)),
  // that is x/(x+1) + x²/(x²+1) = 1.5, whose root is x = 2.1304; the chance to win is x²/(x²+1) = 0.81945.
  const [winner, loser] = bradleyTerry(2, [{ a: 0, b: 1, score: 1 }]);
  expect(winner).toBeCloseTo(0.81945, 4);
  expect(loser).toBeCloseTo(1 - 0.81945, 4);
  const x = Math.sqrt(winner! / (1 - winner!));
  expect(x / (x + 1) + x ** 2 / (x ** 2 + 1)).toBeCloseTo(1.5, 6);
});

test("extremes: nobody, one player, no duels, ties, and a player who always wins", () => {
  expect(bradleyTerry(0, [])).toEqual([]);
  expect(bradleyTerry(1, [])).toEqual([0.5]);
  expect(bradleyTerry(3, [])).toEqual([0.5, 0.5, 0.5]);
  for (const strength of bradleyTerry(2, [{ a: 0, b: 1, score: 0.5 }])) expect(strength).toBeCloseTo(0.5, 9);
  const always = bradleyTerry(
    2,
    Array.from({ length: 1000 }, () => ({ a: 0, b: 1, score: 1 })),
  );
  expect(always[0]).toBeGreaterThan(0.99);
  expect(always[0]).toBeLessThan(1);
});

test("who beats whom decides the order, not who is named first", () => {
  const duels = [
    { a: 0, b: 1, score: 0 },
    { a: 1, b: 2, score: 0 },
    { a: 0, b: 2, score: 0 },
  ];
  const [worst, middle, best] = bradleyTerry(3, duels);
  expect(best).toBeGreaterThan(middle!);
  expect(middle).toBeGreaterThan(worst!);
});

test("turning every duel round changes nothing", () => {
  const duel = fc.record({ a: fc.nat(3), b: fc.nat(3), score: fc.constantFrom(0, 0.5, 1) }).filter(({ a, b }) => a !== b);
  fc.assert(
    fc.property(fc.array(duel, { maxLength: 20 }), (duels) => {
      const turned = duels.map(({ a, b, score }) => ({ a: b, b: a, score: 1 - score }));
      const [one, two] = [bradleyTerry(4, duels), bradleyTerry(4, turned)];
      for (const [i, strength] of one.entries()) expect(strength).toBeCloseTo(two[i]!, 6);
    }),
  );
});

test("intervals hold the strength, shrink with duels, and are the same for the same seed", () => {
  const few = [
    { a: 0, b: 1, score: 1 },
    { a: 0, b: 1, score: 0 },
    { a: 0, b: 1, score: 1 },
  ];
  const many = Array.from({ length: 20 }, () => few).flat();
  const width = (duels: typeof few) => {
    const [[low, high]] = rankIntervals(2, duels, chanceFor(1, "t")) as [[number, number]];
    const [strength] = bradleyTerry(2, duels);
    expect(low).toBeLessThanOrEqual(strength!);
    expect(high).toBeGreaterThanOrEqual(strength!);
    return high - low;
  };
  expect(width(many)).toBeLessThan(width(few));
  expect(rankIntervals(2, few, chanceFor(1, "t"))).toEqual(rankIntervals(2, few, chanceFor(1, "t")));
  expect(rankIntervals(3, few, chanceFor(1, "t"))[2]).toEqual([0, 1]);
  expect(rankIntervals(2, [], chanceFor(1, "t"))).toEqual([
    [0, 1],
    [0, 1],
  ]);
});

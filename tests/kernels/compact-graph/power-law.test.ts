// The discrete power law: recovered from draws, against the same fit done obviously, and against SciPy's zeta.

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Chance, chanceFor } from "#graph/chance.ts";
import { degreesOf } from "#kernels/compact-graph/degrees.ts";
import { hurwitzZeta } from "#kernels/compact-graph/hurwitz-zeta.ts";
import { fitPowerLaw } from "#kernels/compact-graph/power-law.ts";
import { undirected } from "#kernels/compact-graph/undirected.ts";
import { bioGraphIsHere, readBioGraph } from "#tests/kernels/compact-graph/bio-graph.ts";
import { karateClub } from "#tests/kernels/compact-graph/karate-club.ts";

/** Whole numbers by their cumulative distribution, looked up one by one. */
function draws(count: number, chance: Chance, weight: (x: number) => number, whole: number): Uint32Array {
  return Uint32Array.from({ length: count }, () => {
    let left = chance() * whole;
    let x = 1;
    for (; x < 100_000 && left >= weight(x); x++) left -= weight(x);
    return x;
  });
}

/** Likelihood searched over a grid, distance over every whole number of the tail. */
function obviousFit(values: readonly number[]) {
  let best = { alpha: 0, xmin: 0, distance: Number.POSITIVE_INFINITY };
  const largest = Math.max(...values);
  for (let xmin = 1; xmin < largest; xmin++) {
    const tail = values.filter((value) => value >= xmin);
    if (tail.length < 10 || !values.includes(xmin)) continue;
    const logs = tail.reduce((sum, x) => sum + Math.log(x), 0);
    const likelihood = (alpha: number) => -alpha * logs - tail.length * Math.log(hurwitzZeta(alpha, xmin));
    const grid = Array.from({ length: 1400 }, (_, step) => 1.01 + step / 100);
    const alpha = grid.reduce((a, b) => (likelihood(b) > likelihood(a) ? b : a));
    let distance = 0;
    for (let x = xmin; x <= largest; x++) {
      const seen = tail.filter((value) => value <= x).length / tail.length;
      distance = Math.max(distance, Math.abs(seen - (1 - hurwitzZeta(alpha, x + 1) / hurwitzZeta(alpha, xmin))));
    }
    if (distance < best.distance) best = { alpha, xmin, distance };
  }
  return best;
}

test("ζ(2, 1) = π²/6, ζ(4, 1) = π⁴/90, ζ(s, q) = q^−s + ζ(s, q + 1), and SciPy 1's ζ(1.001, 1), ζ(2.5, 171)", () => {
  expect(hurwitzZeta(2, 1)).toBeCloseTo(Math.PI ** 2 / 6, 13);
  expect(hurwitzZeta(4, 1)).toBeCloseTo(Math.PI ** 4 / 90, 13);
  expect(hurwitzZeta(1.001, 1)).toBeCloseTo(1000.5772884760117, 9);
  expect(hurwitzZeta(2.5, 171) / 0.00029944690706280007).toBeCloseTo(1, 12);
  fc.assert(
    fc.property(fc.double({ min: 1.01, max: 20, noNaN: true }), fc.integer({ min: 1, max: 500 }), (s, q) => {
      expect(hurwitzZeta(s, q) / (q ** -s + hurwitzZeta(s, q + 1))).toBeCloseTo(1, 12);
    }),
  );
});

test("20,000 draws with α = 2.5: α within three standard errors, close in distance, and far likelier than an exponential", () => {
  const fit = fitPowerLaw(draws(20_000, chanceFor(1), (x) => x ** -2.5, hurwitzZeta(2.5, 1)))!;
  expect(Math.abs(fit.alpha - 2.5)).toBeLessThan(3 * fit.error);
  expect(fit.error).toBeCloseTo((fit.alpha - 1) / Math.sqrt(fit.tail), 12);
  expect(fit.distance).toBeLessThan(0.02);
  expect(fit.overExponential.ratio).toBeGreaterThan(5);
  expect(fit.overExponential.p).toBeLessThan(1e-6);
});

test("draws from an exponential: the ratio turns to the exponential", () => {
  const fit = fitPowerLaw(draws(5_000, chanceFor(2), (x) => 0.3 * 0.7 ** (x - 1), 1))!;
  expect(fit.overExponential.ratio).toBeLessThan(0);
});

test("random values: the same xmin and distance as by grid and by every whole number", () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 12 }), { minLength: 12, maxLength: 40 }), (values) => {
      const fit = fitPowerLaw(Uint32Array.from(values));
      const obvious = obviousFit(values);
      if (fit === null) return expect(obvious.xmin).toBe(0);
      // The grid moves α by 0.005 at most, and the distance by less than that.
      expect(Math.abs(fit.distance - obvious.distance)).toBeLessThan(0.006);
      if (fit.xmin === obvious.xmin && fit.alpha < 14) expect(Math.abs(fit.alpha - obvious.alpha)).toBeLessThan(0.006);
    }),
    { numRuns: 25 },
  );
});

test("too few values, or all the same, have no fit; zeros are passed over", () => {
  expect(fitPowerLaw(new Uint32Array(0))).toBeNull();
  expect(fitPowerLaw(Uint32Array.of(1, 2, 3))).toBeNull();
  expect(fitPowerLaw(new Uint32Array(50).fill(4))).toBeNull();
  const values = draws(100, chanceFor(3), (x) => x ** -2, hurwitzZeta(2, 1));
  expect(fitPowerLaw(Uint32Array.of(...values, 0, 0, 0))).toEqual(fitPowerLaw(values));
});

test("Zachary's karate club: golden.py's fit", () => {
  expect(fitPowerLaw(degreesOf(undirected(karateClub())))).toMatchObject({
    alpha: expect.closeTo(2.161474122, 6),
    xmin: 2,
    distance: expect.closeTo(0.09998306647, 6),
    tail: 33,
    overExponential: { ratio: expect.closeTo(-0.41559868, 5), p: expect.closeTo(0.677703692, 5) },
  });
});

describe.skipIf(!bioGraphIsHere)("BioGraph", () => {
  test("golden.py's fit: α 2.9336 from 9 links on, likelier than an exponential", () => {
    expect(fitPowerLaw(degreesOf(undirected(readBioGraph().graph)))).toMatchObject({
      alpha: expect.closeTo(2.93359875, 6),
      xmin: 9,
      distance: expect.closeTo(0.01748187085, 7),
      tail: 576,
      overExponential: { ratio: expect.closeTo(4.07856523, 5), p: expect.closeTo(4.53144892e-5, 9) },
    });
  });
});

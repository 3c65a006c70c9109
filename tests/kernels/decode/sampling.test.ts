// Drawing and measuring by hand: probabilities, cut-offs, seeds, extremes.

import { expect, test } from "vitest";
import { distributionOf } from "#kernels/decode/distribution.ts";
import { checkSampling, drawToken, penalise, uniformAt } from "#kernels/decode/sampling.ts";

/** Logits of the probabilities 0.1, 0.2, 0.4, 0.3. */
const LOGITS = Float32Array.of(0.1, 0.2, 0.4, 0.3).map(Math.log);
const draws = (options: Parameters<typeof drawToken>[1], uniforms: readonly number[]) => uniforms.map((u) => drawToken(LOGITS, options, u));

test("greedy takes the largest, and the first of equals", () => {
  expect(draws({ temperature: 0 }, [0, 0.999])).toEqual([2, 2]);
  expect(drawToken(Float32Array.of(1, 3, 3), { temperature: 0 }, 0.9)).toBe(1);
  expect(draws({ temperature: 5, topK: 1 }, [0.999])).toEqual([2]);
});

test("temperature 1: shares 0.1, 0.2, 0.4, 0.3 in order of id", () => {
  expect(draws({ temperature: 1 }, [0, 0.09, 0.11, 0.29, 0.31, 0.69, 0.71, 0.999])).toEqual([0, 0, 1, 1, 2, 2, 3, 3]);
});

test("temperature 0.5 squares the shares: 1:4:16:9 of 30", () => {
  expect(draws({ temperature: 0.5 }, [0.03, 0.04, 0.16, 0.17, 0.69, 0.71])).toEqual([0, 1, 1, 2, 2, 3]);
});

test("topK 2 leaves 0.4 and 0.3, best first; topP 0.6 leaves the same two", () => {
  for (const options of [
    { temperature: 1, topK: 2 },
    { temperature: 1, topP: 0.6 },
    { temperature: 1, topK: 2, topP: 0.99 },
  ]) {
    expect(draws(options, [0, 0.56, 0.58, 0.999])).toEqual([2, 2, 3, 3]);
  }
  expect(draws({ temperature: 1, topP: 1e-9 }, [0.999])).toEqual([2]);
});

test("a masked token is never drawn; no token left, NaN and bad settings are refused", () => {
  const masked = Float32Array.of(5, Number.NEGATIVE_INFINITY, 5);
  for (let position = 0; position < 200; position++) expect(drawToken(masked, { temperature: 9 }, uniformAt(1, position))).not.toBe(1);
  const none = new Float32Array(3).fill(Number.NEGATIVE_INFINITY);
  expect(() => drawToken(none, { temperature: 0 }, 0)).toThrow(expect.objectContaining({ code: "kernel.value" }));
  expect(() => drawToken(new Float32Array(3).fill(Number.NaN), { temperature: 1 }, 0)).toThrow(
    expect.objectContaining({ code: "kernel.value" }),
  );
  for (const bad of [
    { temperature: -1 },
    { temperature: Number.NaN },
    { temperature: 1, topP: 0 },
    { temperature: 1, topK: 0.5 },
    { temperature: 1, repetitionPenalty: Number.POSITIVE_INFINITY },
    { temperature: 1, seed: Number.NaN },
    { temperature: 1, seed: 0.5 },
    { temperature: 1, seed: 2 ** 53 },
  ]) {
    expect(() => checkSampling({ seed: 1, ...bad })).toThrow(expect.objectContaining({ code: "input.invalid" }));
  }
});

test("one NaN among numbers is refused wherever it stands, greedy or not, and so is a largest logit that is not finite", () => {
  const refused = expect.objectContaining({ code: "kernel.value" });
  for (const place of [0, 1, 2]) {
    const logits = Float32Array.of(1, 2, 3).map((value, index) => (index === place ? Number.NaN : value));
    expect(() => drawToken(logits, { temperature: 0 }, 0)).toThrow(refused);
    expect(() => drawToken(logits, { temperature: 1, topP: 0.9 }, 0.5)).toThrow(refused);
    expect(() => distributionOf(logits)).toThrow(refused);
  }
  expect(() => drawToken(Float32Array.of(1, Number.POSITIVE_INFINITY), { temperature: 1 }, 0)).toThrow(refused);
  expect(() => distributionOf(new Float32Array(2).fill(Number.NEGATIVE_INFINITY))).toThrow(refused);
});

test("the repetition penalty halves positive and doubles negative logits, once for each token", () => {
  const logits = Float32Array.of(2, -2, 3);
  penalise(logits, [0, 1, 0], 2);
  expect([...logits]).toEqual([1, -4, 3]);
});

test("the uniform number depends on seed and position only, and looks uniform", () => {
  expect(uniformAt(42, 7)).toBe(uniformAt(42, 7));
  const values = Array.from({ length: 20_000 }, (_, i) => uniformAt(i % 100, Math.floor(i / 100)));
  expect(new Set(values).size).toBe(values.length);
  expect(values.every((value) => value >= 0 && value < 1)).toBe(true);
  for (let tenth = 0; tenth < 10; tenth++) {
    const share = values.filter((value) => Math.floor(value * 10) === tenth).length / values.length;
    expect(Math.abs(share - 0.1)).toBeLessThan(0.012);
  }
  expect(uniformAt(2 ** 40, 0)).not.toBe(uniformAt(0, 0));
});

test("entropy by hand: four equal tokens log 4, one certain token 0, halves log 2; −Infinity adds nothing", () => {
  expect(distributionOf(new Float32Array(4).fill(7)).entropy).toBeCloseTo(Math.log(4), 12);
  expect(distributionOf(Float32Array.of(0, 0, Number.NEGATIVE_INFINITY)).entropy).toBeCloseTo(Math.log(2), 12);
  expect(distributionOf(Float32Array.of(1000, -1000)).entropy).toBe(0);
  expect(distributionOf(LOGITS).entropy).toBeCloseTo(1.2798542, 6);
  expect(distributionOf(LOGITS).logSum).toBeCloseTo(0, 6);
  expect(distributionOf(Float32Array.of(1000, 1000)).logSum).toBeCloseTo(1000 + Math.log(2), 9);
});

// What a later round of the composed answer adds first: what the critique of the one before found missing.
import { expect, test } from "vitest";
import { type AnswerMaterial, composeAnswer } from "#agents/answering/compose-answer.ts";

const TEXTS = [
  "Nacre is tough because tablets slide.",
  "Cracks in nacre are deflected by organic layers.",
  "Mineral bridges hold the tablets of nacre together.",
  "Rough asperities resist sliding in nacre.",
  "When hydrated the layers yield and dissipate energy.",
];
const QUESTION = "Why is hydrated nacre tough?";

function material(worths: readonly number[]): AnswerMaterial {
  return { worths, evidence: TEXTS.map((text, n) => ({ document: "d", start: 100 * n, end: 100 * n + text.length, text, sha256: "" })) };
}

test("a word that the critique found missing brings in the worthiest sentence that has it, before the next worthy ones", () => {
  const worths = [1, 0.9, 0.8, 0.7, 0.2];
  expect(composeAnswer(QUESTION, material(worths), 0)).toMatchObject({ quoted: [0, 1], missing: ["hydrated"] });
  expect(composeAnswer(QUESTION, material(worths), 1)).toMatchObject({ quoted: [0, 1, 2, 4], missing: [] });
});

test("a sentence that says nothing of why is not brought in for its words", () => {
  expect(composeAnswer(QUESTION, material([1, 0.9, 0.8, 0.7, 0]), 1)).toMatchObject({ quoted: [0, 1, 2, 3], missing: ["hydrated"] });
});

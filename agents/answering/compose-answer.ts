// Answers a question by quoting: the sentences that cover most of its words, each with its number, and a plain word on what is not covered.

import type { Citation } from "#agents/model.ts";
import { contentWords, related } from "#agents/novelty/words.ts";

/** Sentences in the first answer, and how many more each round may add. */
const FIRST = 2;
const MORE = 2;

export interface ExtractiveAnswer {
  readonly text: string;
  /** Content words of the question that no quoted sentence has. */
  readonly missing: readonly string[];
}

/**
 * Greedy cover: the next sentence is the one that adds most to what of the question is covered, a word counting more the fewer sentences
 * have it; equal ones go by retrieval order. Later rounds may add sentences that say more about words covered already.
 */
export function composeAnswer(question: string, evidence: readonly Citation[], round: number): ExtractiveAnswer {
  const wanted = askedWords(question);
  const weight = rarity(wanted, evidence);
  const times = new Map<string, number>();
  const chosen: number[] = [];
  while (chosen.length < FIRST + MORE * round) {
    const gains = evidence.map(({ text }, index) => (chosen.includes(index) ? -1 : gain(text, weight, times)));
    const best = Math.max(-1, ...gains);
    if (best < LEAST) break;
    const index = gains.indexOf(best);
    chosen.push(index);
    for (const word of coveredBy(evidence[index]!.text, wanted)) times.set(word, (times.get(word) ?? 0) + 1);
  }
  const missing = [...wanted].filter((word) => !times.has(word));
  if (chosen.length === 0) return { text: "The garden has no sentence that answers this question.", missing };
  const lines = chosen.sort((a, b) => a - b).map((index) => cited(evidence[index]!.text, index + 1));
  return { text: lines.join(" "), missing };
}

/** A sentence must add at least this much: one fairly rare word not covered before, or two covered once. */
const LEAST = 0.3;

/** Word of the question → ln(1 + n / sentences that have it) / ln(1 + n): 1 for a word in one sentence, small for one in all. */
function rarity(wanted: ReadonlySet<string>, evidence: readonly Citation[]): ReadonlyMap<string, number> {
  const n = evidence.length;
  const weights = [...wanted].map((word): [string, number] => {
    const having = evidence.filter(({ text }) => coveredBy(text, new Set([word])).length > 0).length;
    return [word, having === 0 ? 0 : Math.log(1 + n / having) / Math.log(1 + n)];
  });
  return new Map(weights);
}

/** Each word covered for the n-th time counts its weight / 2^(n−1). */
function gain(text: string, weight: ReadonlyMap<string, number>, times: ReadonlyMap<string, number>): number {
  return coveredBy(text, new Set(weight.keys())).reduce((sum, word) => sum + (weight.get(word) ?? 0) / 2 ** (times.get(word) ?? 0), 0);
}

function coveredBy(text: string, wanted: ReadonlySet<string>): readonly string[] {
  const said = [...contentWords(text)];
  return [...wanted].filter((word) => said.some((other) => related(word, other)));
}

/** "Silk is strong [1]." */
function cited(text: string, number: number): string {
  const flat = text.replace(/\s+/g, " ").trim();
  return /[.!?]$/.test(flat) ? `${flat.slice(0, -1)} [${number}]${flat.at(-1)}` : `${flat} [${number}].`;
}

const QUESTION_WORDS = new Set([
  "what",
  "how",
  "why",
  "which",
  "who",
  "when",
  "where",
  "whose",
  "do",
  "does",
  "did",
  "explain",
  "describe",
  "tell",
  "make",
  "give",
]);

function askedWords(question: string): ReadonlySet<string> {
  return new Set([...contentWords(question)].filter((word) => !QUESTION_WORDS.has(word)));
}

/** The composer's critique of an answer: what of the question it leaves open. */
export function composeCritique(missing: readonly string[]): string {
  if (missing.length === 0) return "Every word of the question is covered by a quoted sentence; whether they answer it is for the reader.";
  return `No quoted sentence speaks of: ${missing.join(", ")}.`;
}

/** The composer's thinking about a question: which sentences cover what. */
export function composeAnswerThinking(question: string, evidence: readonly Citation[], round: number): string {
  const { text, missing } = composeAnswer(question, evidence, round);
  const numbers = [...text.matchAll(/\[(\d+)\]/g)].map((match) => `[${match[1]}]`);
  const steps = [`1. The question asks about: ${[...askedWords(question)].join(", ") || "nothing the garden could look up"}.`];
  steps.push(`2. Sentences that cover most of it: ${numbers.join(", ") || "none"}.`);
  steps.push(`3. Left open: ${missing.join(", ") || "nothing"}.`);
  return `<|thinking|>\n${steps.join("\n")}\n<|/thinking|>`;
}

// Answers a question by quoting: the sentences that cover most of its words, each with its number, and a plain word on what is not covered.

import type { Citation } from "#agents/model.ts";
import { contentWords } from "#agents/novelty/words.ts";

/** Sentences in the first answer, and how many more each round may add. */
const FIRST = 2;
const MORE = 2;

export interface ExtractiveAnswer {
  readonly text: string;
  /** Content words of the question that no quoted sentence has. */
  readonly missing: readonly string[];
}

/** Greedy cover: the next sentence is the one that adds most uncovered words of the question; equal ones go by retrieval order. */
export function composeAnswer(question: string, evidence: readonly Citation[], round: number): ExtractiveAnswer {
  const wanted = askedWords(question);
  const open = new Set(wanted);
  const chosen: number[] = [];
  for (let n = 0; n < FIRST + MORE * round && chosen.length < evidence.length; n += 1) {
    const gains = evidence.map(({ text }, index) => (chosen.includes(index) ? -1 : gain(text, open, wanted)));
    const best = Math.max(...gains);
    if (best <= 0) break;
    const index = gains.indexOf(best);
    chosen.push(index);
    for (const word of contentWords(evidence[index]!.text)) open.delete(word);
  }
  if (chosen.length === 0) {
    return { text: "The garden has no sentence that answers this question.", missing: [...wanted] };
  }
  const lines = chosen.sort((a, b) => a - b).map((index) => cited(evidence[index]!.text, index + 1));
  return { text: lines.join(" "), missing: [...open] };
}

/** Uncovered words count 1, words of the question that are covered already 0.1. */
function gain(text: string, open: ReadonlySet<string>, wanted: ReadonlySet<string>): number {
  let sum = 0;
  for (const word of contentWords(text)) sum += open.has(word) ? 1 : wanted.has(word) ? 0.1 : 0;
  return sum;
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

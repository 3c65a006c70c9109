// Answers a question by quoting: the sentences that say why where it asks why, else those that cover most of its words; each with its
// number. It says which of the words no quoted sentence has.

import { askedWords, coveredBy } from "#agents/answering/question.ts";
import { withMark } from "#agents/evidence/citation-marks.ts";
import { quotable } from "#agents/evidence/quotation.ts";
import type { Citation } from "#agents/model.ts";
import { contentWords, jaccard } from "#agents/novelty/words.ts";

/** Sentences in the first answer, and how many more each round may add. */
const FIRST = 2;
const MORE = 2;

/** What an answer may be made from. */
export interface AnswerMaterial {
  readonly evidence: readonly Citation[];
  /** For each sentence how well it says why, best first; empty for a question that asks for no reason. */
  readonly worths: readonly number[];
}

export interface ExtractiveAnswer {
  readonly text: string;
  /** Indexes into the evidence, in the order quoted; empty when no sentence answers. */
  readonly quoted: readonly number[];
  /** Content words of the question that no quoted sentence has. */
  readonly missing: readonly string[];
}

export function composeAnswer(question: string, { evidence, worths }: AnswerMaterial, round: number): ExtractiveAnswer {
  const wanted = askedWords(question);
  const most = FIRST + MORE * round;
  const chosen = worths.length > 0 ? worthiest(wanted, { evidence, worths }, round) : cover(wanted, evidence, most);
  const quoted = worths.length > 0 ? asRead(chosen, evidence) : chosen.toSorted((a, b) => a - b);
  return {
    text: quoted.map((index) => withMark(quotable(evidence[index]!.text), index + 1)).join(" "),
    quoted,
    missing: uncovered(wanted, quoted, evidence),
  };
}

/** A sentence must be worth this share of the worthiest, and share less than this with each one chosen before. */
const WORTHY = 0.55;
const SAME = 0.7;

/** Each round after the first begins with the worthiest sentence that has a word the critique of the one before found missing, if any. */
function worthiest(wanted: ReadonlySet<string>, { evidence, worths }: AnswerMaterial, round: number): number[] {
  const chosen: number[] = [];
  const says = evidence.map(({ text }) => contentWords(text));
  const isNew = (index: number) => chosen.every((other) => other !== index && jaccard(says[index]!, says[other]!) < SAME);
  const worthy = [...evidence.keys()].filter((index) => (worths[index] ?? 0) >= WORTHY * worths[0]!);
  for (let held = 0; held <= round; held += 1) {
    const missing = held === 0 ? [] : uncovered(wanted, chosen, evidence);
    const named = evidence.findIndex(({ text }, index) => (worths[index] ?? 0) > 0 && coveredBy(text, missing).length > 0);
    if (named >= 0) chosen.push(named);
    for (const index of worthy) if (chosen.length < FIRST + MORE * held && isNew(index)) chosen.push(index);
  }
  return chosen;
}

function uncovered(wanted: ReadonlySet<string>, chosen: readonly number[], evidence: readonly Citation[]): readonly string[] {
  const covered = new Set(chosen.flatMap((index) => coveredBy(evidence[index]!.text, wanted)));
  return [...wanted].filter((word) => !covered.has(word));
}

/** Document by document, the worthiest one first, and in the order of its text within each. */
function asRead(chosen: readonly number[], evidence: readonly Citation[]): readonly number[] {
  const documents = [...new Set(chosen.map((index) => evidence[index]!.document))];
  const place = (index: number) => documents.indexOf(evidence[index]!.document);
  return chosen.toSorted((a, b) => place(a) - place(b) || evidence[a]!.start - evidence[b]!.start);
}

/**
 * Greedy cover: the next sentence is the one that adds most to what of the question is covered, a word counting more the fewer sentences
 * have it; equal ones go by retrieval order. Later rounds may add sentences that say more about words covered already.
 */
function cover(wanted: ReadonlySet<string>, evidence: readonly Citation[], most: number): number[] {
  const weight = rarity(wanted, evidence);
  const times = new Map<string, number>();
  const chosen: number[] = [];
  while (chosen.length < most) {
    const gains = evidence.map(({ text }, index) => (chosen.includes(index) ? -1 : gain(text, weight, times)));
    const best = Math.max(-1, ...gains);
    if (best < LEAST) break;
    const index = gains.indexOf(best);
    chosen.push(index);
    for (const word of coveredBy(evidence[index]!.text, wanted)) times.set(word, (times.get(word) ?? 0) + 1);
  }
  return chosen;
}

/** A sentence must add at least this much: one fairly rare word not covered before, or two covered once. */
const LEAST = 0.3;

/** Word of the question → ln(1 + n / sentences that have it) / ln(1 + n): 1 for a word in one sentence, small for one in all. */
function rarity(wanted: ReadonlySet<string>, evidence: readonly Citation[]): ReadonlyMap<string, number> {
  const n = evidence.length;
  const weights = [...wanted].map((word): [string, number] => {
    const having = evidence.filter(({ text }) => coveredBy(text, [word]).length > 0).length;
    return [word, having === 0 ? 0 : Math.log(1 + n / having) / Math.log(1 + n)];
  });
  return new Map(weights);
}

/** Each word covered for the n-th time counts its weight / 2^(n−1). */
function gain(text: string, weight: ReadonlyMap<string, number>, times: ReadonlyMap<string, number>): number {
  return coveredBy(text, weight.keys()).reduce((sum, word) => sum + (weight.get(word) ?? 0) / 2 ** (times.get(word) ?? 0), 0);
}

/** The composer's critique of an answer: what of the question it leaves open. */
export function composeCritique(missing: readonly string[]): string {
  if (missing.length === 0) return "Every word of the question is covered by a quoted sentence; whether they answer it is for the reader.";
  return `No quoted sentence speaks of: ${missing.join(", ")}.`;
}

/** The composer's thinking about a question: which sentences it rests on, and why those. */
export function composeAnswerThinking(question: string, material: AnswerMaterial, round: number): string {
  const { quoted, missing } = composeAnswer(question, material, round);
  const numbers = quoted.map((index) => `[${index + 1}]`).join(", ") || "none";
  const steps = [`1. The question asks about: ${[...askedWords(question)].join(", ") || "nothing the garden could look up"}.`];
  steps.push(
    material.worths.length > 0 ? `2. Sentences whose relations act on it: ${numbers}.` : `2. Sentences that cover most of it: ${numbers}.`,
  );
  steps.push(`3. Left open: ${missing.join(", ") || "nothing"}.`);
  return `<|thinking|>\n${steps.join("\n")}\n<|/thinking|>`;
}

// Makes the result of a question out of the state its rounds ended in: sources numbered 1..n as the answer cites them, the words it
// leaves open, or a refusal with what lies nearest. It asks nothing and judges nothing.

import { type AnswerState, claimsOf } from "#agents/answering/answer-order.ts";
import { askedWords, coveredBy } from "#agents/answering/question.ts";
import { renumbered } from "#agents/evidence/citation-marks.ts";
import type { AnswerRefusal, AskResult, Citation } from "#agents/model.ts";
import { contentWords, writtenWords } from "#agents/novelty/words.ts";
import { parseThinking } from "#agents/thinking/parse.ts";

type Finished = Omit<AskResult, "run" | "question" | "notices">;

/** @param read  what was read, as it stands in a sentence: `The garden`, or less of it */
export function finishedAnswer(question: string, state: AnswerState, read: WhatWasRead): Finished {
  const refusal = refusalOf(state, read);
  if (refusal !== null) return refused(refusal, question);
  const { evidence, rounds } = state;
  const thinking = parseThinking(rounds.at(-1)?.thinking ?? "");
  const numbers = new Numbers(evidence);
  const answer = numbers.renumber(state.answer);
  const cited = numbers.sources.length;
  const claims = claimsOf(state, evidence);
  const quotes = claims.flatMap((claim) => claim.evidence.map(({ text }) => text)).join(" ");
  return {
    answer,
    thinking: { graph: thinking.graph, pattern: thinking.pattern, steps: thinking.steps.map((step) => numbers.renumber(step)) },
    claims,
    rounds: rounds.map((round) => ({
      answer: numbers.renumber(round.answer),
      critique: numbers.renumber(round.critique),
      by: round.by,
    })),
    writtenBy: state.writtenBy,
    sources: numbers.sources,
    cited,
    uncovered: uncoveredWords(question, quotes),
  };
}

export type WhatWasRead = "The garden" | "What was read of the garden";

const NEAREST = 3;

/** Why nothing is answered, or null. */
function refusalOf({ unknown, evidence, answer, concepts }: AnswerState, read: WhatWasRead): AnswerRefusal | null {
  const nearest = evidence.slice(0, NEAREST);
  if (unknown.things.length > 0)
    return { because: `${read} says nothing about ${listed(unknown.things)}.`, unknown: unknown.things, nearest, concepts };
  if (answer.trim() === "")
    return { because: `${read} has no sentence that answers this question.`, unknown: unknown.words, nearest, concepts };
  return null;
}

function refused(refusal: AnswerRefusal, question: string): Finished {
  return {
    answer: refusal.because,
    thinking: { graph: null, pattern: null, steps: [] },
    claims: [],
    rounds: [],
    writtenBy: "composer",
    sources: refusal.nearest,
    cited: 0,
    uncovered: uncoveredWords(question, ""),
    refusal,
  };
}

/** The asked words, as written, that no quoted sentence has. */
function uncoveredWords(question: string, quotes: string): readonly string[] {
  const open = new Set(askedWords(question));
  for (const word of coveredBy(quotes, open)) open.delete(word);
  const written = [...new Set(writtenWords(question))];
  return written.filter((word) => [...contentWords(word)].some((folded) => open.has(folded)));
}

function listed(words: readonly string[]): string {
  return words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} or ${words.at(-1)}`;
}

/** The numbers of an answer: those of the evidence as it was put to the writer become 1..n in order of first use. */
class Numbers {
  readonly sources: Citation[] = [];
  readonly #evidence: readonly Citation[];
  readonly #numbers = new Map<number, number>();

  constructor(evidence: readonly Citation[]) {
    this.#evidence = evidence;
  }

  /** A number that no sentence has is taken out: it would point nowhere. */
  renumber(text: string): string {
    return renumbered(text, (n) => this.#of(n));
  }

  #of(place: number): number | null {
    const known = this.#numbers.get(place);
    if (known !== undefined) return known;
    const citation = this.#evidence[place - 1];
    if (citation === undefined) return null;
    this.sources.push(citation);
    this.#numbers.set(place, this.sources.length);
    return this.sources.length;
  }
}

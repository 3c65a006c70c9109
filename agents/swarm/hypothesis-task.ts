// The one task that two hypotheses of a run answer: the sentences that either may cite, numbered through, and what is asked. Judge, rule
// and pair read this text and no other.

import { citationsOf } from "#agents/composer/claims.ts";
import { renumbered } from "#agents/evidence/citation-marks.ts";
import { citationKey } from "#agents/evidence/material.ts";
import { quotable } from "#agents/evidence/quotation.ts";
import type { Citation, Hypothesis, SectionName } from "#agents/model.ts";
import { contentWords, related } from "#agents/novelty/words.ts";
import type { Message } from "#kernels/language-model.ts";

/** The sections that a hypothesis is compared by, in the order the task asks for them. */
export const COMPARED: readonly SectionName[] = ["hypothesis", "mechanisms", "falsification"];

export interface SharedTask {
  readonly prompt: readonly Message[];
  readonly evidence: readonly Citation[];
  /** What is compared of each, its citation marks renumbered to the shared sentences. */
  readonly texts: readonly string[];
}

/** The task for these hypotheses. Sentences stand in the order of their documents, so that their numbers give no side away. */
export function sharedTask(hypotheses: readonly Hypothesis[], question: string | null): SharedTask {
  const own = hypotheses.map(({ claims }) => citationsOf(claims));
  const evidence = [...new Map(own.flat().map((citation) => [citationKey(citation), citation] as const)).values()].sort(byPlace);
  const numbers = new Map(evidence.map((citation, index) => [citationKey(citation), index + 1] as const));
  const texts = hypotheses.map(({ sections }, index) =>
    COMPARED.map((name) => renumbered(sections[name], (n) => numberOf(own[index]![n - 1], numbers)).trim()).join("\n\n"),
  );
  return { prompt: [{ role: "user", content: taskText(question, evidence) }], evidence, texts };
}

/** Whether a hypothesis has to do with a question: a word of the question, or a form of it, stands in what it links. */
export function bearsOn(question: string, { path, from, to }: Hypothesis): boolean {
  const about = contentWords([from, to, ...path.flatMap((step) => [step.fromLabel, step.toLabel])].join(" "));
  return [...contentWords(question)].some((asked) => [...about].some((word) => related(asked, word)));
}

function taskText(question: string | null, evidence: readonly Citation[]): string {
  const sentences = evidence.map(({ text }, index) => `[${index + 1}] ${quotable(text)}`);
  return [
    ...(question === null ? [] : [`Question: ${question.trim()}\n`]),
    `Sentences:\n${sentences.join("\n")}\n`,
    `Propose one testable hypothesis that ${question === null ? "" : "helps to answer the question, that "}some of these sentences support and none of them states. Give the hypothesis, then its mechanism step by step, then an experiment with a measured quantity that could prove it wrong. Cite sentences by their numbers. A good hypothesis is well supported by what it cites, plausible and easy to test.`,
  ].join("\n");
}

/** Undefined for a mark that leads nowhere: it stays as it is, and the comparison is then found unfit. */
function numberOf(citation: Citation | undefined, numbers: ReadonlyMap<string, number>): number | undefined {
  return citation === undefined ? undefined : numbers.get(citationKey(citation));
}

function byPlace(a: Citation, b: Citation): number {
  return a.document < b.document ? -1 : a.document > b.document ? 1 : a.start - b.start || a.end - b.end;
}

// What a comparison's judgements come to: one verdict, or none. It writes nothing and prefers nobody's pair over another's.

import { citationMarks } from "#agents/evidence/citation-marks.ts";
import type { Comparison, ComparisonSide, Judgement, Verdict } from "#agents/model.ts";

export interface Resolution {
  readonly verdict: Verdict | "undecided";
  /** 0–1: that of the surest judge who counts; 0 when undecided. */
  readonly confidence: number;
  /** The judgements that count and agree; empty when undecided. */
  readonly by: readonly Judgement[];
  /** Whether it is undecided because judges contradict each other. */
  readonly contradicted: boolean;
}

const UNDECIDED: Resolution = { verdict: "undecided", confidence: 0, by: [], contradicted: false };

/**
 * People outrank machines. Among those who count, a judge who could not decide is as if not asked, and any two who say different
 * things leave it undecided: x over y and y over x are never both kept.
 */
export function resolve({ a, b, judgements }: Pick<Comparison, "a" | "b" | "judgements">): Resolution {
  const people = judgements.filter(({ kind }) => kind === "person");
  const heard = people.length > 0 ? people : judgements.filter((judgement) => isIndependent(judgement, a, b));
  const counting = heard.filter(({ verdict }) => verdict !== "undecided");
  const [first] = counting;
  if (first === undefined) return UNDECIDED;
  if (counting.some(({ verdict }) => verdict !== first.verdict)) return { ...UNDECIDED, contradicted: true };
  return {
    verdict: first.verdict,
    confidence: Math.max(...counting.map(({ confidence }) => confidence)),
    by: counting,
    contradicted: false,
  };
}

/** A model that wrote just one of the two texts is a party. */
function isIndependent({ kind, by }: Judgement, a: ComparisonSide, b: ComparisonSide): boolean {
  return kind !== "model" || a.by.includes(by) === b.by.includes(by);
}

/** Why no verdict, not even a person's, can make a pair of this comparison; null when one can. */
export type Unfit = "off_question" | "contains" | "unresolved_citation";

export function unfitness({ a, b, evidence, onQuestion }: Comparison): Unfit | null {
  if (!onQuestion) return "off_question";
  if (contains(a.text, b.text) || contains(b.text, a.text)) return "contains";
  const resolves = (text: string) => citationMarks(text).every((n) => n >= 1 && n <= evidence.length);
  return resolves(a.text) && resolves(b.text) ? null : "unresolved_citation";
}

/** Word for word: white space, case and the marks at either end aside. */
function contains(whole: string, part: string): boolean {
  const plain = (text: string) =>
    text
      .toLowerCase()
      .replace(/\s+/g, " ")
      .replace(/^[^\p{L}\p{N}[]+|[^\p{L}\p{N}\]]+$/gu, "");
  return plain(whole).includes(plain(part));
}

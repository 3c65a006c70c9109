// Whether two terms are one: an exact predicate of the pair and of what documents and people say about the pair. Never of order.

import { compareCodePoints } from "#graph/code-points.ts";
import type { TermKey, TermLink } from "#graph/model.ts";
import { contradict } from "#graph/resolution/guards.ts";
import { type QuantisedVector, similarity } from "#graph/resolution/quantised-vector.ts";
import { sameSpelling } from "#graph/resolution/spelling.ts";
import { sameWordsInOtherForms } from "#graph/resolution/word-forms.ts";

/** Thousandths of cosine from which two terms may be one. */
export const NEAR = 930;

/** What is known about a pair beyond its letters. */
export interface PairFacts {
  /** A person's decision, if there is one. */
  readonly decision: "same" | "different" | null;
  /** Whether one is the short form of the other, as documents define it and none contradicts. */
  readonly abbreviation: boolean;
  readonly vectors: readonly [QuantisedVector | null, QuantisedVector | null];
}

/** The link of a pair; null when they are two. Strongest reason first: person, abbreviation, spelling, embedding. */
export function linkOf(first: TermKey, second: TermKey, facts: PairFacts): TermLink | null {
  const [a, b] = compareCodePoints(first, second) < 0 ? [first, second] : [second, first];
  if (facts.decision === "different" || a === b) return null;
  if (facts.decision === "same") return { a, b, reason: "person", similarity: 1000 };
  if (facts.abbreviation) return { a, b, reason: "abbreviation", similarity: 1000 };
  if (sameSpelling(a, b)) return { a, b, reason: "spelling", similarity: 1000 };
  const near = nearness(a, b, facts.vectors);
  return near === null ? null : { a, b, reason: "embedding", similarity: near };
}

/** Cosine in thousandths when two terms are near in meaning and differ in the form of words only; else null. */
function nearness(a: TermKey, b: TermKey, [left, right]: PairFacts["vectors"]): number | null {
  if (left === null || right === null || !sameWordsInOtherForms(a, b) || contradict(a, b)) return null;
  const cosine = similarity(left, right);
  return cosine < NEAR ? null : cosine;
}

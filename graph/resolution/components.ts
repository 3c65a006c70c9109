// Terms joined along links, cut where two of them contradict. The result is a function of the sets given, not of their order.

import { compareCodePoints } from "#graph/code-points.ts";
import type { TermKey, TermLink } from "#graph/model.ts";

/**
 * The groups of terms that are one concept. Links are tried strongest first (person, then similarity, then code-point order); a link whose joining
 * would put two contradictory terms into one group is passed over. Terms without a link are groups of one.
 * @returns groups in code-point order of their first term; terms of a group in code-point order
 */
export function joinTerms(terms: Iterable<TermKey>, links: Iterable<TermLink>, apart: (a: TermKey, b: TermKey) => boolean): TermKey[][] {
  const groupOf = new Map<TermKey, TermKey[]>();
  for (const term of terms) groupOf.set(term, [term]);
  for (const { a, b } of [...links].sort(strongestFirst)) {
    const left = groupOf.get(a);
    const right = groupOf.get(b);
    if (left === undefined || right === undefined || left === right) continue;
    if (left.some((x) => right.some((y) => apart(x, y)))) continue;
    const [large, small] = left.length >= right.length ? [left, right] : [right, left];
    for (const term of small) {
      large.push(term);
      groupOf.set(term, large);
    }
  }
  return [...new Set(groupOf.values())].map((group) => group.sort(compareCodePoints)).sort((a, b) => compareCodePoints(a[0]!, b[0]!));
}

function strongestFirst(x: TermLink, y: TermLink): number {
  return (
    Number(y.reason === "person") - Number(x.reason === "person") ||
    y.similarity - x.similarity ||
    compareCodePoints(x.a, y.a) ||
    compareCodePoints(x.b, y.b)
  );
}

// What the classic scores of link prediction say of a gap, for a reader who knows them: signals beside the ranking, not what it is made of.

import type { Gap } from "#graph/gaps/find-gaps.ts";
import type { ConceptGraph } from "#graph/paths/concept-graph.ts";
import { type LinkScores, linkScores } from "#kernels/compact-graph/link-scores.ts";

/** Each larger for a likelier link; what they are: kernels/compact-graph/link-scores.ts. Comparable within one garden version. */
export type LinkSignals = { readonly [Name in keyof LinkScores]: number };

/** Walks of three steps: four would look at every link of a large graph. */
const STEPS = 3;

/** In the order of the gaps. */
export function linkSignals({ links, indexOf }: ConceptGraph, gaps: readonly Pick<Gap, "from" | "to">[]): readonly LinkSignals[] {
  const pairs = gaps.map(({ from, to }) => [indexOf.get(from.id)!, indexOf.get(to.id)!] as const);
  const table = Object.entries(linkScores(links, pairs, { steps: STEPS })) as [keyof LinkScores, Float64Array][];
  return gaps.map((_, index) => Object.fromEntries(table.map(([name, values]) => [name, values[index]!])) as LinkSignals);
}

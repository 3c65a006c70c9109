// Which way round should a path be told? From cause to effect, where its relations say so; otherwise as it came.

import { type Composition, composeRelations } from "#agents/composition/patterns.ts";
import type { FoundPath } from "#graph/paths/found-path.ts";

/** The path or its reverse, whichever composes to the firmer conjecture; the path itself on a tie. */
export function oriented(path: FoundPath): FoundPath {
  const back = reversed(path);
  return compositionOf(back).coherence > compositionOf(path).coherence ? back : path;
}

/** What the path suggests, before the classes of its concepts are known. */
export function compositionOf(path: FoundPath): Composition {
  return composeRelations(path.relations.map(({ type, direction, polarity }) => ({ type, direction, negated: polarity === "negated" })));
}

export function reversed(path: FoundPath): FoundPath {
  return {
    ...path,
    concepts: path.concepts.toReversed(),
    labels: path.labels.toReversed(),
    relations: path.relations.toReversed().map((step) => ({
      ...step,
      from: step.to,
      fromLabel: step.toLabel,
      to: step.from,
      toLabel: step.fromLabel,
      direction: step.direction === "forward" ? ("backward" as const) : ("forward" as const),
    })),
  };
}

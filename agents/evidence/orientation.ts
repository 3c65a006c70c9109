// Which way round should a path be told? From cause to effect, where its relations say so; otherwise as it came.

import { composeRelations } from "#agents/composition.ts";
import type { FoundPath, PathRelation } from "#graph/paths/found-path.ts";

/** The path or its reverse, whichever composes to a directed effect, or the more coherent of the two; the path itself on a tie. */
export function oriented(path: FoundPath): FoundPath {
  const back = reversed(path);
  return worth(back) > worth(path) ? back : path;
}

/** Whether the path suggests that one end acts on the other. */
export function isDirected(path: FoundPath): boolean {
  return !["associated-with", "similar-to"].includes(composeRelations(path.relations.map(stepOf)).type);
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

function worth(path: FoundPath): number {
  const { type, coherence } = composeRelations(path.relations.map(stepOf));
  return coherence + (type === "associated-with" ? 0 : 1);
}

function stepOf({ type, direction, polarity }: PathRelation) {
  return { type, direction, negated: polarity === "negated" };
}

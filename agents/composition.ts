// What relation follows from two, three or four in a row? A small table and one rule for each kind of step. A guess with a number on it:
// its result is only ever a conjecture.

import { relationType } from "#graph/extraction/relation-types.ts";

/** One step of a path as composition sees it. */
export interface ComposedStep {
  readonly type: string;
  readonly direction: "forward" | "backward";
  readonly negated: boolean;
}

export interface Composition {
  /** A relation type of graph/extraction/relation-types.ts. */
  readonly type: string;
  /** 0–1: product over the steps of how well each kind of step carries an effect on. */
  readonly coherence: number;
}

/** Sign of an effect: more leads to more, to less, or it is not said. */
const SIGN: Readonly<Record<string, 1 | -1>> = {
  increases: 1,
  improves: 1,
  enables: 1,
  activates: 1,
  causes: 1,
  stabilizes: 1,
  forms: 1,
  provides: 1,
  encodes: 1,
  inhibits: -1,
  prevents: -1,
  decreases: -1,
};

/** How well a step of this kind carries an effect from one concept to the next, walking forward and backward. */
const CARRIES: Readonly<Record<string, readonly [forward: number, backward: number]>> = {
  cause: [0.9, 0.55],
  transformation: [0.85, 0.6],
  function: [0.75, 0.6],
  structure: [0.75, 0.75],
  taxonomy: [0.8, 0.5],
  interaction: [0.7, 0.7],
  comparison: [0.6, 0.6],
  location: [0.55, 0.5],
  evidence: [0.45, 0.4],
  association: [0.5, 0.5],
};

/** The relation that a walk from its first to its last concept suggests. An empty walk suggests `associated-with` with coherence 0. */
export function composeRelations(steps: readonly ComposedStep[]): Composition {
  let coherence = steps.length === 0 ? 0 : 1;
  for (const step of steps) coherence *= carries(step);
  return { type: composedType(steps), coherence };
}

function carries(step: ComposedStep): number {
  const [forward, backward] = CARRIES[kindOf(step)] ?? [0.45, 0.4];
  return (step.direction === "forward" ? forward : backward) * (step.negated ? 0.4 : 1);
}

function kindOf(step: ComposedStep): string {
  return relationType(step.type)?.class ?? "association";
}

function composedType(steps: readonly ComposedStep[]): string {
  const effects = steps.filter((step) => ["cause", "transformation", "function"].includes(kindOf(step)));
  const [first, last] = [steps[0], steps.at(-1)];
  if (first === undefined || last === undefined) return "associated-with";
  if (sharedTrait(steps)) return "similar-to";
  if (effects.length === 0)
    return steps.every((step) => kindOf(step) === "structure" && step.direction === "forward") ? "consists-of" : "associated-with";
  if (effects.some((step) => step.direction === "backward")) return "associated-with";
  return signedType(effects);
}

/** Both ends have, or are, the same thing in the middle. */
function sharedTrait(steps: readonly ComposedStep[]): boolean {
  const [first, last] = steps;
  if (steps.length !== 2 || first === undefined || last === undefined) return false;
  const trait = (step: ComposedStep) => ["has-property", "has", "is-a", "consists-of", "provides"].includes(step.type) && !step.negated;
  return trait(first) && trait(last) && first.direction === "forward" && last.direction === "backward";
}

/** Signs multiply; one unsigned or negated step leaves only that there is an effect. */
function signedType(effects: readonly ComposedStep[]): string {
  let sign = 1;
  for (const step of effects) sign *= step.negated ? 0 : (SIGN[step.type] ?? 0);
  if (sign === 0) return "affects";
  return sign > 0 ? "increases" : "decreases";
}

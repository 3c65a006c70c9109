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
  ...Object.fromEntries(
    "increases improves enables activates causes stabilizes forms provides encodes transports".split(" ").map((type) => [type, 1 as const]),
  ),
  ...Object.fromEntries(
    "inhibits prevents decreases separates hydrolyze hydrolyse degrade cleave consume destroy remove deplete erode break weaken soften block"
      .split(" ")
      .map((type) => [type, -1 as const]),
  ),
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

/**
 * The relation that a walk from its first to its last concept suggests; an empty walk suggests `associated-with` with coherence 0.
 * @param lastClass  class of the last concept: a property rises or falls, anything else is enabled or inhibited
 */
export function composeRelations(steps: readonly ComposedStep[], lastClass = "entity"): Composition {
  let coherence = steps.length === 0 ? 0 : 1;
  for (const step of steps) coherence *= carries(step);
  return { type: composedType(steps, lastClass), coherence };
}

function carries(step: ComposedStep): number {
  const [forward, backward] = CARRIES[kindOf(step)] ?? [0.45, 0.4];
  return (step.direction === "forward" ? forward : backward) * (step.negated ? 0.4 : 1);
}

function kindOf(step: ComposedStep): string {
  return relationType(step.type)?.class ?? "association";
}

function composedType(steps: readonly ComposedStep[], lastClass: string): string {
  const effects = steps.filter((step) => EFFECTS.includes(kindOf(step)) || step.type in SIGN);
  const [first, last] = [steps[0], steps.at(-1)];
  if (first === undefined || last === undefined) return "associated-with";
  if (sharedTrait(steps)) return "similar-to";
  if (effects.length === 0)
    return steps.every((step) => kindOf(step) === "structure" && step.direction === "forward") ? "consists-of" : "associated-with";
  if (effects.some((step) => step.direction === "backward")) return "associated-with";
  return signedType(steps, effects, lastClass);
}

/** Both ends have, or are, the same thing in the middle. */
function sharedTrait(steps: readonly ComposedStep[]): boolean {
  const [first, last] = steps;
  if (steps.length !== 2 || first === undefined || last === undefined) return false;
  const trait = (step: ComposedStep) => ["has-property", "has", "is-a", "consists-of", "provides"].includes(step.type) && !step.negated;
  return trait(first) && trait(last) && first.direction === "forward" && last.direction === "backward";
}

const EFFECTS = ["cause", "transformation", "function"];
/** What rises and falls, and what is there or not; the rest happens. */
const GRADED = ["property", "quantity"];
const THINGS = ["material", "molecule", "structure", "device", "data"];

/** Signs multiply; one unsigned or negated step leaves only that there is an effect. */
function signedType(steps: readonly ComposedStep[], effects: readonly ComposedStep[], lastClass: string): string {
  let sign = 1;
  for (const step of effects) sign *= step.negated ? 0 : (SIGN[step.type] ?? 0);
  if (sign === 0) return "affects";
  const kind = GRADED.includes(lastClass) ? 0 : THINGS.includes(lastClass) ? 1 : 2;
  if (sign < 0) return ["decreases", "decreases", "inhibits"][kind]!;
  if (kind === 1 && effects.every((step) => step.type === "forms")) {
    if (effects.length === steps.length) return "forms";
    if (steps[0] !== effects[0] && kindOf(steps[0]!) === "structure") return "consists-of";
  }
  return ["increases", "provides", "enables"][kind]!;
}

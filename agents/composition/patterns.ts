// What follows from two, three or four relations in a row: a small set of named patterns of inference, each with the relation it suggests.
// A guess with a number on it: its result is only ever a conjecture. Kin to the discovery patterns of literature-based discovery
// (Hristovski et al. 2006), but over this garden's relation types.

import { type Arrow, arrowOf, type ComposedStep } from "#agents/composition/arrows.ts";

export type { ComposedStep } from "#agents/composition/arrows.ts";

/**
 * chain           A acts on M, M acts on C: A may act on C
 * sequestration   A binds M, C needs M: A may inhibit C
 * competition     A and C bind M: they may compete for it
 * combination     A and C act on M the same way: together they may do more
 * opposition      A and C act on M in opposite ways: one may offset the other
 * substitution    A and C serve, give or form M: one may stand in for the other
 * common-cause    M acts on A and on C: they may vary together
 * shared-trait    A and C have or are M: what holds for one may hold for the other
 * co-parts        A and C are parts of M: they may interact there
 * tie             none of these: the two are connected, nothing more
 */
export type PatternName =
  | "chain"
  | "sequestration"
  | "competition"
  | "combination"
  | "opposition"
  | "substitution"
  | "common-cause"
  | "shared-trait"
  | "co-parts"
  | "tie";

export interface Composition {
  readonly pattern: PatternName;
  /** A relation type of graph/extraction/relation-types.ts, from the first concept to the last. */
  readonly type: string;
  /** 0–1: how well the steps carry, times how much their pattern is worth. */
  readonly coherence: number;
  /** Index of the concept where the two sides meet; for a chain, of the first one between. */
  readonly pivot: number;
}

/** How much a pattern says about its two ends. */
const WORTH: Readonly<Record<PatternName, number>> = {
  chain: 1,
  sequestration: 1,
  opposition: 0.85,
  substitution: 0.85,
  combination: 0.7,
  competition: 0.7,
  "shared-trait": 0.5,
  "co-parts": 0.45,
  "common-cause": 0.4,
  tie: 0.2,
};

const TYPES: Readonly<Record<Exclude<PatternName, "chain">, string>> = {
  sequestration: "inhibits",
  competition: "interacts-with",
  combination: "interacts-with",
  opposition: "interacts-with",
  substitution: "replaces",
  "common-cause": "associated-with",
  "shared-trait": "similar-to",
  "co-parts": "interacts-with",
  tie: "associated-with",
};

/** Ontology classes of the two ends, where they are known. */
export interface EndClasses {
  readonly first?: string | undefined;
  /** A property rises or falls, anything else is furthered or hindered. */
  readonly last?: string | undefined;
}

/** The relation that a walk from its first to its last concept suggests; an empty walk suggests a tie with coherence 0. */
export function composeRelations(steps: readonly ComposedStep[], classes: EndClasses = {}): Composition {
  const arrows = steps.map(arrowOf);
  const { pattern, pivot } = shapeOf(steps, arrows, classes);
  const type = pattern === "chain" ? chainType(steps, arrows, classes.last ?? "entity") : TYPES[pattern];
  const carried = arrows.reduce((product, arrow) => product * arrow.carries, steps.length === 0 ? 0 : 1);
  return { pattern, type, coherence: carried * WORTH[pattern], pivot };
}

interface Shape {
  readonly pattern: PatternName;
  readonly pivot: number;
}

function shapeOf(steps: readonly ComposedStep[], arrows: readonly Arrow[], classes: EndClasses): Shape {
  const firm = arrows.flatMap(({ toward }, index) => (toward === 0 ? [] : [{ toward, index }]));
  const turns = firm.filter((arrow, index) => index > 0 && arrow.toward !== firm[index - 1]!.toward);
  if (steps.length < 2 || arrows.some(({ kind }) => kind === "loose")) return { pattern: "tie", pivot: 1 };
  if (firm.length === 0) return { pattern: tiedBy(steps, arrows), pivot: 1 };
  if (turns.length === 0) return firm[0]!.toward === 1 ? { pattern: along(arrows), pivot: 1 } : { pattern: "tie", pivot: 1 };
  if (turns.length > 1) return { pattern: "tie", pivot: 1 };
  const pivot = turns[0]!.index;
  return firm[0]!.toward === 1 ? { pattern: meeting(steps, arrows, { pivot, classes }), pivot } : { pattern: "common-cause", pivot };
}

/** All that has a direction leads from the first end to the last. */
function along(arrows: readonly Arrow[]): PatternName {
  const [first, last] = arrows;
  return arrows.length === 2 && first!.kind === "contact" && last!.kind === "need" ? "sequestration" : "chain";
}

/** Nothing has a direction: parts, kinds, properties, contacts. */
function tiedBy(steps: readonly ComposedStep[], arrows: readonly Arrow[]): PatternName {
  if (arrows.every(({ down }) => down)) return "chain";
  const [first, last] = [arrows[0]!, arrows.at(-1)!];
  if (steps.length !== 2) return "tie";
  if (steps.every(({ type, negated }) => type === "binds" && !negated)) return "competition";
  const held = ["part", "kind", "trait"];
  if (!held.includes(first.kind) || !held.includes(last.kind) || steps.some(({ negated }) => negated)) return "tie";
  if (first.down && !last.down) return "shared-trait";
  return !first.down && last.down && first.kind === "part" && last.kind === "part" ? "co-parts" : "tie";
}

const GIVES = new Set(["used-for", "provides", "forms", "enables"]);

/** Both ends lead to the pivot. Two effects whose signs are not said say nothing about each other. */
function meeting(
  steps: readonly ComposedStep[],
  arrows: readonly Arrow[],
  { pivot, classes }: { readonly pivot: number; readonly classes: EndClasses },
): PatternName {
  const [a, c] = [arrows.slice(0, pivot), arrows.slice(pivot)].map(signOf) as [number, number];
  if (a * c < 0) return "opposition";
  const [first, last] = steps;
  const same = steps.length === 2 && first!.type === last!.type && GIVES.has(first!.type) && !first!.negated && !last!.negated;
  if (same && classes.first === classes.last) return "substitution";
  return a * c > 0 ? "combination" : "tie";
}

function signOf(arrows: readonly Arrow[]): number {
  return arrows.reduce((product, { sign }) => product * sign, 1);
}

const GRADED = new Set(["property", "quantity"]);
/** Effects whose own name is what follows when every step only hands them on. */
const HANDED_ON = new Set("improves enables activates causes stabilizes strengthens toughens hardens stiffens".split(" "));

/** Signs multiply; one step that says no sign leaves only that there is an effect. */
function chainType(steps: readonly ComposedStep[], arrows: readonly Arrow[], lastClass: string): string {
  const effects = steps.filter((_, index) => ["effect", "need", "use"].includes(arrows[index]!.kind));
  if (effects.length === 0) return arrows.every(({ down }) => down) ? steps.at(-1)!.type : "associated-with";
  const sign = signOf(partsOfWhole(steps, arrows));
  if (sign === 0) return "affects";
  if (sign < 0) return GRADED.has(lastClass) ? "decreases" : "inhibits";
  const last = effects.at(-1)!.type;
  if (arrows[0]!.kind === "use") return "used-for";
  if (arrows.every(({ kind }, index) => kind === "use" || (arrows[index]!.down && index < arrows.length - 1))) return "used-for";
  if (effects.every(({ type }) => type === "forms")) {
    if (effects.length === steps.length) return "forms";
    // What a part turns into is in the whole.
    if (arrows[0]!.kind === "part" && arrows[0]!.down) return "consists-of";
  }
  if (GRADED.has(lastClass)) return "increases";
  return HANDED_ON.has(last) ? last : "increases";
}

/** At the start of a chain a part may be what its whole owes its effect to: it hands on the whole's sign. */
function partsOfWhole(steps: readonly ComposedStep[], arrows: readonly Arrow[]): readonly Arrow[] {
  const [first, ...rest] = arrows;
  return first?.kind === "part" && !first.down && !steps[0]!.negated ? [{ ...first, sign: 1 }, ...rest] : arrows;
}

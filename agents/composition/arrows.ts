// What one step of a path lets through: from which end to the other, with which sign, and how much. A table over relation types, no paths.

import { relationType } from "#graph/extraction/relation-types.ts";

/** One step of a path as composition sees it. */
export interface ComposedStep {
  readonly type: string;
  readonly direction: "forward" | "backward";
  readonly negated: boolean;
}

/**
 * effect    one end acts on the other
 * need      one end cannot do without the other
 * part      whole and part
 * kind      instance and class
 * trait     bearer and property
 * use       means and end
 * likeness  the two resemble each other
 * contact   the two bind, meet or sit in one place
 * loose     anything else: evidence, comparison, association
 */
export type StepKind = "effect" | "need" | "part" | "kind" | "trait" | "use" | "likeness" | "contact" | "loose";

export interface Arrow {
  readonly kind: StepKind;
  /** Along the walk 1, against it −1, either way 0. */
  readonly toward: 1 | -1 | 0;
  /** More leads to more (1), to less (−1), or it is not said (0). */
  readonly sign: 1 | -1 | 0;
  /** 0–1: how well a step of this kind hands on what happens at one end. */
  readonly carries: number;
  /** The step leads from whole to part, from instance to class, from bearer to property. */
  readonly down: boolean;
}

const MORE = new Set(
  "increases improves enables activates causes stabilizes strengthens toughens hardens stiffens forms provides encodes transforms-into".split(
    " ",
  ),
);
const LESS = new Set(
  "inhibits prevents decreases breaks hydrolyze degrade cleave consume destroy remove deplete erode weaken soften block melt dissolve digest corrode".split(
    " ",
  ),
);
/** What replaces another may do what that did, or take away what it did: that it acts is all that follows. */
const ACTS = new Set(["controls", "affects", "transports", "addresses", "replaces"]);
const KINDS: Readonly<Record<string, StepKind>> = {
  requires: "need",
  "derives-from": "need",
  "consists-of": "part",
  combines: "part",
  "is-a": "kind",
  "has-property": "trait",
  has: "trait",
  "used-for": "use",
  "acts-as": "use",
  "similar-to": "likeness",
  binds: "contact",
  "interacts-with": "contact",
  "located-in": "contact",
  surrounds: "contact",
};

/** How well each kind carries, walking with the relation and against it. */
const CARRIES: Readonly<Record<StepKind, readonly [forward: number, backward: number]>> = {
  effect: [0.9, 0.9],
  need: [0.85, 0.85],
  part: [0.65, 0.6],
  kind: [0.75, 0.6],
  trait: [0.65, 0.55],
  use: [0.7, 0.7],
  likeness: [0.6, 0.6],
  contact: [0.65, 0.65],
  loose: [0.35, 0.35],
};
/** A denied step carries this share of what an affirmed one would. */
const DENIED = 0.3;

/** The arrow of a step; a denied step has no sign. */
export function arrowOf({ type, direction, negated }: ComposedStep): Arrow {
  const kind = kindOf(type);
  const forward = direction === "forward";
  const carries = CARRIES[kind][forward ? 0 : 1] * (negated ? DENIED : 1);
  const sign = negated ? 0 : signOf(type, kind, forward);
  return { kind, toward: towardOf(kind, forward), sign, carries, down: ["part", "kind", "trait"].includes(kind) && forward };
}

function kindOf(type: string): StepKind {
  return KINDS[type] ?? (MORE.has(type) || LESS.has(type) || ACTS.has(type) || relationType(type)?.class === "cause" ? "effect" : "loose");
}

/** What a thing needs acts on it; an effect acts on its object; a use leads to its end; the rest leads either way. */
function towardOf(kind: StepKind, forward: boolean): Arrow["toward"] {
  if (kind === "need") return forward ? -1 : 1;
  if (kind === "effect" || kind === "use") return forward ? 1 : -1;
  return 0;
}

function signOf(type: string, kind: StepKind, forward: boolean): Arrow["sign"] {
  if (kind === "effect") return MORE.has(type) ? 1 : LESS.has(type) ? -1 : 0;
  if (kind === "need" || kind === "kind" || kind === "likeness" || kind === "use") return 1;
  // A whole brings its part and its property along; changing a part or a property changes the whole in a way not said.
  return (kind === "part" || kind === "trait") && forward ? 1 : 0;
}

// What a conjecture calls the concepts it is about. Where one of them must be able to rise or fall, its value is taken off its name ("low
// toughness" is stated as toughness); nothing is turned round by a guess: what a low value leads to, or comes from, is only said to be affected.

import type { Composition, PatternName } from "#agents/composition/patterns.ts";
import { valued } from "#agents/evidence/value-words.ts";
import { conceptClass } from "#graph/extraction/concept-class.ts";
import { relationType } from "#graph/extraction/relation-types.ts";
import type { Garden } from "#graph/garden.ts";
import type { ConceptId } from "#graph/model.ts";
import type { FoundPath } from "#graph/paths/found-path.ts";
import { exactConcept } from "#graph/search/find-concept.ts";

export interface StatedConcept {
  /** The concept that goes by the stated name, where there is one; else the path's own. */
  readonly id: ConceptId;
  readonly label: string;
  /** Null: as the path's own concept. */
  readonly class: string | null;
}

export interface Stated {
  /** One for each concept of the path. */
  readonly concepts: readonly StatedConcept[];
  /** The type of the conjecture. */
  readonly type: string;
}

/** Which concepts of a path its pattern says something graded of. */
const GRADED_PLACES: Readonly<Partial<Record<PatternName, readonly ("first" | "pivot" | "last")[]>>> = {
  chain: ["first", "last"],
  sequestration: ["last"],
  "common-cause": ["first", "last"],
  tie: ["first", "last"],
  combination: ["pivot"],
  opposition: ["pivot"],
};

/** Classes of relations whose end is changed; "may have low toughness" and "may be used for low temperatures" change nothing. */
const ACTING = new Set(["cause", "transformation"]);

/** How the conjecture of a path is stated; null when one of its concepts is the value of nothing that could be named. */
export async function statedFor(
  garden: Garden,
  path: Pick<FoundPath, "concepts" | "labels">,
  composed: Composition,
): Promise<Stated | null> {
  const last = path.concepts.length - 1;
  const acts = composed.pattern !== "chain" || ACTING.has(relationType(composed.type)?.class ?? "");
  const places = (acts ? (GRADED_PLACES[composed.pattern] ?? []) : []).map((place) => ({ first: 0, pivot: composed.pivot, last })[place]);
  const concepts: StatedConcept[] = path.concepts.map((id, at) => ({ id, label: path.labels[at] ?? id, class: null }));
  let low = false;
  for (const at of places) {
    const value = valued(concepts[at]!.label);
    if (value === null || value.kind === "name") continue;
    const known = await exactConcept(garden.store, value.rest);
    if (known === null && value.kind === "open") return null;
    low ||= value.low && at !== composed.pivot;
    concepts[at] = {
      id: known?.id ?? concepts[at]!.id,
      label: value.rest,
      class: known?.class ?? conceptClass(value.rest, "phrase"),
    };
  }
  // "A hinders low toughness by taking up B" says nothing about toughness.
  if (low && composed.pattern === "sequestration") return null;
  if (concepts[0]!.id === concepts[last]!.id) return null;
  return { concepts, type: low && composed.pattern === "chain" ? "affects" : composed.type };
}

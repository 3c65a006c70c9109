// How a relation is named where there is only room for one line.

import type { RelationKey } from "#graph/model.ts";

/** Stable id of a relation in answers. */
export function relationKeyText({ from, type, to, polarity }: RelationKey): string {
  return [from, type, to, polarity].join(" | ");
}

/** `silk —has-property→ toughness`; a negated one says `—not …→`. */
export function relationLabel(fromLabel: string, relation: Pick<RelationKey, "type" | "polarity">, toLabel: string): string {
  return `${fromLabel} —${relation.polarity === "negated" ? "not " : ""}${relation.type}→ ${toLabel}`;
}

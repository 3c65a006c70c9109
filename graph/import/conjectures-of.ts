// What an imported edge may become: a conjecture, or nothing for a reason that is counted. Pure: it asks no garden.

import { conjectureId } from "#graph/conjecture-id.ts";
import { oneLine } from "#graph/documents/text.ts";
import { normalForm } from "#graph/extraction/normal-form.ts";
import { kebab } from "#graph/extraction/relation-types.ts";
import type { ImportedEdge, ImportedNode } from "#graph/import/imported-graph.ts";
import type { Conjecture } from "#graph/model.ts";

/** Why an edge was not written. */
export const SKIPPED_BECAUSE = {
  "empty-end": "an end has no name",
  "undeclared-end": "an end is no node of the file",
  "self-loop": "both ends are one node",
  "one-term": "both ends are spellings of one term",
  "no-relation": "nothing says how the ends hang together",
  "too-long": "a name or relation is longer than 1,000 characters",
  repeated: "the file says it more than once",
  "no-graph": "a row of the file holds no graph",
  "against-ontology": "the ontology refuses this relation between these",
} as const;
export type SkipReason = keyof typeof SKIPPED_BECAUSE;

const LONGEST = 1000;

/** An edge whose both ends have names, each on one line, and which says something. */
export interface NamedEdge extends ImportedEdge {
  /** Kebab-case; `not-…` where the file denies the relation, since a conjecture has no polarity. */
  readonly type: string;
}

/** The edge, or why it is none. */
export function namedEdge(edge: ImportedEdge): NamedEdge | SkipReason {
  const { relation, negated } = edge;
  const [from, to] = [named(edge.from), named(edge.to)];
  if (from.name === "" || to.name === "") return "empty-end";
  if (!from.declared || !to.declared) return "undeclared-end";
  if (from.id === to.id) return "self-loop";
  const type = kebab(relation);
  if (type === "") return "no-relation";
  if (Math.max(from.name.length, to.name.length, relation.length) > LONGEST) return "too-long";
  return { ...edge, from, to, type: negated ? `not-${type}` : type };
}

function named(node: ImportedNode): ImportedNode {
  return { ...node, name: oneLine(node.name) };
}

/** Depends on the edge alone, so that the same file always makes the same conjectures. `one-term` when its ends cannot be told apart. */
export function conjectureOf(edge: NamedEdge, file: string): Conjecture | SkipReason {
  const [from, to] = [normalForm(edge.from.name), normalForm(edge.to.name)];
  if (from === to) return "one-term";
  return {
    id: conjectureId(from, edge.type, to),
    from,
    fromLabel: edge.from.name,
    type: edge.type,
    to,
    toLabel: edge.to.name,
    origin: "import",
    rationale: rationaleOf(edge, file),
    restsOn: edge.evidence.length > 0 ? edge.evidence : edge.restsOn,
  };
}

function rationaleOf({ place, negated, relation, rationale }: NamedEdge, file: string): string {
  const before = rationale === null ? "" : ` Its rationale there: ${rationale.slice(0, LONGEST)}`;
  return oneLine(`Imported from ${file}, ${place}: ${negated ? "not " : ""}“${relation}”.${before}`);
}

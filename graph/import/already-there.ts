// Which imported edges the garden holds already: as relations with the very evidence that the edge names, or as the conjecture it names.

import { normalForm } from "#graph/extraction/normal-form.ts";
import type { NamedEdge } from "#graph/import/conjectures-of.ts";
import type { ImportedNode, NamedSpan } from "#graph/import/imported-graph.ts";
import type { ConceptId, ConjectureId, Relation, RelationKey, TermKey } from "#graph/model.ts";
import type { GraphStore } from "#graph/store/graph-store.ts";

export interface Known {
  /** Said by a document of the garden, in one of the sentences that the edge names. */
  readonly observed: ReadonlySet<NamedEdge>;
  /** The conjecture that the edge says it is, with the same ends and type. */
  readonly conjectured: ReadonlySet<NamedEdge>;
}

/** Two questions to the garden, however many edges. */
export async function alreadyThere(store: GraphStore, edges: readonly NamedEdge[]): Promise<Known> {
  const claiming = edges.filter(({ evidence, conjecture }) => evidence.length > 0 || conjecture !== null);
  if (claiming.length === 0) return { observed: new Set(), conjectured: new Set() };
  const conjectures = await store.conjectures(
    claiming.flatMap(({ conjecture }) => (conjecture === null ? [] : [conjecture as ConjectureId])),
  );
  const keys = [
    ...claiming.flatMap(({ from, to }) => [...keysOf(from), ...keysOf(to)]),
    ...conjectures.flatMap(({ from, to }) => [from, to]),
  ];
  const conceptOf = new Map((await store.conceptsOfTerms([...new Set(keys)])).map(({ term, concept }) => [term, concept]));
  const ends = {
    conceptOf: (node: ImportedNode) =>
      keysOf(node)
        .map((key) => conceptOf.get(key))
        .find((concept) => concept !== undefined),
  };
  const byId = new Map(conjectures.map((conjecture) => [conjecture.id as string, conjecture]));
  const is = (node: ImportedNode, term: TermKey): boolean => {
    const concept = conceptOf.get(term);
    return keysOf(node).includes(term) || (concept !== undefined && concept === ends.conceptOf(node));
  };
  const conjectured = claiming.filter((edge) => {
    const found = byId.get(edge.conjecture ?? "");
    return found !== undefined && found.type === edge.type && is(edge.from, found.from) && is(edge.to, found.to);
  });
  return { observed: await observed(store, claiming, ends.conceptOf), conjectured: new Set(conjectured) };
}

async function observed(
  store: GraphStore,
  edges: readonly NamedEdge[],
  conceptOf: (node: ImportedNode) => ConceptId | undefined,
): Promise<ReadonlySet<NamedEdge>> {
  const keyed = edges.flatMap((edge) => {
    const [from, to] = [conceptOf(edge.from), conceptOf(edge.to)];
    if (from === undefined || to === undefined || edge.evidence.length === 0) return [];
    const polarity = edge.negated ? ("negated" as const) : ("affirmed" as const);
    const type = edge.negated ? edge.type.slice("not-".length) : edge.type;
    return [{ edge, key: { from, type, to, polarity } }];
  });
  const relations = new Map((await store.relations(keyed.map(({ key }) => key))).map((relation) => [nameOf(relation), relation]));
  const found = keyed.filter(({ edge, key }) => shares(relations.get(nameOf(key)), edge.evidence));
  return new Set(found.map(({ edge }) => edge));
}

function shares(relation: Relation | undefined, spans: readonly NamedSpan[]): boolean {
  const held = new Set(relation?.evidence.map(spanName));
  return spans.some((span) => held.has(spanName(span)));
}

/** In files of Hortus the id is a concept's or a term's; in others the name has to do. */
function keysOf({ id, name }: ImportedNode): readonly TermKey[] {
  return [id as TermKey, normalForm(name)];
}

function nameOf({ from, type, to, polarity }: RelationKey): string {
  return JSON.stringify([from, type, to, polarity]);
}

function spanName({ document, start, end, sha256 }: NamedSpan): string {
  return JSON.stringify([document, start, end, sha256]);
}

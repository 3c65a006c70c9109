// Relations as they will be: of concepts whose terms changed, from all their claims; of all others, old evidence less and new evidence more.

import type { ConceptId, DocumentId, EvidenceSpan, Relation, RelationKey, TermKey } from "#graph/model.ts";
import type { ChangedConcepts } from "#graph/resolution/changed-concepts.ts";
import { type Changes, claimsAfter, claimsIn } from "#graph/resolution/changed-documents.ts";
import { evidenceOf, relationId, relationKeyOf, relationOf } from "#graph/resolution/relation.ts";
import type { GraphStore, LocatedClaim } from "#graph/store/graph-store.ts";

export interface ChangedRelations {
  readonly put: readonly Relation[];
  readonly remove: readonly RelationKey[];
}

export async function changedRelations(store: GraphStore, changes: Changes, concepts: ChangedConcepts): Promise<ChangedRelations> {
  const moved = [...concepts.moved.keys()];
  const restructured = await claimsAfter(store, changes, moved);
  const beforeClaims = changes.before.flatMap(claimsIn);
  const afterClaims = changes.after.flatMap(claimsIn);
  const { was, is } = await conceptMaps(store, concepts, [...restructured, ...beforeClaims, ...afterClaims]);
  const isMoved = ({ head, tail }: LocatedClaim): boolean => concepts.moved.has(head.term) || concepts.moved.has(tail.term);

  const evidence = new Evidence();
  for (const claim of restructured) evidence.add(relationKeyOf(claim, is), claim);
  for (const claim of afterClaims) if (!isMoved(claim)) evidence.add(relationKeyOf(claim, is), claim);
  const lessened = beforeClaims.filter((claim) => !isMoved(claim)).map((claim) => relationKeyOf(claim, was));
  const options = { withQuarantined: true } as const;
  const gone = concepts.restructured.length === 0 ? [] : await store.relationsOf(concepts.restructured, options);
  const replaced = new Set(gone.map(relationId));
  const amended = [...evidence.keys(), ...lessened.filter((key) => key !== null)].filter((key) => !replaced.has(relationId(key)));
  for (const relation of await store.relations(distinct(amended), options)) {
    evidence.keep(relation, (span) => !changes.documents.has(span.document));
  }
  const yearOf = await yearsOf(store, changes, evidence, [...restructured, ...afterClaims]);
  const put = evidence.all().flatMap(([key, spans]) => (spans.length === 0 ? [] : [relationOf(key, spans, yearOf)]));
  const kept = new Set(put.map(relationId));
  const remove = distinct([...gone, ...amended]).filter((key) => !kept.has(relationId(key)));
  return { put, remove };
}

type ConceptOf = (term: TermKey) => ConceptId | undefined;

/** The concept of each term at an end of these claims, before (if it did not move) and after the change. */
async function conceptMaps(
  store: GraphStore,
  concepts: ChangedConcepts,
  claims: readonly LocatedClaim[],
): Promise<{ readonly was: ConceptOf; readonly is: ConceptOf }> {
  const terms = new Set(claims.flatMap(({ head, tail }) => [head.term, tail.term]).filter((term) => !concepts.moved.has(term)));
  const stored = new Map((await store.conceptsOfTerms([...terms])).map((row) => [row.term, row.concept]));
  return {
    was: (term) => stored.get(term),
    is: (term) => (concepts.moved.has(term) ? concepts.moved.get(term) : stored.get(term)),
  };
}

/** Spans by relation, while they are gathered. */
class Evidence {
  readonly #spans = new Map<string, { readonly key: RelationKey; readonly spans: EvidenceSpan[] }>();

  add(key: RelationKey | null, claim: LocatedClaim): void {
    if (key !== null) this.#of(key).push(evidenceOf(claim));
  }

  keep(relation: Relation, which: (span: EvidenceSpan) => boolean): void {
    this.#of(relation).push(...relation.evidence.filter(which));
  }

  keys(): RelationKey[] {
    return [...this.#spans.values()].map((entry) => entry.key);
  }

  all(): (readonly [RelationKey, readonly EvidenceSpan[]])[] {
    return [...this.#spans.values()].map(({ key, spans }) => [key, spans] as const);
  }

  #of(key: RelationKey): EvidenceSpan[] {
    const id = relationId(key);
    const known = this.#spans.get(id);
    if (known !== undefined) return known.spans;
    const { from, type, to, polarity } = key;
    const entry = { key: { from, type, to, polarity }, spans: [] };
    this.#spans.set(id, entry);
    return entry.spans;
  }
}

async function yearsOf(
  store: GraphStore,
  changes: Changes,
  evidence: Evidence,
  claims: readonly LocatedClaim[],
): Promise<(document: DocumentId) => number | null> {
  const years = new Map(claims.map(({ document, year }) => [document, year]));
  const unknown = new Set(evidence.all().flatMap(([, spans]) => spans.map((span) => span.document)));
  const asked = [...unknown].filter((document) => !years.has(document) && !changes.documents.has(document));
  for (const { id, year } of asked.length === 0 ? [] : await store.documents(asked)) years.set(id, year);
  return (document) => years.get(document) ?? null;
}

function distinct(keys: readonly RelationKey[]): RelationKey[] {
  const found = new Map(keys.map((key) => [relationId(key), key]));
  return [...found.values()].map(({ from, type, to, polarity }) => ({ from, type, to, polarity }));
}

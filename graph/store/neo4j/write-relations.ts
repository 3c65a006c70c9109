// Writes the projection's relations with their evidence. A relation that is the same already is not touched.

import type { ConceptId, DocumentId, EvidenceSpan, Relation, RelationKey } from "#graph/model.ts";
import { compareSpans } from "#graph/resolution/relation.ts";
import { changedFields, forRows } from "#graph/store/neo4j/batches.ts";
import type { Neo4jTransaction } from "#graph/store/neo4j/driver.ts";
import { type Row, relationId, relationRow } from "#graph/store/neo4j/form.ts";
import type { Tally } from "#graph/store/neo4j/root.ts";
import { packSpans, unpackSpans } from "#graph/store/neo4j/spans.ts";
import { HortusError } from "#kernels/errors.ts";

/** By how many spans the documents named come to bear more, or fewer, relations. */
export type Borne = Map<DocumentId, number>;

export interface RelationNode extends Row {
  readonly id: string;
  readonly spans: string;
}

interface StoredRelation {
  readonly element: string;
  readonly relation: RelationNode & { readonly quarantined?: number };
}

/** The relationships with these identities, by `relationId`. */
async function stored(tx: Neo4jTransaction, keys: readonly RelationKey[]): Promise<Map<string, StoredRelation>> {
  const rows = await forRows<StoredRelation>(
    tx,
    `UNWIND $rows AS row MATCH (a:Concept {id: row.from}) MATCH (b:Concept {id: row.to}) MATCH (a)-[r]->(b) WHERE r.id = row.id
     RETURN elementId(r) AS element, r{.*} AS relation`,
    keys.map((key) => ({ from: key.from, to: key.to, id: relationId(key) })),
  );
  return new Map(rows.map((row) => [row.relation.id, row]));
}

export async function removeRelations(tx: Neo4jTransaction, keys: readonly RelationKey[], borne: Borne, tally: Tally): Promise<boolean> {
  const old = [...(await stored(tx, keys)).values()];
  for (const { relation } of old) bear(borne, unpackSpans(relation.spans), -1);
  await forRows(
    tx,
    "UNWIND $rows AS element MATCH ()-[r]->() WHERE elementId(r) = element DELETE r",
    old.map(({ element }) => element),
  );
  await releaseAll(tx, old);
  tally.relations -= old.length;
  return old.length > 0;
}

export interface Ends {
  /** Whether it stood before the change: between others there can be no relation yet. */
  readonly stood: (id: ConceptId) => boolean;
  readonly stands: (id: ConceptId) => boolean;
}

/** @throws `graph.missing_evidence`, `graph.missing_concept` */
export async function putRelations(
  tx: Neo4jTransaction,
  relations: readonly Relation[],
  { stood, stands }: Ends,
  borne: Borne,
  tally: Tally,
): Promise<boolean> {
  for (const relation of relations) refuse(relation, stands);
  const known = await stored(
    tx,
    relations.filter(({ from, to }) => stood(from) && stood(to)),
  );
  const creates: Row[] = [];
  const updates: Row[] = [];
  const loosened: StoredRelation[] = [];
  for (const relation of relations) {
    const evidence = relation.evidence.length > 1 ? [...relation.evidence].sort(compareSpans) : relation.evidence;
    const { properties, ...row } = relationRow(relation) as Row & { readonly properties: RelationNode };
    const next: RelationNode = { ...properties, spans: packSpans(evidence) };
    const before = known.get(next.id);
    const changed = before && changedFields("id", next, before.relation);
    if (before === undefined) creates.push({ ...row, properties: next });
    else if (changed) updates.push({ element: before.element, properties: changed });
    else continue;
    if (before !== undefined && before.relation.spans === next.spans) continue;
    if (before !== undefined) bear(borne, unpackSpans(before.relation.spans), -1);
    if (before?.relation.quarantined) loosened.push(before);
    bear(borne, evidence, 1);
  }
  await forRows(tx, CREATE, creates);
  await forRows(tx, "UNWIND $rows AS row MATCH ()-[r]->() WHERE elementId(r) = row.element SET r += row.properties", updates);
  await releaseAll(tx, loosened);
  tally.relations += creates.length;
  return creates.length + updates.length > 0;
}

const CREATE = `
UNWIND $rows AS row
MATCH (a:Concept {id: row.from}) MATCH (b:Concept {id: row.to})
CREATE (a)-[r:$(row.name)]->(b) SET r = row.properties`;

/** Evidence that is another now is in quarantine no more. */
async function releaseAll(tx: Neo4jTransaction, relations: readonly StoredRelation[]): Promise<void> {
  const held = relations.filter(({ relation }) => relation.quarantined);
  await forRows(
    tx,
    "UNWIND $rows AS id MATCH (h:HortusHold {relation: id}) DELETE h",
    held.map(({ relation }) => relation.id),
  );
  await forRows(
    tx,
    "UNWIND $rows AS element MATCH ()-[r]->() WHERE elementId(r) = element REMOVE r.quarantined",
    held.map(({ element }) => element),
  );
}

function bear(borne: Borne, spans: readonly EvidenceSpan[], by: 1 | -1): void {
  for (const { document } of spans) borne.set(document, (borne.get(document) ?? 0) + by);
}

function refuse(relation: Relation, stands: Ends["stands"]): void {
  const { from, type, to } = relation;
  const said = `${from} –${type}→ ${to}`;
  if (relation.evidence.length === 0) {
    throw new HortusError("graph.missing_evidence", `The relation ${said} has no evidence: record it as a conjecture.`, { from, type, to });
  }
  const concept = [from, to].find((end) => !stands(end));
  if (concept === undefined) return;
  throw new HortusError("graph.missing_concept", `${said} names ${concept}, which is no concept: derive the change again.`, { concept });
}

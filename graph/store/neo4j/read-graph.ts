// Reads concepts and relations, some or all. Relations in quarantine are left out unless asked for.

import { compareCodePoints } from "#graph/code-points.ts";
import type { Concept, ConceptId, Polarity, Relation, RelationKey } from "#graph/model.ts";
import type { RelationOptions } from "#graph/store/graph-store.ts";
import { distinct, forRows, once } from "#graph/store/neo4j/batches.ts";
import type { Neo4jTransaction } from "#graph/store/neo4j/driver.ts";
import { relationId } from "#graph/store/neo4j/form.ts";
import { unpackSpans } from "#graph/store/neo4j/spans.ts";
import { compareRelations } from "#graph/store/orders.ts";

type Tx = Neo4jTransaction;

export const CONCEPT =
  "RETURN c.id AS id, c.label AS label, c.aliases AS aliases, c.terms AS terms, c.class AS class, c.documents AS documents, c.mentions AS mentions, c.firstYear AS firstYear, c.lastYear AS lastYear";

export async function conceptsOf(tx: Tx, ids: readonly ConceptId[]): Promise<Concept[]> {
  const rows = await forRows<Concept>(tx, `UNWIND $rows AS id MATCH (c:Concept {id: id}) ${CONCEPT}`, distinct(ids));
  return rows.sort((a, b) => compareCodePoints(a.id, b.id));
}

/** Concepts after a key, in code-point order. */
function conceptPage(tx: Tx, after: string, limit: number): Promise<Concept[]> {
  return tx.run<Concept>({
    cypher: `MATCH (c:Concept) WHERE c.id > $after ${CONCEPT} ORDER BY c.id LIMIT $limit`,
    parameters: { after, limit },
  });
}

export async function* conceptPages(tx: Tx, size: number): AsyncGenerator<readonly Concept[]> {
  for (let page = await conceptPage(tx, "", size); page.length > 0; page = await conceptPage(tx, page.at(-1)!.id, size)) yield page;
}

interface RelationRow {
  readonly from: ConceptId;
  readonly type: string;
  readonly to: ConceptId;
  readonly polarity: Polarity;
  readonly spans: string;
  readonly documents: number;
  readonly confidence: number;
  readonly firstYear: number | null;
  readonly lastYear: number | null;
}

const FIELDS =
  "r.type AS type, r.polarity AS polarity, r.spans AS spans, r.documents AS documents, r.confidence AS confidence, r.firstYear AS firstYear, r.lastYear AS lastYear";
const RELATION = `RETURN startNode(r).id AS from, endNode(r).id AS to, ${FIELDS}`;

function relationOf({ spans, from, type, to, polarity, documents, confidence, firstYear, lastYear }: RelationRow): Relation {
  return { from, type, to, polarity, documents, confidence, firstYear, lastYear, evidence: unpackSpans(spans) };
}

function visible(options: RelationOptions): string {
  return options.withQuarantined ? "" : "WHERE r.quarantined IS NULL";
}

export async function relationsOf(tx: Tx, ids: readonly ConceptId[], options: RelationOptions = {}): Promise<Relation[]> {
  const rows = await forRows<RelationRow>(
    tx,
    `UNWIND $rows AS id MATCH (:Concept {id: id})-[r]-() ${visible(options)} WITH DISTINCT r ${RELATION}`,
    distinct(ids),
  );
  return once(rows.map(relationOf), relationId).sort(compareRelations);
}

export async function relationsByKey(tx: Tx, keys: readonly RelationKey[], options: RelationOptions = {}): Promise<Relation[]> {
  const wanted = new Map(keys.map((key) => [relationId(key), { from: key.from, to: key.to, id: relationId(key) }]));
  const hidden = options.withQuarantined ? "" : "AND r.quarantined IS NULL";
  const rows = await forRows<RelationRow>(
    tx,
    `UNWIND $rows AS row MATCH (a:Concept {id: row.from}) MATCH (b:Concept {id: row.to})
     MATCH (a)-[r]->(b) WHERE r.id = row.id ${hidden} RETURN row.from AS from, row.to AS to, ${FIELDS}`,
    [...wanted.values()],
  );
  return rows.map(relationOf).sort(compareRelations);
}

/** One page of a concept's relations; see the contract for their order. */
export async function relationsAbout(
  tx: Tx,
  id: ConceptId,
  { offset, limit }: { readonly offset: number; readonly limit: number },
): Promise<{ total: number; relations: Relation[] }> {
  const touching = "MATCH (:Concept {id: $id})-[r]-() WHERE r.quarantined IS NULL WITH DISTINCT r";
  const parameters = { id, offset, limit };
  const counting = tx.run<{ total: number }>({ cypher: `${touching} RETURN count(r) AS total`, parameters });
  const paging = tx.run<RelationRow>({
    cypher: `${touching} WITH r, startNode(r).id AS from, endNode(r).id AS to
      ORDER BY r.documents DESC, r.confidence DESC, from, r.type, to, r.polarity SKIP $offset LIMIT $limit RETURN from, to, ${FIELDS}`,
    parameters,
  });
  const [[counted], rows] = await Promise.all([counting, paging]);
  return { total: counted!.total, relations: rows.map(relationOf) };
}

/** All relations in pages of at most `size`, by from, type, to, polarity; read for some concepts at a time. */
export async function* relationPages(tx: Tx, size: number, options: RelationOptions = {}): AsyncGenerator<readonly Relation[]> {
  for (let after = ""; ; ) {
    const sources = await tx.run<{ id: string }>({
      cypher: "MATCH (c:Concept) WHERE c.id > $after RETURN c.id AS id ORDER BY c.id LIMIT $size",
      parameters: { after, size },
    });
    if (sources.length === 0) return;
    const rows = await forRows<RelationRow>(
      tx,
      `UNWIND $rows AS id MATCH (:Concept {id: id})-[r]->() ${visible(options)} ${RELATION}`,
      sources.map(({ id }) => id),
    );
    const relations = rows.map(relationOf).sort(compareRelations);
    for (let start = 0; start < relations.length; start += size) yield relations.slice(start, start + size);
    after = sources.at(-1)!.id;
  }
}

// Evidence that no longer matches its document: held back from reads, counted, and lifted again when it matches.

import { compareCodePoints } from "#graph/code-points.ts";
import type { EvidenceKey } from "#graph/store/graph-store.ts";
import { forRows } from "#graph/store/neo4j/batches.ts";
import type { Neo4jTransaction } from "#graph/store/neo4j/driver.ts";
import { relationId, shortHash } from "#graph/store/neo4j/form.ts";
import { lockRoot, raiseRoot } from "#graph/store/neo4j/root.ts";
import { unpackSpans } from "#graph/store/neo4j/spans.ts";
import { compareRelations } from "#graph/store/orders.ts";

export async function markEvidence(tx: Neo4jTransaction, hold: readonly EvidenceKey[], release: readonly EvidenceKey[]): Promise<void> {
  const { version } = await lockRoot(tx);
  const rows = await forRows<{ id: string; spans: string; element: string }>(
    tx,
    `UNWIND $rows AS row MATCH (:Concept {id: row.from})-[r]->(:Concept {id: row.to}) WHERE r.id = row.id
     RETURN DISTINCT r.id AS id, r.spans AS spans, elementId(r) AS element`,
    [...hold, ...release].map(({ relation }) => ({ from: relation.from, to: relation.to, id: relationId(relation) })),
  );
  const found = new Map(rows.map((row) => [row.id, row]));
  await forRows(tx, "UNWIND $rows AS id MATCH (h:HortusHold {id: id}) DELETE h", release.map(holdId));
  const held = hold.flatMap((key) => {
    const { relation, document, start, end } = key;
    const { from, type, to, polarity } = relation;
    const owner = found.get(relationId(relation));
    const spans = owner === undefined ? [] : unpackSpans(owner.spans).filter((span) => isAt(span, key));
    const row = { id: holdId(key), relation: relationId(relation), from, type, to, polarity, document, start, end, spans: spans.length };
    return spans.length === 0 ? [] : [row];
  });
  await forRows(tx, "UNWIND $rows AS row MERGE (h:HortusHold {id: row.id}) SET h = row", held);
  await forRows(
    tx,
    `UNWIND $rows AS row MATCH ()-[r]->() WHERE elementId(r) = row.element
     CALL (row) { MATCH (h:HortusHold {relation: row.id}) RETURN sum(h.spans) AS held }
     SET r.quarantined = CASE held WHEN 0 THEN null ELSE held END`,
    [...found.values()].map(({ id, element }) => ({ id, element })),
  );
  await raiseRoot(tx, version);
}

function holdId({ relation, document, start, end }: EvidenceKey): string {
  return shortHash([relationId(relation), document, start, end]);
}

type Place = Pick<EvidenceKey, "document" | "start" | "end">;

function isAt(span: Place, { document, start, end }: Place): boolean {
  return span.document === document && span.start === start && span.end === end;
}

export async function quarantinedEvidence(tx: Neo4jTransaction): Promise<EvidenceKey[]> {
  const rows = await tx.run<EvidenceKey["relation"] & Place>({
    cypher: `MATCH (h:HortusHold) RETURN h.from AS from, h.type AS type, h.to AS to, h.polarity AS polarity,
      h.document AS document, h.start AS start, h.end AS end`,
  });
  return rows
    .map(({ document, start, end, ...relation }) => ({ relation, document, start, end }))
    .sort(
      (a, b) => compareRelations(a.relation, b.relation) || compareCodePoints(a.document, b.document) || a.start - b.start || a.end - b.end,
    );
}

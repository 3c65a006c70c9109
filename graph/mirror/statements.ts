// The mirror's Cypher. Fixed texts: everything from a garden is a parameter, types of relationships too, so no label can break out.
// Each can be repeated: a row that already carries the stamp is not written again, and rows without a stamp are somebody else's.

import type { NodeLabel } from "#graph/mirror/schema.ts";

const IF_NOT_STAMPED = (row: string) => `WHERE ${row}.stamp IS NULL OR ${row}.stamp <> $stamp`;

/** The mirror's own node, if there is one; `foreign` counts nodes with our labels that no mirror wrote; `lives`: a garden itself is there. */
export const STATE = `
OPTIONAL MATCH (m:HortusMirror {id: "mirror"})
CALL () { MATCH (n:Evidence|Conjecture|Concept|Document) WHERE n.stamp IS NULL RETURN count(n) AS foreign }
RETURN m.garden AS garden, m.form AS form, foreign, EXISTS { MATCH (g:HortusGarden) } AS lives`;

/** Says that a pass with this stamp is under way; nothing is written when it is complete already. */
export const BEGIN = `
MERGE (m:HortusMirror {id: "mirror"})
WITH m WHERE coalesce(m.pending, m.stamp, "") <> $stamp
SET m.pending = $stamp, m.garden = $garden, m.form = $form`;

export const PUT_DOCUMENTS = putNodes("Document");
export const PUT_CONCEPTS = putNodes("Concept");

function putNodes(label: NodeLabel): string {
  return `
UNWIND $rows AS row
MERGE (n:${label} {id: row.id})
WITH n, row ${IF_NOT_STAMPED("n")}
SET n += row, n.stamp = $stamp`;
}

/** The index is named because a plan made while the database was still empty would scan. */
export const PUT_RELATIONS = `
UNWIND $rows AS row
MATCH (a:Concept {id: row.from}), (b:Concept {id: row.to})
USING INDEX SEEK a:Concept(id) USING INDEX SEEK b:Concept(id)
MERGE (a)-[r:$(row.name) {id: row.properties.id}]->(b)
WITH r, row ${IF_NOT_STAMPED("r")}
SET r += row.properties, r.stamp = $stamp`;

/** Its links are merged whether or not it was written before, so that one cut by hand is mended. */
export const PUT_EVIDENCE = `
UNWIND $rows AS row
MATCH (a:Concept {id: row.from}), (b:Concept {id: row.to}), (d:Document {id: row.document})
USING INDEX SEEK a:Concept(id) USING INDEX SEEK b:Concept(id) USING INDEX SEEK d:Document(id)
MERGE (e:Evidence {id: row.properties.id})
MERGE (e)-[:IN_DOCUMENT]->(d)
MERGE (e)-[:HEAD]->(a)
MERGE (e)-[:TAIL]->(b)
WITH e, row ${IF_NOT_STAMPED("e")}
SET e += row.properties, e.stamp = $stamp`;

/** Takes the old links of a conjecture away before it is written anew: its terms may have joined another concept. */
export const LOOSEN_CONJECTURES = `
UNWIND $rows AS row
MATCH (c:Conjecture {id: row.id})-[link:HEAD|TAIL|RESTS_ON]->() ${IF_NOT_STAMPED("c")}
DELETE link`;

export const PUT_CONJECTURES = `
UNWIND $rows AS row
MERGE (c:Conjecture {id: row.id})
FOREACH (_ IN CASE WHEN c.stamp = $stamp THEN [] ELSE [1] END | SET c += row.properties, c.stamp = $stamp)
WITH c, row
CALL (c, row) { MATCH (a:Concept {id: row.head}) MERGE (c)-[:HEAD]->(a) }
CALL (c, row) { MATCH (b:Concept {id: row.tail}) MERGE (c)-[:TAIL]->(b) }
CALL (c, row) {
  UNWIND row.spans AS span
  MATCH (e:Evidence {document: span.document, start: span.start, end: span.end, sha256: span.sha256})
  MERGE (c)-[:RESTS_ON]->(e)
}`;

/** Only while this pass is the one under way: two at once must not take each other's rows away. */
const WHILE_OURS = `MATCH (m:HortusMirror {id: "mirror"}) WHERE coalesce(m.pending, m.stamp) = $stamp`;

export const REMOVE_RELATIONS = `
${WHILE_OURS}
MATCH (:Concept)-[r]->(:Concept) WHERE r.stamp <> $stamp
WITH r LIMIT $limit DELETE r RETURN count(*) AS removed`;

export function removeNodes(label: NodeLabel): string {
  return `
${WHILE_OURS}
MATCH (n:${label}) WHERE n.stamp <> $stamp
WITH n LIMIT $limit DETACH DELETE n RETURN count(*) AS removed`;
}

/** What the database holds of this garden now, counted there. */
export const COUNT = `
${WHILE_OURS}
RETURN COUNT { MATCH (n:Document) WHERE n.stamp = $stamp } AS documents,
  COUNT { MATCH (n:Concept) WHERE n.stamp = $stamp } AS concepts,
  COUNT { MATCH (:Concept)-[r]->(:Concept) WHERE r.stamp = $stamp } AS relations,
  COUNT { MATCH (n:Evidence) WHERE n.stamp = $stamp } AS evidence,
  COUNT { MATCH (n:Conjecture) WHERE n.stamp = $stamp } AS conjectures`;

export const FINISH = `
MATCH (m:HortusMirror {id: "mirror"}) WHERE m.pending = $stamp
SET m.stamp = $stamp, m.version = $version, m.mirroredAt = datetime()
REMOVE m.pending`;

// Writes the projection's concepts, and the words by which they are found.

import type { Concept, ConceptId, TermKey } from "#graph/model.ts";
import { changedFields, distinct, forRows } from "#graph/store/neo4j/batches.ts";
import type { Neo4jTransaction } from "#graph/store/neo4j/driver.ts";
import { conceptRow, type Row } from "#graph/store/neo4j/form.ts";
import type { Tally } from "#graph/store/neo4j/root.ts";
import { nameWords } from "#graph/store/search-words.ts";
import { HortusError } from "#kernels/errors.ts";

export type ConceptNode = Row & { readonly id: ConceptId; readonly terms: readonly TermKey[] };

export async function readConcepts(tx: Neo4jTransaction, ids: Iterable<ConceptId>): Promise<Map<ConceptId, ConceptNode>> {
  const rows = await forRows<{ concept: ConceptNode }>(
    tx,
    "UNWIND $rows AS id MATCH (c:Concept {id: id}) RETURN c{.*} AS concept",
    distinct(ids),
  );
  return new Map(rows.map(({ concept }) => [concept.id, concept]));
}

/** @param isTerm whether a term is there once the change is done */
export async function putConcepts(
  tx: Neo4jTransaction,
  concepts: readonly Concept[],
  before: ReadonlyMap<ConceptId, ConceptNode>,
  isTerm: (key: TermKey) => boolean,
  tally: Tally,
): Promise<boolean> {
  const creates: Row[] = [];
  const updates: Row[] = [];
  for (const concept of concepts) {
    refuseStray(concept, isTerm);
    const row: Row = { ...conceptRow(concept), words: [...nameWords([concept.label, ...concept.aliases])].join(" ") };
    const known = before.get(concept.id);
    const changed = known && changedFields("id", row, known);
    if (known === undefined) creates.push(row);
    else if (changed) updates.push(changed);
  }
  await forRows(tx, "UNWIND $rows AS row CREATE (c:Concept) SET c = row", creates);
  await forRows(tx, "UNWIND $rows AS row MATCH (c:Concept {id: row.id}) SET c += row", updates);
  tally.concepts += creates.length;
  return creates.length + updates.length > 0;
}

function refuseStray({ id, terms }: Concept, isTerm: (key: TermKey) => boolean): void {
  if (terms.length > 0 && (terms[0] as string) === id && terms.every(isTerm)) return;
  const message = `Concept ${id} joins terms that are not there, or is not named after its first.`;
  throw new HortusError("graph.invalid_change", message, { concept: id });
}

/** Those that no relation names any more. @throws `graph.missing_concept` */
export async function removeConcepts(tx: Neo4jTransaction, ids: readonly ConceptId[], tally: Tally): Promise<boolean> {
  const [named] = await forRows(tx, "UNWIND $rows AS id MATCH (c:Concept {id: id}) WHERE EXISTS { (c)--() } RETURN id LIMIT 1", ids);
  if (named !== undefined) {
    throw new HortusError("graph.missing_concept", "A relation still names a concept that is taken out: derive the change again.");
  }
  const removed = await forRows(tx, "UNWIND $rows AS id MATCH (c:Concept {id: id}) DELETE c RETURN 1 AS removed", ids);
  tally.concepts -= removed.length;
  return removed.length > 0;
}

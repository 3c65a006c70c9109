// Writes the projection's relations with their evidence. A relation that is the same already is not touched.

import type { EvidenceSpan, Relation, RelationKey } from "#graph/model.ts";
import { compareSpans } from "#graph/resolution/relation.ts";
import { DocumentNumbers, endIds, relationIds } from "#graph/store/embedded/keys.ts";
import type { Sqlite } from "#graph/store/sqlite.ts";
import { HortusError } from "#kernels/errors.ts";

/** @throws `graph.missing_evidence`, `graph.missing_document`, `graph.missing_concept` */
export function putRelations(database: Sqlite, relations: readonly Relation[]): boolean {
  const bare = relations.find((relation) => relation.evidence.length === 0);
  if (bare !== undefined) {
    throw new HortusError("graph.missing_evidence", `The relation ${describe(bare)} has no evidence: record it as a conjecture.`, {
      from: bare.from,
      type: bare.type,
      to: bare.to,
    });
  }
  const documents = new DocumentNumbers(database);
  const concepts = endIds(database, relations);
  const types = typeIds(
    database,
    relations.map((relation) => relation.type),
  );
  const known = relationIds(database, relations, concepts);
  let changed = false;
  relations.forEach((relation, index) => {
    const id = known[index];
    if (id === undefined) {
      const ends = [concepts.get(relation.from), concepts.get(relation.to)];
      if (ends.includes(undefined)) throw missingConcept(relation, ends[0] === undefined ? relation.from : relation.to);
      insertEvidence(
        database,
        insertRelation(database, relation, ends as number[], types.get(relation.type)!),
        rowsOf(relation, documents),
      );
      changed = true;
      return;
    }
    if (updateRelation(database, id, relation)) changed = true;
    if (updateEvidence(database, id, rowsOf(relation, documents))) changed = true;
  });
  return changed;
}

export function removeRelations(database: Sqlite, keys: readonly RelationKey[]): boolean {
  let changed = false;
  for (const id of relationIds(database, keys)) {
    if (id === undefined) continue;
    database.run("DELETE FROM evidence WHERE relation = ?", id);
    database.run("DELETE FROM relation WHERE id = ?", id);
    changed = true;
  }
  return changed;
}

function typeIds(database: Sqlite, names: readonly string[]): Map<string, number> {
  for (const name of new Set(names)) database.run("INSERT OR IGNORE INTO relation_type(name) VALUES(?)", name);
  return new Map(database.all<{ id: number; name: string }>("SELECT id, name FROM relation_type").map(({ id, name }) => [name, id]));
}

function insertRelation(database: Sqlite, relation: Relation, [source, target]: readonly number[], type: number): number {
  const { polarity, documents, confidence, firstYear, lastYear } = relation;
  return database.run(
    "INSERT INTO relation(source, type, target, polarity, documents, confidence, first_year, last_year) VALUES(?, ?, ?, ?, ?, ?, ?, ?)",
    source!,
    type,
    target!,
    polarity,
    documents,
    confidence,
    firstYear,
    lastYear,
  ).id;
}

function updateRelation(database: Sqlite, id: number, { documents, confidence, firstYear, lastYear }: Relation): boolean {
  const { changes } = database.run(
    `UPDATE relation SET documents = ?2, confidence = ?3, first_year = ?4, last_year = ?5
     WHERE id = ?1 AND (documents, confidence, first_year, last_year) IS NOT (?2, ?3, ?4, ?5)`,
    id,
    documents,
    confidence,
    firstYear,
    lastYear,
  );
  return changes > 0;
}

const INSERT_EVIDENCE = `INSERT INTO evidence(relation, ordinal, document, start, end, sha256, head_start, head_end, tail_start, tail_end,
  phrase, hedged, confidence, read_by) VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`;
const EVIDENCE_FIELDS = `document, start, end, hex(sha256) AS sha256, head_start, head_end, tail_start, tail_end, phrase, hedged, confidence, read_by`;

function updateEvidence(database: Sqlite, relation: number, rows: readonly EvidenceRow[]): boolean {
  const old = database.all(`SELECT ${EVIDENCE_FIELDS} FROM evidence WHERE relation = ? ORDER BY ordinal`, relation);
  if (JSON.stringify(old.map((row) => Object.values(row))) === JSON.stringify(rows)) return false;
  database.run("DELETE FROM evidence WHERE relation = ?", relation);
  database.run("UPDATE relation SET quarantined = 0 WHERE id = ? AND quarantined > 0", relation);
  insertEvidence(database, relation, rows);
  return true;
}

function insertEvidence(database: Sqlite, relation: number, rows: readonly EvidenceRow[]): void {
  rows.forEach(([document, start, end, sha256, ...rest], ordinal) => {
    database.run(INSERT_EVIDENCE, relation, ordinal, document, start, end, Buffer.from(sha256, "hex"), ...rest);
  });
}

function rowsOf(relation: Relation, documents: DocumentNumbers): EvidenceRow[] {
  const spans = relation.evidence.length > 1 ? [...relation.evidence].sort(compareSpans) : relation.evidence;
  return spans.map((span) => evidenceRow(span, documents.of(span.document)));
}

type EvidenceRow = [number, number, number, string, number, number, number, number, string, number, number, string];

function evidenceRow(span: EvidenceSpan, document: number): EvidenceRow {
  const { start, end, sha256, head, tail, phrase, hedged, confidence, by } = span;
  return [document, start, end, sha256.toUpperCase(), head[0], head[1], tail[0], tail[1], phrase, hedged ? 1 : 0, confidence, by];
}

function missingConcept(relation: Relation, concept: string): HortusError {
  return new HortusError("graph.missing_concept", `${describe(relation)} names ${concept}, which is no concept: derive the change again.`, {
    concept,
  });
}

function describe({ from, type, to }: RelationKey): string {
  return `${from} –${type}→ ${to}`;
}

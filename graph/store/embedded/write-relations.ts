// Writes the projection's relations with their evidence. A relation that is the same already is not touched.

import type { EvidenceSpan, Relation, RelationKey } from "#graph/model.ts";
import { compareSpans } from "#graph/resolution/relation.ts";
import { ConceptNumbers, DocumentNumbers } from "#graph/store/embedded/keys.ts";
import type { Sqlite } from "#graph/store/sqlite.ts";
import { HortusError } from "#kernels/errors.ts";

/** @throws `graph.missing_evidence`, `graph.missing_document`, `graph.missing_concept` */
export function putRelations(database: Sqlite, relations: readonly Relation[]): boolean {
  const concepts = new ConceptNumbers(database);
  const documents = new DocumentNumbers(database);
  let changed = false;
  for (const relation of relations) {
    if (relation.evidence.length === 0) {
      throw new HortusError("graph.missing_evidence", `The relation ${describe(relation)} has no evidence: record it as a conjecture.`, {
        from: relation.from,
        type: relation.type,
        to: relation.to,
      });
    }
    const id = relationNumber(database, concepts, relation);
    if (putRelation(database, id, relation)) changed = true;
    if (putEvidence(database, id, relation.evidence, documents)) changed = true;
  }
  return changed;
}

export function removeRelations(database: Sqlite, keys: readonly RelationKey[]): boolean {
  const concepts = new ConceptNumbers(database);
  let changed = false;
  for (const key of keys) {
    const id = findRelation(database, concepts, key);
    if (id === undefined) continue;
    database.run("DELETE FROM evidence WHERE relation = ?", id);
    database.run("DELETE FROM relation WHERE id = ?", id);
    changed = true;
  }
  return changed;
}

/** Row number of a relation; undefined when it is not there. */
export function findRelation(database: Sqlite, concepts: ConceptNumbers, key: RelationKey): number | undefined {
  return database.get<{ id: number }>(
    `SELECT id FROM relation WHERE source = ? AND target = ? AND polarity = ? AND type = (SELECT id FROM relation_type WHERE name = ?)`,
    concepts.find(key.from) ?? -1,
    concepts.find(key.to) ?? -1,
    key.polarity,
    key.type,
  )?.id;
}

function relationNumber(database: Sqlite, concepts: ConceptNumbers, { from, type, to, polarity }: Relation): number {
  const source = concepts.of(from);
  const target = concepts.of(to);
  const known = findRelation(database, concepts, { from, type, to, polarity });
  if (known !== undefined) return known;
  database.run("INSERT OR IGNORE INTO relation_type(name) VALUES(?)", type);
  return database.run(
    `INSERT INTO relation(source, type, target, polarity, documents, confidence)
     VALUES(?, (SELECT id FROM relation_type WHERE name = ?), ?, ?, 0, 0)`,
    source,
    type,
    target,
    polarity,
  ).id;
}

function putRelation(database: Sqlite, id: number, { documents, confidence, firstYear, lastYear }: Relation): boolean {
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

function putEvidence(database: Sqlite, relation: number, spans: readonly EvidenceSpan[], documents: DocumentNumbers): boolean {
  const rows = [...spans].sort(compareSpans).map((span) => evidenceRow(span, documents.of(span.document)));
  const old = database.all(`SELECT ${EVIDENCE_FIELDS} FROM evidence WHERE relation = ? ORDER BY ordinal`, relation);
  if (JSON.stringify(old.map((row) => Object.values(row))) === JSON.stringify(rows)) return false;
  if (old.length > 0) {
    database.run("DELETE FROM evidence WHERE relation = ?", relation);
    database.run("UPDATE relation SET quarantined = 0 WHERE id = ? AND quarantined > 0", relation);
  }
  rows.forEach(([document, start, end, sha256, ...rest], ordinal) => {
    database.run(INSERT_EVIDENCE, relation, ordinal, document, start, end, Buffer.from(sha256, "hex"), ...rest);
  });
  return true;
}

type EvidenceRow = [number, number, number, string, number, number, number, number, string, number, number, string];

function evidenceRow(span: EvidenceSpan, document: number): EvidenceRow {
  const { start, end, sha256, head, tail, phrase, hedged, confidence, by } = span;
  return [document, start, end, sha256.toUpperCase(), head[0], head[1], tail[0], tail[1], phrase, hedged ? 1 : 0, confidence, by];
}

function describe({ from, type, to }: RelationKey): string {
  return `${from} –${type}→ ${to}`;
}

// Writes the projection's relations with their evidence. A relation that is the same already is not touched.

import type { ConceptId, EvidenceSpan, Relation, RelationKey } from "#graph/model.ts";
import { compareSpans } from "#graph/resolution/relation.ts";
import { DocumentNumbers, eachRelation, endIds, relationIds } from "#graph/store/embedded/keys.ts";
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
  let changed = false;
  for (let start = 0; start < relations.length; start += AT_ONCE) {
    const part = relations.slice(start, start + AT_ONCE);
    const stored = storedRelations(database, part, concepts);
    part.forEach((relation, index) => {
      const rows = rowsOf(relation, documents);
      const before = stored[index];
      if (before !== undefined) {
        if (updateRelation(database, relation, before)) changed = true;
        if (updateEvidence(database, rows, before)) changed = true;
        return;
      }
      const ends = [concepts.get(relation.from), concepts.get(relation.to)];
      if (ends.includes(undefined)) throw missingConcept(relation, ends[0] === undefined ? relation.from : relation.to);
      insertEvidence(database, insertRelation(database, relation, ends as number[], types.get(relation.type)!), rows);
      changed = true;
    });
  }
  return changed;
}

/** Relations compared with what is stored between two reads of it. */
const AT_ONCE = 1000;

interface StoredRelation {
  readonly id: number;
  /** documents, confidence, first and last year */
  readonly values: readonly (number | null)[];
  /** By ordinal. */
  readonly evidence: EvidenceRow[];
}

/** In the order of the relations. Read at once: asked one by one, what does not change would cost as much as what does. */
function storedRelations(
  database: Sqlite,
  relations: readonly Relation[],
  concepts: ReadonlyMap<ConceptId, number>,
): readonly (StoredRelation | undefined)[] {
  const stored: (StoredRelation | undefined)[] = relations.map(() => undefined);
  eachRelation<[number, number, number, number | null, number | null, number, ...EvidenceRow]>(
    database,
    relations,
    concepts,
    `SELECT wanted.key, r.id, r.documents, r.confidence, r.first_year, r.last_year, e.ordinal, ${EVIDENCE_FIELDS} FROM`,
    "CROSS JOIN evidence AS e ON e.relation = r.id",
    ([position, id, documents, confidence, first, last, ordinal, ...row]) => {
      stored[position] ??= { id, values: [documents, confidence, first, last], evidence: [] };
      stored[position].evidence[ordinal] = row;
    },
  );
  return stored;
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

function updateRelation(database: Sqlite, { documents, confidence, firstYear, lastYear }: Relation, before: StoredRelation): boolean {
  const values = [documents, confidence, firstYear, lastYear];
  if (isSameRow(before.values, values)) return false;
  database.run("UPDATE relation SET documents = ?, confidence = ?, first_year = ?, last_year = ? WHERE id = ?", ...values, before.id);
  return true;
}

function isSameRow(a: readonly unknown[], b: readonly unknown[]): boolean {
  return a.length === b.length && a.every((value, column) => value === b[column]);
}

const INSERT_EVIDENCE = `INSERT INTO evidence(relation, ordinal, document, start, end, sha256, head_start, head_end, tail_start, tail_end,
  phrase, hedged, confidence, read_by) VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`;
const EVIDENCE_FIELDS = `e.document, e.start, e.end, hex(e.sha256), e.head_start, e.head_end, e.tail_start, e.tail_end, e.phrase, e.hedged,
  e.confidence, e.read_by`;

function updateEvidence(database: Sqlite, rows: readonly EvidenceRow[], { id, evidence }: StoredRelation): boolean {
  if (evidence.length === rows.length && rows.every((row, ordinal) => isSameRow(row, evidence[ordinal]!))) return false;
  database.run("DELETE FROM evidence WHERE relation = ?", id);
  database.run("UPDATE relation SET quarantined = 0 WHERE id = ? AND quarantined > 0", id);
  insertEvidence(database, id, rows);
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

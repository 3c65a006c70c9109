// Reads concepts and relations, some or all. Relations in quarantine are left out unless asked for.

import { compareCodePoints } from "#graph/code-points.ts";
import type { Concept, ConceptId, DocumentId, EvidenceSpan, Polarity, Relation, RelationKey, Sha256, TermKey } from "#graph/model.ts";
import { json, relationIds } from "#graph/store/embedded/keys.ts";
import type { RelationOptions } from "#graph/store/graph-store.ts";
import { compareRelations } from "#graph/store/orders.ts";
import type { Sqlite } from "#graph/store/sqlite.ts";

type ConceptRow = [
  number: number,
  id: ConceptId,
  label: string,
  kind: string,
  aliases: string,
  documents: number,
  mentions: number,
  firstYear: number | null,
  lastYear: number | null,
  terms: string,
];

const CONCEPT = `SELECT c.id, t.key, c.label, c.class, c.aliases, c.documents, c.mentions, c.first_year, c.last_year,
  (SELECT json_group_array(m.key) FROM term AS m WHERE m.concept = c.id) FROM term AS t CROSS JOIN concept AS c ON c.id = t.id`;

export function conceptsOf(database: Sqlite, ids: readonly ConceptId[]): Concept[] {
  return database.rows<ConceptRow>(`${CONCEPT} WHERE t.key IN (SELECT value FROM json_each(?)) ORDER BY t.key`, json(ids)).map(conceptOf);
}

/** Concepts after a key, in code-point order. */
export function conceptPage(database: Sqlite, after: string, limit: number): Concept[] {
  return database.rows<ConceptRow>(`${CONCEPT} WHERE t.key > ? ORDER BY t.key LIMIT ?`, after, limit).map(conceptOf);
}

/** Those of these row numbers, in the order given. */
export function conceptsByNumber(database: Sqlite, numbers: readonly number[]): Concept[] {
  const rows = database.rows<ConceptRow>(`${CONCEPT} WHERE c.id IN (SELECT value FROM json_each(?))`, json(numbers));
  const found = new Map(rows.map((row) => [row[0], row]));
  return numbers
    .map((number) => found.get(number))
    .filter((row) => row !== undefined)
    .map(conceptOf);
}

function conceptOf([_, id, label, kind, aliases, documents, mentions, firstYear, lastYear, terms]: ConceptRow): Concept {
  return {
    id,
    label,
    class: kind,
    aliases: JSON.parse(aliases) as string[],
    documents,
    mentions,
    firstYear,
    lastYear,
    terms: (JSON.parse(terms) as TermKey[]).sort(compareCodePoints),
  };
}

interface RelationRow {
  readonly id: number;
  readonly from: ConceptId;
  readonly type: string;
  readonly to: ConceptId;
  readonly polarity: Polarity;
  readonly documents: number;
  readonly confidence: number;
  readonly firstYear: number | null;
  readonly lastYear: number | null;
}

const RELATION = `SELECT r.id, s.key AS "from", y.name AS type, t.key AS "to", r.polarity, r.documents, r.confidence,
  r.first_year AS firstYear, r.last_year AS lastYear
  FROM relation AS r JOIN term AS s ON s.id = r.source JOIN term AS t ON t.id = r.target JOIN relation_type AS y ON y.id = r.type`;

export function relationsOf(database: Sqlite, ids: readonly ConceptId[], options: RelationOptions = {}): Relation[] {
  const rows = database.all<RelationRow>(
    `WITH wanted AS MATERIALIZED (SELECT id FROM term WHERE key IN (SELECT value FROM json_each(?)))
     ${RELATION} WHERE r.id IN (SELECT id FROM relation WHERE source IN wanted UNION SELECT id FROM relation WHERE target IN wanted)
     ${visible(options)}`,
    json(ids),
  );
  return withEvidence(database, rows).sort(compareRelations);
}

/** One page of a concept's relations; see the contract for their order. */
export function relationsAbout(
  database: Sqlite,
  id: ConceptId,
  { offset, limit }: { readonly offset: number; readonly limit: number },
): { total: number; relations: Relation[] } {
  const touching = `WITH touching AS MATERIALIZED (SELECT id FROM relation WHERE source = (SELECT id FROM term WHERE key = ?1) AND quarantined = 0
    UNION SELECT id FROM relation WHERE target = (SELECT id FROM term WHERE key = ?1) AND quarantined = 0)`;
  const { total } = database.get<{ total: number }>(`${touching} SELECT count(*) AS total FROM touching`, id)!;
  const rows = database.all<RelationRow>(
    `${touching} ${RELATION} WHERE r.id IN touching
     ORDER BY r.documents DESC, r.confidence DESC, s.key, y.name, t.key, r.polarity LIMIT ?2 OFFSET ?3`,
    id,
    limit,
    offset,
  );
  return { total, relations: withEvidence(database, rows) };
}

/**
 * All relations in pages of at most `size`, by from, type, to, polarity. Relations are read for some concepts at a time, their evidence
 * for one page.
 */
export function* relationPages(database: Sqlite, size: number, options: RelationOptions = {}): Generator<readonly Relation[]> {
  const sources = (after: string) =>
    database.all<{ id: number; key: string }>(
      "SELECT t.id, t.key FROM term AS t CROSS JOIN concept AS c ON c.id = t.id WHERE t.key > ? ORDER BY t.key LIMIT ?",
      after,
      size,
    );
  for (let page = sources(""); page.length > 0; page = sources(page.at(-1)!.key)) {
    const rows = database.all<RelationRow>(
      `${RELATION} WHERE r.source IN (SELECT value FROM json_each(?)) ${visible(options)}`,
      json(page.map(({ id }) => id)),
    );
    rows.sort(compareRelations);
    for (let start = 0; start < rows.length; start += size) yield withEvidence(database, rows.slice(start, start + size));
  }
}

export function relationsByKey(database: Sqlite, keys: readonly RelationKey[], options: RelationOptions = {}): Relation[] {
  const ids = relationIds(database, keys).filter((id) => id !== undefined);
  const rows = database.all<RelationRow>(
    `${RELATION} WHERE r.id IN (SELECT value FROM json_each(?)) ${visible(options)}`,
    json(new Set(ids)),
  );
  return withEvidence(database, rows).sort(compareRelations);
}

function visible(options: RelationOptions): string {
  return options.withQuarantined ? "" : "AND r.quarantined = 0";
}

interface EvidenceRow {
  readonly relation: number;
  readonly document: DocumentId;
  readonly start: number;
  readonly end: number;
  readonly sha256: string;
  readonly head_start: number;
  readonly head_end: number;
  readonly tail_start: number;
  readonly tail_end: number;
  readonly phrase: string;
  readonly hedged: number;
  readonly confidence: number;
  readonly by: string;
}

/** In the order given. */
function withEvidence(database: Sqlite, rows: readonly RelationRow[]): Relation[] {
  const spans = database.all<EvidenceRow>(
    `SELECT e.relation, d.key AS document, e.start, e.end, lower(hex(e.sha256)) AS sha256, e.head_start, e.head_end, e.tail_start, e.tail_end,
       e.phrase, e.hedged, e.confidence, e.read_by AS by FROM evidence AS e JOIN document AS d ON d.id = e.document
     WHERE e.relation IN (SELECT value FROM json_each(?)) ORDER BY e.relation, e.ordinal`,
    json(rows.map((row) => row.id)),
  );
  const byRelation = Map.groupBy(spans, (span) => span.relation);
  return rows.map(({ id, ...relation }) => ({ ...relation, evidence: (byRelation.get(id) ?? []).map(spanOf) }));
}

function spanOf(row: EvidenceRow): EvidenceSpan {
  return {
    document: row.document,
    start: row.start,
    end: row.end,
    sha256: row.sha256 as Sha256,
    head: [row.head_start, row.head_end],
    tail: [row.tail_start, row.tail_end],
    phrase: row.phrase,
    hedged: row.hedged === 1,
    confidence: row.confidence,
    by: row.by,
  };
}

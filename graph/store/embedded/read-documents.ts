// Reads documents and what their readings say. Nothing here writes.

import type {
  ConceptId,
  Conjecture,
  ConjectureId,
  Document,
  DocumentId,
  MentionKind,
  OntologyEntry,
  Reading,
  ResolutionEdit,
  Term,
  TermKey,
  TermLink,
} from "#graph/model.ts";
import { type Blob, decodeDocument, decodeReading } from "#graph/store/body-codec.ts";
import { json } from "#graph/store/embedded/keys.ts";
import type { Definition, DocumentSummary, GraphStore, LocatedClaim, Posting, Spread } from "#graph/store/graph-store.ts";
import { compareClaims } from "#graph/store/orders.ts";
import type { Sqlite } from "#graph/store/sqlite.ts";

export function documentSummaries(database: Sqlite, ids?: readonly DocumentId[]): DocumentSummary[] {
  const rows =
    ids === undefined
      ? database.all<{ summary: string }>("SELECT summary FROM document ORDER BY key")
      : database.all<{ summary: string }>(
          "SELECT summary FROM document WHERE key IN (SELECT value FROM json_each(?)) ORDER BY key",
          json(ids),
        );
  return rows.map((row) => JSON.parse(row.summary) as DocumentSummary);
}

/** One page of the documents that have all words in title, authors, year or id; without words nothing is searched. */
export function documentPage(
  database: Sqlite,
  { words, offset, limit }: Parameters<GraphStore["documentPage"]>[0],
): Awaited<ReturnType<GraphStore["documentPage"]>> {
  return database.snapshot(() => {
    const wanted = words.map((word) => word.toLowerCase());
    const matching = wanted.length === 0 ? null : documentsWith(database, wanted);
    const { total } =
      matching === null ? database.get<{ total: number }>("SELECT count(*) AS total FROM document")! : { total: matching.length };
    const rows =
      matching === null
        ? database.all<PageRow>(`${PAGE_ROW} ORDER BY key LIMIT ? OFFSET ?`, limit, offset)
        : database.all<PageRow>(
            `${PAGE_ROW} WHERE id IN (SELECT value FROM json_each(?)) ORDER BY key`,
            json(matching.slice(offset, offset + limit)),
          );
    const documents = rows.map(({ summary, ...counts }) => ({ ...(JSON.parse(summary) as DocumentSummary), ...counts }));
    return { total, documents };
  });
}

interface PageRow {
  readonly summary: string;
  readonly sentences: number;
  readonly mentions: number;
  readonly claims: number;
}

const PAGE_ROW = "SELECT summary, sentences, mentions, claims FROM document";

/** Row numbers in the order of their keys. */
function documentsWith(database: Sqlite, words: readonly string[]): number[] {
  const found: number[] = [];
  database.each<[number, string]>("SELECT id, summary FROM document ORDER BY key", [], ([id, summary]) => {
    const { title, authors, year, id: key } = JSON.parse(summary) as DocumentSummary;
    const text = `${title} ${authors.join(" ")} ${year ?? ""} ${key}`.toLowerCase();
    if (words.every((word) => text.includes(word))) found.push(id);
  });
  return found;
}

export function documentOf(database: Sqlite, id: DocumentId): Document | null {
  const row = database.get<{ document: Blob }>("SELECT b.document FROM document AS d JOIN body AS b ON b.id = d.body WHERE d.key = ?", id);
  return row === undefined ? null : decodeDocument(row.document);
}

export function readingsOf(database: Sqlite, ids: readonly DocumentId[]): Reading[] {
  return database
    .all<{ key: DocumentId; version: Document["version"]; reading: Blob }>(
      `SELECT d.key, d.summary ->> 'version' AS version, b.reading FROM document AS d JOIN body AS b ON b.id = d.body
       WHERE d.key IN (SELECT value FROM json_each(?)) ORDER BY d.key`,
      json(ids),
    )
    .map(({ key, version, reading }) => decodeReading(reading, { id: key, version }));
}

type TermRow = [
  key: TermKey,
  documents: number,
  mentions: number,
  claims: number,
  definitions: number,
  kind: MentionKind,
  kinds: string,
  surfaces: string,
];

export function termsOf(database: Sqlite, keys: readonly TermKey[]): Term[] {
  return database
    .rows<TermRow>(
      `SELECT key, documents, mentions, claims, definitions, kind, kinds, surfaces FROM term
       WHERE key IN (SELECT value FROM json_each(?)) ORDER BY key`,
      json(keys),
    )
    .map(([key, documents, mentions, claims, definitions, kind, kinds, surfaces]) => ({
      key,
      documents,
      mentions,
      claims,
      definitions,
      kind,
      kinds: JSON.parse(kinds) as Term["kinds"],
      surfaces: JSON.parse(surfaces) as Term["surfaces"],
    }));
}

export function termsInBlocks(database: Sqlite, blocks: readonly string[]): { block: string; term: TermKey }[] {
  return database
    .rows<[block: string, term: TermKey]>(
      `SELECT b.block, t.key FROM block AS b JOIN term AS t ON t.id = b.term
       WHERE b.block IN (SELECT value FROM json_each(?)) ORDER BY b.block, t.key`,
      json(new Set(blocks)),
    )
    .map(([block, term]) => ({ block, term }));
}

export function linksOf(database: Sqlite, keys: readonly TermKey[]): TermLink[] {
  return database.all<TermLink>(
    `WITH wanted AS MATERIALIZED (SELECT id FROM term WHERE key IN (SELECT value FROM json_each(?))),
       found AS (SELECT a, b, reason, similarity FROM link WHERE a IN wanted UNION SELECT a, b, reason, similarity FROM link WHERE b IN wanted)
     SELECT a.key AS a, b.key AS b, reason, similarity FROM found JOIN term AS a ON a.id = found.a JOIN term AS b ON b.id = found.b
     ORDER BY a.key, b.key`,
    json(keys),
  );
}

export function editsOf(database: Sqlite, keys?: readonly TermKey[]): ResolutionEdit[] {
  // Most gardens have none, and are asked about many thousand terms.
  if (database.get("SELECT 1 FROM edit LIMIT 1") === undefined) return [];
  if (keys === undefined) return database.all<ResolutionEdit>("SELECT a, b, decision FROM edit ORDER BY a, b");
  return database.all<ResolutionEdit>(
    `WITH wanted AS MATERIALIZED (SELECT value FROM json_each(?))
     SELECT a, b, decision FROM edit WHERE a IN wanted UNION SELECT a, b, decision FROM edit WHERE b IN wanted ORDER BY a, b`,
    json(keys),
  );
}

export function claimsOf(database: Sqlite, keys: readonly TermKey[]): LocatedClaim[] {
  const rows = database.all<{ document: DocumentId; year: number | null; data: string }>(
    `WITH wanted AS MATERIALIZED (SELECT id FROM term WHERE key IN (SELECT value FROM json_each(?))),
       found AS (SELECT document, ordinal FROM claim WHERE head IN wanted UNION SELECT document, ordinal FROM claim WHERE tail IN wanted)
     SELECT d.key AS document, d.year, c.data FROM found JOIN claim AS c USING (document, ordinal) JOIN document AS d ON d.id = c.document`,
    json(keys),
  );
  return rows.map(({ document, year, data }) => ({ document, year, ...JSON.parse(data) }) as LocatedClaim).sort(compareClaims);
}

export function postingsOf(database: Sqlite, keys: readonly TermKey[]): Posting[] {
  return database.all<Posting>(
    `SELECT t.key AS term, d.key AS document, d.year, p.mentions FROM term AS t JOIN posting AS p ON p.term = t.id JOIN document AS d ON d.id = p.document
     WHERE t.key IN (SELECT value FROM json_each(?)) ORDER BY t.key, d.key`,
    json(keys),
  );
}

export function spreadOf(database: Sqlite, groups: readonly (readonly TermKey[])[], except: readonly DocumentId[]): Spread[] {
  const rows = database.all<Spread & { readonly number: number }>(
    `WITH pair AS MATERIALIZED (SELECT grouped.key AS number, term.value AS term FROM json_each(?1) AS grouped, json_each(grouped.value) AS term)
     SELECT number, count(DISTINCT d.id) AS documents, min(d.year) AS firstYear, max(d.year) AS lastYear
     FROM pair CROSS JOIN term AS t ON t.key = pair.term CROSS JOIN posting AS p ON p.term = t.id CROSS JOIN document AS d ON d.id = p.document
     WHERE p.document NOT IN (SELECT id FROM document WHERE key IN (SELECT value FROM json_each(?2))) GROUP BY number`,
    json(groups),
    json(except),
  );
  const found = new Map(rows.map(({ number, ...spread }) => [number, spread]));
  return groups.map((_, number) => found.get(number) ?? { documents: 0, firstYear: null, lastYear: null });
}

export function definitionsOf(database: Sqlite, keys: readonly TermKey[]): Definition[] {
  return database.all<Definition>(
    `WITH wanted AS MATERIALIZED (SELECT id FROM term WHERE key IN (SELECT value FROM json_each(?))),
       found AS (SELECT * FROM definition WHERE short IN wanted UNION SELECT * FROM definition WHERE long IN wanted)
     SELECT s.key AS short, l.key AS long, d.key AS document FROM found JOIN term AS s ON s.id = found.short
       JOIN term AS l ON l.id = found.long JOIN document AS d ON d.id = found.document ORDER BY s.key, l.key, d.key`,
    json(keys),
  );
}

export function conceptsOfTerms(database: Sqlite, keys: readonly TermKey[]): { term: TermKey; concept: ConceptId }[] {
  return database
    .rows<[term: TermKey, concept: ConceptId]>(
      `SELECT t.key, c.key FROM term AS t JOIN term AS c ON c.id = t.concept
       WHERE t.key IN (SELECT value FROM json_each(?)) ORDER BY t.key`,
      json(keys),
    )
    .map(([term, concept]) => ({ term, concept }));
}

export function ontologyOf(database: Sqlite): OntologyEntry[] {
  return database.all<{ data: string }>("SELECT data FROM ontology ORDER BY key").map((row) => JSON.parse(row.data) as OntologyEntry);
}

export function conjecturesOf(database: Sqlite, ids?: readonly ConjectureId[]): Conjecture[] {
  const rows =
    ids === undefined
      ? database.all<{ data: string }>("SELECT data FROM conjecture ORDER BY key")
      : database.all<{ data: string }>("SELECT data FROM conjecture WHERE key IN (SELECT value FROM json_each(?)) ORDER BY key", json(ids));
  return rows.map((row) => JSON.parse(row.data) as Conjecture);
}

// What a search may find, as conditions in SQL: on a document's row `d` and on a concept's row `c`. They are asked before anything is ranked.

import type { DocumentId, TermKey } from "#graph/model.ts";
import { json, termIds } from "#graph/store/embedded/keys.ts";
import { readingsOf } from "#graph/store/embedded/read-documents.ts";
import type { VectorKind, Within } from "#graph/store/graph-store.ts";
import type { Sqlite } from "#graph/store/sqlite.ts";

interface Condition {
  readonly sql: string;
  readonly values: readonly (string | number)[];
}

/** Null where everything passes. */
export interface Conditions {
  readonly document: Condition | null;
  readonly concept: Condition | null;
}

export function resolveWithin(database: Sqlite, { years, documents, classes }: Within = {}): Conditions {
  const inYears = years === undefined ? null : yearsOf(years);
  const named = documents === undefined ? null : namedDocuments(database, documents, inYears);
  const ofClass = classes === undefined ? null : { sql: "c.class IN (SELECT value FROM json_each(?))", values: [json(classes)] };
  return {
    document:
      named === null
        ? inYears
        : among(
            "d.id",
            named.map(({ id }) => id),
          ),
    concept: all([ofClass, named === null ? mentionedIn(years) : among("c.id", conceptsIn(database, named))]),
  };
}

/**
 * Whether the vector with this key passes; undefined where all do. Of a few named documents all that pass is fetched at once; of years and
 * classes, most of which pass, only what is asked about.
 */
export function vectorFilter(database: Sqlite, kind: VectorKind, within: Within | undefined): ((key: string) => boolean) | undefined {
  const { document, concept } = resolveWithin(database, within);
  const condition = kind === "sentence" ? document : concept;
  if (condition === null) return undefined;
  const rows =
    kind === "sentence"
      ? "SELECT d.key FROM document AS d WHERE"
      : "SELECT named.key FROM concept AS c CROSS JOIN term AS named ON named.concept = c.id WHERE";
  const owner = kind === "sentence" ? (key: string) => key.slice(0, key.lastIndexOf("#")) : (key: string) => key;
  const passing =
    within?.documents && new Set(database.all<{ key: string }>(`${rows} ${condition.sql}`, ...condition.values).map(({ key }) => key));
  if (passing !== undefined) return (key) => passing.has(owner(key));
  const asked = new Map<string, boolean>();
  const one =
    kind === "sentence"
      ? `${rows} d.key = ?`
      : "SELECT named.key FROM term AS named CROSS JOIN concept AS c ON c.id = named.concept WHERE named.key = ?";
  const passes = (key: string) => database.get(`${one} AND ${condition.sql}`, key, ...condition.values) !== undefined;
  return (key) => {
    const name = owner(key);
    const known = asked.get(name) ?? passes(name);
    asked.set(name, known);
    return known;
  };
}

interface NamedDocument {
  readonly id: number;
  readonly key: DocumentId;
}

function namedDocuments(database: Sqlite, keys: readonly DocumentId[], inYears: Condition | null): readonly NamedDocument[] {
  return database.all<NamedDocument>(
    `SELECT d.id, d.key FROM document AS d WHERE d.key IN (SELECT value FROM json_each(?)) AND ${inYears?.sql ?? "TRUE"}`,
    json(keys),
    ...(inYears?.values ?? []),
  );
}

/** Row numbers of the concepts that these documents mention: from their readings, since postings are not kept by document. */
function conceptsIn(database: Sqlite, documents: readonly NamedDocument[]): readonly number[] {
  const keys = new Set<TermKey>();
  for (const { key } of documents) for (const { mentions } of readingsOf(database, [key])) for (const { term } of mentions) keys.add(term);
  const terms = [...termIds(database, keys).values()];
  return database
    .all<{ concept: number }>(
      "SELECT DISTINCT concept FROM term WHERE id IN (SELECT value FROM json_each(?)) AND concept IS NOT NULL",
      json(terms),
    )
    .map(({ concept }) => concept);
}

type Years = NonNullable<Within["years"]>;

function yearsOf({ from, to }: Years, row = "d"): Condition {
  return { sql: `${row}.year >= ? AND ${row}.year <= ?`, values: [from ?? Number.MIN_SAFE_INTEGER, to ?? Number.MAX_SAFE_INTEGER] };
}

/** The first and last year are years of documents: only where both lie outside, on either side, is there anything to look up. */
function mentionedIn(years: Years | undefined): Condition | null {
  if (years === undefined) return null;
  const { sql, values } = yearsOf(years, "dated");
  const [from, to] = values;
  return {
    sql: `c.last_year >= ? AND c.first_year <= ? AND (c.first_year >= ? OR c.last_year <= ? OR EXISTS (
      SELECT 1 FROM term AS part CROSS JOIN posting AS p ON p.term = part.id CROSS JOIN document AS dated ON dated.id = p.document
      WHERE part.concept = c.id AND ${sql}))`,
    values: [from!, to!, from!, to!, ...values],
  };
}

function among(column: string, numbers: readonly number[]): Condition {
  return { sql: `${column} IN (SELECT value FROM json_each(?))`, values: [json(numbers)] };
}

function all(conditions: readonly (Condition | null)[]): Condition | null {
  const asked = conditions.filter((condition) => condition !== null);
  if (asked.length === 0) return null;
  return { sql: asked.map(({ sql }) => `(${sql})`).join(" AND "), values: asked.flatMap(({ values }) => values) };
}

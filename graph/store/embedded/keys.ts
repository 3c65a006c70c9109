// Names to row numbers and back, many at a time. Numbers never leave the embedded store.

import type { ConceptId, DocumentId, RelationKey, TermKey } from "#graph/model.ts";
import type { Sqlite } from "#graph/store/sqlite.ts";
import { HortusError } from "#kernels/errors.ts";

/** Row numbers of the terms that are stored; others are absent from the map. */
export function termIds(database: Sqlite, keys: Iterable<TermKey>): Map<TermKey, number> {
  const rows = database.all<{ id: number; key: TermKey }>(
    "SELECT t.id, t.key FROM json_each(?) AS wanted JOIN term AS t ON t.key = wanted.value",
    json(keys),
  );
  return new Map(rows.map(({ id, key }) => [key, id]));
}

/** Row numbers of documents, looked up once each. */
export class DocumentNumbers {
  readonly #database: Sqlite;
  readonly #known = new Map<DocumentId, number>();

  constructor(database: Sqlite) {
    this.#database = database;
  }

  /** @throws `graph.missing_document` */
  of(id: DocumentId): number {
    const known = this.#known.get(id) ?? this.#database.get<{ id: number }>("SELECT id FROM document WHERE key = ?", id)?.id;
    if (known === undefined) {
      throw new HortusError("graph.missing_document", `Evidence names document ${id}, which is not in the garden: grow it first.`, {
        document: id,
      });
    }
    this.#known.set(id, known);
    return known;
  }
}

/** Row numbers of the concepts that are stored; others are absent from the map. */
export function conceptIds(database: Sqlite, keys: Iterable<ConceptId>): Map<ConceptId, number> {
  const rows = database.all<{ id: number; key: ConceptId }>(
    "SELECT t.id, t.key FROM json_each(?) AS wanted CROSS JOIN term AS t ON t.key = wanted.value CROSS JOIN concept AS c ON c.id = t.id",
    json(new Set(keys)),
  );
  return new Map(rows.map(({ id, key }) => [key, id]));
}

/** Row numbers of the concepts at the ends of relations. */
export function endIds(database: Sqlite, keys: readonly RelationKey[]): ReadonlyMap<ConceptId, number> {
  return conceptIds(
    database,
    keys.flatMap(({ from, to }) => [from, to]),
  );
}

/** Row number of each relation, in the order asked for; undefined where there is none. */
export function relationIds(
  database: Sqlite,
  keys: readonly RelationKey[],
  concepts: ReadonlyMap<ConceptId, number> = endIds(database, keys),
): (number | undefined)[] {
  if (keys.length === 0) return [];
  const types = new Map(database.all<{ id: number; name: string }>("SELECT id, name FROM relation_type").map(({ id, name }) => [name, id]));
  const wanted = keys.map(({ from, type, to, polarity }) => [
    concepts.get(from) ?? -1,
    types.get(type) ?? -1,
    concepts.get(to) ?? -1,
    polarity,
  ]);
  const rows = database.all<{ position: number; id: number }>(
    `SELECT wanted.key AS position, r.id FROM json_each(?) AS wanted CROSS JOIN relation AS r ON r.source = wanted.value ->> 0
       AND r.type = wanted.value ->> 1 AND r.target = wanted.value ->> 2 AND r.polarity = wanted.value ->> 3`,
    json(wanted),
  );
  const found = new Map(rows.map(({ position, id }) => [position, id]));
  return keys.map((_, position) => found.get(position));
}

/** An array as the text that `json_each` reads. */
export function json(values: Iterable<unknown>): string {
  return JSON.stringify([...values]);
}

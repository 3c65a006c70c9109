// Names to row numbers and back, many at a time. Numbers never leave the embedded store.

import type { ConceptId, DocumentId, RelationKey, TermKey } from "#graph/model.ts";
import type { Sqlite } from "#graph/store/sqlite.ts";
import { HortusError } from "#kernels/errors.ts";

/** Row numbers of the terms that are stored; others are absent from the map. */
export function termIds(database: Sqlite, keys: Iterable<TermKey>): Map<TermKey, number> {
  const rows = database.rows<[id: number, key: TermKey]>(
    "SELECT t.id, t.key FROM json_each(?) AS wanted JOIN term AS t ON t.key = wanted.value",
    json(keys),
  );
  return new Map(rows.map(([id, key]) => [key, id]));
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
  const found = new Map<ConceptId, number>();
  database.each<[number, ConceptId]>(
    "SELECT t.id, t.key FROM json_each(?) AS wanted CROSS JOIN term AS t ON t.key = wanted.value CROSS JOIN concept AS c ON c.id = t.id",
    [json(new Set(keys))],
    ([id, key]) => void found.set(key, id),
  );
  return found;
}

/** Row numbers of the concepts at the ends of relations. */
export function endIds(database: Sqlite, keys: readonly RelationKey[]): ReadonlyMap<ConceptId, number> {
  return conceptIds(
    database,
    keys.flatMap(({ from, to }) => [from, to]),
  );
}

/** Row number of each relation, in the order asked for; undefined where there is none. */
export function relationIds(database: Sqlite, keys: readonly RelationKey[]): (number | undefined)[] {
  const found: (number | undefined)[] = keys.map(() => undefined);
  eachRelation<[number]>(database, keys, endIds(database, keys), "SELECT wanted.key, r.id FROM", "", ([position, id]) => {
    found[position] = id;
  });
  return found;
}

/** Hands on a row for each of these relations that is stored, its place among the keys first: `select` … relation AS r `rest`. */
export function eachRelation<Columns extends readonly (number | string | null)[]>(
  database: Sqlite,
  keys: readonly RelationKey[],
  concepts: ReadonlyMap<ConceptId, number>,
  select: string,
  rest: string,
  take: (row: [position: number, ...Columns]) => void,
): void {
  if (keys.length === 0) return;
  const types = new Map(database.all<{ id: number; name: string }>("SELECT id, name FROM relation_type").map(({ id, name }) => [name, id]));
  const wanted = keys.map(({ from, type, to, polarity }) => [
    concepts.get(from) ?? -1,
    types.get(type) ?? -1,
    concepts.get(to) ?? -1,
    polarity,
  ]);
  database.each<[number, ...Columns]>(
    `${select} json_each(?) AS wanted CROSS JOIN relation AS r ON r.source = wanted.value ->> 0
       AND r.type = wanted.value ->> 1 AND r.target = wanted.value ->> 2 AND r.polarity = wanted.value ->> 3 ${rest}`,
    [json(wanted)],
    take,
  );
}

/** An array as the text that `json_each` reads. */
export function json(values: Iterable<unknown>): string {
  return JSON.stringify([...values]);
}

// Names to row numbers and back, many at a time. Numbers never leave the embedded store.

import type { ConceptId, DocumentId, TermKey } from "#graph/model.ts";
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

/** Row numbers of concepts, looked up once each, missing ones too: make a new one after concepts were written. */
export class ConceptNumbers {
  readonly #database: Sqlite;
  readonly #known = new Map<ConceptId, number | undefined>();

  constructor(database: Sqlite) {
    this.#database = database;
  }

  /** @throws `graph.missing_concept` */
  of(id: ConceptId): number {
    const found = this.find(id);
    if (found === undefined)
      throw new HortusError("graph.missing_concept", `There is no concept ${id}: derive the change again.`, { concept: id });
    return found;
  }

  find(id: ConceptId): number | undefined {
    if (this.#known.has(id)) return this.#known.get(id);
    const row = this.#database.get<{ id: number }>("SELECT c.id FROM term AS t JOIN concept AS c ON c.id = t.id WHERE t.key = ?", id);
    this.#known.set(id, row?.id);
    return row?.id;
  }
}

/** An array as the text that `json_each` reads. */
export function json(values: Iterable<unknown>): string {
  return JSON.stringify([...values]);
}

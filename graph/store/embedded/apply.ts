// One change and its projection in one transaction: terms first, then what people and documents say, then what follows from it.

import type { Change, Operation, Projection, TermKey } from "#graph/model.ts";
import { perform, record, renewState, versionOf } from "#graph/store/embedded/history.ts";
import { putRelations, removeRelations } from "#graph/store/embedded/write-relations.ts";
import {
  putConcepts,
  putLinks,
  putTerms,
  removeConcepts,
  removeLinks,
  removeTerms,
  type WrittenTerms,
} from "#graph/store/embedded/write-terms.ts";
import type { Applied } from "#graph/store/graph-store.ts";
import type { Sqlite } from "#graph/store/sqlite.ts";
import { conflict } from "#graph/store/stored-operations.ts";
import { HortusError } from "#kernels/errors.ts";

/** Throws leave nothing behind. `time` is ISO 8601. */
export function applyChange(database: Sqlite, change: Change, projection: Projection, expected: number, time: string): Applied {
  return database.transaction(() => {
    const version = versionOf(database);
    if (version !== expected) throw conflict(version, expected);
    const terms = putTerms(database, projection.terms.put, alone(projection));
    const touched = documentNumbers(database, change.operations);
    const done = perform(database, change.operations, terms.ids);
    const projected = project(database, projection, terms);
    refuseDangling(database, touched, done.length > 0);
    if (!terms.changed && !projected && done.length === 0) return { version, changed: false };
    record(database, version + 1, change, done, time);
    renewState(database);
    return { version: version + 1, changed: true };
  });
}

/** Terms that are a concept by themselves. */
function alone({ concepts }: Projection): ReadonlySet<TermKey> {
  return new Set(concepts.put.flatMap(({ terms }) => (terms.length === 1 ? terms : [])));
}

/** Every part runs: `some` would stop at the first that changed something. */
function project(database: Sqlite, { terms, links, concepts, relations }: Projection, { fresh }: WrittenTerms): boolean {
  const parts = [
    removeRelations(database, relations.remove),
    removeLinks(database, links.remove),
    removeConcepts(database, concepts.remove),
    putLinks(database, links.put),
    putConcepts(database, concepts.put, fresh),
    putRelations(database, relations.put),
  ];
  refuseOrphans(database, JSON.stringify(concepts.remove));
  return [...parts, removeTerms(database, terms.remove)].includes(true);
}

/** Row numbers of documents that a change takes out or replaces, noted before it does. */
function documentNumbers(database: Sqlite, operations: readonly Operation[]): readonly number[] {
  const ids = operations.flatMap((operation) => (operation.op === "remove-document" ? [operation.id] : []));
  return database
    .all<{ id: number }>("SELECT id FROM document WHERE key IN (SELECT value FROM json_each(?))", JSON.stringify(ids))
    .map((row) => row.id);
}

/** A document is gone only when nothing rests on it any more. */
function refuseDangling(database: Sqlite, touched: readonly number[], altered: boolean): void {
  if (!altered) return;
  for (const number of touched) {
    if (database.get("SELECT 1 FROM document WHERE id = ?", number) !== undefined) continue;
    if (database.get("SELECT 1 FROM evidence WHERE document = ? LIMIT 1", number) === undefined) continue;
    throw new HortusError("graph.missing_document", "A relation still rests on a document that is taken out: derive the change again.");
  }
}

function refuseOrphans(database: Sqlite, removed: string): void {
  const orphan = database.get(
    `SELECT 1 FROM term AS t JOIN relation AS r ON r.source = t.id OR r.target = t.id
     WHERE t.key IN (SELECT value FROM json_each(?)) AND NOT EXISTS (SELECT 1 FROM concept AS c WHERE c.id = t.id) LIMIT 1`,
    removed,
  );
  if (orphan !== undefined) {
    throw new HortusError("graph.missing_concept", "A relation still names a concept that is taken out: derive the change again.");
  }
}

// The garden's history: what was done, by whom, and what undoes it. Documents are named by their bodies, so no text is stored twice.

import type { Change, Conjecture, DocumentId, OntologyEntry, Operation, RecordedChange, TermKey } from "#graph/model.ts";
import { putDocument, ReadingIndexes, readBody, removeDocument } from "#graph/store/embedded/write-documents.ts";
import type { ChangeSummary } from "#graph/store/graph-store.ts";
import type { Sqlite } from "#graph/store/sqlite.ts";
import {
  type Done,
  lastOnEach,
  refuseUnknownVersions,
  type StoredOperation as Stored,
  summaryOf,
  wayOf,
} from "#graph/store/stored-operations.ts";

type StoredOperation = Stored<number>;

export function versionOf(database: Sqlite): number {
  return database.get<{ version: number | null }>("SELECT max(version) AS version FROM change")!.version ?? 0;
}

/** See `GraphStore.state`: the version, for whoever reads it, and a word drawn anew whenever the graph may have become another. */
export function stateOf(database: Sqlite): string {
  return `${versionOf(database)} ${database.get<{ word: string }>("SELECT word FROM state")!.word}`;
}

/** In the transaction that alters what `outline` reads. */
export function renewState(database: Sqlite): void {
  database.run("UPDATE state SET word = lower(hex(randomblob(16)))");
}

/** Carries out the operations and answers those that altered something. */
export function perform(database: Sqlite, operations: readonly Operation[], terms: ReadonlyMap<TermKey, number>): readonly Done<number>[] {
  const indexes = new ReadingIndexes(database, terms);
  const done = lastOnEach(operations)
    .map((operation) => performOne(database, operation, indexes))
    .filter((one) => one !== null);
  indexes.write();
  return done;
}

export function record(database: Sqlite, version: number, change: Change, done: readonly Done<number>[], time: string): void {
  database.run(
    "INSERT INTO change(version, parent, author, reason, time, operations, inverse) VALUES(?, ?, ?, ?, ?, ?, ?)",
    version,
    version - 1,
    change.author,
    change.reason,
    time,
    JSON.stringify(done.map((one) => one.done)),
    JSON.stringify(done.map((one) => one.inverse).reverse()),
  );
}

interface ChangeRow extends Pick<RecordedChange, "version" | "parent" | "author" | "reason" | "time"> {
  readonly operations: string;
  readonly inverse: string;
}

export function historyOf(database: Sqlite, limit: number, before: number): ChangeSummary[] {
  const rows = database.all<Omit<ChangeRow, "inverse">>(
    "SELECT version, parent, author, reason, time, operations FROM change WHERE version < ? ORDER BY version DESC LIMIT ?",
    before,
    limit,
  );
  return rows.map((row) => ({
    ...row,
    operations: (JSON.parse(row.operations) as StoredOperation[]).map((operation) => summaryOf(operation, (body) => idOf(database, body))),
  }));
}

export function changeOf(database: Sqlite, version: number): RecordedChange | null {
  const row = database.get<ChangeRow>("SELECT * FROM change WHERE version = ?", version);
  return row === undefined ? null : { ...row, operations: restored(database, row.operations), inverse: restored(database, row.inverse) };
}

/** Documents in a page: each with its text and reading. */
const PAGE = 200;

/** Of all operations on one target the last on the way counts: the newest forwards, the oldest inverse back. */
export function* operationsBetween(database: Sqlite, from: number, to: number): Generator<readonly Operation[]> {
  refuseUnknownVersions(versionOf(database), from, to);
  const between = database.all<{ stored: string }>(
    from <= to
      ? "SELECT operations AS stored FROM change WHERE version > ?1 AND version <= ?2 ORDER BY version"
      : "SELECT inverse AS stored FROM change WHERE version > ?2 AND version <= ?1 ORDER BY version DESC",
    from,
    to,
  );
  const ordered = wayOf(
    between.map(({ stored }) => JSON.parse(stored) as StoredOperation[]),
    (body) => idOf(database, body),
  );
  for (let start = 0; start < ordered.length; start += PAGE) {
    yield ordered.slice(start, start + PAGE).map((operation) => whole(database, operation));
  }
}

/** Gardens written before the id was kept beside the number have to look into the body. */
function idOf(database: Sqlite, body: number): DocumentId {
  return readBody(database, body).document.id;
}

function restored(database: Sqlite, stored: string): Operation[] {
  return (JSON.parse(stored) as StoredOperation[]).map((operation) => whole(database, operation));
}

function whole(database: Sqlite, operation: StoredOperation): Operation {
  return operation.op === "put-document" ? { op: "put-document", ...readBody(database, operation.body) } : operation;
}

function performOne(database: Sqlite, operation: Operation, indexes: ReadingIndexes): Done<number> | null {
  switch (operation.op) {
    case "put-document":
      return putDocument(database, operation.document, operation.reading, indexes);
    case "remove-document":
      return removeDocument(database, operation.id);
    case "put-conjecture":
    case "remove-conjecture":
      return performConjecture(database, operation);
    case "put-edit":
    case "remove-edit":
      return performEdit(database, operation);
    case "put-ontology-entry":
    case "remove-ontology-entry":
      return performOntologyEntry(database, operation);
  }
}

function performConjecture(
  database: Sqlite,
  operation: Extract<Operation, { op: "put-conjecture" | "remove-conjecture" }>,
): Done<number> | null {
  const next = operation.op === "put-conjecture" ? operation.conjecture : null;
  const id = next?.id ?? (operation as { readonly id: Conjecture["id"] }).id;
  const old = replaceRecord(database, "conjecture", id, next);
  if (old === undefined) return null;
  return { done: operation, inverse: old === null ? { op: "remove-conjecture", id } : { op: "put-conjecture", conjecture: old } };
}

type OntologyOperation = Extract<Operation, { op: "put-ontology-entry" | "remove-ontology-entry" }>;

function performOntologyEntry(database: Sqlite, operation: OntologyOperation): Done<number> | null {
  const next = operation.op === "put-ontology-entry" ? operation.entry : null;
  const id = next?.id ?? (operation as { readonly id: OntologyEntry["id"] }).id;
  const old = replaceRecord(database, "ontology", id, next);
  if (old === undefined) return null;
  return { done: operation, inverse: old === null ? { op: "remove-ontology-entry", id } : { op: "put-ontology-entry", entry: old } };
}

/** Puts a record in the place of the old one, or takes it out: answers the old one, null for none, undefined when nothing had to be done. */
function replaceRecord<Row extends object>(
  database: Sqlite,
  table: "conjecture" | "ontology",
  key: string,
  next: Row | null,
): Row | null | undefined {
  const old = database.get<{ data: string }>(`SELECT data FROM ${table} WHERE key = ?`, key)?.data;
  const data = next === null ? undefined : JSON.stringify(next);
  if (old === data) return undefined;
  if (data === undefined) database.run(`DELETE FROM ${table} WHERE key = ?`, key);
  else database.run(`INSERT INTO ${table}(key, data) VALUES(?, ?) ON CONFLICT(key) DO UPDATE SET data = excluded.data`, key, data);
  return old === undefined ? null : (JSON.parse(old) as Row);
}

function performEdit(database: Sqlite, operation: Extract<Operation, { op: "put-edit" | "remove-edit" }>): Done<number> | null {
  const { a, b, decision } = operation.edit;
  const old = database.get<{ decision: "same" | "different" }>("SELECT decision FROM edit WHERE a = ? AND b = ?", a, b)?.decision;
  if (old === (operation.op === "put-edit" ? decision : undefined)) return null;
  if (operation.op === "remove-edit") database.run("DELETE FROM edit WHERE a = ? AND b = ?", a, b);
  else
    database.run(
      "INSERT INTO edit(a, b, decision) VALUES(?, ?, ?) ON CONFLICT(a, b) DO UPDATE SET decision = excluded.decision",
      a,
      b,
      decision,
    );
  const inverse: StoredOperation =
    old === undefined ? { op: "remove-edit", edit: operation.edit } : { op: "put-edit", edit: { a, b, decision: old } };
  return { done: operation, inverse };
}

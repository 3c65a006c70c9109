// One change and its projection in one transaction. What stands is read first; what differs is found here; only that is written.

import type { Change, ConceptId, DocumentId, Operation, Projection, TermKey } from "#graph/model.ts";
import type { Applied } from "#graph/store/graph-store.ts";
import { distinct, forRows } from "#graph/store/neo4j/batches.ts";
import type { Neo4jTransaction } from "#graph/store/neo4j/driver.ts";
import { record } from "#graph/store/neo4j/history.ts";
import { isDataOperation, performData, performEdits } from "#graph/store/neo4j/records.ts";
import { emptyTally, lockRoot, raiseRoot, type Tally } from "#graph/store/neo4j/root.ts";
import { putConcepts, readConcepts, removeConcepts } from "#graph/store/neo4j/write-concepts.ts";
import {
  type DocumentNode,
  dropTraces,
  type PreparedBody,
  prepareBody,
  putDocuments,
  readDocumentNodes,
} from "#graph/store/neo4j/write-documents.ts";
import { type Borne, putRelations, removeRelations } from "#graph/store/neo4j/write-relations.ts";
import { placesOf, putLinks, putTerms, readTerms, removeLinks, removeTerms } from "#graph/store/neo4j/write-terms.ts";
import { conflict, type Done, lastOnEach } from "#graph/store/stored-operations.ts";
import { HortusError } from "#kernels/errors.ts";

/** A change made ready outside of the transaction, which may run more than once. */
export interface Prepared {
  readonly change: Change;
  readonly operations: readonly Operation[];
  readonly bodies: ReadonlyMap<Operation, PreparedBody>;
  readonly projection: Projection;
}

/** @throws `graph.invalid_change` */
export function prepare(change: Change, projection: Projection): Prepared {
  const operations = lastOnEach(change.operations);
  const bodies = new Map<Operation, PreparedBody>();
  for (const operation of operations)
    if (operation.op === "put-document") bodies.set(operation, prepareBody(operation.document, operation.reading));
  return { change, operations, bodies, projection };
}

/** Throws leave nothing behind. `time` is ISO 8601. */
export async function applyChange(tx: Neo4jTransaction, prepared: Prepared, expected: number, time: string): Promise<Applied> {
  const { version } = await lockRoot(tx);
  if (version !== expected) throw conflict(version, expected);
  const tally = emptyTally();
  const borne: Borne = new Map();
  const documents = await readDocumentNodes(tx, documentIds(prepared.operations));
  const { done, projected } = await write(tx, prepared, documents, borne, tally);
  await settleDocuments(tx, done, documents, borne);
  if (!projected && done.length === 0) return { version, changed: false };
  await record(tx, version + 1, prepared.change, done, time);
  await raiseRoot(tx, version + 1, tally);
  return { version: version + 1, changed: true };
}

function documentIds(operations: readonly Operation[]): DocumentId[] {
  return operations.flatMap((operation) => {
    if (operation.op === "put-document") return operation.document.id;
    return operation.op === "remove-document" ? operation.id : [];
  });
}

/** Terms first, then what people and documents say, then what follows from it. */
async function write(
  tx: Neo4jTransaction,
  prepared: Prepared,
  documents: ReadonlyMap<DocumentId, DocumentNode>,
  borne: Borne,
  tally: Tally,
): Promise<{ readonly done: readonly Done<string>[]; readonly projected: boolean }> {
  const { terms, links, concepts, relations } = prepared.projection;
  const put = new Set(concepts.put.map(({ id }) => id));
  const removed = concepts.remove.filter((id) => !put.has(id));
  const stood = await readConcepts(tx, [...put, ...removed, ...relations.put.flatMap(({ from, to }) => [from, to])]);
  const stands = (id: ConceptId): boolean => put.has(id) || (stood.has(id) && !removed.includes(id));
  const asked = [...termsOf(prepared), ...[...put, ...removed].flatMap((id) => stood.get(id)?.terms ?? [])];
  const known = await readTerms(tx, distinct(asked));
  const fresh = new Set(terms.put.map(({ key }) => key));
  const isTerm = (key: TermKey): boolean => known.has(key) || fresh.has(key);

  const places = placesOf(concepts.put, removed, stood, (term) => known.get(term)?.concept ?? null);
  const parts = [await putTerms(tx, terms.put, places, known, tally)];
  const done = await perform(tx, prepared, documents, isTerm, tally);
  parts.push(await removeRelations(tx, relations.remove, borne, tally));
  parts.push(await removeLinks(tx, links.remove));
  parts.push(await putLinks(tx, links.put, isTerm));
  parts.push(await putConcepts(tx, concepts.put, stood, isTerm, tally));
  parts.push(await putRelations(tx, relations.put, { stood: (id) => stood.has(id), stands }, borne, tally));
  parts.push(await removeConcepts(tx, removed, tally));
  parts.push(await removeTerms(tx, terms.remove, tally));
  return { done, projected: parts.includes(true) };
}

/** All that the change names. */
function* termsOf({ operations, projection: { terms, links, concepts } }: Prepared): Generator<TermKey> {
  for (const { key } of terms.put) yield key;
  for (const { a, b } of links.put) yield* [a, b];
  for (const concept of concepts.put) yield* concept.terms;
  for (const operation of operations) {
    if (operation.op !== "put-document") continue;
    for (const { term } of operation.reading.mentions) yield term;
    for (const { short, long } of operation.reading.abbreviations) yield* [short, long];
  }
}

/** Carries out the operations and answers those that altered something, in their order. */
async function perform(
  tx: Neo4jTransaction,
  { operations, bodies }: Prepared,
  documents: ReadonlyMap<DocumentId, DocumentNode>,
  isTerm: (key: TermKey) => boolean,
  tally: Tally,
): Promise<readonly Done<string>[]> {
  const done = new Map<Operation, Done<string>>();
  const puts: PreparedBody[] = [];
  const drops: DocumentNode[] = [];
  const edits = operations.filter((one) => one.op === "put-edit" || one.op === "remove-edit");
  for (const operation of operations) {
    const body = bodies.get(operation);
    if (body !== undefined) {
      const { id } = body.document;
      const old = documents.get(id);
      if (old?.body === body.hash) continue;
      puts.push(body);
      const inverse = old === undefined ? ({ op: "remove-document", id } as const) : ({ op: "put-document", body: old.body, id } as const);
      done.set(operation, { done: { op: "put-document", body: body.hash, id }, inverse });
    } else if (operation.op === "remove-document") {
      const old = documents.get(operation.id);
      if (old === undefined) continue;
      drops.push(old);
      done.set(operation, { done: operation, inverse: { op: "put-document", body: old.body, id: old.id } });
    }
  }
  await dropTraces(tx, drops, tally);
  tally.documents -= drops.length;
  await putDocuments(tx, puts, documents, isTerm, tally);
  const records = [...(await performData(tx, operations.filter(isDataOperation), tally)), ...(await performEdits(tx, edits))];
  for (const [operation, one] of records) done.set(operation, one);
  return operations.flatMap((operation) => done.get(operation) ?? []);
}

/**
 * Notes how many spans rest on each document, and takes those out that are removed.
 * @throws `graph.missing_document` when a relation rests on one that is not there, or is taken out
 */
async function settleDocuments(
  tx: Neo4jTransaction,
  done: readonly Done<string>[],
  documents: ReadonlyMap<DocumentId, DocumentNode>,
  borne: Borne,
): Promise<void> {
  const gone = done.flatMap(({ done: { op }, inverse }) => (op === "remove-document" ? (inverse as { readonly id: DocumentId }).id : []));
  for (const id of gone) {
    if (documents.get(id)!.evidence + (borne.get(id) ?? 0) === 0) continue;
    throw new HortusError("graph.missing_document", "A relation still rests on a document that is taken out: derive the change again.");
  }
  const rows = [...borne].filter(([id, by]) => by !== 0 && !gone.includes(id)).map(([id, by]) => ({ id, by }));
  const noted = await forRows<{ id: DocumentId }>(
    tx,
    "UNWIND $rows AS row MATCH (d:Document {id: row.id}) SET d.evidence = d.evidence + row.by RETURN d.id AS id",
    rows,
  );
  if (noted.length < rows.length) {
    const found = new Set(noted.map(({ id }) => id));
    const { id } = rows.find((row) => !found.has(row.id))!;
    const message = `Evidence names document ${id}, which is not in the garden: grow it first.`;
    throw new HortusError("graph.missing_document", message, { document: id });
  }
  await forRows(tx, "UNWIND $rows AS id MATCH (d:Document {id: id}) DELETE d", gone);
}

// Writes documents with their readings, and what readings say: who mentions, claims, defines. Bodies are stored once, by their hash.

import type { Document, DocumentId, Reading, TermKey } from "#graph/model.ts";
import { claimsIn } from "#graph/resolution/changed-documents.ts";
import { type Blob, decodeDocument, decodeReading, type EncodedBody, encodeBody } from "#graph/store/body-codec.ts";
import { distinct, forRows } from "#graph/store/neo4j/batches.ts";
import type { Neo4jTransaction } from "#graph/store/neo4j/driver.ts";
import { documentRow, type Row } from "#graph/store/neo4j/form.ts";
import type { Tally } from "#graph/store/neo4j/root.ts";
import { packClaim } from "#graph/store/neo4j/spans.ts";
import { HortusError } from "#kernels/errors.ts";

/** A document to be put, encoded before the transaction begins: it may run more than once. */
export interface PreparedBody {
  readonly document: Document;
  readonly reading: Reading;
  readonly hash: string;
  readonly encoded: EncodedBody;
}

/** @throws `graph.invalid_change` for a reading of something else */
export function prepareBody(document: Document, reading: Reading): PreparedBody {
  if (reading.document !== document.id || reading.version !== document.version) {
    const message = `The reading put with document ${document.id} is of another document or text: read it again.`;
    throw new HortusError("graph.invalid_change", message, { document: document.id });
  }
  const encoded = encodeBody(document, reading);
  return { document, reading, encoded, hash: Buffer.from(encoded.hash).toString("hex") };
}

export interface DocumentNode {
  readonly id: DocumentId;
  readonly body: string;
  readonly sentences: number;
  readonly mentions: number;
  readonly claims: number;
  /** How many spans of relations rest on it. */
  readonly evidence: number;
}

export async function readDocumentNodes(tx: Neo4jTransaction, ids: readonly DocumentId[]): Promise<Map<DocumentId, DocumentNode>> {
  const fields = "{.id, .body, .sentences, .mentions, .claims, .evidence}";
  const rows = await forRows<{ document: DocumentNode }>(
    tx,
    `UNWIND $rows AS id MATCH (d:Document {id: id}) RETURN d${fields} AS document`,
    distinct(ids),
  );
  return new Map(rows.map(({ document }) => [document.id, document]));
}

export interface Body {
  readonly document: Document;
  readonly reading: Reading;
}

/** @throws `graph.corrupt` when one is missing */
export async function readBodies(tx: Neo4jTransaction, hashes: readonly string[]): Promise<Map<string, Body>> {
  const wanted = distinct(hashes);
  const rows = await forRows<{ hash: string; document: string | Int8Array; reading: string | Int8Array }>(
    tx,
    "UNWIND $rows AS hash MATCH (b:HortusBody {hash: hash}) RETURN hash, b.document AS document, b.reading AS reading",
    wanted,
  );
  const found = new Map(
    rows.map(({ hash, ...stored }) => {
      const document = decodeDocument(blob(stored.document));
      return [hash, { document, reading: decodeReading(blob(stored.reading), document) }] as const;
    }),
  );
  const lost = wanted.find((hash) => !found.has(hash));
  if (lost === undefined) return found;
  throw new HortusError("graph.corrupt", `The database lacks body ${lost} of the garden's history: restore a copy.`, { body: lost });
}

/** What the driver brings as what the codec takes. */
export function blob(stored: string | Int8Array): Blob {
  return typeof stored === "string" ? stored : new Uint8Array(stored.buffer, stored.byteOffset, stored.byteLength);
}

/**
 * Writes bodies and documents, and takes the traces of what they replace away first.
 * @param old the nodes that stand now @param isTerm whether a term is there once the projection's are
 */
export async function putDocuments(
  tx: Neo4jTransaction,
  bodies: readonly PreparedBody[],
  old: ReadonlyMap<DocumentId, DocumentNode>,
  isTerm: (key: TermKey) => boolean,
  tally: Tally,
): Promise<void> {
  for (const body of bodies) refuseUnknownTerms(body, isTerm);
  await dropTraces(
    tx,
    bodies.flatMap(({ document }) => old.get(document.id) ?? []),
    tally,
  );
  await putBodies(tx, bodies);
  const rows = bodies.map((body) => documentNode(body, old.get(body.document.id)?.evidence ?? 0));
  const isNew = (row: Row): boolean => !old.has(row.id as DocumentId);
  await forRows(tx, "UNWIND $rows AS row CREATE (d:Document) SET d = row", rows.filter(isNew));
  await forRows(
    tx,
    "UNWIND $rows AS row MATCH (d:Document {id: row.id}) SET d = row",
    rows.filter((row) => !isNew(row)),
  );
  await addTraces(tx, bodies);
  tally.documents += rows.filter(isNew).length;
  for (const { reading } of bodies) count(tally, reading.sentences.length, reading.mentions.length, reading.claims.length, 1);
}

async function putBodies(tx: Neo4jTransaction, bodies: readonly PreparedBody[]): Promise<void> {
  const stored = await forRows<{ hash: string }>(
    tx,
    "UNWIND $rows AS hash MATCH (b:HortusBody {hash: hash}) RETURN hash",
    bodies.map(({ hash }) => hash),
  );
  const known = new Set(stored.map(({ hash }) => hash));
  const fresh = new Map(bodies.filter(({ hash }) => !known.has(hash)).map((body) => [body.hash, body]));
  const rows = [...fresh.values()].map(({ hash, encoded }): Row => ({ hash, ...encoded.blobs() }));
  await forRows(tx, "UNWIND $rows AS row CREATE (b:HortusBody) SET b = row", rows);
}

/** As in a mirror, with what lists and reads need. `summary` is exact where the properties are for people. */
function documentNode({ document, reading, hash }: PreparedBody, evidence: number): Row {
  const { text: _text, sections: _sections, ...summary } = document;
  const counts = { sentences: reading.sentences.length, mentions: reading.mentions.length, claims: reading.claims.length };
  return { ...documentRow(summary), summary: JSON.stringify(summary), body: hash, ...counts, evidence };
}

function count(tally: Tally, sentences: number, mentions: number, claims: number, by: 1 | -1): void {
  tally.sentences += by * sentences;
  tally.mentions += by * mentions;
  tally.claims += by * claims;
}

async function addTraces(tx: Neo4jTransaction, bodies: readonly PreparedBody[]): Promise<void> {
  const mentioned = bodies.map(({ document, reading }) => ({ document: document.id, terms: [...mentionCounts(reading)] }));
  await forRows(
    tx,
    `UNWIND $rows AS row MATCH (d:Document {id: row.document})
     UNWIND row.terms AS m MATCH (t:HortusTerm {key: m[0]}) CREATE (t)-[:MENTIONED_IN {mentions: m[1]}]->(d)`,
    mentioned,
  );
  const claims = bodies.flatMap((body) =>
    claimsIn(body).map((claim) => [claim.head.term, claim.tail.term, claim.document, packClaim(claim)]),
  );
  await forRows(
    tx,
    `UNWIND $rows AS row MATCH (h:HortusTerm {key: row[0]}) MATCH (t:HortusTerm {key: row[1]})
     CREATE (h)-[:CLAIMS {document: row[2], data: row[3]}]->(t)`,
    claims,
  );
  await forRows(
    tx,
    `UNWIND $rows AS row MATCH (s:HortusTerm {key: row[0]}) MATCH (l:HortusTerm {key: row[1]})
     MERGE (s)-[:ABBREVIATES {document: row[2]}]->(l)`,
    bodies.flatMap(({ reading }) => definitions(reading)),
  );
  const sentences = bodies.flatMap(({ document, reading }) =>
    reading.sentences.map(({ start, end }, index) => ({
      id: `${document.id}#${index}`,
      document: document.id,
      text: document.text.slice(start, end),
    })),
  );
  await forRows(tx, "UNWIND $rows AS row CREATE (s:Sentence) SET s = row", sentences);
}

/** Takes away what is said by these documents as they stand; the documents' own nodes stay. */
export async function dropTraces(tx: Neo4jTransaction, nodes: readonly DocumentNode[], tally: Tally): Promise<void> {
  if (nodes.length === 0) return;
  const bodies = await readBodies(
    tx,
    nodes.map(({ body }) => body),
  );
  const readings = nodes.map(({ body, id }) => ({ id, body: bodies.get(body)! }));
  for (const { sentences, mentions, claims } of nodes) count(tally, sentences, mentions, claims, -1);
  const ids = nodes.map(({ id }) => id);
  await forRows(tx, "UNWIND $rows AS id MATCH (:Document {id: id})<-[m:MENTIONED_IN]-() DELETE m", ids);
  const claimed = readings.flatMap(({ id, body }) =>
    distinct(claimsIn(body).map(({ head, tail }) => JSON.stringify([head.term, tail.term, id]))).map((key) => JSON.parse(key)),
  );
  for (const [type, rows] of [
    ["CLAIMS", claimed],
    ["ABBREVIATES", readings.flatMap(({ body }) => definitions(body.reading))],
  ] as const) {
    await forRows(
      tx,
      `UNWIND $rows AS row MATCH (a:HortusTerm {key: row[0]}) MATCH (b:HortusTerm {key: row[1]})
       MATCH (a)-[r:${type}]->(b) WHERE r.document = row[2] DELETE r`,
      rows,
    );
  }
  const sentences = nodes.flatMap(({ id, sentences: many }) => Array.from({ length: many }, (_, index) => `${id}#${index}`));
  await forRows(tx, "UNWIND $rows AS id MATCH (s:Sentence {id: id}) DELETE s", sentences);
  await dropSentenceVectors(tx, sentences);
}

async function dropSentenceVectors(tx: Neo4jTransaction, sentences: readonly string[]): Promise<void> {
  const kinds = await tx.run<{ id: string }>({
    cypher: `MATCH (m:HortusVectors {kind: "sentence"}) SET m.changes = m.changes + 1 RETURN m.id AS id`,
  });
  for (const { id } of kinds) {
    await forRows(
      tx,
      "UNWIND $rows AS id MATCH (v:HortusVector {id: id}) DELETE v",
      sentences.map((sentence) => `${id}\n${sentence}`),
    );
  }
}

function mentionCounts(reading: Reading): Map<TermKey, number> {
  const counts = new Map<TermKey, number>();
  for (const { term } of reading.mentions) counts.set(term, (counts.get(term) ?? 0) + 1);
  return counts;
}

/** [short, long, document], each once. */
function definitions({ document, abbreviations }: Reading): (readonly [TermKey, TermKey, DocumentId])[] {
  const each = new Map(abbreviations.map(({ short, long }) => [`${short}\n${long}`, [short, long, document] as const]));
  return [...each.values()];
}

function refuseUnknownTerms({ document, reading }: PreparedBody, isTerm: (key: TermKey) => boolean): void {
  const named = [...reading.mentions.map(({ term }) => term), ...reading.abbreviations.flatMap(({ short, long }) => [short, long])];
  const term = named.find((key) => !isTerm(key));
  if (term === undefined) return;
  const message = `Document ${document.id} mentions “${term}”, which the projection lacks: derive the change again.`;
  throw new HortusError("graph.invalid_change", message, { document: document.id, term });
}

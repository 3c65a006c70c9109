// Writes documents with their readings, and the indexes over what readings say. Each function answers how to undo it, or null for no change.

import type { Document, DocumentId, Reading, TermKey } from "#graph/model.ts";
import { claimsIn } from "#graph/resolution/changed-documents.ts";
import { type Blob, decodeDocument, decodeReading, encodeBody } from "#graph/store/body-codec.ts";
import { json, termIds } from "#graph/store/embedded/keys.ts";
import { SENTENCES_IN_DOCUMENT } from "#graph/store/embedded/schema.ts";
import type { Sqlite, SqlValue } from "#graph/store/sqlite.ts";
import type { Done } from "#graph/store/stored-operations.ts";
import { HortusError } from "#kernels/errors.ts";

/** The terms of the projection must be there before the documents that mention them. */
export function putDocument(database: Sqlite, document: Document, reading: Reading, indexes: ReadingIndexes): Done<number> | null {
  if (reading.document !== document.id || reading.version !== document.version) {
    throw new HortusError(
      "graph.invalid_change",
      `The reading put with document ${document.id} is of another document or text: read it again.`,
      {
        document: document.id,
      },
    );
  }
  const body = bodyNumber(database, document, reading);
  const old = database.get<{ id: number; body: number }>("SELECT id, body FROM document WHERE key = ?", document.id);
  if (old?.body === body) return null;
  if (old !== undefined) dropIndexes(database, old.id, old.body, document.id);
  const number = writeRow(database, old?.id, body, document, reading);
  indexes.add(number, document, reading);
  const { id } = document;
  const done = { op: "put-document", body, id } as const;
  return { done, inverse: old === undefined ? { op: "remove-document", id } : { op: "put-document", body: old.body, id } };
}

function writeRow(database: Sqlite, known: number | undefined, body: number, document: Document, reading: Reading): number {
  const { text: _text, sections: _sections, ...summary } = document;
  const counts = [reading.sentences.length, reading.mentions.length, reading.claims.length] as const;
  const values = [body, document.year, JSON.stringify(summary), ...counts] as const;
  if (known === undefined) {
    return database.run(
      "INSERT INTO document(key, body, year, summary, sentences, mentions, claims) VALUES(?, ?, ?, ?, ?, ?, ?)",
      document.id,
      ...values,
    ).id;
  }
  database.run(
    "UPDATE document SET body = ?, year = ?, summary = ?, sentences = ?, mentions = ?, claims = ? WHERE id = ?",
    ...values,
    known,
  );
  return known;
}

export function removeDocument(database: Sqlite, id: DocumentId): Done<number> | null {
  const old = database.get<{ id: number; body: number }>("SELECT id, body FROM document WHERE key = ?", id);
  if (old === undefined) return null;
  dropIndexes(database, old.id, old.body, id);
  database.run("DELETE FROM document WHERE id = ?", old.id);
  return { done: { op: "remove-document", id }, inverse: { op: "put-document", body: old.body, id } };
}

/** A document and its reading out of the body that history names. */
export function readBody(database: Sqlite, body: number): { readonly document: Document; readonly reading: Reading } {
  const row = database.get<{ document: Blob; reading: Blob }>("SELECT document, reading FROM body WHERE id = ?", body);
  if (row === undefined)
    throw new HortusError("graph.corrupt", `${database.path} lacks body ${body} of its history: restore a backup.`, { body });
  const document = decodeDocument(row.document);
  return { document, reading: decodeReading(row.reading, document) };
}

function bodyNumber(database: Sqlite, document: Document, reading: Reading): number {
  const encoded = encodeBody(document, reading);
  const known = database.get<{ id: number }>("SELECT id FROM body WHERE hash = ?", encoded.hash);
  if (known !== undefined) return known.id;
  const blobs = encoded.blobs();
  return database.run("INSERT INTO body(hash, document, reading) VALUES(?, ?, ?)", encoded.hash, blobs.document, blobs.reading).id;
}

/** The indexes over what documents say, gathered for a whole change: written in their order they go faster than document by document. */
export class ReadingIndexes {
  readonly #database: Sqlite;
  /** Row numbers known already. */
  readonly #known: ReadonlyMap<TermKey, number>;
  readonly #postings: [term: number, document: number, mentions: number][] = [];
  readonly #claims: SqlValue[][] = [];
  readonly #definitions: SqlValue[][] = [];
  readonly #sentences: [id: number, text: string][] = [];

  constructor(database: Sqlite, known: ReadonlyMap<TermKey, number>) {
    this.#database = database;
    this.#known = known;
  }

  /** `number` is the document's row. */
  add(number: number, document: Document, reading: Reading): void {
    if (reading.sentences.length >= SENTENCES_IN_DOCUMENT) {
      throw new HortusError("document.too_large", `${document.id} has more than ${SENTENCES_IN_DOCUMENT} sentences: split it.`, {
        document: document.id,
      });
    }
    const terms = knownTerms(this.#database, document.id, reading, this.#known);
    for (const [term, mentions] of mentionCounts(reading)) this.#postings.push([terms.get(term)!, number, mentions]);
    claimsIn({ document, reading }).forEach(({ claim, head, tail, sentence }, ordinal) => {
      const data = JSON.stringify({ claim, head, tail, sentence });
      this.#claims.push([number, ordinal, terms.get(head.term)!, terms.get(tail.term)!, data]);
    });
    for (const { short, long } of reading.abbreviations) this.#definitions.push([terms.get(short)!, terms.get(long)!, number]);
    reading.sentences.forEach(({ start, end }, index) => {
      this.#sentences.push([number * SENTENCES_IN_DOCUMENT + index, document.text.slice(start, end)]);
    });
  }

  write(): void {
    const postings = this.#postings.sort((a, b) => a[0] - b[0] || a[1] - b[1]);
    this.#database.insert("INSERT INTO posting(term, document, mentions)", postings);
    this.#database.insert("INSERT INTO claim(document, ordinal, head, tail, data)", this.#claims);
    this.#database.insert("INSERT OR IGNORE INTO definition(short, long, document)", this.#definitions);
    // In ascending order: at each step back the full-text index would write out what it gathered.
    for (const [id, text] of this.#sentences.sort((a, b) => a[0] - b[0])) {
      this.#database.run("INSERT INTO sentence_text(rowid, text) VALUES(?, ?)", id, text);
    }
  }
}

function dropIndexes(database: Sqlite, number: number, body: number, id: DocumentId): void {
  const { reading } = readBody(database, body);
  const terms = knownTerms(database, id, reading);
  for (const term of mentionCounts(reading).keys())
    database.run("DELETE FROM posting WHERE term = ? AND document = ?", terms.get(term)!, number);
  for (const { short, long } of reading.abbreviations) {
    database.run("DELETE FROM definition WHERE short = ? AND long = ? AND document = ?", terms.get(short)!, terms.get(long)!, number);
  }
  database.run("DELETE FROM claim WHERE document = ?", number);
  const first = number * SENTENCES_IN_DOCUMENT;
  for (let index = 0; index < reading.sentences.length; index++) database.run("DELETE FROM sentence_text WHERE rowid = ?", first + index);
  dropSentenceVectors(
    database,
    reading.sentences.map((_, index) => `${id}#${index}`),
  );
}

function dropSentenceVectors(database: Sqlite, keys: readonly string[]): void {
  const dropped = database.run(
    "DELETE FROM vector WHERE id IN (SELECT v.id FROM json_each(?) AS k, vector_model AS m CROSS JOIN vector AS v ON v.model = m.id AND v.kind = 'sentence' AND v.key = k.value)",
    json(keys),
  );
  if (dropped.changes > 0) database.run("UPDATE vector_model SET changes = changes + 1");
}

function mentionCounts(reading: Reading): Map<TermKey, number> {
  const counts = new Map<TermKey, number>();
  for (const { term } of reading.mentions) counts.set(term, (counts.get(term) ?? 0) + 1);
  return counts;
}

function knownTerms(
  database: Sqlite,
  document: DocumentId,
  reading: Reading,
  known: ReadonlyMap<TermKey, number> = new Map(),
): ReadonlyMap<TermKey, number> {
  const wanted = new Set(reading.mentions.map((mention) => mention.term));
  for (const { short, long } of reading.abbreviations) wanted.add(short).add(long);
  const unknown = [...wanted].filter((term) => !known.has(term));
  if (unknown.length === 0) return known;
  const found = termIds(database, wanted);
  const missing = unknown.find((term) => !found.has(term));
  if (missing === undefined) return found;
  throw new HortusError(
    "graph.invalid_change",
    `Document ${document} mentions “${missing}”, which the projection lacks: derive the change again.`,
    {
      document,
      term: missing,
    },
  );
}

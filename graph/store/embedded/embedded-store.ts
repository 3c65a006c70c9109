// A garden's graph in one SQLite file. The class is the contract's face only; each part's work is in the file beside it.

import { setImmediate } from "node:timers/promises";
import type {
  Change,
  Concept,
  ConceptId,
  ConjectureId,
  DocumentId,
  GardenCounts,
  Operation,
  Projection,
  Relation,
  RelationKey,
  TermKey,
} from "#graph/model.ts";
import { applyChange } from "#graph/store/embedded/apply.ts";
import { changeOf, historyOf, operationsBetween, renewState, stateOf, versionOf } from "#graph/store/embedded/history.ts";
import { readKept, writeKept } from "#graph/store/embedded/kept-file.ts";
import { conceptsBeginning } from "#graph/store/embedded/name-words.ts";
import { markEvidence, quarantinedEvidence } from "#graph/store/embedded/quarantine.ts";
import * as documents from "#graph/store/embedded/read-documents.ts";
import * as graph from "#graph/store/embedded/read-graph.ts";
import { MIGRATIONS } from "#graph/store/embedded/schema.ts";
import * as vectors from "#graph/store/embedded/vectors.ts";
import { type ReadAside, WholeReader } from "#graph/store/embedded/whole-reader.ts";
import type { ApplyOptions, EvidenceKey, GraphStore, RelationOptions, TextSearch, VectorKind, Within } from "#graph/store/graph-store.ts";
import { migrate, openSqlite, type Sqlite } from "#graph/store/sqlite.ts";
import type { KeyedVector } from "#graph/store/vector-shape.ts";

export interface EmbeddedOptions {
  /** Reads the clock for history, and for nothing else. */
  readonly now: () => Date;
  /** When whole tables are read in a thread of their own; default `large`: once the file is. */
  readonly aside?: ReadAside;
}

/**
 * Opens the database file, made when missing.
 * @throws `graph.corrupt`, `graph.too_new`, `graph.locked`
 */
export function openEmbeddedStore(path: string, options: EmbeddedOptions): GraphStore {
  const database = openSqlite(path);
  try {
    migrate(database, MIGRATIONS);
  } catch (thrown) {
    database.close();
    throw thrown;
  }
  return new EmbeddedStore(database, options);
}

const PAGE = 500;

class EmbeddedStore implements GraphStore {
  readonly #database: Sqlite;
  readonly #now: () => Date;
  readonly #whole: WholeReader;
  #keeping: Promise<void> = Promise.resolve();

  constructor(database: Sqlite, { now, aside = "large" }: EmbeddedOptions) {
    this.#database = database;
    this.#now = now;
    this.#whole = new WholeReader(database, aside);
  }

  async apply(change: Change, projection: Projection, options: ApplyOptions) {
    return applyChange(this.#database, change, projection, options.expectedVersion, this.#now().toISOString());
  }

  async version() {
    return versionOf(this.#database);
  }

  async history(options: { readonly limit?: number; readonly before?: number } = {}) {
    return historyOf(this.#database, options.limit ?? 50, options.before ?? Number.MAX_SAFE_INTEGER);
  }

  async change(version: number) {
    return changeOf(this.#database, version);
  }

  async *operationsBetween(from: number, to: number): AsyncGenerator<readonly Operation[]> {
    for (const page of operationsBetween(this.#database, from, to)) {
      yield page;
      await setImmediate();
    }
  }

  async counts() {
    return this.#database.get<GardenCounts>(COUNTS)!;
  }

  async documents(ids?: readonly DocumentId[]) {
    return documents.documentSummaries(this.#database, ids);
  }

  async documentPage(options: { readonly words: readonly string[]; readonly offset: number; readonly limit: number }) {
    return this.#whole.read("documents", options);
  }

  async document(id: DocumentId) {
    return documents.documentOf(this.#database, id);
  }

  async readings(ids: readonly DocumentId[]) {
    return documents.readingsOf(this.#database, ids);
  }

  async terms(keys: readonly TermKey[]) {
    return documents.termsOf(this.#database, keys);
  }

  async termsInBlocks(blocks: readonly string[]) {
    return documents.termsInBlocks(this.#database, blocks);
  }

  async linksOf(keys: readonly TermKey[]) {
    return documents.linksOf(this.#database, keys);
  }

  async editsOf(keys?: readonly TermKey[]) {
    return documents.editsOf(this.#database, keys);
  }

  async claimsOf(keys: readonly TermKey[]) {
    return documents.claimsOf(this.#database, keys);
  }

  async postings(keys: readonly TermKey[]) {
    return documents.postingsOf(this.#database, keys);
  }

  async spread(groups: readonly (readonly TermKey[])[], except: readonly DocumentId[]) {
    return documents.spreadOf(this.#database, groups, except);
  }

  async definitionsOf(keys: readonly TermKey[]) {
    return documents.definitionsOf(this.#database, keys);
  }

  async concepts(ids: readonly ConceptId[]) {
    return graph.conceptsOf(this.#database, ids);
  }

  async conceptsOfTerms(keys: readonly TermKey[]) {
    return documents.conceptsOfTerms(this.#database, keys);
  }

  async relations(keys: readonly RelationKey[], options?: RelationOptions) {
    return graph.relationsByKey(this.#database, keys, options);
  }

  async relationsOf(ids: readonly ConceptId[], options?: RelationOptions) {
    return graph.relationsOf(this.#database, ids, options);
  }

  async relationsAbout(id: ConceptId, options: { readonly offset: number; readonly limit: number }) {
    return graph.relationsAbout(this.#database, id, options);
  }

  async conjectures(ids?: readonly ConjectureId[]) {
    return documents.conjecturesOf(this.#database, ids);
  }

  async ontology() {
    return documents.ontologyOf(this.#database);
  }

  async *allConcepts(): AsyncGenerator<readonly Concept[]> {
    using reader = this.#reader();
    for (const page of conceptPages(reader.database)) {
      yield page;
      await setImmediate();
    }
  }

  async *allRelations(options?: RelationOptions): AsyncGenerator<readonly Relation[]> {
    using reader = this.#reader();
    for (const page of graph.relationPages(reader.database, PAGE, options)) {
      yield page;
      await setImmediate();
    }
  }

  async outline() {
    return this.#whole.read("outline", undefined);
  }

  async state() {
    return stateOf(this.#database);
  }

  async keptGraph() {
    return readKept(this.#database.path);
  }

  async keepGraph(pieces: Parameters<GraphStore["keepGraph"]>[0]) {
    // Nobody looks at it while an earlier one is being written.
    Promise.resolve(pieces).catch(() => {});
    this.#keeping = this.#keeping.then(() => writeKept(this.#database.path, pieces));
    await this.#keeping;
  }

  /** A second connection that sees one unchanging version however long the stream is read. */
  #reader(): Disposable & { readonly database: Sqlite } {
    const database = openSqlite(this.#database.path, { readOnly: true });
    database.exec("BEGIN");
    return { database, [Symbol.dispose]: () => database.close() };
  }

  async searchText(query: string, options: TextSearch) {
    return this.#whole.read("text", { query, ...options });
  }

  async conceptsBeginning(words: readonly string[], limit: number) {
    return graph.conceptsByNumber(this.#database, conceptsBeginning(this.#database, words, limit));
  }

  async putVectors(model: string, kind: VectorKind, rows: readonly KeyedVector[]) {
    vectors.putVectors(this.#database, model, kind, rows);
  }

  async missingVectors(model: string, kind: VectorKind, keys: readonly string[]) {
    return vectors.missingVectors(this.#database, model, kind, keys);
  }

  async vectors(model: string, kind: VectorKind, keys: readonly string[]) {
    return vectors.vectorsOf(this.#database, model, kind, keys);
  }

  async nearestVectors(model: string, kind: VectorKind, vector: Float32Array, limit: number, within?: Within) {
    return this.#whole.read("nearest", { model, kind, vector, limit, within });
  }

  async conceptScores(model: string, vector: Float32Array) {
    return this.#whole.read("conceptScores", { model, vector });
  }

  async setting(name: string) {
    return this.#database.get<{ value: string }>("SELECT value FROM setting WHERE name = ?", name)?.value ?? null;
  }

  async putSetting(name: string, value: string) {
    this.#database.run("INSERT INTO setting(name, value) VALUES(?, ?) ON CONFLICT(name) DO UPDATE SET value = excluded.value", name, value);
  }

  async quarantine(hold: readonly EvidenceKey[], release: readonly EvidenceKey[]) {
    if (hold.length + release.length === 0) return;
    this.#database.transaction(() => {
      markEvidence(this.#database, release, false);
      markEvidence(this.#database, hold, true);
      renewState(this.#database);
    });
  }

  async quarantined() {
    return quarantinedEvidence(this.#database);
  }

  async [Symbol.asyncDispose]() {
    await this.#keeping;
    await this.#whole[Symbol.asyncDispose]();
    this.#database.close();
  }
}

function* conceptPages(database: Sqlite): Generator<readonly Concept[]> {
  for (let page = graph.conceptPage(database, "", PAGE); page.length > 0; page = graph.conceptPage(database, page.at(-1)!.id, PAGE))
    yield page;
}

/** Each answered by an index alone, of which only as much is read as there is to count. */
const COUNTS = `SELECT
  (SELECT count(*) FROM document) AS documents,
  (SELECT coalesce(sum(sentences), 0) FROM document) AS sentences,
  (SELECT coalesce(sum(mentions), 0) FROM document) AS mentions,
  (SELECT coalesce(sum(claims), 0) FROM document) AS claims,
  (SELECT count(*) FROM term WHERE mentions > 0) AS terms,
  (SELECT count(*) FROM concept) AS concepts,
  (SELECT count(*) FROM relation) - (SELECT count(*) FROM relation WHERE quarantined > 0) AS relations,
  (SELECT count(*) FROM conjecture) AS conjectures,
  (SELECT count(*) FROM evidence WHERE quarantined = 1) AS quarantined`;

// A garden's graph in a Neo4j database. The class is the contract's face only; each part's work is in the file beside it.

import type {
  Change,
  Concept,
  ConceptId,
  ConjectureId,
  DocumentId,
  Operation,
  Projection,
  Relation,
  RelationKey,
  TermKey,
} from "#graph/model.ts";
import type { ApplyOptions, EvidenceKey, GraphStore, RelationOptions, TextSearch, VectorKind, Within } from "#graph/store/graph-store.ts";
import { applyChange, prepare } from "#graph/store/neo4j/apply.ts";
import type { Neo4jDatabase, Neo4jTransaction } from "#graph/store/neo4j/driver.ts";
import { changeOf, historyOf, operationsBetween } from "#graph/store/neo4j/history.ts";
import { outlineOf } from "#graph/store/neo4j/outline.ts";
import { markEvidence, quarantinedEvidence } from "#graph/store/neo4j/quarantine.ts";
import * as documents from "#graph/store/neo4j/read-documents.ts";
import * as graph from "#graph/store/neo4j/read-graph.ts";
import { ontologyOf } from "#graph/store/neo4j/records.ts";
import { prepareGarden, readCounts, readRoot, readWhole, stateOf } from "#graph/store/neo4j/root.ts";
import * as text from "#graph/store/neo4j/text-search.ts";
import * as vectors from "#graph/store/neo4j/vectors.ts";
import { wholePages } from "#graph/store/neo4j/whole-pages.ts";
import type { KeyedVector } from "#graph/store/vector-shape.ts";

export interface Neo4jStoreOptions {
  /** Whether a missing garden is made. */
  readonly create: boolean;
  /** Reads the clock for history, and for nothing else. */
  readonly now: () => Date;
}

/**
 * Opens the garden that lives in the database, which becomes the store's to close; null when there is none and none is to be made, and the
 * database is closed.
 * @throws `graph.too_new`, `graph.conflict` where a mirror or somebody else's nodes are, what the database throws
 */
export async function openNeo4jStore(database: Neo4jDatabase, { create, now }: Neo4jStoreOptions): Promise<GraphStore | null> {
  try {
    if (await prepareGarden(database, create)) return new Neo4jStore(database, now);
  } catch (thrown) {
    await database[Symbol.asyncDispose]();
    throw thrown;
  }
  await database[Symbol.asyncDispose]();
  return null;
}

const PAGE = 500;

class Neo4jStore implements GraphStore {
  readonly #database: Neo4jDatabase;
  readonly #now: () => Date;
  readonly #vectors: vectors.VectorSearch;
  /** Each question by itself: a transaction would show it no other state, and takes a round trip more. */
  readonly #asking: Neo4jTransaction;
  readonly #documents: documents.DocumentReader;

  constructor(database: Neo4jDatabase, now: () => Date) {
    this.#database = database;
    this.#now = now;
    this.#vectors = new vectors.VectorSearch(database);
    this.#asking = { run: (statement) => database.read(statement) };
    this.#documents = new documents.DocumentReader(this.#asking);
  }

  async apply(change: Change, projection: Projection, { expectedVersion }: ApplyOptions) {
    const prepared = prepare(change, projection);
    return this.#database.writing((tx) => applyChange(tx, prepared, expectedVersion, this.#now().toISOString()));
  }

  async version() {
    return (await this.#read(readRoot)).version;
  }

  async history(options: { readonly limit?: number; readonly before?: number } = {}) {
    return historyOf(this.#database, options.limit ?? 50, options.before ?? Number.MAX_SAFE_INTEGER);
  }

  async change(version: number) {
    return changeOf(this.#database, version);
  }

  operationsBetween(from: number, to: number): AsyncIterable<readonly Operation[]> {
    return operationsBetween(this.#database, from, to);
  }

  async counts() {
    return this.#read(readCounts);
  }

  async documents(ids?: readonly DocumentId[]) {
    return this.#read((tx) => documents.documentSummaries(tx, ids));
  }

  async documentPage(options: Parameters<GraphStore["documentPage"]>[0]) {
    return readWhole(this.#database, (tx) => documents.documentPage(tx, options));
  }

  async document(id: DocumentId) {
    return this.#documents.document(id);
  }

  async readings(ids: readonly DocumentId[]) {
    return this.#read((tx) => documents.readingsOf(tx, ids));
  }

  async terms(keys: readonly TermKey[]) {
    return this.#read((tx) => documents.termsOf(tx, keys));
  }

  async termsInBlocks(blocks: readonly string[]) {
    return this.#read((tx) => documents.termsInBlocks(tx, blocks));
  }

  async linksOf(keys: readonly TermKey[]) {
    return this.#read((tx) => documents.linksOf(tx, keys));
  }

  async editsOf(keys?: readonly TermKey[]) {
    return this.#read((tx) => documents.editsOf(tx, keys));
  }

  async claimsOf(keys: readonly TermKey[]) {
    return this.#read((tx) => documents.claimsOf(tx, keys));
  }

  async postings(keys: readonly TermKey[]) {
    return this.#read((tx) => documents.postingsOf(tx, keys));
  }

  async spread(groups: readonly (readonly TermKey[])[], except: readonly DocumentId[]) {
    return this.#read((tx) => documents.spreadOf(tx, groups, except));
  }

  async definitionsOf(keys: readonly TermKey[]) {
    return this.#read((tx) => documents.definitionsOf(tx, keys));
  }

  async concepts(ids: readonly ConceptId[]) {
    return this.#read((tx) => graph.conceptsOf(tx, ids));
  }

  async conceptsOfTerms(keys: readonly TermKey[]) {
    return this.#read((tx) => documents.conceptsOfTerms(tx, keys));
  }

  async relations(keys: readonly RelationKey[], options?: RelationOptions) {
    return this.#read((tx) => graph.relationsByKey(tx, keys, options));
  }

  async relationsOf(ids: readonly ConceptId[], options?: RelationOptions) {
    return this.#read((tx) => graph.relationsOf(tx, ids, options));
  }

  async relationsAbout(id: ConceptId, options: { readonly offset: number; readonly limit: number }) {
    return readWhole(this.#database, (tx) => graph.relationsAbout(tx, id, options));
  }

  async conjectures(ids?: readonly ConjectureId[]) {
    return this.#read((tx) => documents.conjecturesOf(tx, ids));
  }

  async ontology() {
    return this.#read(ontologyOf);
  }

  allConcepts(): AsyncIterable<readonly Concept[]> {
    return wholePages((fill) => readWhole(this.#database, (tx) => fill(graph.conceptPages(tx, PAGE))));
  }

  allRelations(options?: RelationOptions): AsyncIterable<readonly Relation[]> {
    return wholePages((fill) => readWhole(this.#database, (tx) => fill(graph.relationPages(tx, PAGE, options))));
  }

  async outline() {
    return readWhole(this.#database, async (tx, root) => outlineOf(tx, await root));
  }

  async state() {
    return stateOf(await this.#read(readRoot));
  }

  /** There is no place beside it that every process reaches. */
  async keptGraph() {
    return null;
  }

  async keepGraph() {}

  async searchText(query: string, options: TextSearch) {
    return this.#read((tx) => text.searchText(tx, query, options));
  }

  async conceptsBeginning(words: readonly string[], limit: number) {
    return this.#read((tx) => text.conceptsBeginning(tx, words, limit));
  }

  async putVectors(model: string, kind: VectorKind, rows: readonly KeyedVector[]) {
    if (rows.length > 0) await this.#database.writing((tx) => vectors.putVectors(tx, model, kind, rows));
  }

  async vectors(model: string, kind: VectorKind, keys: readonly string[]) {
    return this.#read((tx) => vectors.vectorsOf(tx, model, kind, keys));
  }

  async missingVectors(model: string, kind: VectorKind, keys: readonly string[]) {
    return this.#read((tx) => vectors.missingVectors(tx, model, kind, keys));
  }

  async nearestVectors(model: string, kind: VectorKind, vector: Float32Array, limit: number, within?: Within) {
    return this.#vectors.nearest(model, kind, vector, { limit, within });
  }

  async conceptScores(model: string, vector: Float32Array) {
    return this.#vectors.conceptScores(model, vector);
  }

  async setting(name: string) {
    const parameters = { name };
    const rows = await this.#database.read<{ value: string }>({
      cypher: "MATCH (s:HortusSetting {name: $name}) RETURN s.value AS value",
      parameters,
    });
    return rows[0]?.value ?? null;
  }

  async putSetting(name: string, value: string) {
    const parameters = { name, value };
    await this.#database.write({ cypher: "MERGE (s:HortusSetting {name: $name}) SET s.value = $value", parameters });
  }

  async quarantine(hold: readonly EvidenceKey[], release: readonly EvidenceKey[]) {
    if (hold.length + release.length > 0) await this.#database.writing((tx) => markEvidence(tx, hold, release));
  }

  async quarantined() {
    return this.#read(quarantinedEvidence);
  }

  async [Symbol.asyncDispose]() {
    await this.#database[Symbol.asyncDispose]();
  }

  #read<Result>(work: (tx: Neo4jTransaction) => Promise<Result>): Promise<Result> {
    return work(this.#asking);
  }
}

// The contract of where a garden's graph lives. Every implementation passes tests/conformance/graph-store.ts, promise by promise.

import type {
  Abbreviation,
  Change,
  Claim,
  Concept,
  ConceptId,
  Conjecture,
  ConjectureId,
  Document,
  DocumentId,
  GardenCounts,
  Mention,
  Projection,
  Reading,
  RecordedChange,
  Relation,
  RelationKey,
  ResolutionEdit,
  Sha256,
  Term,
  TermKey,
  TermLink,
} from "#graph/model.ts";

export interface Applied {
  readonly version: number;
  /** False when the change altered nothing; the version is then the old one. */
  readonly changed: boolean;
}

export interface ApplyOptions {
  /** The version the projection was derived from. A different current version rejects with `graph.conflict`. */
  readonly expectedVersion: number;
}

/** A document without its text. */
export type DocumentSummary = Omit<Document, "text" | "sections">;

/** A claim with where it stands: what relations are made of. */
export interface LocatedClaim {
  readonly document: DocumentId;
  readonly year: number | null;
  readonly claim: Claim;
  readonly head: Mention;
  readonly tail: Mention;
  /** Offsets of the claim's sentence, and the hash of its text. */
  readonly sentence: { readonly start: number; readonly end: number; readonly sha256: Sha256 };
}

/** Where a term is mentioned: one row for each document. */
export interface Posting {
  readonly term: TermKey;
  readonly document: DocumentId;
  readonly year: number | null;
  readonly mentions: number;
}

/** One document's definition of a short form. */
export interface Definition extends Abbreviation {
  readonly document: DocumentId;
}

/** Over how many documents and which years something is spread; years are null where no document has one. */
export interface Spread {
  readonly documents: number;
  readonly firstYear: number | null;
  readonly lastYear: number | null;
}

export interface TextHit {
  readonly kind: "concept" | "sentence";
  /** Concept id, or `document#sentenceIndex`. */
  readonly id: string;
  /** BM25, larger is better. */
  readonly score: number;
}

/**
 * Where a garden's graph lives. Batch arguments only, so that a remote store needs one round trip for each call.
 * Every array answered is in code-point order of its key unless said otherwise.
 */
export interface GraphStore extends AsyncDisposable {
  /**
   * Applies one change and the projection that follows from it, in one transaction.
   * [S1] Applying the same operations and projection twice changes nothing: the second answers `changed: false` and keeps the version.
   * [S2] A relation to an unknown concept rejects with `graph.missing_concept`, and nothing is written.
   * [S3] A relation without evidence, or with evidence in an unknown document, rejects with `graph.missing_evidence` / `graph.missing_document`, and nothing is written.
   * [S4] A version other than `expectedVersion` rejects with `graph.conflict`, and nothing is written.
   * [S5] Every change that altered something raises the version by one and is in `history` with its inverse; applying the inverse
   *      (with its projection) restores the same records.
   * [S6] What was acknowledged is there after the process is killed; a change is there whole or not at all.
   */
  apply(change: Change, projection: Projection, options: ApplyOptions): Promise<Applied>;

  version(): Promise<number>;
  /** [S7] Newest first, `limit` entries before (and not including) version `before`. */
  history(options?: { readonly limit?: number; readonly before?: number }): Promise<readonly RecordedChange[]>;
  counts(): Promise<GardenCounts>;

  /** [S8] Documents come back exactly as put: text, offsets, metadata. */
  documents(ids?: readonly DocumentId[]): Promise<readonly DocumentSummary[]>;
  document(id: DocumentId): Promise<Document | null>;
  readings(ids: readonly DocumentId[]): Promise<readonly Reading[]>;

  terms(keys: readonly TermKey[]): Promise<readonly Term[]>;
  /** All terms that carry any of these blocking keys (graph/resolution/blocks.ts computes them; the store only indexes). */
  termsInBlocks(blocks: readonly string[]): Promise<readonly { readonly block: string; readonly term: TermKey }[]>;
  linksOf(keys: readonly TermKey[]): Promise<readonly TermLink[]>;
  editsOf(keys: readonly TermKey[]): Promise<readonly ResolutionEdit[]>;
  /** [S9] Every claim with one of these terms at an end, once, ordered by document, sentence, head, tail. */
  claimsOf(keys: readonly TermKey[]): Promise<readonly LocatedClaim[]>;
  postings(keys: readonly TermKey[]): Promise<readonly Posting[]>;
  /** For each group of terms, the distinct documents that mention any of them, those in `except` left out. */
  spread(groups: readonly (readonly TermKey[])[], except: readonly DocumentId[]): Promise<readonly Spread[]>;
  /** Every definition with one of these terms as its short or its long form, once, ordered by short, long, document. */
  definitionsOf(keys: readonly TermKey[]): Promise<readonly Definition[]>;

  concepts(ids: readonly ConceptId[]): Promise<readonly Concept[]>;
  conceptsOfTerms(keys: readonly TermKey[]): Promise<readonly { readonly term: TermKey; readonly concept: ConceptId }[]>;
  /** The relations with exactly these identities, evidence included; unknown ones are left out. */
  relations(keys: readonly RelationKey[], options?: RelationOptions): Promise<readonly Relation[]>;
  /** [S10] Relations with one of these concepts at an end, once, evidence included, ordered by from, type, to, polarity. */
  relationsOf(ids: readonly ConceptId[], options?: RelationOptions): Promise<readonly Relation[]>;
  conjectures(ids?: readonly ConjectureId[]): Promise<readonly Conjecture[]>;

  /** [S11] Streams for whole-graph work: nothing is held in memory but a page. */
  allConcepts(): AsyncIterable<readonly Concept[]>;
  allRelations(options?: RelationOptions): AsyncIterable<readonly Relation[]>;

  /** [S12] Full text, best first: `query` is plain words, never query syntax; special characters are harmless. */
  searchText(query: string, options: { readonly kinds: readonly TextHit["kind"][]; readonly limit: number }): Promise<readonly TextHit[]>;

  /**
   * Cache of vectors by (model, kind, key); outside history and exports. Key of a term vector: the term key; of a sentence vector:
   * `document#sentenceIndex`, dropped when that document is put anew or removed.
   * [S13] A vector of the wrong length rejects with `kernel.shape` before anything is written.
   */
  putVectors(model: string, kind: VectorKind, vectors: readonly { readonly key: string; readonly vector: Float32Array }[]): Promise<void>;
  vectors(model: string, kind: VectorKind, keys: readonly string[]): Promise<ReadonlyMap<string, Float32Array>>;
  /** Those of these keys that have no vector yet, in the order given: asked without bringing the vectors. */
  missingVectors(model: string, kind: VectorKind, keys: readonly string[]): Promise<readonly string[]>;
  /** All vectors of a kind, as one matrix (rows in key order): what exact search scans. */
  vectorMatrix(
    model: string,
    kind: VectorKind,
  ): Promise<{ readonly keys: readonly string[]; readonly data: Float32Array; readonly dimensions: number }>;

  /** Small settings of the garden (embedding model, extractor version), written outside history. */
  setting(name: string): Promise<string | null>;
  putSetting(name: string, value: string): Promise<void>;

  /**
   * Marks evidence that no longer matches its document: a relation with such a span is left out of every read but is counted.
   * Spans named in `release` are lifted again. Outside history: it follows from what is stored.
   */
  quarantine(hold: readonly EvidenceKey[], release: readonly EvidenceKey[]): Promise<void>;
  /** What is held in quarantine, ordered by relation and document. */
  quarantined(): Promise<readonly EvidenceKey[]>;
}

export interface RelationOptions {
  /** Also the relations that reads leave out because their evidence no longer matches: for derivation and verification only. */
  readonly withQuarantined?: boolean;
}

/** One span of one relation. */
export interface EvidenceKey {
  readonly relation: RelationKey;
  readonly document: DocumentId;
  readonly start: number;
  readonly end: number;
}

export type VectorKind = "term" | "sentence";

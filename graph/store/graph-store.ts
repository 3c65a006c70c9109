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
  OntologyEntry,
  Operation,
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

/** A document as a list shows it. */
export interface DocumentRow extends DocumentSummary {
  readonly sentences: number;
  readonly mentions: number;
  readonly claims: number;
}

/** What history lists of an operation: what it did, and to what, without the texts it carries. */
export interface OperationSummary {
  readonly op: Operation["op"];
  /** Id of the document, conjecture or ontology entry; for an edit both terms with the decision between. */
  readonly id: string;
}

export interface ChangeSummary extends Pick<RecordedChange, "version" | "parent" | "author" | "reason" | "time"> {
  readonly operations: readonly OperationSummary[];
}

/** The observed graph as numbers: concepts with what is needed to draw and name them, and edges without their evidence. */
export interface GraphOutline {
  readonly version: number;
  /** See `GraphStore.state`. */
  readonly state: string;
  /** (n,) in code-point order: the place of an id is its node. */
  readonly ids: readonly ConceptId[];
  readonly labels: readonly string[];
  /** (n,) index into `classNames` */
  readonly classes: Uint16Array;
  readonly classNames: readonly string[];
  /** (n,) */
  readonly documents: Uint32Array;
  /** (m,) each, ordered by from, type, to, polarity as names: the place is the edge's id. */
  readonly edges: {
    readonly from: Uint32Array;
    readonly to: Uint32Array;
    /** Index into `typeNames`. */
    readonly type: Uint32Array;
    /** 1 when negated */
    readonly negated: Uint8Array;
    /** Thousandths */
    readonly confidence: Uint16Array;
    readonly documents: Uint32Array;
  };
  readonly typeNames: readonly string[];
}

export interface NearVector {
  readonly key: string;
  /** Dot product: the cosine, as vectors have length 1. */
  readonly score: number;
}

/**
 * What may be found; what is absent refuses nothing. A document passes when it is one of `documents` and its year lies in `years` (one
 * without a year lies in no range); a sentence when its document does, whatever the classes; a concept, and so a term that is part of it,
 * when a document that passes mentions it and its class is one of `classes`. Ranks, scores and statistics are those of the whole garden.
 */
export interface Within {
  /** Both included; null: no bound on this side. */
  readonly years?: { readonly from: number | null; readonly to: number | null } | undefined;
  readonly documents?: readonly DocumentId[] | undefined;
  readonly classes?: readonly string[] | undefined;
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
   * [S26] A reading, link or concept that names a term that is not there, a reading of another document or text, a concept that is not named
   *      after its first term, and the removal of a term that a document mentions reject with `graph.invalid_change`, and nothing is written.
   * [S6] What was acknowledged is there after the process is killed; a change is there whole or not at all.
   */
  apply(change: Change, projection: Projection, options: ApplyOptions): Promise<Applied>;

  version(): Promise<number>;
  /** [S7] Newest first, `limit` entries before (and not including) version `before`: what was done, without the texts. */
  history(options?: { readonly limit?: number; readonly before?: number }): Promise<readonly ChangeSummary[]>;
  /** One entry of history whole, with its inverse; null when there is no such version. */
  change(version: number): Promise<RecordedChange | null>;
  /**
   * [S20] What leads from the records of one version to those of another, forwards or back; 0 is the empty garden. One operation for each
   * document, conjecture, pair of terms or ontology entry that was touched between, in pages, those that take something out before those that put
   * something in. An unknown version rejects with `input.invalid`.
   */
  operationsBetween(from: number, to: number): AsyncIterable<readonly Operation[]>;
  counts(): Promise<GardenCounts>;

  /** [S8] Documents come back exactly as put: text, offsets, metadata. */
  documents(ids?: readonly DocumentId[]): Promise<readonly DocumentSummary[]>;
  /**
   * [S14] A page of the documents in whose title, authors, year or id each of these words comes (in any case; none: all), and how many
   * there are in all. No text is read for it.
   */
  documentPage(options: {
    readonly words: readonly string[];
    readonly offset: number;
    readonly limit: number;
  }): Promise<{ readonly total: number; readonly documents: readonly DocumentRow[] }>;
  document(id: DocumentId): Promise<Document | null>;
  readings(ids: readonly DocumentId[]): Promise<readonly Reading[]>;

  terms(keys: readonly TermKey[]): Promise<readonly Term[]>;
  /** All terms that carry any of these blocking keys (graph/resolution/blocks.ts computes them; the store only indexes). */
  termsInBlocks(blocks: readonly string[]): Promise<readonly { readonly block: string; readonly term: TermKey }[]>;
  linksOf(keys: readonly TermKey[]): Promise<readonly TermLink[]>;
  /** [S21] People's decisions on pairs with one of these terms, once, ordered by both; without keys all of them. */
  editsOf(keys?: readonly TermKey[]): Promise<readonly ResolutionEdit[]>;
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
  /**
   * [S15] A page of what is said about one concept: as `relationsOf`, but those of most documents first, then the most confident, then
   * in key order; and how many there are in all.
   */
  relationsAbout(
    id: ConceptId,
    options: { readonly offset: number; readonly limit: number },
  ): Promise<{ readonly total: number; readonly relations: readonly Relation[] }>;
  conjectures(ids?: readonly ConjectureId[]): Promise<readonly Conjecture[]>;
  /** [S22] Every entry of the ontology as it was put: records like conjectures, from which nothing in the projection follows. */
  ontology(): Promise<readonly OntologyEntry[]>;

  /** [S11] Streams for whole-graph work: nothing is held in memory but a page, and other work gets its turn between pages. */
  allConcepts(): AsyncIterable<readonly Concept[]>;
  allRelations(options?: RelationOptions): AsyncIterable<readonly Relation[]>;
  /**
   * [S16] The same graph as numbers, of one version, relations in quarantine left out: for walking on it. Evidence is asked for with
   * `relations`, and only for what is shown.
   */
  outline(): Promise<GraphOutline>;
  /**
   * [S24] A name for what `outline` answers now: another after every change and every quarantine, and no two gardens, branches or restored
   * copies that differ share one. The same name, the same outline.
   */
  state(): Promise<string>;
  /**
   * [S25] Bytes kept beside the store by whoever made them of its outline, piece by piece: those kept last, or null. They may be of another state or broken:
   * who reads them checks. Keeping never fails; where it cannot be done nothing is kept.
   */
  keptGraph(): Promise<Uint8Array<ArrayBuffer> | null>;
  keepGraph(pieces: readonly Uint8Array[] | Promise<readonly Uint8Array[]>): Promise<void>;

  /**
   * [S12] Full text, best first, ties by kind, then id: `query` is plain words, never query syntax; special characters are harmless.
   * [S23] `within`, here and in `nearestVectors`: what would be answered without a limit, less what does not pass, cut to the limit.
   */
  searchText(query: string, options: TextSearch): Promise<readonly TextHit[]>;
  /**
   * [S17] Concepts in whose names a word begins with each of these, in any case and with or without accents: those whose label begins
   * with all of the text first, then those of most documents, then by id.
   */
  conceptsBeginning(words: readonly string[], limit: number): Promise<readonly Concept[]>;

  /**
   * Cache of vectors by (model, kind, key); outside history and exports. Key of a term vector: the term key; of a sentence vector:
   * `document#sentenceIndex`, dropped when that document is put anew or removed.
   * [S13] A vector of the wrong length rejects with `kernel.shape` before anything is written.
   */
  putVectors(model: string, kind: VectorKind, vectors: readonly { readonly key: string; readonly vector: Float32Array }[]): Promise<void>;
  vectors(model: string, kind: VectorKind, keys: readonly string[]): Promise<ReadonlyMap<string, Float32Array>>;
  /** Those of these keys that have no vector yet, in the order given: asked without bringing the vectors. */
  missingVectors(model: string, kind: VectorKind, keys: readonly string[]): Promise<readonly string[]>;
  /** [S18] The `limit` vectors of a kind with the largest dot product with this one, exactly: best first, ties by key. */
  nearestVectors(model: string, kind: VectorKind, vector: Float32Array, limit: number, within?: Within): Promise<readonly NearVector[]>;
  /** [S19] The same product for every concept that has a vector: that of its first term which has one. Concepts in no order. */
  conceptScores(model: string, vector: Float32Array): Promise<{ readonly concepts: readonly ConceptId[]; readonly scores: Float32Array }>;

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

export interface TextSearch {
  readonly kinds: readonly TextHit["kind"][];
  readonly limit: number;
  readonly within?: Within | undefined;
}

export type VectorKind = "term" | "sentence";

// The nouns of the graph layer, in the order data meets them. Readonly values only; no methods, no behaviour.

declare const brand: unique symbol;
type Branded<Name extends string> = string & { readonly [brand]: Name };

/** `doi:…`, else `arxiv:…`, else the JSONL row's id as it stands, else the path relative to the folder grown. */
export type DocumentId = Branded<"DocumentId">;
/** Lower-case hexadecimal SHA-256 of UTF-8 text. */
export type Sha256 = Branded<"Sha256">;
/** Normal form of a mention's surface: case, plural, hyphen, Greek letters and in-document abbreviations resolved. */
export type TermKey = Branded<"TermKey">;
/** The smallest term key (by code point) of the terms that a concept joins. */
export type ConceptId = Branded<"ConceptId">;
/** `conjecture:` + first 16 digits of the SHA-256 of (from, type, to). */
export type ConjectureId = Branded<"ConjectureId">;
/** `class:NAME`, `relation:TYPE` or `rule:NAME`. */
export type OntologyEntryId = Branded<"OntologyEntryId">;

export const DOCUMENT_FORMATS = ["txt", "md", "html", "pdf", "jsonl", "jats", "docx", "bib", "ris", "nbib"] as const;
export type DocumentFormat = (typeof DOCUMENT_FORMATS)[number];

export type SectionKind = "title" | "abstract" | "body" | "methods" | "results" | "discussion" | "caption" | "references";

/** A stretch of a document's text, UTF-16 offsets. Sections do not overlap and are in order; gaps count as `body`. */
export interface Section {
  readonly kind: SectionKind;
  readonly heading: string;
  readonly start: number;
  readonly end: number;
}

export interface DocumentSource {
  /** Path relative to the folder grown, with forward slashes. */
  readonly path: string;
  /** Absolute path at the time of reading; tells two folders' `notes.md` apart. Never exported. */
  readonly absolute: string;
  readonly format: DocumentFormat;
  /** The row's id or line number inside a JSONL, bib, ris or nbib file. */
  readonly row: string | null;
}

export interface Document {
  readonly id: DocumentId;
  /** SHA-256 of `text`. */
  readonly version: Sha256;
  readonly title: string;
  readonly authors: readonly string[];
  readonly year: number | null;
  readonly doi: string | null;
  readonly arxiv: string | null;
  readonly venue: string | null;
  readonly source: DocumentSource;
  /** NFC, white space normalised; every offset in the garden points into this. */
  readonly text: string;
  readonly sections: readonly Section[];
}

/** One sentence: UTF-16 offsets into the document's text, without surrounding white space. */
export interface Sentence {
  readonly start: number;
  readonly end: number;
  readonly section: SectionKind;
}

export type MentionKind = "phrase" | "abbreviation" | "formula" | "symbol";

/** A stretch of text that names something. */
export interface Mention {
  readonly start: number;
  readonly end: number;
  /** Index into the reading's sentences. */
  readonly sentence: number;
  readonly term: TermKey;
  readonly kind: MentionKind;
}

export type Polarity = "affirmed" | "negated";

/** What one sentence says, before anyone knows who is who. */
export interface Claim {
  readonly sentence: number;
  /** Indexes into the reading's mentions. Direction: head –type→ tail. */
  readonly head: number;
  readonly tail: number;
  /** The verb phrase as written. */
  readonly phrase: string;
  /** Normalised relation type, kebab-case: `inhibits`, `part-of`; see graph/extraction/relation-types.ts. */
  readonly type: string;
  readonly polarity: Polarity;
  readonly hedged: boolean;
  /** Thousandths, 1–1000: an integer, so that no sum depends on its order. */
  readonly confidence: number;
  /** `grammar` or the id of the model that read it. */
  readonly by: string;
}

/** A short form the document itself defines. */
export interface Abbreviation {
  readonly short: TermKey;
  readonly long: TermKey;
}

/** All that one document says: a pure function of its text (and, when a model read too, of that model's recorded answers). */
export interface Reading {
  readonly document: DocumentId;
  readonly version: Sha256;
  readonly sentences: readonly Sentence[];
  readonly mentions: readonly Mention[];
  readonly claims: readonly Claim[];
  readonly abbreviations: readonly Abbreviation[];
  /** Ids of the language models that read it too, sorted; absent when only the grammar did. */
  readonly models?: readonly string[];
}

/** A term over the whole garden: the unit that resolution joins into concepts. */
export interface Term {
  readonly key: TermKey;
  /** How often each surface form was written; keys in code-point order. */
  readonly surfaces: Readonly<Record<string, number>>;
  readonly documents: number;
  readonly mentions: number;
  /** Number of claims with this term at an end. */
  readonly claims: number;
  /** Number of documents that define an abbreviation with this term as its short or its long form. */
  readonly definitions: number;
  /** The most frequent kind of its mentions; ties in the order of MentionKind. */
  readonly kind: MentionKind;
  /** How many mentions of each kind, so that a document can be taken out again exactly. */
  readonly kinds: Readonly<Partial<Record<MentionKind, number>>>;
}

/** A term with the blocking keys under which resolution finds it: none for a term that is no part of a concept, null for those stored. */
export interface IndexedTerm extends Term {
  readonly blocks: readonly string[] | null;
}

export type LinkReason = "abbreviation" | "spelling" | "embedding" | "person";

/** Why two terms may be one concept: an edge of the threshold graph, and the log that makes a merge reversible. a < b by code point. */
export interface TermLink {
  readonly a: TermKey;
  readonly b: TermKey;
  readonly reason: LinkReason;
  /** Thousandths; 1000 for reasons that are certain. */
  readonly similarity: number;
}

export interface Concept {
  readonly id: ConceptId;
  readonly label: string;
  /** Other surfaces, code-point order, label excluded. */
  readonly aliases: readonly string[];
  /** Terms joined here, code-point order; the first is the id. */
  readonly terms: readonly TermKey[];
  /** Ontology class: one of graph/extraction/concept-class.ts. */
  readonly class: string;
  readonly documents: number;
  readonly mentions: number;
  readonly firstYear: number | null;
  readonly lastYear: number | null;
}

/** A stretch of a document that says a relation, and where in it both ends are named. */
export interface EvidenceSpan {
  readonly document: DocumentId;
  readonly start: number;
  readonly end: number;
  /** SHA-256 of the text between start and end. */
  readonly sha256: Sha256;
  /** Absolute offsets of the mentions of both ends, inside the span. */
  readonly head: readonly [number, number];
  readonly tail: readonly [number, number];
  readonly phrase: string;
  readonly hedged: boolean;
  readonly confidence: number;
  readonly by: string;
}

/** Identity of a relation: (from, type, to, polarity). */
export interface Relation {
  readonly from: ConceptId;
  readonly type: string;
  readonly to: ConceptId;
  readonly polarity: Polarity;
  /** At least one; ordered by document, start, end, phrase. */
  readonly evidence: readonly EvidenceSpan[];
  readonly documents: number;
  /** Thousandths: 1000·(1 − Π(1 − best confidence in each document)), rounded. */
  readonly confidence: number;
  readonly firstYear: number | null;
  readonly lastYear: number | null;
}

/** Where something rests on a document without being said there word for word. */
export type RestingSpan = Pick<EvidenceSpan, "document" | "start" | "end" | "sha256">;

/** What was imagined, never counted as evidence. Supported only when an observed relation says it. */
export interface Conjecture {
  readonly id: ConjectureId;
  readonly from: TermKey;
  readonly fromLabel: string;
  readonly type: string;
  readonly to: TermKey;
  readonly toLabel: string;
  readonly origin: "hypothesis" | "thinking" | "import" | "reading";
  /** One line: why it was proposed. */
  readonly rationale: string;
  /** Evidence the proposal rests on; when one is gone the conjecture is marked, not deleted. */
  readonly restsOn: readonly RestingSpan[];
}

/** Where an entry of the ontology comes from. */
export interface OntologyOrigin {
  /** Sentences that say "X is a Y", head nouns that names share, neighbours by meaning, how relations are used, the coarse classes; or a person. */
  readonly by: "hypernym" | "head" | "cluster" | "usage" | "table" | "person";
  /** Concepts (for a class) or relations (for a relation type) that spoke for it. */
  readonly support: number;
  /** Some of the sentences they stand in. */
  readonly evidence: readonly RestingSpan[];
}

/** A class of concepts. Which concepts are in it follows from the entry: graph/ontology/classify.ts. */
export interface OntologyClass {
  readonly id: OntologyEntryId;
  readonly kind: "class";
  /** Unique among the classes. */
  readonly name: string;
  readonly label: string;
  /** Name of the class above; null at the top. */
  readonly parent: string | null;
  /** Normal forms: a concept whose name ends in one of them is of this class. */
  readonly heads: readonly string[];
  /** Terms that are of this class whatever words their names are made of. */
  readonly members: readonly TermKey[];
  readonly origin: OntologyOrigin;
}

/** What may stand at the ends of relations of a type. */
export interface OntologyRelationType {
  readonly id: OntologyEntryId;
  readonly kind: "relation";
  /** As relations carry it: `inhibits`. */
  readonly name: string;
  /** Names of classes, any of which will do; empty: anything. */
  readonly domain: readonly string[];
  readonly range: readonly string[];
  /** The type that says the same from the other end; the type itself when it is symmetric, null when there is none. */
  readonly inverse: string | null;
  /** Types that say the same. */
  readonly synonyms: readonly string[];
  readonly origin: OntologyOrigin;
}

/** A rule about writing: what becomes of a relation that is written against domain or range. */
export interface OntologyRule {
  readonly id: OntologyEntryId;
  readonly kind: "rule";
  readonly name: "enforce";
  readonly value: "refuse" | "conjecture" | "off";
}

export type OntologyEntry = OntologyClass | OntologyRelationType | OntologyRule;

/** A person's decision about who is who: it outranks what resolution finds. */
export interface ResolutionEdit {
  readonly a: TermKey;
  readonly b: TermKey;
  readonly decision: "same" | "different";
}

/** What history records. Everything derived (terms, links, concepts, relations) follows from these. */
export type Operation =
  | { readonly op: "put-document"; readonly document: Document; readonly reading: Reading }
  | { readonly op: "remove-document"; readonly id: DocumentId }
  | { readonly op: "put-conjecture"; readonly conjecture: Conjecture }
  | { readonly op: "remove-conjecture"; readonly id: ConjectureId }
  | { readonly op: "put-edit"; readonly edit: ResolutionEdit }
  | { readonly op: "remove-edit"; readonly edit: ResolutionEdit }
  | { readonly op: "put-ontology-entry"; readonly entry: OntologyEntry }
  | { readonly op: "remove-ontology-entry"; readonly id: OntologyEntryId };

/** What follows from the operations: rows of the projection to write or take away. */
export interface Projection {
  readonly terms: { readonly put: readonly IndexedTerm[]; readonly remove: readonly TermKey[] };
  readonly links: { readonly put: readonly TermLink[]; readonly remove: readonly TermLink[] };
  readonly concepts: { readonly put: readonly Concept[]; readonly remove: readonly ConceptId[] };
  readonly relations: { readonly put: readonly Relation[]; readonly remove: readonly RelationKey[] };
}

export type RelationKey = Pick<Relation, "from" | "type" | "to" | "polarity">;

/** One entry of the garden's history. */
export interface Change {
  readonly author: string;
  readonly reason: string;
  readonly operations: readonly Operation[];
}

export interface RecordedChange extends Change {
  readonly version: number;
  readonly parent: number;
  /** ISO 8601; outside every canonical export. */
  readonly time: string;
  readonly inverse: readonly Operation[];
}

export interface GardenCounts {
  readonly documents: number;
  readonly sentences: number;
  readonly mentions: number;
  readonly claims: number;
  readonly terms: number;
  readonly concepts: number;
  readonly relations: number;
  readonly conjectures: number;
  readonly quarantined: number;
}

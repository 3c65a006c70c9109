// What the server answers and the page reads: the JSON of every route, as types only. No behaviour, nothing to import at run time.

import type { Citation, Hypothesis, Judgement, Run } from "#agents/model.ts";
import type { Standing } from "#graph/growth/undo.ts";
import type { Branch } from "#graph/history/branches.ts";
import type { Claim, Concept, Conjecture, Document, GardenCounts, Mention, RecordedChange, Relation, Sentence } from "#graph/model.ts";
import type { QueryLanguage, QueryRows } from "#graph/query/query-face.ts";
import type { DocumentRow } from "#graph/store/graph-store.ts";

export interface ErrorAnswer {
  readonly error: { readonly code: string; readonly message: string; readonly facts: Readonly<Record<string, unknown>> };
}

export interface GardenAnswer {
  readonly name: string;
  readonly version: number;
  /** The branch that the server stands on. */
  readonly branch: string;
  readonly counts: GardenCounts;
  /** Language model id, or `none`. */
  readonly model: string;
  /** Embedding model id; null when growth and search work on text and graph alone. */
  readonly embedder: string | null;
  /** The growth that runs now, if one does. */
  readonly growing: string | null;
}

/** Two concepts with much between them and nothing said directly. */
export interface GapAnswer {
  readonly from: { readonly id: string; readonly label: string };
  readonly to: { readonly id: string; readonly label: string };
  readonly score: number;
  readonly via: readonly { readonly id: string; readonly label: string }[];
}

/** A span of a document with the sentences around it: what a reader needs to judge whether it says what is claimed. */
export interface SpanInContext {
  readonly document: string;
  readonly title: string;
  readonly authors: readonly string[];
  readonly year: number | null;
  readonly start: number;
  readonly end: number;
  readonly before: string;
  readonly text: string;
  readonly after: string;
  /** Whether the text between start and end still has the recorded hash; null when no hash was given. */
  readonly verified: boolean | null;
}

export interface EvidenceAnswer extends SpanInContext {
  /** Offsets into `text`. */
  readonly head: readonly [number, number];
  readonly tail: readonly [number, number];
  readonly phrase: string;
  readonly hedged: boolean;
  readonly confidence: number;
  readonly by: string;
}

export interface RelationAnswer extends Omit<Relation, "evidence"> {
  readonly fromLabel: string;
  readonly toLabel: string;
  /** The first sentences that say it, and how many there are; the rest is at /api/evidence. */
  readonly evidence: readonly EvidenceAnswer[];
  readonly spans: number;
}

/** All sentences that say a relation, a page at a time. */
export interface RelationEvidenceAnswer {
  readonly total: number;
  readonly evidence: readonly EvidenceAnswer[];
}

export interface ConceptAnswer {
  readonly concept: Concept;
  /** For each class of the ontology that it is nearest to, that class and those above it; empty without an ontology. */
  readonly classes: readonly (readonly string[])[];
  /** A page of what is said about it, what most documents say first; and how much there is in all. */
  readonly relations: readonly RelationAnswer[];
  readonly total: number;
  /** What was imagined about this concept: never evidence. */
  readonly conjectures: readonly (Conjecture & { readonly fromConcept: string | null; readonly toConcept: string | null })[];
}

export interface DocumentsAnswer {
  readonly total: number;
  readonly documents: readonly DocumentRow[];
}

export interface DocumentAnswer {
  readonly document: Document;
  readonly sentences: readonly Sentence[];
  readonly mentions: readonly (Mention & { readonly concept: string | null })[];
  readonly claims: readonly Claim[];
}

export interface RunAnswer {
  readonly run: Run;
  /** True while this server works on it. */
  readonly live: boolean;
}

export interface HypothesisAnswer {
  readonly hypothesis: Hypothesis;
  readonly run: string;
}

/** Two hypotheses or answers to choose between, in the order they are shown. */
export interface ComparisonAnswer {
  readonly id: string;
  readonly run: string;
  readonly question: string;
  readonly a: Contender;
  readonly b: Contender;
  /** The sentences that both texts may cite: mark [n] leads to index n − 1. */
  readonly evidence: readonly Citation[];
}

/** One side of a comparison, without its author, so that the name sways nobody. */
export interface Contender {
  readonly title: string;
  readonly text: string;
}

export interface ComparisonsAnswer {
  readonly open: readonly ComparisonAnswer[];
  readonly decided: number;
}

export interface JudgementAnswer {
  readonly judgement: Judgement;
  /** Whether a preference pair follows from it. */
  readonly pair: boolean;
  /** What the model judge or the composer said about the same two, for (a, b) as shown; null when none did. */
  readonly modelJudge: { readonly verdict: Judgement["verdict"]; readonly by: string; readonly reason: string } | null;
}

/** What can be queried, one line for each view. */
export interface QuerySchemaAnswer {
  readonly language: QueryLanguage;
  readonly schema: readonly string[];
}

/** The rows of a query of one's own; `concepts` leads from a cell to the concept it names. */
export interface QueryRowsAnswer extends QueryRows {
  readonly language: QueryLanguage;
  readonly query: string;
  readonly concepts: Readonly<Record<string, string>>;
}

/** One change of the garden: who, when, why, and how much of what. */
export interface ChangeAnswer extends Pick<RecordedChange, "version" | "parent" | "author" | "reason" | "time"> {
  /** Whether it stands, was taken back, or takes back or brings back another. */
  readonly standing: Standing;
  readonly documents: { readonly put: number; readonly removed: number };
  readonly conjectures: { readonly put: number; readonly removed: number };
  /** On who is who. */
  readonly decisions: number;
  readonly ontology: number;
  /** Ids of some of the documents. */
  readonly named: readonly string[];
}

export interface HistoryAnswer {
  readonly version: number;
  readonly branch: string;
  /** Newest first. */
  readonly changes: readonly ChangeAnswer[];
}

export interface BranchesAnswer {
  /** The branch that the server stands on. */
  readonly here: string;
  /** Empty where the garden lives in a database: it has none there. */
  readonly branches: readonly Branch[];
}

/** A backup that waits at /api/backups/SHA256. */
export interface BackupAnswer {
  readonly name: string;
  readonly bytes: number;
  readonly sha256: string;
  readonly version: number;
}

export interface GrowthFailure {
  readonly path: string;
  readonly code: string;
  readonly message: string;
}

/** What a growth says while it works; numbered, so that a reader can go on after the last one it saw. */
export type GrowthEvent =
  | { readonly kind: "growth-started"; readonly growth: string; readonly paths: readonly string[] }
  | {
      readonly kind: "growth-progress";
      readonly stage: string;
      readonly done: number;
      readonly total: number;
      readonly label: string;
      readonly documents: number | null;
      readonly sentences: number | null;
      /** Null until there is something to measure. */
      readonly sentencesPerSecond: number | null;
      readonly secondsLeft: number | null;
      readonly seconds: number;
    }
  | {
      readonly kind: "growth-finished";
      readonly added: number;
      readonly updated: number;
      readonly unchanged: number;
      readonly failed: readonly GrowthFailure[];
      readonly seconds: number;
      readonly version: number;
    }
  | { readonly kind: "growth-failed"; readonly code: string; readonly message: string };

export interface NumberedGrowthEvent {
  readonly seq: number;
  readonly event: GrowthEvent;
}

export type { CommunitiesResult, SummarisedCommunity } from "#agents/communities/summarise.ts";
export type { ShownComparison } from "#apps/history/past.ts";
export type { PathAnswer } from "#graph/paths/find-paths.ts";
export type { FoundPath } from "#graph/paths/found-path.ts";
export type { SearchAnswer, SearchResult } from "#graph/search/search.ts";
export type { GraphView } from "#graph/view/graph-view.ts";
export type { Hypothesis, Judgement, Run };

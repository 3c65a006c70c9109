// The nouns of a garden asked by queries: what was tried, and what came of it.

import type { RunId } from "#agents/model.ts";
import type { Cell, QueryLanguage, QueryRows } from "#graph/query/query-face.ts";

/** One query that ran, and what its writer was shown of its result. */
export interface TriedQuery {
  /** 1, 2, … in the order run. */
  readonly n: number;
  /** The query whose result was known when this one was written; 0 for none. Those with the same are alternatives. */
  readonly after: number;
  /** Whether its rows are meant to be the answer. */
  readonly kind: "intermediate" | "final";
  readonly query: string;
  /** A model id, or `composer`. */
  readonly by: string;
  readonly outcome: "rows" | "empty" | "error";
  readonly columns: readonly string[];
  /** The first rows, at most three. */
  readonly rows: readonly (readonly Cell[])[];
  /** How many rows came in all, up to the limit. */
  readonly count: number;
  /** The database's words; null unless it is an error. */
  readonly error: string | null;
  /** 16 digits of a hash of all rows: two queries with one hash say the same. */
  readonly hash: string;
  readonly seconds: number;
}

/** The rows that answer. */
export interface FinalRows extends Pick<QueryRows, "columns" | "rows" | "cut"> {
  readonly n: number;
  readonly query: string;
  /** Concept id by cell, for the cells that name a concept. */
  readonly concepts: Readonly<Record<string, string>>;
}

export interface QueryAnswer {
  readonly run: RunId;
  readonly question: string;
  readonly language: QueryLanguage;
  readonly queries: readonly TriedQuery[];
  /** Null when no query answers; `refusal` then says why. */
  readonly final: FinalRows | null;
  readonly writtenBy: string;
  /** How the composer read the question, in a sentence; null for a model's query. */
  readonly readAs: string | null;
  readonly refusal?: string;
  readonly notices?: readonly string[];
}

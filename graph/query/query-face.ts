// The contract of asking a garden by a query of one's own. Every implementation passes tests/conformance/query-face.ts. It is for
// strangers, a model or a person: whatever they write, the garden stays as it is and the process goes on.

export type QueryLanguage = "sql" | "cypher";

/** What a cell can hold. Integers that JavaScript cannot count, and blobs, come as text. */
export type Cell = string | number | boolean | null | readonly Cell[] | { readonly [name: string]: Cell };

export interface QueryLimits {
  /** Rows at most; what is beyond is left out, and said. */
  readonly rows: number;
  /** Milliseconds until the query is ended. */
  readonly timeoutMs: number;
}

export const USUAL_LIMITS: QueryLimits = { rows: 100, timeoutMs: 5_000 };
/** What a request may raise them to. */
export const MOST_LIMITS: QueryLimits = { rows: 10_000, timeoutMs: 60_000 };
/** Characters of all cells together. */
export const MOST_CHARACTERS = 4_000_000;

export interface QueryRows {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly Cell[])[];
  /** Why there may be more rows than these; null when these are all. */
  readonly cut: "rows" | "size" | null;
  readonly seconds: number;
}

/**
 * Reads a garden by queries.
 * [Q1] Whatever the query says, nothing is written: not to the garden, not to another file. What would write rejects with `query.refused`.
 * [Q2] A query that takes longer than its time rejects with `query.limit`, is ended, and the next one is answered.
 * [Q3] No more rows, and no more characters, come than the limits say; the answer says that some are missing.
 * [Q4] One statement only; two reject with `query.refused` or `query.invalid`, and neither is run.
 * [Q5] What the database does not understand rejects with `query.invalid` and the database's own words.
 * [Q6] An aborted signal rejects with `interrupted` at once, ends the query, and the next one is answered.
 * [Q7] Nothing outside is read: no file, no address, nothing of the server; in SQL no table but through the views that the schema names.
 */
export interface QueryFace extends AsyncDisposable {
  readonly language: QueryLanguage;
  /** What can be asked, for a model and a person: one line for each table or kind of node. */
  readonly schema: string;
  /** A query that lists relation types, `type` and `n`, most frequent first. */
  readonly typesQuery: string;
  run(query: string, options?: Partial<QueryLimits> & { readonly signal?: AbortSignal | undefined }): Promise<QueryRows>;
}

// The reads that go over whole tables, as one value that can live in this thread or in one of its own. It only reads.

import { outlineOf } from "#graph/store/embedded/outline.ts";
import { documentPage } from "#graph/store/embedded/read-documents.ts";
import { searchText } from "#graph/store/embedded/text-search.ts";
import { VectorSearch } from "#graph/store/embedded/vector-search.ts";
import type { TextSearch, VectorKind, Within } from "#graph/store/graph-store.ts";
import type { Sqlite } from "#graph/store/sqlite.ts";

export interface NearestCall {
  readonly model: string;
  readonly kind: VectorKind;
  readonly vector: Float32Array;
  readonly limit: number;
  readonly within?: Within | undefined;
}

export interface TextCall extends TextSearch {
  readonly query: string;
}

export type WholeReads = ReturnType<typeof wholeReads>;

/** Each takes one argument and answers what can be sent between threads. */
export function wholeReads(database: Sqlite) {
  const vectors = new VectorSearch(database);
  return {
    outline: () => outlineOf(database),
    nearest: ({ model, kind, vector, limit, within }: NearestCall) => vectors.nearest(model, kind, vector, limit, within),
    conceptScores: ({ model, vector }: Pick<NearestCall, "model" | "vector">) => vectors.conceptScores(model, vector),
    text: ({ query, ...options }: TextCall) => searchText(database, query, options),
    documents: (page: Parameters<typeof documentPage>[1]) => documentPage(database, page),
  };
}

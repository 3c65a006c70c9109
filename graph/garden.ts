// An opened garden: its store and what embeds for it. Everything the agents and the apps do with a garden goes through this value.

import type { QueryFace } from "#graph/query/query-face.ts";
import type { GraphStore } from "#graph/store/graph-store.ts";
import type { Embedder } from "#kernels/language-model.ts";

export interface Garden extends AsyncDisposable {
  /** As the user named it: its folder, or the address of the database in which it lives. */
  readonly name: string;
  /** The folder with ledger.db, caches and, unless the garden lives elsewhere, garden.db. */
  readonly folder: string;
  /** `main`, or the name of another line of history that left it. */
  readonly branch: string;
  /** The database file of this branch; null where the graph lives in no file. */
  readonly file: string | null;
  readonly store: GraphStore;
  /** What answers queries of strangers about it; closed by whoever opened it. */
  readonly openQueries: () => QueryFace;
  /** Null when no embedding weights could be had: growth and search then work on text and graph alone, and say so. */
  readonly embedder: Embedder | null;
}

/** A garden that lives in a file. */
export interface FileGarden extends Garden {
  readonly file: string;
}

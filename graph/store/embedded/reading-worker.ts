// Inside of the reading thread: a connection of its own that only reads, and the reads that go over whole tables.

import { type WholeReads, wholeReads } from "#graph/store/embedded/whole-reads.ts";
import { openSqlite, type Sqlite } from "#graph/store/sqlite.ts";
import { HortusError } from "#kernels/errors.ts";
import { serve } from "#kernels/worker/worker-server.ts";

let opened: { readonly database: Sqlite; readonly reads: WholeReads } | null = null;

function reads(): WholeReads {
  if (opened === null) throw new HortusError("internal", "The reading thread was asked before it was told what to open.");
  return opened.reads;
}

serve(
  {
    open: async (path: string) => {
      const database = openSqlite(path, { readOnly: true });
      opened = { database, reads: wholeReads(database) };
    },
    outline: async () => reads().outline(),
    nearest: async (call: Parameters<WholeReads["nearest"]>[0]) => reads().nearest(call),
    conceptScores: async (call: Parameters<WholeReads["conceptScores"]>[0]) => reads().conceptScores(call),
    text: async (call: Parameters<WholeReads["text"]>[0]) => reads().text(call),
    documents: async (call: Parameters<WholeReads["documents"]>[0]) => reads().documents(call),
  },
  async () => opened?.database.close(),
);

// A garden with another database beside it, as a ledger is: both say how many papers there are, so that a mixture of two is found out.

import { join } from "node:path";
import type { OtherDatabase } from "#graph/backup/manifest.ts";
import { canonicalHash } from "#graph/export/canonical.ts";
import { commit } from "#graph/growth/commit.ts";
import { openGarden } from "#graph/open-garden.ts";
import { checkIntegrity, openSqlite } from "#graph/store/sqlite.ts";
import { put } from "#tests/conformance/grown-store.ts";

export const BOOK: OtherDatabase = { name: "book.db", check: async (folder) => void openSqlite(join(folder, "book.db")).close() };

export async function addPapers(folder: string, count: number): Promise<void> {
  await using garden = await openGarden({ folder, embedder: null, create: true });
  for (let n = 0; n < count; n++) {
    const id = `paper-${await garden.store.version()}`;
    const operation = put(id, [{ text: `Fibre ${id} contains silk.`, claims: [[`Fibre ${id}`, "contains", "silk"]] }]);
    await commit(garden, { author: "t", reason: "t", operations: [operation] });
  }
  using book = openSqlite(join(folder, "book.db"));
  book.exec("CREATE TABLE IF NOT EXISTS page(version INTEGER)");
  book.run("INSERT INTO page VALUES(?)", await garden.store.version());
}

/** Everything a garden says, and what the other database says it has seen. */
export async function keptIn(folder: string) {
  await using garden = await openGarden({ folder, embedder: null, create: false });
  checkIntegrity(garden.file);
  using book = openSqlite(join(folder, "book.db"));
  const seen = book.get<{ version: number }>("SELECT max(version) AS version FROM page")!.version;
  return { version: await garden.store.version(), seen, hash: await canonicalHash(garden.store, { layer: "all" }) };
}

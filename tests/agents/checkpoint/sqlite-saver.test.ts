// The durable checkpointer against LangGraph's own validation suite.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { validate } from "@langchain/langgraph-checkpoint-validation";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, test } from "vitest";
import { SqliteSaver } from "#agents/checkpoint/sqlite-saver.ts";
import { LEDGER_MIGRATIONS } from "#agents/ledger/schema.ts";
import { migrate, openSqlite, type Sqlite } from "#graph/store/sqlite.ts";

// The suite wants its test runner's functions as globals, as jest has them.
Object.assign(globalThis, { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, test });

const open = new Map<SqliteSaver, { database: Sqlite; folder: string }>();

validate({
  checkpointerName: "hortus-sqlite",
  createCheckpointer() {
    const folder = mkdtempSync(join(tmpdir(), "hortus-checkpoint-"));
    const database = openSqlite(join(folder, "ledger.db"));
    migrate(database, LEDGER_MIGRATIONS);
    const saver = new SqliteSaver(database);
    open.set(saver, { database, folder });
    return saver;
  },
  destroyCheckpointer(saver) {
    const { database, folder } = open.get(saver)!;
    database.close();
    rmSync(folder, { recursive: true });
  },
});

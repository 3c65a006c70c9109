// Durable flows, cut at every write the checkpointer makes: they go on from there, and no finished stage is skipped or lost.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { LEDGER_MIGRATIONS } from "#agents/ledger/schema.ts";
import { type Flow, forgetFlow, runFlow } from "#agents/swarm/langgraph.ts";
import { migrate, openSqlite, type Sqlite } from "#graph/store/sqlite.ts";

let folder: string;
let database: Sqlite;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "hortus-flow-"));
  database = openSqlite(join(folder, "ledger.db"));
  migrate(database, LEDGER_MIGRATIONS);
});
afterEach(() => {
  database.close();
  rmSync(folder, { recursive: true });
});

interface Count {
  readonly n: number;
  readonly said: readonly string[];
}

/** count ⇄ say three times, then last, then end. `done` collects what each stage did outside its state. */
function counting(done: string[]): Flow<Count, "count" | "say" | "last"> {
  return {
    start: "count",
    stages: {
      count: async ({ n }) => ({ n: n + 1 }),
      say: async ({ n, said }) => {
        done.push(`say ${n}`);
        return { said: [...said, `say ${n}`] };
      },
      last: async () => {
        done.push("last");
        return {};
      },
    },
    next: { count: "say", say: ({ n }) => (n < 3 ? "count" : "last"), last: "end" },
  };
}

const START: Count = { n: 0, said: [] };

/** A database that fails at its k-th change, as a killed process would leave it. */
function failingAfter(writes: number): Sqlite {
  let left = writes;
  return {
    ...database,
    transaction: (work) => {
      if (left-- <= 0) throw new Error("killed");
      return database.transaction(work);
    },
  };
}

test("a flow runs to its end, and a finished one answers without running again", async () => {
  const done: string[] = [];
  const run = { database, thread: "t" };
  expect(await runFlow(counting(done), START, run)).toEqual({ n: 3, said: ["say 1", "say 2", "say 3"] });
  expect(done).toEqual(["say 1", "say 2", "say 3", "last"]);
  await runFlow(counting(done), START, run);
  expect(done).toHaveLength(4);
  await forgetFlow(run);
  await runFlow(counting(done), START, run);
  expect(done).toHaveLength(8);
});

test("cut at each single write, it goes on to the same end, and every stage was done", async () => {
  let cuts = 0;
  for (let at = 0; ; at += 1) {
    const done: string[] = [];
    const thread = `cut-${at}`;
    const whole = await runFlow(counting(done), START, { database: failingAfter(at), thread }).then(
      () => true,
      () => false,
    );
    expect(await runFlow(counting(done), START, { database, thread })).toEqual({ n: 3, said: ["say 1", "say 2", "say 3"] });
    expect(new Set(done)).toEqual(new Set(["say 1", "say 2", "say 3", "last"]));
    if (whole) break;
    cuts += 1;
  }
  expect(cuts).toBeGreaterThan(10);
});

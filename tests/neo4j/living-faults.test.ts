// What may go wrong with a garden in Neo4j: nobody there, a wrong password, others in its place, a transaction or the whole server dying.

import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, inject, test } from "vitest";
import type { Garden } from "#graph/garden.ts";
import { commit } from "#graph/growth/commit.ts";
import { openGarden } from "#graph/open-garden.ts";
import { openNeo4jGarden } from "#graph/open-neo4j-garden.ts";
import { parseNeo4jAddress } from "#graph/store/neo4j/address.ts";
import type { Neo4jDatabase } from "#graph/store/neo4j/driver.ts";
import { openNeo4jStore } from "#graph/store/neo4j/neo4j-store.ts";
import { HortusError } from "#kernels/errors.ts";
import { BONE, derived, put, records, SILK } from "#tests/conformance/grown-store.ts";
import { freePort, runServer } from "./running-server.ts";
import { connectDatabase, emptyDatabase, localFolder, serverAddress } from "./server-database.ts";

let database: Neo4jDatabase;
beforeEach(async () => {
  database = await emptyDatabase();
});
afterEach(() => database[Symbol.asyncDispose]());

function open(address: string, { folder = localFolder(), password = inject("neo4j").password } = {}): Promise<Garden> {
  return openNeo4jGarden({ name: address, address: parseNeo4jAddress(address), password, folder, embedder: null, create: true });
}

test("nobody there and a wrong password are said, and leave nothing on this machine", async () => {
  const folder = localFolder();
  await expect(open(`neo4j://127.0.0.1:${await freePort()}`, { folder })).rejects.toMatchObject({ code: "store.unreachable" });
  await expect(open(serverAddress(), { folder, password: "wrong" })).rejects.toMatchObject({ code: "store.unauthorised" });
  expect(existsSync(folder)).toBe(false);
});

test.each([
  ["a newer garden", `CREATE (:HortusGarden {id: "garden", schema: 99})`, "graph.too_new"],
  ["a mirror", `CREATE (:HortusMirror {id: "mirror"})`, "graph.conflict"],
  ["somebody else's concepts", `CREATE (:Concept {name: "theirs"})`, "graph.conflict"],
])("where %s is no garden is made, and nothing is touched", async (_what, cypher, code) => {
  await database.write({ cypher });
  await expect(open(serverAddress())).rejects.toMatchObject({ code });
  expect(await database.read({ cypher: "MATCH (n) RETURN count(n) AS n" })).toEqual([{ n: 1 }]);
});

test("a garden that somebody emptied says so", async () => {
  await using garden = await open(serverAddress());
  await database.write({ cypher: "MATCH (n) DETACH DELETE n" });
  await expect(garden.store.version()).rejects.toMatchObject({ code: "graph.corrupt" });
});

test("a transaction that dies midway, wherever that is, leaves the garden as it was", async () => {
  const mortal = mortalDatabase(await connectDatabase(), terminate);
  await using store = (await openNeo4jStore(mortal.database, { create: true, now: () => new Date(0) }))!;
  const first = await derived(store, put("a", SILK));
  await store.apply(first.change, first.projection, { expectedVersion: 0 });
  const before = await records(store);
  const { change, projection } = await derived(store, put("b", BONE), { op: "remove-document", id: "a" as never });
  const apply = () => store.apply(change, projection, { expectedVersion: 1 });
  let deaths = 0;
  // Every third statement: each is one round trip of some thirty.
  for (let at = 1; ; at += 3, deaths++) {
    mortal.dieAt(at);
    const outcome = await apply().catch((thrown: unknown) => thrown);
    if (!(outcome instanceof Error)) break;
    expect(outcome.message).toContain("terminated");
    expect(await store.version()).toBe(1);
  }
  expect(deaths).toBeGreaterThan(6);
  expect((await store.history()).length).toBe(2);
  mortal.dieAt(null);
  await store.apply(await inverse(2), (await derived(store, ...(await inverse(2)).operations)).projection, { expectedVersion: 2 });
  expect(await records(store)).toEqual(before);

  async function inverse(version: number) {
    return { author: "test", reason: "back", operations: (await store.change(version))!.inverse };
  }
});

/** The server ends the one other transaction that is open. */
async function terminate(): Promise<void> {
  const [found] = await database.read<{ id: string }>({
    cypher: "SHOW TRANSACTIONS YIELD transactionId AS id, currentQuery WHERE NOT currentQuery CONTAINS 'SHOW' RETURN id",
  });
  await database.write({ cypher: `TERMINATE TRANSACTIONS "${found?.id}"` });
}

/** The database, with a writing transaction into which `strike` comes before its n-th statement. */
function mortalDatabase(inner: Neo4jDatabase, strike: () => Promise<void>) {
  let dying: number | null = null;
  const wrapped: Neo4jDatabase = {
    name: inner.name,
    read: (statement) => inner.read(statement),
    reading: (work) => inner.reading(work),
    write: (...statements) => inner.write(...statements),
    stream: (query) => inner.stream(query),
    writing: (work) => {
      let ran = 0;
      return inner.writing((tx) =>
        work({
          run: async (statement) => {
            if (++ran === dying) await strike();
            return tx.run(statement);
          },
        }),
      );
    },
    [Symbol.asyncDispose]: () => inner[Symbol.asyncDispose](),
  };
  const dieAt = (statement: number | null): void => {
    dying = statement;
  };
  return { database: wrapped, dieAt };
}

const CHANGES = 12;
/** In the seventh change, with its terms written and its relations not yet. */
const [DYING_CHANGE, DYING_STATEMENT] = [6, 15];

test("a server killed in the middle of a change loses nothing it acknowledged and keeps nothing of that one: who was writing goes on", async () => {
  const { home, port } = inject("neo4j");
  let restarted: Promise<void> | null = null;
  const mortal = mortalDatabase(await connectDatabase(), async () => {
    mortal.dieAt(null);
    await kill(Number(readFileSync(join(home, "run/server.pid"), "utf8")));
    restarted = runServer("start", { home, port });
  });
  await using store = (await openNeo4jStore(mortal.database, { create: true, now: () => new Date(0) }))!;
  const garden = { name: "mortal", store, embedder: null };
  const operations = Array.from({ length: CHANGES }, (_, n) => put(`paper-${n}`, n % 2 === 0 ? SILK : BONE));
  for (const [n, operation] of operations.entries()) {
    if (n === DYING_CHANGE) mortal.dieAt(DYING_STATEMENT);
    const write = () => commit(garden, { author: "test", reason: `${n}`, operations: [operation] });
    const { version } = await write().catch(async (thrown: unknown) => {
      expect(thrown).toMatchObject({ code: "store.unreachable" });
      await restarted;
      return reachable(write);
    });
    expect(version).toBe(n + 1);
    if (n === DYING_CHANGE) expect(restarted).not.toBeNull();
  }
  await using local = await openGarden({ folder: localFolder(), embedder: null, create: true });
  await commit(local, { author: "test", reason: "all", operations });
  expect(await records(store)).toEqual(await records(local.store));
  expect((await store.history()).map(({ version, reason }) => [version, reason])).toEqual(
    operations.map((_, n) => [CHANGES - n, `${CHANGES - n - 1}`]),
  );
});

async function kill(pid: number): Promise<void> {
  process.kill(pid, "SIGKILL");
  for (let alive = true; alive; await new Promise((later) => setTimeout(later, 50))) {
    try {
      process.kill(pid, 0);
    } catch {
      alive = false;
    }
  }
}

/** The port opens a little before the database answers. */
async function reachable<Result>(work: () => Promise<Result>): Promise<Result> {
  for (let tries = 20; ; tries--) {
    try {
      return await work();
    } catch (thrown) {
      if (tries === 0 || !(thrown instanceof HortusError) || thrown.code !== "store.unreachable") throw thrown;
    }
  }
}

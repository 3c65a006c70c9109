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
  const mortal = mortalDatabase(await connectDatabase());
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

/** The database, with writing transactions, of which the server terminates one before its n-th statement. */
function mortalDatabase(inner: Neo4jDatabase) {
  let dying: number | null = null;
  const terminate = async (): Promise<void> => {
    const [found] = await database.read<{ id: string }>({
      cypher: "SHOW TRANSACTIONS YIELD transactionId AS id, currentQuery WHERE NOT currentQuery CONTAINS 'SHOW' RETURN id",
    });
    await database.write({ cypher: `TERMINATE TRANSACTIONS "${found?.id}"` });
  };
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
            if (++ran === dying) await terminate();
            return tx.run(statement);
          },
        }),
      );
    },
    [Symbol.asyncDispose]: () => inner[Symbol.asyncDispose](),
  };
  return {
    database: wrapped,
    dieAt: (statement: number | null) => {
      dying = statement;
    },
  };
}

const CHANGES = 24;
const KILL_AFTER = 6;

test("a server killed without warning loses nothing it acknowledged and keeps nothing half: who was writing goes on", async () => {
  const { home, port } = inject("neo4j");
  await using garden = await open(serverAddress());
  let acknowledged = 0;
  let restarted: Promise<void> | null = null;
  for (let n = 0; n < CHANGES; n++) {
    const change = { author: "test", reason: `${n}`, operations: [put(`paper-${n}`, n % 2 === 0 ? SILK : BONE)] };
    for (let tries = 0; ; tries++) {
      try {
        await commit(garden, change);
        acknowledged = n + 1;
        break;
      } catch (thrown) {
        expect(thrown).toMatchObject({ code: "store.unreachable" });
        if (tries > 20) throw thrown;
        await restarted;
      }
    }
    if (acknowledged === KILL_AFTER) {
      // Somewhere in the middle of the changes that follow.
      setTimeout(() => {
        process.kill(Number(readFileSync(join(home, "run/server.pid"), "utf8")), "SIGKILL");
        restarted = runServer("start", { home, port });
      }, 40);
    }
    if (acknowledged > KILL_AFTER && restarted !== null) expect((await garden.store.history({ limit: 1 }))[0]!.version).toBe(acknowledged);
  }
  expect(restarted).not.toBeNull();
  await using local = await openGarden({ folder: localFolder(), embedder: null, create: true });
  const all = Array.from({ length: CHANGES }, (_, n) => put(`paper-${n}`, n % 2 === 0 ? SILK : BONE));
  await commit(local, { author: "test", reason: "all", operations: all });
  expect(await records(garden.store)).toEqual(await records(local.store));
  expect((await garden.store.history()).map(({ version, reason }) => [version, reason])).toEqual(
    Array.from({ length: CHANGES }, (_, n) => [CHANGES - n, `${CHANGES - n - 1}`]),
  );
});

// What goes wrong before anything is written: wrong password, wrong database, nobody there, a stop at the door.

import { expect, inject, test } from "vitest";
import { parseNeo4jAddress } from "#graph/store/neo4j/address.ts";
import { connectNeo4j } from "#graph/store/neo4j/driver.ts";
import { freePort } from "./running-server.ts";
import { emptyDatabase, serverAddress } from "./server-database.ts";

const connect = (address: string, password: string | null, signal?: AbortSignal) =>
  connectNeo4j(parseNeo4jAddress(address), { password, signal });

test.each(["neo4j", "bolt"])("%s:// connects and learns the name of the database", async (scheme) => {
  await (await emptyDatabase())[Symbol.asyncDispose]();
  await using database = await connect(`${scheme}://127.0.0.1:${inject("neo4j").port}`, inject("neo4j").password);
  expect(database.name).toBe("neo4j");
  expect(await database.read({ cypher: "RETURN $x AS x, valueType($x) AS type", parameters: { x: 3 } })).toEqual([
    { x: 3, type: "INTEGER NOT NULL" },
  ]);
});

test.each([
  ["a wrong password", "not-the-password"],
  ["no password", null],
])("%s is store.unauthorised, and not repeated", async (_name, password) => {
  const refused = await connect(serverAddress(), password).catch((error) => error);
  expect(refused).toMatchObject({ code: "store.unauthorised", facts: { user: "neo4j" } });
  expect(refused.message).toContain("NEO4J_PASSWORD");
  expect(refused.message).not.toContain("not-the-password");
});

test.each(["neo4j", "bolt"])("nobody listening at %s:// is store.unreachable, without the half minute of retries", async (scheme) => {
  const signal = AbortSignal.timeout(15_000);
  const refused = await connect(`${scheme}://127.0.0.1:${await freePort()}/neo4j`, "any", signal).catch((error) => error);
  expect(refused).toMatchObject({ code: "store.unreachable" });
  expect(refused.message).toContain("127.0.0.1");
  expect(refused.message).not.toContain("RoutingTable");
});

test("a database that is not there is named", async () => {
  await expect(connect(serverAddress("nowhere"), inject("neo4j").password)).rejects.toMatchObject({
    code: "usage.invalid",
    message: /"nowhere"/,
  });
});

test("a stop during a long query ends it at once", async () => {
  const stop = new AbortController();
  await using database = await connect(serverAddress(), inject("neo4j").password, stop.signal);
  const long = database.read({ cypher: "UNWIND range(1, 1000000000) AS x RETURN sum(x % 7)" });
  setTimeout(() => stop.abort(), 200);
  await expect(long).rejects.toMatchObject({ code: "interrupted" });
});

test("numbers that are no integers are refused rather than stored as something else", async () => {
  await using database = await connect(serverAddress(), inject("neo4j").password);
  await expect(database.read({ cypher: "RETURN $x", parameters: { x: 0.5 } })).rejects.toMatchObject({ code: "kernel.value" });
});

test("addresses: user, database and routing policy are read, passwords refused unseen", () => {
  expect(parseNeo4jAddress("neo4j+s://ada%40x@host:7688/my.db?policy=eu")).toEqual({
    server: "neo4j+s://host:7688?policy=eu",
    user: "ada@x",
    database: "my.db",
  });
  expect(parseNeo4jAddress("bolt://host")).toEqual({ server: "bolt://host", user: "neo4j", database: null });
  for (const wrong of ["http://host", "neo4j://", "host:7687", "neo4j://h/a/b", "neo4j://%zz@h/", "neo4j://ada:secret@h"]) {
    expect(() => parseNeo4jAddress(wrong)).toThrow(
      expect.objectContaining({ code: "usage.invalid", message: expect.not.stringContaining("secret") }),
    );
  }
});

// A garden that lives in Neo4j is the same garden: grown from the same papers, copied either way, written by two at once, empty, or wild.

import { join } from "node:path";
import { afterEach, beforeEach, expect, inject, test } from "vitest";
import { exportCanonical } from "#graph/export/canonical.ts";
import type { Garden } from "#graph/garden.ts";
import { commit } from "#graph/growth/commit.ts";
import { grow } from "#graph/growth/grow.ts";
import { removeDocument } from "#graph/growth/remove.ts";
import { openAsOf } from "#graph/history/as-of.ts";
import { copyGarden } from "#graph/history/copy-garden.ts";
import { mirrorGarden } from "#graph/mirror/mirror.ts";
import type { Change, Projection } from "#graph/model.ts";
import { openGarden } from "#graph/open-garden.ts";
import { openNeo4jGarden } from "#graph/open-neo4j-garden.ts";
import { parseNeo4jAddress } from "#graph/store/neo4j/address.ts";
import type { Neo4jDatabase } from "#graph/store/neo4j/driver.ts";
import { verifyGarden } from "#graph/verify/verify.ts";
import { BONE, CONJECTURE, ENTRY, put, records, SILK } from "#tests/conformance/grown-store.ts";
import { ask, emptyDatabase, localFolder, serverAddress } from "./server-database.ts";
import { wildChange } from "./wild-change.ts";

const NOTES = ["01-spider-dragline-silk.md", "04-silk-proteins.md", "17-nacre.md"].map((name) => join("examples/materials", name));

let database: Neo4jDatabase;
beforeEach(async () => {
  database = await emptyDatabase();
});
afterEach(() => database[Symbol.asyncDispose]());

/** Opens the garden in the server's database. */
function living(options: { readonly create?: boolean; readonly now?: () => Date } = {}): Promise<Garden> {
  const address = serverAddress();
  const { password, home } = inject("neo4j");
  const where = { name: address, address: parseNeo4jAddress(address), password, folder: join(home, "local") };
  return openNeo4jGarden({ ...where, embedder: null, create: options.create ?? true, ...(options.now && { now: options.now }) });
}

const embedded = (now?: () => Date): Promise<Garden> =>
  openGarden({ folder: localFolder(), embedder: null, create: true, ...(now && { now }) });

async function canonical({ store }: Garden): Promise<string> {
  let text = "";
  for await (const line of exportCanonical(store, { layer: "all" })) text += line;
  return text;
}

/** All but the name of its state, which no two gardens share. */
async function outline({ store }: Garden): Promise<unknown> {
  const { state: _, ...numbers } = await store.outline();
  return numbers;
}

test("the same notes grow the same garden, every span of it holds, and a copy either way says the same with the same history", async () => {
  await using local = await embedded();
  await using garden = await living();
  const grown = await grow(garden, NOTES, { threads: 1 });
  expect(grown).toMatchObject({ garden: serverAddress(), documents: { added: NOTES.length, failed: [] } });
  await grow(local, NOTES, { threads: 1 });
  expect((await canonical(local)).split("\n").length).toBeGreaterThan(100);
  expect(await canonical(garden)).toBe(await canonical(local));
  expect(await verifyGarden(garden.store)).toEqual(await verifyGarden(local.store));
  const { version } = await removeDocument(garden, "17-nacre.md", {});
  const records = [
    { op: "put-conjecture", conjecture: CONJECTURE },
    { op: "put-ontology-entry", entry: ENTRY },
  ] as const;
  await commit(garden, { author: "test", reason: "records", operations: records });
  await using back = await embedded();
  const reopened = (folder: string) => (now: () => Date) => openGarden({ folder, embedder: null, create: true, now });
  expect(await copyGarden(garden, reopened(back.folder))).toEqual({ version: version + 1, changes: version + 1 });
  expect(await canonical(back)).toBe(await canonical(garden));
  expect(await back.store.history()).toEqual(await garden.store.history());
  expect(await copyGarden(garden, reopened(back.folder))).toEqual({ version: version + 1, changes: 0 });
  await commit(back, { author: "test", reason: "by itself", operations: [put("own", SILK)] });
  await expect(copyGarden(garden, reopened(back.folder))).rejects.toMatchObject({ code: "graph.conflict" });

  await using before = await openAsOf(garden, 1);
  expect(await canonical(before)).toBe(await canonical(local));
});

test("an embedded garden is copied into Neo4j, what was added since with the next copy, and nothing into another garden", async () => {
  await using local = await embedded();
  await commit(local, { author: "one", reason: "first", operations: [put("a", SILK)] });
  const into = (now: () => Date): Promise<Garden> => living({ now });
  expect(await copyGarden(local, into)).toEqual({ version: 1, changes: 1 });
  await commit(local, { author: "two", reason: "second", operations: [put("b", BONE), { op: "put-conjecture", conjecture: CONJECTURE }] });
  expect(await copyGarden(local, into)).toEqual({ version: 2, changes: 1 });
  await using garden = await living();
  expect(await records(garden.store)).toEqual(await records(local.store));
  expect(await garden.store.history()).toEqual(await local.store.history());
  await using other = await embedded();
  await commit(other, { author: "one", reason: "first", operations: [put("a", BONE)] });
  await expect(copyGarden(other, into)).rejects.toMatchObject({ code: "graph.conflict" });
  await expect(mirrorGarden(local.store, database, { clock: () => new Date(0), replace: true })).rejects.toMatchObject({
    code: "graph.conflict",
    message: /lives in the database/,
  });
});

test("an empty garden is empty for every reader, and is not there before it is made", async () => {
  await expect(living({ create: false })).rejects.toMatchObject({ code: "input.invalid" });
  await using garden = await living();
  await using local = await embedded();
  expect(await canonical(garden)).toBe(await canonical(local));
  expect(await outline(garden)).toEqual(await outline(local));
  await using again = await living({ create: false });
  expect(await again.store.version()).toBe(0);
});

test("of two who write at once neither loses a change", async () => {
  await using one = await living();
  await using two = await living();
  const write = async (garden: Garden, name: string): Promise<void> => {
    for (let n = 0; n < 4; n++) {
      const operations = [put(`${name}-${n}`, n % 2 === 0 ? SILK : BONE)];
      await commit(garden, { author: name, reason: `${n}`, operations });
    }
  };
  await Promise.all([write(one, "one"), write(two, "two")]);
  const history = await one.store.history();
  expect(history.map(({ version }) => version)).toEqual([8, 7, 6, 5, 4, 3, 2, 1]);
  await using local = await embedded();
  const all = ["one", "two"].flatMap((name) => [0, 1, 2, 3].map((n) => put(`${name}-${n}`, n % 2 === 0 ? SILK : BONE)));
  await commit(local, { author: "all", reason: "at once", operations: all });
  expect(await canonical(one)).toBe(await canonical(local));
});

test("wild words, a long type full of Cypher, self loops and parallel relations are there as they were put, and harm nothing", async () => {
  const { change, projection } = wilder();
  await using garden = await living();
  await database.write({ cypher: "CREATE (:Bystander)" });
  await using local = await embedded();
  for (const { store } of [garden, local]) await store.apply(change, projection, { expectedVersion: 0 });
  expect(await records(garden.store)).toEqual(await records(local.store));
  expect(await outline(garden)).toEqual(await outline(local));
  const ids = projection.concepts.put.map(({ id }) => id);
  expect(await garden.store.relationsOf(ids)).toEqual(await local.store.relationsOf(ids));
  expect(await ask(database, "MATCH (b:Bystander) RETURN count(b)")).toEqual([1]);
  const numbers = "MATCH (c:Concept)-[r]->() RETURN DISTINCT [valueType(c.documents), valueType(r.confidence)]";
  expect(await ask(database, numbers)).toEqual([["INTEGER NOT NULL", "INTEGER NOT NULL"]]);
});

const LONG = `"'\`]->(x) DETACH DELETE x // ${"$row {id: 1} ".repeat(9)}`.slice(0, 100);

/** The wild change with half a character in a title, a type of a hundred characters, a relation to itself and three between the same two. */
function wilder(): { readonly change: Change; readonly projection: Projection } {
  const { change, projection } = wildChange();
  const [first] = projection.relations.put;
  const more = [
    { ...first!, type: LONG },
    { ...first!, type: "self", to: first!.from },
    { ...first!, polarity: "negated" as const },
  ];
  const operations = change.operations.map((operation) =>
    operation.op === "put-document" ? { ...operation, document: { ...operation.document, title: "half \ud835 a character" } } : operation,
  );
  return {
    change: { ...change, operations },
    projection: { ...projection, relations: { put: [...projection.relations.put, ...more], remove: [] } },
  };
}

test("where a mirror stood a garden finds its names, and where a garden stood a mirror does", async () => {
  await using local = await embedded();
  await grow(local, NOTES.slice(0, 1), { threads: 1 });
  const mirrored = () => mirrorGarden(local.store, database, { clock: () => new Date(0) });
  const clear = () => database.write({ cypher: "MATCH (n) DETACH DELETE n" });
  await mirrored();
  await clear();
  {
    await using garden = await living();
    await grow(garden, NOTES.slice(0, 1), { threads: 1 });
    expect((await garden.store.searchText("silk", { kinds: ["concept"], limit: 3 })).length).toBeGreaterThan(0);
  }
  await clear();
  await mirrored();
  const found = "CALL db.index.fulltext.queryNodes('hortus_labels', 'silk') YIELD node RETURN count(node)";
  expect((await ask<number>(database, found))[0]).toBeGreaterThan(0);
});

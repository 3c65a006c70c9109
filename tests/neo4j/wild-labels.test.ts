// Words that look like Cypher, Lucene or nothing at all go into the database as they are, and nothing else happens.

import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { mirrorGarden } from "#graph/mirror/mirror.ts";
import { openEmbeddedStore } from "#graph/store/embedded/embedded-store.ts";
import type { GraphStore } from "#graph/store/graph-store.ts";
import { gardenCounts } from "./garden-rows.ts";
import { ask, emptyDatabase } from "./server-database.ts";
import { TYPES, WORDS, wildChange, wildText } from "./wild-change.ts";

test("labels and types with quotes, backticks and other scripts arrive whole and harm nothing", async () => {
  await using database = await emptyDatabase();
  await using garden = await wildStore();
  await database.write({ cypher: "CREATE (:Bystander)" });
  const result = await mirrorGarden(garden.store, database, { clock: () => new Date(0) });
  expect(result).toMatchObject(await gardenCounts(garden.store));
  expect(result).toMatchObject({ concepts: WORDS.length, relations: TYPES.length });
  expect((await ask<string>(database, "MATCH (c:Concept) RETURN c.label")).sort()).toEqual([...WORDS].sort());
  expect((await ask<string>(database, "MATCH (e:Evidence) RETURN DISTINCT e.text")).sort()).toEqual([wildText]);
  expect(await ask(database, "MATCH (b:Bystander) RETURN count(b)")).toEqual([1]);
  const named = await database.read<{ type: string; name: string }>({
    cypher: "MATCH (:Concept)-[r]->(:Concept) RETURN r.type AS type, type(r) AS name",
  });
  expect(Object.fromEntries(named.map(({ type, name }) => [type, name]))).toEqual({
    "`]->(x) DELETE x //": "X_DELETE_X",
    "part-of": "PART_OF",
    part_of: "PART_OF",
    "与…相关": "与_相关",
    "→": "RELATES",
    HEAD: "HEAD",
  });
  expect((await mirrorGarden(garden.store, database, { clock: () => new Date(0) })).writes).toBe(0);
});

async function wildStore(): Promise<AsyncDisposable & { readonly store: GraphStore }> {
  const folder = await mkdtemp(join(tmpdir(), "hortus-wild-"));
  const store = openEmbeddedStore(join(folder, "garden.db"), { now: () => new Date(0) });
  const { change, projection } = wildChange();
  await store.apply(change, projection, { expectedVersion: 0 });
  const close = async () => {
    await store[Symbol.asyncDispose]();
    await rm(folder, { recursive: true });
  };
  return { store, [Symbol.asyncDispose]: close };
}

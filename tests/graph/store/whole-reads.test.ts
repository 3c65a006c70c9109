// What the embedded store promises beyond the contract: others get their turn, large vectors in parts, older files brought up to date.

import { expect, test } from "vitest";
import { deriveProjection } from "#graph/resolution/derive.ts";
import { NO_VECTORS } from "#graph/resolution/term-vectors.ts";
import { openEmbeddedStore } from "#graph/store/embedded/embedded-store.ts";
import { MIGRATIONS } from "#graph/store/embedded/schema.ts";
import { VectorSearch } from "#graph/store/embedded/vector-search.ts";
import type { GraphStore } from "#graph/store/graph-store.ts";
import { migrate, openSqlite } from "#graph/store/sqlite.ts";
import { bodyOf } from "#tests/conformance/bodies.ts";
import { temporaryFolder } from "#tests/temporary-folder.ts";

const now = () => new Date(0);

async function grow(store: GraphStore, things: number): Promise<void> {
  const names = Array.from({ length: things }, (_, index) => `thing${index}x`);
  const sentences = names.map((name) => ({ text: `The ${name} contains water.`, claims: [[name, "contains", "water"]] as const }));
  const operations = [{ op: "put-document", ...bodyOf("many", sentences) }] as const;
  const projection = await deriveProjection(store, operations, NO_VECTORS);
  await store.apply({ author: "t", reason: "t", operations }, projection, { expectedVersion: await store.version() });
}

test("while everything is read, timers still fire: in streams between pages, in whole reads all along", async () => {
  await using folder = await temporaryFolder();
  await using store = openEmbeddedStore(`${folder.path}/garden.db`, { now, aside: "always" });
  await grow(store, 1600);
  const turnsDuring = async (work: () => Promise<unknown>): Promise<number> => {
    let turns = 0;
    const timer = setInterval(() => turns++, 1);
    await work();
    clearInterval(timer);
    return turns;
  };
  const drained = async () => {
    for await (const _page of store.allRelations());
  };
  expect(await turnsDuring(drained)).toBeGreaterThanOrEqual(2);
  expect(await turnsDuring(() => store.outline())).toBeGreaterThanOrEqual(1);
});

test("vectors too many to keep are read in parts, with the same answer as when they are kept", async () => {
  await using folder = await temporaryFolder();
  const path = `${folder.path}/garden.db`;
  await using store = openEmbeddedStore(path, { now });
  const rows = Array.from({ length: 500 }, (_, index) => ({
    key: `term ${String(index).padStart(3, "0")}`,
    vector: Float32Array.of((index * 7) % 11, (index * 5) % 13, 1),
  }));
  await store.putVectors("m", "term", rows);
  using database = openSqlite(path, { readOnly: true });
  const query = Float32Array.of(1, -0.5, 0.25);
  const whole = new VectorSearch(database).nearest("m", "term", query, 40);
  expect(new VectorSearch(database, { keptBytes: 100, partBytes: 12 * 64 }).nearest("m", "term", query, 40)).toEqual(whole);
  const sorted = rows.map(({ key, vector }) => ({ key, score: vector[0]! - 0.5 * vector[1]! + 0.25 }));
  expect(whole).toEqual(sorted.sort((x, y) => y.score - x.score || (x.key < y.key ? -1 : 1)).slice(0, 40));
});

test("a garden of the first schema is brought up to date with its names and counts", async () => {
  await using folder = await temporaryFolder();
  const path = `${folder.path}/garden.db`;
  {
    using database = openSqlite(path);
    migrate(database, MIGRATIONS.slice(0, 1));
    database.exec(`
      INSERT INTO term VALUES(1, 'silk', 1, 2, 0, 0, 'phrase', '{}', '{}', '', 1), (2, 'unused', 0, 0, 0, 0, 'phrase', '{}', '{}', '', NULL);
      INSERT INTO concept VALUES(1, 'Silk', 'material', '["dragline \\n thread"]', 1, 2, NULL, NULL);`);
  }
  await using store = openEmbeddedStore(path, { now });
  expect(await store.counts()).toMatchObject({ terms: 1, concepts: 1, quarantined: 0 });
  for (const word of ["si", "drag", "thr"])
    expect(
      (await store.conceptsBeginning([word], 9)).map(({ id }) => id),
      word,
    ).toEqual(["silk"]);
  expect(await store.conceptsBeginning(["n"], 9)).toEqual([]);
});

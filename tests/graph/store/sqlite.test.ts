import { writeFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { openEmbeddedStore } from "#graph/store/embedded/embedded-store.ts";
import { MIGRATIONS } from "#graph/store/embedded/schema.ts";
import { migrate, openSqlite } from "#graph/store/sqlite.ts";
import { temporaryFolder } from "#tests/temporary-folder.ts";

const now = (): Date => new Date(0);

test("what is no database is refused and left as it is", async () => {
  await using folder = await temporaryFolder();
  const path = folder.file("garden.db");
  await writeFile(path, "my notes, not a database");
  expect(() => openEmbeddedStore(path, { now })).toThrow(expect.objectContaining({ code: "graph.corrupt" }));
  const damaged = folder.file("damaged.db");
  await writeFile(damaged, `SQLite format 3\u0000${"x".repeat(5000)}`);
  expect(() => openEmbeddedStore(damaged, { now })).toThrow(expect.objectContaining({ code: "graph.corrupt" }));
});

test("a file of a newer Hortus is refused", async () => {
  await using folder = await temporaryFolder();
  const path = folder.file("garden.db");
  using database = openSqlite(path);
  database.exec("PRAGMA user_version=99");
  expect(() => openEmbeddedStore(path, { now })).toThrow(
    expect.objectContaining({ code: "graph.too_new", facts: { path, found: 99, known: MIGRATIONS.length } }),
  );
});

test("migrations run once each, and a failing one leaves the schema before it", async () => {
  await using folder = await temporaryFolder();
  using database = openSqlite(folder.file("a.db"));
  migrate(database, ["CREATE TABLE one(x);"]);
  expect(() => migrate(database, ["", "CREATE TABLE two(x); CREATE TABLE one(x);"])).toThrow(/one/);
  expect(database.get("SELECT count(*) AS n FROM sqlite_master")).toEqual({ n: 1 });
  migrate(database, ["", "CREATE TABLE two(x);"]);
  migrate(database, ["", "CREATE TABLE two(x);"]);
  expect(database.get("PRAGMA user_version")).toEqual({ user_version: 2 });
});

test("a throw inside a transaction leaves nothing, and a second writer waits no longer than told", async () => {
  await using folder = await temporaryFolder();
  const path = folder.file("a.db");
  using first = openSqlite(path);
  using second = openSqlite(path, { busyMs: 20 });
  first.exec("CREATE TABLE t(x)");
  expect(() =>
    first.transaction(() => {
      first.run("INSERT INTO t VALUES(1)");
      throw new Error("stop");
    }),
  ).toThrow("stop");
  first.transaction(() => {
    first.run("INSERT INTO t VALUES(2)");
    expect(() => second.transaction(() => second.run("INSERT INTO t VALUES(3)"))).toThrow(
      expect.objectContaining({ code: "graph.locked" }),
    );
  });
  expect(second.all("SELECT x FROM t")).toEqual([{ x: 2 }]);
  expect(() => openSqlite(folder.file("none.db"), { readOnly: true })).toThrow(expect.objectContaining({ code: "input.invalid" }));
});

test("many rows go in and come out, whether or not they fill the last statement", async () => {
  await using folder = await temporaryFolder();
  using database = openSqlite(folder.file("a.db"));
  database.exec("CREATE TABLE t(x INTEGER PRIMARY KEY, y TEXT)");
  for (const count of [0, 1, 50, 51, 120]) {
    const rows = Array.from({ length: count }, (_, x) => [x, `y${x}`] as const);
    database.exec("DELETE FROM t");
    database.insert("INSERT INTO t(x, y)", rows);
    expect(database.rows("SELECT x, y FROM t ORDER BY x")).toEqual(rows);
  }
  const again = (): void =>
    database.transaction(() => database.insert("INSERT INTO t(x, y)", [[500, "new"], ...database.rows<[number]>("SELECT x, y FROM t")]));
  expect(again).toThrow(/UNIQUE/);
  expect(database.get("SELECT count(*) AS n FROM t")).toEqual({ n: 120 });
});

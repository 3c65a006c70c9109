// A garden as one file: it comes back as it was, while others write, and whatever is wrong with the file is found before anything changes.

import { execFileSync } from "node:child_process";
import { copyFile, mkdir, readdir, readFile, stat, truncate, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { backupGarden } from "#graph/backup/backup.ts";
import type { OtherDatabase } from "#graph/backup/manifest.ts";
import { openPack, readManifest, writePack } from "#graph/backup/pack.ts";
import { restoreGarden } from "#graph/backup/restore.ts";
import { settleRestore } from "#graph/backup/settle.ts";
import { canonicalHash } from "#graph/export/canonical.ts";
import { commit } from "#graph/growth/commit.ts";
import { createBranch, switchBranch } from "#graph/history/branches.ts";
import type { Operation } from "#graph/model.ts";
import { openGarden } from "#graph/open-garden.ts";
import { openSqlite } from "#graph/store/sqlite.ts";
import { CONJECTURE, put } from "#tests/conformance/grown-store.ts";
import { type TemporaryFolder, temporaryFolder } from "#tests/temporary-folder.ts";

const now = () => new Date(0);
const BOOK: OtherDatabase = { name: "book.db", check: async (folder) => void openSqlite(join(folder, "book.db")).close() };
const calm = { others: [BOOK], now };
const paper = (id: string): Operation => put(id, [{ text: `Fibre ${id} contains silk.`, claims: [[`Fibre ${id}`, "contains", "silk"]] }]);

async function grown(folder: string, ids: readonly string[]): Promise<void> {
  await using garden = await openGarden({ folder, embedder: null, create: true, now });
  for (const id of ids) await commit(garden, { author: "t", reason: "t", operations: [paper(id)] });
  await commit(garden, { author: "t", reason: "t", operations: [{ op: "put-conjecture", conjecture: CONJECTURE }] });
  await garden.store.putVectors("m", "term", [{ key: "silk", vector: Float32Array.of(0.1, 0.2) }]);
  using book = openSqlite(join(folder, "book.db"));
  book.exec("CREATE TABLE IF NOT EXISTS page(text TEXT)");
  book.run("INSERT INTO page VALUES(?)", ids.join());
}

async function said(folder: string) {
  await using garden = await openGarden({ folder, embedder: null, create: false });
  using book = openSqlite(join(folder, "book.db"));
  const hash = await canonicalHash(garden.store, { layer: "all" });
  const vectors = await garden.store.vectors("m", "term", ["silk"]);
  return { branch: garden.branch, hash, vectors, history: await garden.store.history(), book: book.all("SELECT * FROM page") };
}

let folder: TemporaryFolder;
let garden: string;
let file: string;
beforeAll(async () => {
  folder = await temporaryFolder();
  [garden, file] = [folder.file("garden"), folder.file("good.hortus")];
  await grown(garden, ["a", "b", "c"]);
  {
    await using opened = await openGarden({ folder: garden, embedder: null, create: false });
    await createBranch(opened, "side", { at: 2, now });
  }
  switchBranch(garden, "side");
  await backupGarden(garden, file, calm);
});
afterAll(() => folder[Symbol.asyncDispose]());

test("comes back as it was: every branch, its history and vectors, the other databases, and where it stood", async () => {
  const restored = folder.file("restored");
  const result = await restoreGarden(file, restored, { ...calm, force: false });
  expect(result).toMatchObject({
    branch: "side",
    kept: null,
    gardens: [
      { version: 4, spans: 3, verified: 3 },
      { version: 2, spans: 2 },
    ],
  });
  expect(await said(restored)).toEqual(await said(garden));
  switchBranch(restored, "main");
  await using opened = await openGarden({ folder: restored, embedder: null, create: false });
  expect([await opened.store.version(), opened.branch]).toEqual([4, "main"]);
  expect((await readdir(restored)).sort()).toEqual([
    "book.db",
    "branch",
    "branches",
    "files.db",
    "garden.db",
    "garden.db-shm",
    "garden.db-wal",
  ]);
  expect((await readdir(folder.path)).filter((name) => name.includes("part"))).toEqual([]);
});

test("while a writer goes on, the backup is a garden that stood between two of its changes", async () => {
  const busy = folder.file("busy");
  await grown(busy, ["a"]);
  await using writer = await openGarden({ folder: busy, embedder: null, create: false, now });
  const hashes = [await canonicalHash(writer.store, { layer: "all" })];
  let going = true;
  const writing = (async () => {
    for (let n = 0; going; n++) {
      await commit(writer, { author: "t", reason: "t", operations: [paper(`w${n}`)] });
      hashes.push(await canonicalHash(writer.store, { layer: "all" }));
    }
  })();
  for (let round = 0; round < 3; round++) {
    const result = await backupGarden(busy, folder.file("busy.hortus"), calm);
    const place = folder.file(`busy-${round}`);
    await restoreGarden(folder.file("busy.hortus"), place, { ...calm, force: false });
    await using restored = await openGarden({ folder: place, embedder: null, create: false });
    expect(await restored.store.version()).toBe(result.gardens[0]!.version);
    expect(hashes).toContain(await canonicalHash(restored.store, { layer: "all" }));
  }
  going = false;
  await writing;
  expect(hashes.length).toBeGreaterThan(3);
});

describe("what is wrong with the file is said, and nothing is changed", () => {
  const refused = async (path: string, code: string) => {
    const place = folder.file("refused");
    await expect(restoreGarden(path, place, { ...calm, force: false })).rejects.toMatchObject({ code });
    expect(await readdir(place).catch(() => [])).toEqual([]);
  };

  test("cut off anywhere", async () => {
    const { length } = await readFile(file);
    const cut = folder.file("cut.hortus");
    for (const at of [0, 50, 100, 4095, 4096, 8192, length >> 1, (length >> 1) + 7, length - 4096, length - 1]) {
      await copyFile(file, cut);
      await truncate(cut, at);
      await refused(cut, at < 72 ? "input.invalid" : "graph.corrupt");
    }
  });

  test("one bit turned in any piece or in the manifest", async () => {
    const bytes = await readFile(file);
    const bad = folder.file("bad.hortus");
    let found = 0;
    for (let at = 4096 + 11; at < bytes.length; at += 1499) {
      const turned = Buffer.from(bytes);
      turned[at]! ^= 16;
      await writeFile(bad, turned);
      const place = folder.file(`turned-${at}`);
      const restored = await restoreGarden(bad, place, { ...calm, force: false }).catch((thrown) => thrown.code as string);
      if (restored === "graph.corrupt") found++;
      // A bit that nothing was written into means nothing.
      else expect([at, restored, await said(place)]).toEqual([at, expect.objectContaining({ branch: "side" }), await said(garden)]);
    }
    expect(found).toBeGreaterThan(5);
  });

  test("no backup, a garden's own database, a newer form, a newer schema", async () => {
    const other = folder.file("other");
    await writeFile(other, "my notes");
    await refused(other, "input.invalid");
    await refused(join(garden, "garden.db"), "input.invalid");
    const newer = folder.file("newer.hortus");
    await copyFile(file, newer);
    openForWriting(newer, "PRAGMA user_version=9");
    await refused(newer, "graph.too_new");
    const later = folder.file("later");
    await grown(later, ["a"]);
    using pack = openPack(file);
    expect(readManifest(pack)).toMatchObject({ branch: "side" });
    openForWriting(join(later, "garden.db"), "PRAGMA user_version=99");
    await repacked(later, folder.file("later.hortus"), "garden.db");
    await refused(folder.file("later.hortus"), "graph.too_new");
  });

  test("names that lead out of the folder", async () => {
    for (const name of ["../evil.db", "branches/../../evil.db", "/tmp/evil.db", "evil.db"]) {
      const evil = folder.file(`evil-${name.replaceAll("/", "-")}.hortus`);
      await repacked(garden, evil, name);
      await refused(evil, "graph.corrupt");
    }
  });
});

test("a sentence that no longer stands in its document is in quarantine afterwards, and counted", async () => {
  const forged = folder.file("forged");
  await grown(forged, ["a", "b"]);
  openForWriting(join(forged, "garden.db"), "UPDATE evidence SET start = start + 1 WHERE relation = (SELECT min(id) FROM relation)");
  await repacked(forged, folder.file("forged.hortus"), "garden.db");
  const { gardens } = await restoreGarden(folder.file("forged.hortus"), folder.file("forged-back"), { ...calm, force: false });
  expect(gardens[0]).toMatchObject({ spans: 2, verified: 1, quarantined: 1 });
  await using opened = await openGarden({ folder: folder.file("forged-back"), embedder: null, create: false });
  expect((await opened.store.counts()).relations).toBe(1);
});

test("a garden that is there is kept: refused without force, moved aside with it, and never while somebody has it open", async () => {
  const there = folder.file("there");
  await grown(there, ["x"]);
  await writeFile(join(there, "notes.txt"), "mine");
  const before = await said(there);
  await expect(restoreGarden(file, there, { ...calm, force: false })).rejects.toMatchObject({ code: "input.invalid" });
  {
    await using _open = await openGarden({ folder: there, embedder: null, create: false });
    await expect(restoreGarden(file, there, { ...calm, force: true })).rejects.toMatchObject({ code: "graph.locked" });
  }
  expect(await said(there)).toEqual(before);
  const { kept } = await restoreGarden(file, there, { ...calm, force: true });
  expect(await said(there)).toEqual(await said(garden));
  expect(await said(kept!)).toEqual(before);
  expect(await readFile(join(there, "notes.txt"), "utf8")).toBe("mine");
});

test("a log that somebody's old database left never meets the new one", async () => {
  const [there, fresh] = [folder.file("logged"), folder.file("fresh")];
  await grown(there, ["x", "y", "z", "w"]);
  await restoreGarden(file, fresh, { ...calm, force: false });
  await using open = await openGarden({ folder: there, embedder: null, create: false, now });
  await commit(open, { author: "t", reason: "t", operations: [paper("late")] });
  expect((await stat(join(there, "garden.db-wal"))).size).toBeGreaterThan(0);
  await mkdir(join(there, "incoming"));
  await writeFile(join(there, "incoming", "aside"), "old\n");
  await copyFile(join(fresh, "garden.db"), join(there, "incoming", "garden.db"));
  settleRestore(there);
  await using settled = await openGarden({ folder: there, branch: "main", embedder: null, create: false });
  expect((await settled.store.documents()).map(({ id }) => id)).toEqual(["a", "b", "c"]);
  expect((await open.store.documents()).map(({ id }) => id)).toEqual(["late", "w", "x", "y", "z"]);
});

test("only a backup is overwritten by a backup, and a stopped one leaves the older", async () => {
  const notes = folder.file("notes.txt");
  await writeFile(notes, "mine");
  await expect(backupGarden(garden, notes, calm)).rejects.toMatchObject({ code: "input.invalid" });
  expect(await readFile(notes, "utf8")).toBe("mine");
  const target = folder.file("twice.hortus");
  const first = await backupGarden(garden, target, calm);
  const bytes = await readFile(target);
  const stop = new AbortController();
  const onProgress = (step: string) => step === "packing" && stop.abort();
  await expect(backupGarden(garden, target, { ...calm, signal: stop.signal, onProgress })).rejects.toMatchObject({ code: "interrupted" });
  expect((await readFile(target)).equals(bytes)).toBe(true);
  expect((await backupGarden(garden, target, calm)).gardens).toEqual(first.gardens);
  await writeFile(folder.file("damaged.hortus"), bytes.subarray(0, bytes.length >> 1));
  await backupGarden(garden, folder.file("damaged.hortus"), calm);
  await restoreGarden(folder.file("damaged.hortus"), folder.file("mended"), { ...calm, force: false });
  expect((await readdir(folder.path)).filter((name) => name.includes("part"))).toEqual([]);
});

test.for(["64k", "256k", "400k", "440k"])(
  "a disk of %s that is full is said to be, and what was there is still there",
  async (size, context) => {
    const small = folder.file(`small-${size}`);
    await mkdir(small);
    try {
      execFileSync("mount", ["-t", "tmpfs", "-o", `size=${size}`, "tmpfs", small], { stdio: "ignore" });
    } catch {
      return context.skip("Nothing can be mounted here, so no disk can be filled.");
    }
    try {
      const old = (await readFile(file)).subarray(0, 8192);
      await writeFile(join(small, "old.hortus"), old);
      await expect(backupGarden(garden, join(small, "old.hortus"), calm)).rejects.toThrow("No space left to write");
      expect((await readFile(join(small, "old.hortus"))).equals(old)).toBe(true);
      await expect(restoreGarden(file, join(small, "garden"), { ...calm, force: false })).rejects.toThrow("No space left to write");
      expect([await readdir(small), await readdir(join(small, "garden"))]).toEqual([["garden", "old.hortus"], []]);
    } finally {
      execFileSync("umount", [small]);
    }
  },
);

function openForWriting(path: string, sql: string): void {
  using database = openSqlite(path);
  database.exec(`${sql}; PRAGMA wal_checkpoint(TRUNCATE); PRAGMA journal_mode=DELETE;`);
}

/** A backup as a stranger could make one: right in its hashes, with what he likes under the name he likes. */
async function repacked(from: string, to: string, name: string): Promise<void> {
  using pack = openPack(file);
  const known = readManifest(pack) as object;
  using writer = writePack(to);
  const files = [await writer.add("garden.db", join(from, "garden.db"))];
  if (name !== "garden.db") files.push(await writer.add(name, join(from, "garden.db")));
  writer.finish({ ...known, branch: "main", files });
}

// Branches: lines of history that do not touch each other until one is merged into another, whole or not at all.

import { readdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { canonicalHash } from "#graph/export/canonical.ts";
import type { Garden } from "#graph/garden.ts";
import { currentBranch } from "#graph/garden-folder.ts";
import { commit } from "#graph/growth/commit.ts";
import { undo } from "#graph/growth/undo.ts";
import { createBranch, deleteBranch, listBranches, switchBranch } from "#graph/history/branches.ts";
import { commonVersion, type Lineage, leaving } from "#graph/history/lineage.ts";
import { mergeBranch } from "#graph/history/merge-branch.ts";
import type { DocumentId, Operation, ResolutionEdit, TermKey } from "#graph/model.ts";
import { openGarden } from "#graph/open-garden.ts";
import { CONJECTURE, put } from "#tests/conformance/grown-store.ts";
import { type TemporaryFolder, temporaryFolder } from "#tests/temporary-folder.ts";

const now = () => new Date(0);
const paper = (id: string, tail = "silk"): Operation =>
  put(id, [{ text: `Fibre ${id} contains ${tail}.`, claims: [[`Fibre ${id}`, "contains", tail]] }]);
const gone = (id: string): Operation => ({ op: "remove-document", id: id as DocumentId });
const apply = (garden: Garden, ...operations: Operation[]) => commit(garden, { author: "t", reason: "t", operations });
const hash = ({ store }: Garden) => canonicalHash(store, { layer: "all" });
const ids = async ({ store }: Garden) => (await store.documents()).map(({ id }) => id as string);

interface Forked extends AsyncDisposable {
  readonly folder: string;
  readonly main: Garden;
  readonly side: Garden;
}

/** main and a branch `side`, both with documents a and b. */
async function forked(): Promise<Forked> {
  const folder: TemporaryFolder = await temporaryFolder();
  const main = await openGarden({ folder: folder.path, embedder: null, create: true, now });
  await apply(main, paper("a"));
  await apply(main, paper("b"));
  await createBranch(main, "side", { now });
  const side = await openGarden({ folder: folder.path, branch: "side", embedder: null, create: false, now });
  const close = async () => {
    for (const one of [side, main, folder]) await one[Symbol.asyncDispose]();
  };
  return { folder: folder.path, main, side, [Symbol.asyncDispose]: close };
}

test("a branch begins as the garden is or was, with its history, and neither feels what the other does", async () => {
  await using garden = await forked();
  const { main, side, folder } = garden;
  expect(await hash(side)).toBe(await hash(main));
  expect(await side.store.history()).toEqual(await main.store.history());
  await createBranch(main, "early", { at: 1, now });
  await apply(side, paper("c"));
  await undo(side, 1);
  expect([await ids(main), await ids(side)]).toEqual([
    ["a", "b"],
    ["b", "c"],
  ]);
  expect(await listBranches(folder)).toEqual([
    { name: "main", version: 2, from: null, changes: 2, current: true },
    { name: "early", version: 1, from: { name: "main", version: 1 }, changes: 0, current: false },
    { name: "side", version: 4, from: { name: "main", version: 2 }, changes: 2, current: false },
  ]);
  expect((await readdir(join(folder, "branches"))).filter((name) => name.includes("part"))).toEqual([]);
});

test("the folder stands on one branch: every opening goes there, until it is left", async () => {
  await using garden = await forked();
  const { side, folder } = garden;
  await apply(side, paper("c"));
  switchBranch(folder, "side");
  {
    await using opened = await openGarden({ folder, embedder: null, create: true });
    expect([opened.branch, await ids(opened)]).toEqual(["side", ["a", "b", "c"]]);
    await expect(deleteBranch(opened, "side", { force: true })).rejects.toMatchObject({ code: "input.invalid" });
  }
  await garden.side[Symbol.asyncDispose]();
  await rm(join(folder, "branches", "side.db"));
  await expect(openGarden({ folder, embedder: null, create: true })).rejects.toThrow("--switch main");
  switchBranch(folder, "main");
  expect(currentBranch(folder)).toBe("main");
  expect(() => switchBranch(folder, "side")).toThrow("the garden has main");
});

test("names are checked, a taken one is refused and what is there stays as it is", async () => {
  await using garden = await forked();
  const { main, side } = garden;
  for (const name of ["", "../x", "A", "a/b", ".x", "x.", "a b", "x".repeat(65)]) {
    await expect(createBranch(main, name, { now })).rejects.toMatchObject({ code: "input.invalid" });
  }
  await apply(side, paper("c"));
  for (const name of ["main", "side"]) await expect(createBranch(main, name, { now })).rejects.toThrow("already");
  await expect(createBranch(main, "x", { at: 9, now })).rejects.toMatchObject({ code: "input.invalid" });
  expect(await ids(side)).toEqual(["a", "b", "c"]);
  await writeFile(join(main.folder, "branches", "left.db.999999999.part"), "of a killed process");
  await createBranch(main, "left", { now });
  expect((await readdir(join(main.folder, "branches"))).filter((name) => name.includes("part"))).toEqual([]);
});

describe("merging", () => {
  const EDIT: ResolutionEdit = { a: "fibre a" as TermKey, b: "fibre b" as TermKey, decision: "same" };

  test("does what the other did in one change that undo takes back, and then there is nothing left to do", async () => {
    await using garden = await forked();
    const { main, side } = garden;
    await apply(main, paper("m"));
    await apply(side, paper("c"), paper("a", "water"));
    await apply(side, gone("b"), { op: "put-edit", edit: EDIT }, { op: "put-conjecture", conjecture: CONJECTURE });
    const before = await hash(main);
    const merged = await mergeBranch(main, "side");
    expect(merged).toMatchObject({ version: 4, changed: true, operations: 5, plan: { common: 2, here: 3, there: 4, conflicts: [] } });
    expect(await ids(main)).toEqual(["a", "c", "m"]);
    expect((await main.store.document("a" as DocumentId))?.text).toContain("water");
    expect([await main.store.editsOf(), (await main.store.conjectures()).length]).toEqual([[EDIT], 1]);
    expect(await mergeBranch(main, "side")).toMatchObject({ version: 4, changed: false, operations: 0 });
    await undo(main);
    expect(await hash(main)).toBe(before);
    await deleteBranch(main, "side", { force: false }).then(
      () => expect.unreachable(),
      (thrown) => expect(thrown.facts).toEqual({ branch: "side", operations: 5 }),
    );
  });

  test("equals growing all of it in one garden", async () => {
    await using garden = await forked();
    const { main, side } = garden;
    await apply(main, paper("m"), paper("n", "bone"));
    await apply(side, paper("c", "fibre m"), gone("a"));
    await mergeBranch(main, "side");
    await using folder = await temporaryFolder();
    await using whole = await openGarden({ folder: folder.path, embedder: null, create: true });
    await apply(whole, paper("b"), paper("m"), paper("n", "bone"), paper("c", "fibre m"));
    expect(await hash(main)).toBe(await hash(whole));
  });

  test("refuses whole what both changed differently, one line each, and takes a side when told", async () => {
    await using garden = await forked();
    const { main, side } = garden;
    await apply(main, paper("a", "bone"), gone("b"), paper("new", "x"));
    await apply(side, paper("a", "water"), paper("b", "water"), paper("new", "y"), paper("c"));
    const before = [await hash(main), await main.store.version()];
    await expect(mergeBranch(main, "side")).rejects.toMatchObject({
      code: "graph.conflict",
      facts: {
        branch: "side",
        conflicts: [
          "document a: changed here in version 3, changed there in version 3",
          "document b: taken out here in version 3, changed there in version 3",
          "document new: changed here in version 3, changed there in version 3",
        ],
      },
    });
    expect([await hash(main), await main.store.version()]).toEqual(before);
    await mergeBranch(main, "side", { prefer: "ours" });
    expect(await ids(main)).toEqual(["a", "c", "new"]);
    expect((await main.store.document("a" as DocumentId))?.text).toContain("bone");
    await undo(main);
    await mergeBranch(main, "side", { prefer: "theirs" });
    expect(await ids(main)).toEqual(["a", "b", "c", "new"]);
    expect((await main.store.document("a" as DocumentId))?.text).toContain("water");
  });

  test("again and again, in both directions, sees no conflict where one side only followed the other", async () => {
    await using garden = await forked();
    const { main, side } = garden;
    await apply(side, paper("a", "one"));
    await mergeBranch(main, "side");
    await apply(side, paper("a", "two"));
    expect((await mergeBranch(main, "side")).operations).toBe(1);
    await apply(main, paper("a", "three"));
    expect((await mergeBranch(side, "main")).operations).toBe(1);
    await apply(main, gone("a"));
    expect((await mergeBranch(main, "side")).operations).toBe(0);
    expect((await mergeBranch(side, "main")).operations).toBe(1);
    expect(await hash(side)).toBe(await hash(main));
    expect(await ids(main)).toEqual(["b"]);
  });

  test("what another writer changes between comparing and writing is compared again, not written over", async () => {
    await using garden = await forked();
    const { main, side, folder } = garden;
    await apply(side, paper("a", "water"), paper("c"));
    await using other = await openGarden({ folder, branch: "main", embedder: null, create: false });
    let overtaken = false;
    const store = new Proxy(main.store, {
      get: (target, name) => {
        const value = Reflect.get(target, name, target);
        if (name !== "apply") return typeof value === "function" ? value.bind(target) : value;
        return async (...args: Parameters<typeof main.store.apply>) => {
          if (!overtaken) await apply(other, paper("a", "bone"));
          overtaken = true;
          return target.apply(...args);
        };
      },
    });
    await expect(mergeBranch({ ...main, store }, "side")).rejects.toMatchObject({
      code: "graph.conflict",
      facts: { conflicts: ["document a: changed here in version 3, changed there in version 3"] },
    });
    expect((await main.store.document("a" as DocumentId))?.text).toContain("bone");
    expect(await main.store.version()).toBe(3);
  });

  test("while another writer works loses nothing of either", async () => {
    await using garden = await forked();
    const { main, side, folder } = garden;
    await apply(side, paper("c"), paper("d"));
    await using other = await openGarden({ folder, branch: "main", embedder: null, create: false });
    const writing = (async () => {
      for (let n = 0; n < 5; n++) await apply(other, paper(`w${n}`));
    })();
    await Promise.all([writing, mergeBranch(main, "side")]);
    expect(await ids(main)).toEqual(["a", "b", "c", "d", "w0", "w1", "w2", "w3", "w4"]);
  });
});

test("deleting: not the one in use, not what would be lost without being told, and then it is gone", async () => {
  await using garden = await forked();
  const { main, side, folder } = garden;
  await apply(side, paper("c"));
  await expect(deleteBranch(main, "main", { force: true })).rejects.toMatchObject({ code: "input.invalid" });
  await expect(deleteBranch(main, "none", { force: true })).rejects.toMatchObject({ code: "input.invalid" });
  await expect(deleteBranch(main, "side", { force: false })).rejects.toThrow("1 operation that main has not");
  await expect(deleteBranch(main, "side", { force: true })).rejects.toMatchObject({ code: "graph.locked" });
  await side[Symbol.asyncDispose]();
  await deleteBranch(main, "side", { force: true });
  expect(await readdir(join(folder, "branches"))).toEqual([]);
});

test("what two lines have in common follows from where they left each other, not from names", () => {
  const main: Lineage = { id: "main", stretches: [] };
  const x = leaving(main, "main", 5, "x1");
  const again = leaving(main, "main", 9, "x2");
  const y = leaving(x, "x", 8, "y1");
  const early = leaving(x, "x", 3, "e1");
  expect([commonVersion(main, x), commonVersion(x, y), commonVersion(main, y), commonVersion(y, x)]).toEqual([5, 8, 5, 8]);
  expect([commonVersion(again, x), commonVersion(again, y), commonVersion(early, x), commonVersion(early, main)]).toEqual([5, 5, 3, 3]);
  expect(early.stretches).toEqual([{ id: "main", name: "main", at: 3 }]);
  expect(commonVersion(leaving(x, "x", 5, "z"), y)).toBe(5);
});

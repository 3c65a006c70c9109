// The graph kept beside a garden: begun with when it is of this very state and whole, and never otherwise.

import { spawn } from "node:child_process";
import { chmod, copyFile, readdir, readFile, truncate, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import fc from "fast-check";
import { expect, test } from "vitest";
import type { Garden } from "#graph/garden.ts";
import { commit } from "#graph/growth/commit.ts";
import { undo } from "#graph/growth/undo.ts";
import { openAsOf } from "#graph/history/as-of.ts";
import { createBranch, deleteBranch } from "#graph/history/branches.ts";
import type { DocumentId, Operation } from "#graph/model.ts";
import { openGarden } from "#graph/open-garden.ts";
import { type ConceptGraph, loadConceptGraph } from "#graph/paths/concept-graph.ts";
import { decodeParts } from "#graph/paths/kept-graph.ts";
import type { GraphStore } from "#graph/store/graph-store.ts";
import { BONE, put, SILK } from "#tests/conformance/grown-store.ts";
import { temporaryFolder } from "#tests/temporary-folder.ts";

const open = (folder: string, branch?: string) =>
  openGarden({ folder, embedder: null, create: true, now: () => new Date(0), ...(branch === undefined ? {} : { branch }) });
const change = (garden: Garden, ...operations: Operation[]) => commit(garden, { author: "t", reason: "t", operations });

/** The graph as a process that has just opened the store gets it, and whether it read the tables for it. */
async function begun(store: GraphStore): Promise<{ readonly graph: ConceptGraph; readonly built: boolean }> {
  let built = false;
  const watched = new Proxy(store, {
    get: (target, name) => {
      if (name === "outline") built = true;
      return Reflect.get(target, name).bind(target);
    },
  });
  const graph = await loadConceptGraph(watched);
  return { graph, built };
}

function plain({ concepts, edges, typeNames, csr, links, finder, indexOf, version, state }: ConceptGraph) {
  return { concepts, edges, typeNames, csr, links, costs: finder.costs, indexOf: [...indexOf], version, state };
}

/** Opens the garden anew and compares its graph with what its tables say. Answers whether it was built for that. */
async function checked(folder: string, branch?: string): Promise<boolean> {
  await using garden = await open(folder, branch);
  const { graph, built } = await begun(garden.store);
  const { version, state, ids, labels, edges, typeNames } = await garden.store.outline();
  expect(graph).toMatchObject({ version, state, edges, typeNames });
  expect(graph.concepts.map(({ id, label }) => [id, label])).toEqual(ids.map((id, node) => [id, labels[node]]));
  return built;
}

test("the next process begins with what was kept, and it is what building gives to the last number", async () => {
  await using folder = await temporaryFolder();
  const states: unknown[] = [];
  {
    await using garden = await open(folder.path);
    await change(
      garden,
      put("a", SILK),
      put("b", [...BONE, { text: "Water not weakens collagen.", claims: [["Water", "!weakens", "collagen"]] }]),
    );
    const { graph, built } = await begun(garden.store);
    expect(built).toBe(true);
    states.push(plain(graph));
  }
  await using garden = await open(folder.path);
  const { graph, built } = await begun(garden.store);
  expect(built).toBe(false);
  expect(plain(graph)).toEqual(states[0]);
  expect(graph.finder.shortest(0, graph.concepts.length - 1)?.nodes.length).toBeGreaterThan(1);
});

test("an empty garden has a graph that is kept", async () => {
  await using folder = await temporaryFolder();
  expect([await checked(folder.path), await checked(folder.path)]).toEqual([true, false]);
});

test("cut short anywhere, changed in any byte, of another format, of another state: built again, and kept anew", async () => {
  await using folder = await temporaryFolder();
  {
    await using garden = await open(folder.path);
    await change(garden, put("a", SILK), put("b", BONE));
    await loadConceptGraph(garden.store);
  }
  const file = folder.file("garden.db.graph");
  const whole = await readFile(file);
  await using garden = await open(folder.path);
  const state = await garden.store.state();
  const decoded = (bytes: Uint8Array) => decodeParts(new Uint8Array(bytes), state);
  expect(decoded(whole)).not.toBe(null);
  for (let length = 0; length < whole.length; length++) expect(decoded(whole.subarray(0, length)), `${length} bytes`).toBe(null);
  // Behind the graph's own bytes some padding means nothing.
  const meaning = JSON.stringify(decoded(whole));
  fc.assert(
    fc.property(fc.nat(whole.length - 1), fc.integer({ min: 1, max: 255 }), (place, by) => {
      const changed = Uint8Array.from(whole);
      changed[place]! ^= by;
      const found = decoded(changed);
      if (found !== null) expect(JSON.stringify(found)).toBe(meaning);
    }),
    { numRuns: 2000 },
  );
  expect(decodeParts(new Uint8Array(whole), `${state}0`)).toBe(null);
  const otherEndian = Uint8Array.from(whole).subarray(0, 24);
  new DataView(otherEndian.buffer).setUint32(0, new DataView(otherEndian.buffer).getUint32(0, true), false);
  expect(decoded(Buffer.concat([otherEndian, whole.subarray(24)]))).toBe(null);
  await truncate(file, 100);
  expect([await checked(folder.path), await checked(folder.path)]).toEqual([true, false]);
  await writeFile(file, "no graph at all");
  expect([await checked(folder.path), await checked(folder.path)]).toEqual([true, false]);
});

test("after every change, undo, branch and restored copy the graph is that of now; as of then, that of then", async () => {
  await using folder = await temporaryFolder();
  const main = folder.file("garden");
  await using garden = await open(main);
  await change(garden, put("a", SILK));
  expect([await checked(main), await checked(main)]).toEqual([true, false]);
  await copyFile(`${main}/garden.db.graph`, folder.file("first"));
  await change(garden, put("b", BONE));
  expect(await checked(main)).toBe(true);
  const { ids } = await garden.store.outline();
  await createBranch(garden, "other", { now: () => new Date(0) });
  await undo(garden);
  expect([await checked(main), await checked(main)]).toEqual([true, false]);
  // The records are those of the first version again, and still its graph is of another version.
  await copyFile(folder.file("first"), `${main}/garden.db.graph`);
  expect(await checked(main)).toBe(true);
  {
    await using branch = await open(main, "other");
    expect(await checked(main, "other")).toBe(true);
    await change(branch, { op: "remove-document", id: "a" as DocumentId });
    expect([await checked(main, "other"), await checked(main, "other"), await checked(main)]).toEqual([true, false, false]);
  }
  await deleteBranch(garden, "other", { force: true });
  expect((await readdir(`${main}/branches`)).filter((name) => name.startsWith("other"))).toEqual([]);
  await createBranch(garden, "other", { now: () => new Date(0) });
  expect(await checked(main, "other")).toBe(true);
  {
    await using then = await openAsOf(garden, 2);
    const { graph } = await begun(then.store);
    expect([graph.version, graph.concepts.map(({ id }) => id)]).toEqual([2, ids]);
  }
  expect((await begun(garden.store)).graph.concepts.length).toBeLessThan(ids.length);
  // A garden that was put in the place of this one, at the same version, with the same clock.
  const twin = folder.file("twin");
  {
    await using other = await open(twin);
    await change(other, put("a", BONE));
    await change(other, put("b", SILK));
    await change(other, { op: "remove-document", id: "b" as DocumentId });
  }
  expect(await checked(twin)).toBe(true);
  await copyFile(`${main}/garden.db.graph`, `${twin}/garden.db.graph`);
  expect(await checked(twin)).toBe(true);
});

test("evidence that goes into quarantine takes its relation out of the graph at once", async () => {
  await using folder = await temporaryFolder();
  await using garden = await open(folder.path);
  await change(garden, put("a", SILK));
  const before = await loadConceptGraph(garden.store);
  const { evidence, ...relation } = (await garden.store.relationsOf([before.concepts[0]!.id]))[0]!;
  const { document, start, end } = evidence[0]!;
  await garden.store.quarantine([{ relation, document, start, end }], []);
  expect((await loadConceptGraph(garden.store)).csr.edges).toBe(before.csr.edges - 1);
});

test("where nothing may be written, nothing is kept and nobody is told", async () => {
  await using folder = await temporaryFolder();
  await using garden = await open(folder.path);
  await change(garden, put("a", SILK));
  const store = garden.store;
  await chmod(folder.path, 0o500);
  await writeFile(folder.file("garden.db.graph"), "").catch(() => {});
  await expect(store.keepGraph([new Uint8Array(8)])).resolves.toBe(undefined);
  await chmod(folder.path, 0o700);
  expect((await begun(store)).graph.concepts.length).toBeGreaterThan(0);
});

test("while two processes write, whoever opens the garden gets the graph of the state it is in", async () => {
  await using folder = await temporaryFolder();
  const child = fileURLToPath(new URL("../../faults/writer-child.ts", import.meta.url));
  const writers = ["ada", "bob"].map((name) =>
    spawn(process.execPath, [child, folder.path, name, "20"], { stdio: ["pipe", "pipe", "inherit"] }),
  );
  const ended = writers.map((writer) => new Promise<number | null>((resolve) => writer.on("close", resolve)));
  await Promise.all(writers.map((writer) => new Promise((resolve) => writer.stdout.once("data", resolve))));
  for (const writer of writers) writer.stdin.end("go\n");
  let running = true;
  void Promise.all(ended).then(() => {
    running = false;
  });
  let compared = 0;
  while (running || compared < 20) {
    await using garden = await open(folder.path);
    const graph = await loadConceptGraph(garden.store);
    const { state, ids, edges } = await garden.store.outline();
    if (state !== graph.state) continue;
    expect(graph.concepts.map(({ id }) => id)).toEqual(ids);
    expect(graph.edges).toEqual(edges);
    compared++;
  }
  expect(await Promise.all(ended)).toEqual([0, 0]);
  await checked(folder.path);
  expect(await checked(folder.path)).toBe(false);
  expect((await readdir(folder.path)).filter((name) => name.endsWith(".part"))).toEqual([]);
});

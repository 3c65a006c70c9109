// Gardens for tests of the ontology: some of the example notes, read once and put into gardens in an order of one's choice.

import { copyFile, mkdir, readdir } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Garden } from "#graph/garden.ts";
import { commit } from "#graph/growth/commit.ts";
import { grow } from "#graph/growth/grow.ts";
import type { Operation } from "#graph/model.ts";
import { type TestGarden, testGarden } from "#tests/graph/growth/test-garden.ts";

const NOTES = fileURLToPath(new URL("../../../examples/materials", import.meta.url));

/** Every `each`-th of the example notes about materials, read; by id. */
export async function readNotes(each: number): Promise<ReadonlyMap<string, Operation>> {
  await using set = await testGarden();
  await mkdir(set.papers, { recursive: true });
  const names = (await readdir(NOTES)).filter((name) => /^\d+.*\.md$/.test(name)).sort();
  for (const name of names.filter((_, place) => place % each === 0)) await copyFile(join(NOTES, name), join(set.papers, name));
  await grow(set.garden, [set.papers]);
  const notes = new Map<string, Operation>();
  for (const { id } of await set.garden.store.documents()) {
    const [document, [reading]] = [await set.garden.store.document(id), await set.garden.store.readings([id])];
    notes.set(id, { op: "put-document", document: document!, reading: reading! });
  }
  return notes;
}

/** A garden with these, in this order and in changes of this size. */
export async function gardenOf(operations: readonly Operation[], batch = operations.length): Promise<TestGarden> {
  const set = await testGarden();
  for (let start = 0; start < operations.length; start += batch) await put(set.garden, ...operations.slice(start, start + batch));
  return set;
}

export function put(garden: Garden, ...operations: readonly Operation[]): Promise<unknown> {
  return commit(garden, { author: "tester", reason: "put", operations });
}

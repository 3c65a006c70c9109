// What is read once for each version of a garden, whoever asks and whatever fails meanwhile.
import { expect, test } from "vitest";
import { perVersion } from "#graph/search/per-version.ts";
import type { GraphStore } from "#graph/store/graph-store.ts";
import { writtenGarden } from "#tests/graph/search/written-garden.ts";

/** A store of a real garden whose version the test sets. */
async function aged() {
  const garden = await writtenGarden({ "a.txt": ["silk absorbs water"] });
  let version = 1;
  const store = new Proxy(garden.store, {
    get: (of, name) => (name === "version" ? async () => version : Reflect.get(of, name, of)),
  }) as GraphStore;
  const become = (next: number): void => {
    version = next;
  };
  return { store, become, [Symbol.asyncDispose]: () => garden[Symbol.asyncDispose]() };
}

test("once for each version, and again after a failure", async () => {
  await using garden = await aged();
  let reads = 0;
  const read = perVersion(async () => {
    reads += 1;
    if (reads === 2) throw new Error("gone");
    return reads;
  });
  expect(await Promise.all([read(garden.store), read(garden.store)])).toEqual([1, 1]);
  garden.become(2);
  await expect(read(garden.store)).rejects.toThrow("gone");
  expect([await read(garden.store), await read(garden.store)]).toEqual([3, 3]);
});

test("an older version that fails late leaves the newer one's answer", async () => {
  await using garden = await aged();
  const waiting: PromiseWithResolvers<string>[] = [];
  const read = perVersion(() => {
    const one = Promise.withResolvers<string>();
    waiting.push(one);
    return one.promise;
  });
  const older = read(garden.store);
  await expect.poll(() => waiting.length).toBe(1);
  garden.become(2);
  const newer = read(garden.store);
  await expect.poll(() => waiting.length).toBe(2);
  waiting[1]!.resolve("two");
  expect(await newer).toBe("two");
  waiting[0]!.reject(new Error("gone"));
  await expect(older).rejects.toThrow("gone");
  const again = read(garden.store);
  waiting[2]?.resolve("three");
  expect([await again, waiting.length]).toEqual(["two", 2]);
});

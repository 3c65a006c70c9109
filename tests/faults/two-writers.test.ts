// Processes that write to one garden at once: no update is lost, no version is used twice, and who was overtaken is told so.

import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { canonicalHash } from "#graph/export/canonical.ts";
import { commit } from "#graph/growth/commit.ts";
import { openGarden } from "#graph/open-garden.ts";
import { verifyGarden } from "#graph/verify/verify.ts";
import { temporaryFolder } from "#tests/temporary-folder.ts";
import { thread, writerPaper } from "./writer-papers.ts";

const CHILD = fileURLToPath(new URL("./writer-child.ts", import.meta.url));
const NAMES = ["ada", "bob"];
const COUNT = 25;

/** Both wait until the other is there too. */
async function writeAtOnce(folder: string): Promise<void> {
  const children = NAMES.map((name) =>
    spawn(process.execPath, [CHILD, folder, name, String(COUNT)], { stdio: ["pipe", "pipe", "inherit"] }),
  );
  const ended = children.map((child) => new Promise<number | null>((resolve) => child.on("close", resolve)));
  await Promise.all(children.map((child) => new Promise((resolve) => child.stdout.once("data", resolve))));
  for (const child of children) child.stdin.end("go\n");
  expect(await Promise.all(ended)).toEqual([0, 0]);
}

test("two processes at once lose nothing: the garden is as if one had written all of it", async () => {
  await using folder = await temporaryFolder();
  await writeAtOnce(folder.file("garden"));
  await using garden = await openGarden({ folder: folder.file("garden"), embedder: null, create: false });
  const history = await garden.store.history({ limit: 1000 });
  expect(history.map(({ version }) => version)).toEqual(Array.from({ length: 2 * COUNT + 2 }, (_, n) => 2 * COUNT + 2 - n));
  for (const name of NAMES) {
    const own = history.filter(({ author }) => author === name).map(({ reason }) => reason);
    expect(own.toReversed()).toEqual([
      ...Array.from({ length: COUNT }, (_, n) => `${name} ${n}`),
      `Merge ${thread(name, 0)} and ${thread(name, 1)}`,
    ]);
  }
  const turns = history.filter(({ author }, place) => place > 0 && author !== history[place - 1]!.author).length;
  expect(turns).toBeGreaterThan(2);
  expect(await verifyGarden(garden.store)).toMatchObject({ quarantined: 0, spans: 4 * COUNT });

  await using alone = await openGarden({ folder: folder.file("alone"), embedder: null, create: true });
  const operations = NAMES.flatMap((name) => Array.from({ length: COUNT }, (_, n) => writerPaper(name, n)));
  await commit(alone, { author: "t", reason: "t", operations: [...operations, ...(await decisionsOf(garden))] });
  expect(await canonicalHash(garden.store, { layer: "all" })).toBe(await canonicalHash(alone.store, { layer: "all" }));
});

test("who insists on a version that is no longer the newest is refused with both versions, and nothing is written", async () => {
  await using folder = await temporaryFolder();
  await using one = await openGarden({ folder: folder.path, embedder: null, create: true });
  await using other = await openGarden({ folder: folder.path, embedder: null, create: false });
  const change = (n: number) => ({ author: "t", reason: "t", operations: [writerPaper("ada", n)] });
  expect(await commit(one, change(0), { at: 0 })).toEqual({ version: 1, changed: true });
  await expect(commit(other, change(1), { at: 0 })).rejects.toMatchObject({
    code: "graph.conflict",
    message: expect.stringMatching(/at version 1, not 0: someone else changed it\. Run the same command again/),
    facts: { version: 1, expected: 0 },
  });
  expect([await one.store.version(), (await one.store.counts()).documents]).toEqual([1, 1]);
  expect(await commit(other, change(1))).toEqual({ version: 2, changed: true });
});

async function decisionsOf({ store }: Awaited<ReturnType<typeof openGarden>>) {
  const edits = await store.editsOf();
  expect(edits.map(({ a, b, decision }) => [a, b, decision])).toEqual(NAMES.map((name) => [thread(name, 0), thread(name, 1), "same"]));
  return edits.map((edit) => ({ op: "put-edit", edit }) as const);
}

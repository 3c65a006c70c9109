// graph stats on a garden grown from two notes: one JSON value, lines that a person can read, and a garden with nothing in it.

import { mkdir, writeFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { temporaryFolder } from "#tests/temporary-folder.ts";
import { runHortus } from "./run-hortus.ts";

const NOTES = {
  "silk.md":
    "# Silk\n\nCalcium ions stiffen silk fibres. Silk fibres contain beta sheets. Beta sheets increase toughness. Water softens silk fibres.\n",
  "bone.md": "# Bone\n\nCollagen contains water. Calcium ions strengthen collagen. Mineral platelets stiffen collagen.\n",
};

async function gardenOf(notes: Readonly<Record<string, string>>) {
  const folder = await temporaryFolder();
  await mkdir(folder.file("papers"));
  for (const [name, text] of Object.entries(notes)) await writeFile(folder.file(`papers/${name}`), text);
  const { exitCode } = await runHortus(["grow", "papers", "--no-embeddings"], { cwd: folder.path });
  expect(exitCode).toBe(0);
  return folder;
}

test("--json is one value with counts, communities and bridging concepts, the same twice", async () => {
  await using folder = await gardenOf(NOTES);
  const asked = ["graph", "stats", "--json", "--count", "3"];
  const first = await runHortus(asked, { cwd: folder.path });
  expect(first.exitCode).toBe(0);
  const found = first.json<Record<string, { count: number; concepts: readonly { label: string }[] }>>();
  expect(found).toMatchObject({ version: 1, relations: 7, negated: 0, links: 7, components: { count: 1 }, cores: { deepest: 2 } });
  expect(found.communities!.count).toBeGreaterThan(0);
  expect(found.bridging!.concepts.length).toBeLessThanOrEqual(3);
  expect((await runHortus(asked, { cwd: folder.path })).stdout).toBe(first.stdout);
});

test("a person reads counts, communities by their concepts, and what bridges", async () => {
  await using folder = await gardenOf(NOTES);
  const { exitCode, stdout } = await runHortus(["graph", "stats"], { cwd: folder.path });
  expect(exitCode).toBe(0);
  expect(stdout).toMatch(/^\d+ concepts, 7 relations \(0 negated\), 7 links\n1 component; the largest has 100 % of the concepts\n/);
  expect(stdout).toMatch(/communit(y|ies), modularity 0\.\d+; by size:\n {6,}\d+ {2}\S/);
  expect(stdout).toMatch(/Most bridging concepts .*:\n +\d+\.\d {2}\S.* \(between \d+\)\n/);
});

test("a garden without links says what to do; no garden is a usage error", async () => {
  await using folder = await gardenOf({ "empty.md": "# Nothing\n\nNothing here.\n" });
  expect(await runHortus(["graph", "stats"], { cwd: folder.path })).toMatchObject({ exitCode: 0, stdout: expect.stringContaining("grow") });
  await using elsewhere = await temporaryFolder();
  expect((await runHortus(["graph", "stats"], { cwd: elsewhere.path })).exitCode).toBe(2);
});

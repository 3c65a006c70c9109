// analogy and gaps on a garden grown from two notes: one JSON value, lines that a person can read, and plain refusals.

import { mkdir, writeFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { temporaryFolder } from "#tests/temporary-folder.ts";
import { runHortus } from "./run-hortus.ts";

const NOTES = {
  "silk.md":
    "# Silk\n\nCalcium ions stiffen silk fibres. Silk fibres contain beta sheets. Beta sheets increase toughness. Water softens silk fibres.\n",
  "bone.md":
    "# Bone\n\nMineral platelets stiffen collagen. Collagen contains triple helices. Triple helices increase elasticity. Acid softens collagen.\n",
};

async function grown() {
  const folder = await temporaryFolder();
  await mkdir(folder.file("papers"));
  for (const [name, text] of Object.entries(NOTES)) await writeFile(folder.file(`papers/${name}`), text);
  expect((await runHortus(["grow", "papers", "--no-embeddings"], { cwd: folder.path })).exitCode).toBe(0);
  return folder;
}

test("analogy lays one field on another and shows both sentences of every relation", async () => {
  await using folder = await grown();
  const { exitCode, json } = await runHortus(["analogy", "silk fibres", "collagen", "--json"], { cwd: folder.path });
  expect(exitCode).toBe(0);
  interface Side {
    readonly type: string;
    readonly evidence: readonly { readonly text: string; readonly document: string }[];
  }
  const found = json<{ pairs: { a: { id: string }; b: { id: string } }[]; relations: { a: Side; b: Side }[]; complete: boolean }>();
  expect(found.complete).toBe(true);
  expect(found.pairs.map(({ a, b }) => `${a.id}~${b.id}`).sort()).toEqual([
    "beta sheet~triple helix",
    "calcium ion~mineral platelet",
    "silk fiber~collagen",
    "toughness~elasticity",
    "water~acid",
  ]);
  expect(found.relations.length).toBe(4);
  for (const { a, b } of found.relations) {
    expect(a.type).toBe(b.type);
    expect([a.evidence[0]!.document, b.evidence[0]!.document]).toEqual(["silk.md", "bone.md"]);
  }
  const read = await runHortus(["analogy", "silk fibres", "collagen"], { cwd: folder.path });
  expect(read.stdout).toMatch(/^These play the same part:\n {3}\S.* ~ collagen\n/i);
  expect(read.stdout).toContain("“Water softens silk fibres.”");
  expect(await runHortus(["analogy", "collagen", "collagen"], { cwd: folder.path })).toMatchObject({ exitCode: 2 });
  expect((await runHortus(["analogy", "silk fibres", "unobtainium"], { cwd: folder.path })).exitCode).not.toBe(0);
});

test("gaps come with what link prediction says of each, the same twice", async () => {
  await using folder = await temporaryFolder();
  await mkdir(folder.file("papers"));
  await writeFile(folder.file("papers/a.md"), "# A\n\nCollagen contains mineral platelets. Mineral platelets increase stiffness.\n");
  await writeFile(
    folder.file("papers/b.md"),
    "# B\n\nNacre contains mineral platelets. Nacre increases toughness. Stiffness limits toughness.\n",
  );
  expect((await runHortus(["grow", "papers", "--no-embeddings"], { cwd: folder.path })).exitCode).toBe(0);
  const first = await runHortus(["gaps", "--count", "3", "--json"], { cwd: folder.path });
  expect(first.exitCode).toBe(0);
  const { gaps } = first.json<{
    gaps: { score: number; path: { labels: string[] }; why: { commonNeighbours: string[] }; signals: Record<string, number> }[];
  }>();
  expect(gaps.length).toBeGreaterThan(0);
  for (const { signals, why } of gaps) {
    expect(Object.keys(signals).sort()).toEqual([
      "adamicAdar",
      "commonNeighbours",
      "jaccard",
      "katz",
      "preferentialAttachment",
      "resourceAllocation",
    ]);
    expect(signals.commonNeighbours).toBe(why.commonNeighbours.length);
    expect(signals.katz).toBeGreaterThan(0);
  }
  expect((await runHortus(["gaps", "--count", "3", "--json"], { cwd: folder.path })).stdout).toBe(first.stdout);
  expect((await runHortus(["gaps"], { cwd: folder.path })).stdout).toMatch(/^1\. \S.* … .*\n {5}.* shared, Adamic–Adar \d/);
});

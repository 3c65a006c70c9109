// A process that grows a garden is killed without warning at random moments: nothing acknowledged is lost, nothing half-written stays.

import { spawn } from "node:child_process";
import { mkdir, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { exportCanonical } from "#graph/export/canonical.ts";
import { openGarden } from "#graph/open-garden.ts";
import { openSqlite } from "#graph/store/sqlite.ts";
import { verifyGarden } from "#graph/verify/verify.ts";
import { temporaryFolder } from "#tests/temporary-folder.ts";

const ROUNDS = Number(process.env.HORTUS_FAULT_ROUNDS ?? 3);
const DOCUMENTS = 240;
const CHILD = fileURLToPath(new URL("./grow-child.ts", import.meta.url));

const THINGS = [
  "spider silk",
  "collagen",
  "water",
  "nacre",
  "the data set",
  "a dataset",
  "bone",
  "the CRF",
  "chitin",
  "keratin",
  "wood",
  "lignin",
];
const VERBS = ["strengthens", "weakens", "contains", "does not inhibit", "improves"];

/** Sentences that share their words, so that every batch touches concepts of the others. */
function corpus(): string {
  const pick = <Item>(items: readonly Item[], at: number): Item => items[at % items.length]!;
  return Array.from({ length: DOCUMENTS }, (_, n) => {
    const sentences = Array.from({ length: 6 }, (_, k) => {
      const head = pick(THINGS, n * 7 + k * 3);
      return `${head[0]!.toUpperCase()}${head.slice(1)} ${pick(VERBS, n + k)} ${pick(THINGS, n * 5 + k * 11 + 1)} in sample ${n % 9}.`;
    });
    if (n % 17 === 0) sentences.push(`A ${n % 2 ? "case report form" : "conditional random field"} (CRF) helps.`);
    return JSON.stringify({ id: `doc-${n}`, title: `Note ${n}`, abstract: sentences.join(" "), year: 2000 + (n % 20) });
  }).join("\n");
}

interface Run {
  /** The most documents that the child said were stored. */
  readonly stored: number;
  readonly done: boolean;
  readonly milliseconds: number;
}

/** Runs the child; kills it so long after it opened the garden, or never. */
function runChild(folder: string, papers: string, killAfter: number | null): Promise<Run> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [CHILD, folder, papers], { stdio: ["ignore", "pipe", "inherit"] });
    let output = "";
    let opened = 0;
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      output += text;
      if (opened > 0 || !output.includes("open\n")) return;
      opened = performance.now();
      if (killAfter !== null) setTimeout(() => child.kill("SIGKILL"), killAfter);
    });
    child.on("error", reject);
    child.on("close", () => {
      const counts = [...output.matchAll(/^stored (\d+)$/gm)].map((match) => Number(match[1]));
      resolve({ stored: Math.max(0, ...counts), done: output.includes("done\n"), milliseconds: performance.now() - opened });
    });
  });
}

async function canonicalOf(folder: string): Promise<string> {
  await using garden = await openGarden({ folder, embedder: null, create: false });
  expect((await verifyGarden(garden.store)).quarantined).toBe(0);
  let text = "";
  for await (const line of exportCanonical(garden.store, { layer: "all" })) text += line;
  return text;
}

async function documentsIn(folder: string): Promise<number> {
  using database = openSqlite(`${folder}/garden.db`);
  expect(database.all("PRAGMA integrity_check")).toEqual([{ integrity_check: "ok" }]);
  return Number(database.get("SELECT count(*) AS n FROM document")!.n);
}

test(`killed ${ROUNDS} times at random moments, growth ends as if undisturbed`, { timeout: 60_000 + ROUNDS * 40_000 }, async () => {
  await using folder = await temporaryFolder();
  await mkdir(folder.file("papers"));
  await writeFile(folder.file("papers/rows.jsonl"), corpus());
  const calm = await runChild(folder.file("calm"), folder.file("papers"), null);
  expect(calm).toMatchObject({ done: true, stored: DOCUMENTS });
  const expected = await canonicalOf(folder.file("calm"));
  let cut = 0;
  for (let round = 0; round < ROUNDS; round++) {
    const garden = folder.file(`garden-${round}`);
    let held = 0;
    for (let attempt = 0; attempt < 2; attempt++) {
      const run = await runChild(garden, folder.file("papers"), Math.random() * calm.milliseconds);
      const now = await documentsIn(garden);
      expect(now).toBeGreaterThanOrEqual(held + run.stored);
      expect(now % 20).toBe(0);
      if (!run.done) cut++;
      held = now;
    }
    expect(await runChild(garden, folder.file("papers"), null)).toMatchObject({ done: true, stored: DOCUMENTS - held });
    expect(await canonicalOf(garden)).toBe(expected);
  }
  expect(cut).toBeGreaterThan(0);
});

// eval as a user meets it: the JSON that scripts rely on, progress elsewhere, and mistakes told in one line.

import { writeFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { temporaryFolder } from "#tests/temporary-folder.ts";
import { runHortus } from "./run-hortus.ts";

const GOLD = {
  id: "c",
  text: "Copper contains tin.",
  entities: [
    { start: 0, end: 6 },
    { start: 16, end: 19 },
  ],
  relations: [{ head: 1, tail: 0, type: "PART-OF", evidence: [[0, 20]] }],
};

test("eval extraction --json is one value with suite, n, metrics, ci95 and baseline", async () => {
  await using folder = await temporaryFolder();
  await writeFile(folder.file("gold.jsonl"), `${JSON.stringify(GOLD)}\n`);
  const { exitCode, json } = await runHortus(["eval", "extraction", "--gold", "gold.jsonl", "--json"], { cwd: folder.path });
  expect(exitCode).toBe(0);
  const value = json<{ metrics: object; ci95: object; baseline: object }>();
  expect(value).toMatchObject({ suite: "extraction", n: 1 });
  for (const name of ["mentionF1Exact", "mentionF1Overlap", "relationF1Untyped", "relationF1Typed", "evidenceF1"]) {
    expect(value.metrics).toHaveProperty(name, 1);
    expect(value.ci95).toHaveProperty(name, [1, 1]);
    expect(value.baseline).toHaveProperty(["nounPhrases", name]);
  }
});

test("a suite that there is not, gold that is missing, a bad line, and no model: exit 2 and one line", async () => {
  await using folder = await temporaryFolder();
  await writeFile(folder.file("bad.jsonl"), `${JSON.stringify(GOLD)}\n{"id": 7}\n`);
  await writeFile(folder.file("pairs.jsonl"), `${JSON.stringify({ prompt: "p", chosen: "a", rejected: "b" })}\n`);
  const run = (...args: string[]) => runHortus(["eval", ...args], { cwd: folder.path });
  for (const [args, said] of [
    [["flourish"], "flourish"],
    [["extraction"], "--gold"],
    [["extraction", "--gold", "gone.jsonl"], "nothing at gone.jsonl"],
    [["extraction", "--gold", "bad.jsonl"], "Line 2 of bad.jsonl"],
    [["pairs", "--gold", "pairs.jsonl", "--model", "none"], "--model none"],
  ] as const) {
    const { exitCode, stdout, stderr } = await run(...args);
    expect([exitCode, stdout]).toEqual([2, ""]);
    expect(stderr).toContain(said);
  }
});

// Pairs of a real garden go through TRL's own trainers: two steps each of DPO, ORPO and KTO on a model made from nothing.
// HORTUS_TRL_PYTHON names a Python that has trl; without it, one is made in a temporary folder with pip (some 6 GB).
import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";

const run = promisify(execFile);
const root = join(import.meta.dirname, "../..");
let place = "";
let python = process.env.HORTUS_TRL_PYTHON ?? "";

beforeAll(async () => {
  place = await mkdtemp(join(tmpdir(), "hortus-trl-"));
  if (python !== "") return;
  await run("python3", ["-m", "venv", join(place, "venv")]);
  python = join(place, "venv/bin/python");
  await run(python, ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "trl", "datasets"], { maxBuffer: 1 << 26 });
});
afterAll(() => rm(place, { recursive: true, force: true }));

async function hortus(...words: string[]): Promise<string> {
  const options = { cwd: root, env: { ...process.env, HORTUS_GARDEN: join(place, "garden") }, maxBuffer: 1 << 28 };
  return (await run(process.execPath, [join(root, "bin/hortus.js"), ...words], options)).stdout;
}

test("TRL reads every row and trains on it", async () => {
  await hortus("grow", join(root, "examples/materials"), "--no-embeddings", "--json");
  await hortus("hypothesize", "--count", "6", "--model", "none", "--json");
  const { comparisons } = JSON.parse(await hortus("judge", "--json")) as { comparisons: readonly { id: string }[] };
  expect(comparisons.length).toBeGreaterThan(3);
  for (const { id } of comparisons) await hortus("judge", "--prefer", "a", "--reason", "easier to test", "--json", id);
  for (const format of ["trl", "trl-implicit", "kto"]) {
    await hortus("export", "pairs", "--format", format, "--output", join(place, `${format}.jsonl`), "--json");
  }
  const { stdout } = await run(python, [join(import.meta.dirname, "train_on_pairs.py"), place], {
    env: { ...process.env, HF_HUB_OFFLINE: "1" },
    maxBuffer: 1 << 28,
  });
  const lines = stdout.split("\n").filter((line) => line.startsWith('{"trainer"'));
  expect(lines.map((line) => (JSON.parse(line) as { trainer: string }).trainer)).toEqual(["DPO", "DPO", "ORPO", "KTO"]);
  console.info(lines.join("\n"));
});

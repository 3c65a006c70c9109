// Where there is no garden: what only reads says so before it fetches, probes or makes anything; and what is no place for a garden.

import { mkdir, readdir, writeFile } from "node:fs/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type TemporaryFolder, temporaryFolder } from "#tests/temporary-folder.ts";
import { runHortus } from "./run-hortus.ts";

let folder: TemporaryFolder;
beforeAll(async () => {
  folder = await temporaryFolder();
});
afterAll(() => folder[Symbol.asyncDispose]());

test.each([
  [["search", "silk"]],
  [["path", "silk", "nacre"]],
  [["ask", "why"]],
  [["query", "what"]],
  [["hypothesize"]],
  [["resume"]],
  [["history"]],
  [["undo"]],
])("%j refuses, with no weights fetched and nothing made", async (words) => {
  const cwd = folder.file(`without-${words[0]}`);
  await mkdir(cwd);
  const { exitCode, stderr, json } = await runHortus([...words, "--json"], { cwd, env: { HORTUS_CACHE: folder.file("cache-of-none") } });
  expect([exitCode, json<{ error: { code: string } }>().error.code]).toEqual([2, "input.invalid"]);
  expect(stderr).toMatch(/^hortus: There is no garden in .*\n$/);
  expect(await readdir(cwd)).toEqual([]);
  expect(await readdir(folder.file("cache-of-none")).catch(() => [])).not.toContain("weights");
});

test.each(["notes.txt", "notes.txt/garden"])("--garden %s, which is no folder: one line that says so", async (place) => {
  await writeFile(folder.file("notes.txt"), "notes");
  for (const words of [["history"], ["grow", folder.file("notes.txt"), "--no-embeddings"]]) {
    const { exitCode, stderr } = await runHortus([...words, "--garden", folder.file(place), "--model", "none"]);
    expect([exitCode, stderr]).toEqual([2, expect.stringMatching(/^hortus: .* is no folder, and a garden is one.*\[input\.invalid\]\n$/)]);
  }
});

test("a copy goes into an empty or new folder, or onto a garden; never among other files", async () => {
  const garden = folder.file("garden");
  await writeFile(folder.file("silk.md"), "# Silk\n\nCalcium ions stiffen silk fibres.\n");
  const flags = ["--garden", garden, "--model", "none"];
  expect((await runHortus(["grow", folder.file("silk.md"), "--no-embeddings", ...flags])).exitCode).toBe(0);
  const work = folder.file("work");
  await mkdir(`${work}/.hortus`, { recursive: true });
  const refused = await runHortus(["copy", "--to", work, ...flags]);
  expect([refused.exitCode, refused.stderr]).toEqual([2, expect.stringMatching(/holds other files and no garden.*\[input\.invalid\]/)]);
  expect(await readdir(work)).toEqual([".hortus"]);
  // The empty folder of the working folder is one to copy into.
  expect((await runHortus(["copy", "--to", `${work}/.hortus`, ...flags])).exitCode).toBe(0);
  expect(await readdir(`${work}/.hortus`)).toContain("garden.db");
});

test("what is proposed for the ontology is signed by hortus, what a person applies by a person", async () => {
  const flags = ["--garden", folder.file("signed"), "--model", "none"];
  const sentences = ["silk", "collagen", "keratin", "wood"].map(
    (name, at) => `Calcium ions stiffen ${name} fibres. Heat weakens ${name} fibres ${at} times.`,
  );
  await writeFile(folder.file("fibres.md"), `# Fibres\n\n${sentences.join(" ")}\n`);
  expect((await runHortus(["grow", folder.file("fibres.md"), "--no-embeddings", ...flags])).exitCode).toBe(0);
  const induced = await runHortus(["ontology", "induce", "--support", "2", ...flags]);
  expect(induced.stdout).toMatch(/\(version 2\)/);
  expect((await runHortus(["ontology", "enforce", "refuse", ...flags])).exitCode).toBe(0);
  const { changes } = (await runHortus(["history", "--json", ...flags])).json<{ changes: { author: string }[] }>();
  expect(changes.map(({ author }) => author)).toEqual(["person", "hortus", "hortus"]);
});

// resume through the command line: a run goes on with its own model and seed, and the list says which can.

import { writeFile } from "node:fs/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openLedger } from "#agents/ledger/ledger.ts";
import type { RunId, RunRequest } from "#agents/model.ts";
import { type TemporaryFolder, temporaryFolder } from "#tests/temporary-folder.ts";
import { runHortus } from "./run-hortus.ts";

let folder: TemporaryFolder;
const run = (...args: string[]) =>
  runHortus([...args, "--garden", folder.file("garden"), "--json"], {
    env: { HORTUS_MODEL: "no-such-model", HORTUS_CACHE: folder.file("cache") },
  });

/** A run as a killed process leaves it. */
async function interrupted(request: Partial<RunRequest>): Promise<RunId> {
  const ledger = await openLedger(folder.file("garden"));
  const { id } = ledger.startRun({ verb: "hypothesize", count: 1, rounds: 0, seed: 5, model: "none", budgetTokens: null, ...request }, 1);
  ledger.finishRun(id, "interrupted");
  await ledger[Symbol.asyncDispose]();
  return id;
}

beforeAll(async () => {
  folder = await temporaryFolder();
  const note = "# Silk\n\nCalcium ions stiffen silk fibres. Silk fibres toughen composites. Heat weakens silk fibres.\n";
  await writeFile(folder.file("note.md"), note);
  expect((await run("grow", folder.file("note.md"), "--no-embeddings")).exitCode).toBe(0);
});
afterAll(() => folder[Symbol.asyncDispose]());

test("a run goes on with the model it was asked with, whatever the environment names", async () => {
  const id = await interrupted({});
  const { exitCode, stderr, json } = await run("resume", id);
  expect([exitCode, stderr.includes("no-such-model")]).toEqual([0, false]);
  expect(json()).toMatchObject({ run: id });
  const again = await run("resume", id, "--model", "none");
  expect(again.json()).toEqual(json());
});

test("another model or seed than the run's own is a usage error, and the run can still go on", async () => {
  const id = await interrupted({ model: "no-such-model" });
  for (const [flag, value] of [
    ["--model", "none"],
    ["--seed", "6"],
  ] as const) {
    const { exitCode, json } = await run("resume", id, flag, value);
    expect(exitCode).toBe(2);
    expect(json<{ error: object }>().error).toMatchObject({ code: "usage.invalid", message: expect.stringContaining(flag) });
  }
  const own = await run("resume", id);
  expect(own.json<{ error: object }>().error).toMatchObject({ code: "model.missing", facts: { model: "no-such-model" } });
});

test("--list names every run, newest first, and which can go on; an unknown run points to it", async () => {
  const id = await interrupted({ verb: "ask", question: "What stiffens silk?" });
  const { runs } = (await run("resume", "--list")).json<{
    runs: { run: string; status: string; resumable: boolean; about: string | null }[];
  }>();
  expect(runs[0]).toMatchObject({
    run: id,
    status: "interrupted",
    resumable: true,
    about: "What stiffens silk?",
    model: "none",
    verb: "ask",
  });
  expect(runs.some(({ status, resumable }) => status === "done" && !resumable)).toBe(true);
  const unknown = await run("resume", "run-none");
  expect(unknown.exitCode).toBe(2);
  expect(unknown.json<{ error: { message: string } }>().error.message).toContain("resume --list");
});

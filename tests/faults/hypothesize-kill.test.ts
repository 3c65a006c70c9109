// kill -9 while hypotheses are being proposed, again and again: the run goes on and ends as if nothing had happened.
// HORTUS_FAULT_ROUNDS sets how many runs are disturbed (3).
import { spawn } from "node:child_process";
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { exportPairs } from "#agents/export-pairs.ts";
import { openLedger } from "#agents/ledger/ledger.ts";
import { PAIR_SOURCES, type RunEvent } from "#agents/model.ts";
import { preferencePairs } from "#agents/preference-pairs.ts";
import { chanceFor } from "#graph/chance.ts";
import { exportCanonical } from "#graph/export/canonical.ts";
import { openGarden } from "#graph/open-garden.ts";
import { type NoteGarden, openNoteGarden } from "#tests/agents/note-garden.ts";

const ROUNDS = Number(process.env.HORTUS_FAULT_ROUNDS ?? 3);
const CHILD = join(import.meta.dirname, "hypothesize-child.ts");
/** A child is left to work at least once in so many starts, so that the test ends. */
const KILLS = 4;
/** Share of an undisturbed run after which the very first child dies: early, so that at least one does however fast the machine is. */
const AT_ONCE = 0.05;

let grown: NoteGarden;
const folders: string[] = [];

beforeAll(async () => {
  grown = await openNoteGarden();
  await grown.ledger[Symbol.asyncDispose]();
  await grown.garden[Symbol.asyncDispose]();
});
afterAll(() => {
  for (const folder of [...folders, grown.folder]) rmSync(folder, { recursive: true, force: true });
});

describe.each(["composer", "scripted"])("hypothesize by %s", (writer) => {
  test(`${ROUNDS} runs killed at random moments end like an undisturbed one`, { timeout: 120_000 * ROUNDS }, async () => {
    const calm = copy();
    const { worked, ended: calmly } = await live(calm, writer, null);
    expect(calmly).toBe(true);
    const wanted = await outcome(calm);
    expect(wanted.hypotheses).toHaveLength(3);
    let killed = 0;
    for (let round = 0; round < ROUNDS; round += 1) {
      const chance = chanceFor(round, "kill", writer);
      const folder = copy();
      for (let start = 0; start < KILLS; start += 1) {
        const moment = round === 0 && start === 0 ? AT_ONCE : chance();
        const { ended } = await live(folder, writer, start === KILLS - 1 ? null : worked * moment);
        if (ended) break;
        killed += 1;
      }
      expect(await outcome(folder)).toEqual(wanted);
    }
    expect(killed).toBeGreaterThan(0);
  });
});

function copy(): string {
  const folder = mkdtempSync(join(tmpdir(), "hortus-kill-"));
  folders.push(folder);
  cpSync(grown.folder, folder, { recursive: true });
  return folder;
}

/** Starts a child and kills it so many milliseconds after it is ready to work. */
function live(folder: string, writer: string, killAfter: number | null): Promise<{ readonly ended: boolean; readonly worked: number }> {
  const child = spawn(process.execPath, [CHILD, folder, writer], { stdio: ["ignore", "pipe", "pipe"] });
  let said = "";
  let ready = 0;
  let timer: NodeJS.Timeout | null = null;
  const hear = (data: Buffer) => {
    said += data.toString();
    if (ready > 0 || !said.includes("ready")) return;
    ready = performance.now();
    if (killAfter !== null) timer = setTimeout(() => child.kill("SIGKILL"), killAfter);
  };
  child.stdout.on("data", hear);
  child.stderr.on("data", hear);
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("exit", (code, signal) => {
      if (timer !== null) clearTimeout(timer);
      const worked = performance.now() - ready;
      if (signal === "SIGKILL") resolve({ ended: false, worked });
      else if (code === 0 && said.includes("done")) resolve({ ended: true, worked });
      else reject(new Error(`the child ended with ${code}: ${said}`));
    });
  });
}

/** All that a user keeps of a run, names and times of runs aside. */
async function outcome(folder: string) {
  await using garden = await openGarden({ folder, embedder: null, create: false });
  await using ledger = await openLedger(folder);
  const lines: string[] = [];
  for await (const line of exportCanonical(garden.store, { layer: "all" })) lines.push(line);
  const runs = ledger.runs();
  const run = runs.find(({ status }) => status === "done")!;
  const steps = ledger.steps(run.id).map(({ id, text, model }) => [id.replace(run.id, "run"), text, model]);
  const events = ledger
    .events(run.id, 0)
    .filter(({ event }) => event.kind !== "run-resumed")
    .map(({ event }, index) => [index + 1, timeless(event, run.id)]);
  const comparisons = ledger.comparisons();
  const pairs = [...exportPairs(ledger, preferencePairs(ledger, { sources: PAIR_SOURCES }).pairs, "trl")];
  return {
    runs: runs.length,
    lines,
    hypotheses: ledger.hypotheses(run.id),
    steps,
    events,
    comparisons: comparisons.map(({ id, judgements }) => [id, judgements.map((judgement) => judgement.id)]),
    pairs,
    checkpoints: ledger.database.all("SELECT id FROM checkpoint").length,
  };
}

function timeless(event: RunEvent, run: string): string {
  return JSON.stringify(event, (key, value: unknown) => (["seconds", "attempt"].includes(key) ? 0 : value)).replaceAll(run, "run");
}

// Ctrl-C as a terminal sends it, to the whole process group, at several moments of a growth and of a run: one line that says how to go
// on, exit 130, nothing native crashes, and the same command finishes the work.
import { type ChildProcess, spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { temporaryFolder } from "#tests/temporary-folder.ts";

const LAUNCHER = fileURLToPath(new URL("../../bin/hortus.js", import.meta.url));
const EXAMPLES = fileURLToPath(new URL("../../examples", import.meta.url));
/** Shares of an undisturbed run after which the signal comes. */
const MOMENTS = [0.15, 0.5, 0.85];
/** How long after the group's signal a parent passes it on. */
const PASSED_ON_MS = 40;

interface Ended {
  readonly code: number | null;
  readonly signal: string | null;
  readonly said: string;
  readonly ms: number;
}

const grow = (garden: string) => ["grow", EXAMPLES, "--no-embeddings", "--garden", garden];
const propose = (garden: string) => ["hypothesize", "--count", "6", "--model", "none", "--garden", garden];

test("a growth is interrupted cleanly at any moment and goes on", { timeout: 180_000 }, async () => {
  await using folder = await temporaryFolder();
  const calm = await hortus(grow(folder.file("calm")));
  expect(calm.code).toBe(0);
  let interrupted = 0;
  for (const [index, share] of MOMENTS.entries()) {
    const garden = folder.file(`garden-${index}`);
    const ended = await hortus(grow(garden), calm.ms * share);
    if (cleanly(ended)) interrupted += 1;
    if (ended.code === 130) expect(ended.said).toContain(`npx hortus grow ${EXAMPLES} --no-embeddings --garden ${garden}`);
    if (ended.code === 130) expect((await hortus(grow(garden))).code).toBe(0);
  }
  expect(interrupted).toBeGreaterThan(0);
});

test("a run is interrupted cleanly at any moment, and resume goes on with it", { timeout: 180_000 }, async () => {
  await using folder = await temporaryFolder();
  const garden = folder.file("garden");
  expect((await hortus(grow(garden))).code).toBe(0);
  const calm = await hortus(propose(garden));
  expect(calm.code).toBe(0);
  let resumed = 0;
  for (const share of MOMENTS) {
    const ended = await hortus(propose(garden), calm.ms * share);
    cleanly(ended);
    const run = /npx hortus resume (\S+)/.exec(ended.said)?.[1];
    if (run === undefined) continue;
    resumed += 1;
    expect((await hortus(["resume", run, "--model", "none", "--garden", garden])).code).toBe(0);
  }
  expect(resumed).toBeGreaterThan(0);
});

/** Whether it was interrupted; whatever happened, it happened as promised. */
function cleanly({ code, signal, said }: Ended): boolean {
  expect(said).not.toMatch(/terminate called|Napi::Error|unsettled|at async/);
  if (code === 0) return false;
  // Before the command line is read nothing has begun and nobody listens yet.
  if (code === null) {
    expect([signal, said.includes("Stopping")]).toEqual(["SIGINT", false]);
    return false;
  }
  expect([code, said]).toEqual([
    130,
    expect.stringMatching(/Interrupted(?:; what landed is kept| before anything landed)\. Go on with: npx hortus /),
  ]);
  return true;
}

async function hortus(args: readonly string[], interruptAfter?: number): Promise<Ended> {
  const child = start(args);
  const ended = ending(child);
  if (interruptAfter !== undefined) {
    const timer = setTimeout(() => {
      signalled(-child.pid!);
      setTimeout(() => signalled(child.pid!), PASSED_ON_MS);
    }, interruptAfter);
    ended.finally(() => clearTimeout(timer));
  }
  return ended;
}

function signalled(pid: number): void {
  try {
    process.kill(pid, "SIGINT");
  } catch {
    // It has ended already.
  }
}

/** In a process group of its own, as a shell starts it. */
function start(args: readonly string[]): ChildProcess {
  return spawn(process.execPath, [LAUNCHER, ...args], { detached: true, stdio: ["ignore", "pipe", "pipe"] });
}

function ending(child: ChildProcess): Promise<Ended> {
  const began = performance.now();
  let said = "";
  child.stderr!.on("data", (data: Buffer) => {
    said += data.toString();
  });
  child.stdout!.resume();
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code, signal) => resolve({ code, signal, said, ms: performance.now() - began }));
  });
}

// The desk of runs on a real ledger: what one run says wakes those who follow it, and nobody else.

import { expect, test } from "vitest";
import { openLedger } from "#agents/ledger/ledger.ts";
import type { RunId, RunRequest } from "#agents/model.ts";
import { RunDesk, type Watch } from "#apps/server/run-desk.ts";
import { temporaryFolder } from "#tests/temporary-folder.ts";

const REQUEST: RunRequest = { verb: "ask", question: "Why?", model: "none", count: 1, rounds: 0, seed: 1, budgetTokens: null };

test("a word of one run wakes its own readers at once and those of another not at all", async () => {
  await using folder = await temporaryFolder();
  await using ledger = await openLedger(folder.path);
  const desk = new RunDesk(ledger);
  const [one, two] = [ledger.startRun(REQUEST, 1).id, ledger.startRun(REQUEST, 1).id];
  const say: (() => void)[] = [];
  const work = (run: RunId) => (watch: Watch) =>
    new Promise<void>((resolve) => {
      const speak = () => watch.onEvent(ledger.appendEvent(run, { kind: "progress", run, done: 1, total: 2, label: "thinking" }));
      say.push(speak);
      watch.signal.addEventListener("abort", () => resolve());
      speak();
    });
  expect(await Promise.all([desk.start(work(one)), desk.start(work(two))])).toEqual([one, two]);
  const patience = 400;
  const waited = async (run: RunId): Promise<number> => {
    const started = performance.now();
    await desk.log(run).changed(patience, new AbortController().signal);
    return performance.now() - started;
  };
  const both = Promise.all([waited(one), waited(one), waited(two)]);
  setTimeout(() => say[0]!(), 20);
  const [first, again, other] = await both;
  expect(Math.max(first, again)).toBeLessThan(patience / 2);
  expect(other).toBeGreaterThanOrEqual(patience - 5);
  const last = waited(two);
  desk.cancel(two);
  expect(await last).toBeLessThan(patience / 2);
  await desk.close();
  expect([desk.isLive(one), desk.isLive(two)]).toEqual([false, false]);
});

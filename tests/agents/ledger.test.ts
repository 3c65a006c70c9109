// The ledger's promises [J1]–[J14], numbered as in agents/ledger.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { judgeByPerson } from "#agents/judge.ts";
import { judgementId } from "#agents/ledger/judgement-book.ts";
import { type Ledger, openLedger } from "#agents/ledger/ledger.ts";
import type { Hypothesis, Judgement, Pair, RunEvent, Step, StepId } from "#agents/model.ts";
import { duelPair } from "#agents/swarm/close-stages.ts";
import { requestFor } from "#tests/agents/note-garden.ts";

let folder: string;
let ledger: Ledger;
const at = new Date("2026-01-01T00:00:00Z");

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "hortus-ledger-"));
  ledger = await openLedger(folder, { clock: () => at });
});
afterEach(async () => {
  await ledger[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true });
});

const start = () => ledger.startRun(requestFor(), 3);

function step(run: Step["run"], name: string, text: string): Step {
  return {
    id: `${run}/proposer/${name}` as StepId,
    run,
    role: "proposer",
    subject: "",
    messages: [],
    text,
    model: "m",
    adapter: null,
    seed: 1,
    temperature: 0,
    tokens: { in: 3, out: 2 },
    finish: "stop",
    trace: [],
    evidenceSeen: [],
    seconds: 0,
  };
}

const progress = (run: Step["run"], done: number): RunEvent => ({ kind: "progress", run, done, total: 9, label: "x" });

const offer = (run: Step["run"], a = "h:1", b = "h:2") =>
  ledger.offerComparison({
    kind: "hypotheses",
    run,
    prompt: [{ role: "user", content: "which?" }],
    ...{ a, b, aTitle: "A", bTitle: "B", aText: `text of ${a}`, bText: `text of ${b}`, aBy: "m", bBy: "composer", why: "test" },
  });

function machine(comparison: string, verdict: Judgement["verdict"], confidence: number): [Judgement, Pair | null] {
  const judgement: Judgement = {
    id: judgementId(comparison, "m", 1),
    run: null,
    a: "h:1",
    b: "h:2",
    verdict,
    by: "m",
    orders: [],
    reason: "",
    confidence,
  };
  const { prompt, ...sides } = ledger.comparison(comparison)!;
  return [judgement, duelPair(judgement, prompt, sides)];
}

describe("runs", () => {
  test("[J1] two runs in one instant have two ids", () => {
    expect(start().id).not.toBe(start().id);
  });

  test("[J2] a finished run keeps its status and is not reopened", () => {
    const run = start();
    ledger.finishRun(run.id, "done");
    ledger.finishRun(run.id, "failed");
    expect(ledger.run(run.id)!.status).toBe("done");
    expect(() => ledger.reopenRun(run.id)).toThrow(expect.objectContaining({ code: "run.not_resumable" }));
    expect(() => ledger.reopenRun("run-none" as never)).toThrow(expect.objectContaining({ code: "run.not_found" }));
  });

  test("a run whose process is gone is interrupted, and goes on; one whose process lives is left alone", async () => {
    const mine = start();
    const insert = "INSERT INTO run (id, status, pid, body) VALUES (?, 'running', ?, ?)";
    for (const [id, pid] of [
      ["run-gone", 11],
      ["run-alive", 22],
      ["run-container", 33],
    ] as const) {
      ledger.database.run(insert, id, pid, JSON.stringify({ id, request: requestFor(), gardenVersion: 1, started: "" }));
    }
    await using second = await openLedger(folder, { pid: 33, processAlive: (pid) => pid === 22 });
    const status = (id: string) => second.run(id as never)!.status;
    expect(["run-gone", "run-alive", "run-container", mine.id].map(status)).toEqual(["interrupted", "running", "interrupted", "running"]);
    expect(second.reopenRun("run-gone" as never).status).toBe("running");
  });
});

test("checkpoints of a run that ended are swept away when the ledger is opened; an interrupted run keeps its own", async () => {
  const insert = "INSERT INTO checkpoint_value (thread, ns, channel, version, type, body) VALUES (?, '', 'state', '1', 'json', x'00')";
  const [ended, open] = [start(), start()];
  for (const { id } of [ended, open]) ledger.database.run(insert, id);
  ledger.finishRun(ended.id, "done");
  ledger.finishRun(open.id, "interrupted");
  await using again = await openLedger(folder);
  expect(again.database.all("SELECT thread FROM checkpoint_value").map((row) => row.thread)).toEqual([open.id]);
});

describe("steps and events", () => {
  test("[J3] the first record of a step stands, and its event comes with it or not at all", () => {
    const run = start();
    ledger.recordStep(step(run.id, "1", "first"), progress(run.id, 1));
    ledger.recordStep(step(run.id, "1", "second"), progress(run.id, 1));
    expect(ledger.steps(run.id).map(({ text }) => text)).toEqual(["first"]);
    expect(ledger.events(run.id, 0)).toHaveLength(1);
    expect(ledger.tokensSpent(run.id)).toEqual({ in: 3, out: 2 });
  });

  test("[J4] events are numbered 1, 2, 3 within their run", () => {
    const [one, two] = [start(), start()];
    ledger.appendEvent(one.id, progress(one.id, 1));
    ledger.appendEvent(two.id, progress(two.id, 1));
    ledger.appendEvent(one.id, progress(one.id, 2));
    expect(ledger.events(one.id, 0).map(({ seq }) => seq)).toEqual([1, 2]);
    expect(ledger.events(two.id, 0).map(({ seq }) => seq)).toEqual([1]);
    expect(ledger.events(one.id, 1).map(({ event }) => event)).toEqual([progress(one.id, 2)]);
  });

  test("[J5] the same event again is the stored one, times aside", () => {
    const run = start();
    const end = (seconds: number): RunEvent => ({ kind: "run-finished", run: run.id, status: "done", tokens: { in: 0, out: 0 }, seconds });
    const first = ledger.appendEvent(run.id, end(1));
    expect(ledger.appendEvent(run.id, end(2))).toEqual(first);
  });
});

test("[J6] a hypothesis put again in its run replaces its older state; another run keeps its own", () => {
  const [one, two] = [start(), start()];
  const hypothesis = (rank: number) => ({ id: "hypothesis:1", title: "t", scores: { rank } }) as unknown as Hypothesis;
  ledger.putHypotheses(one.id, [hypothesis(0.1)]);
  ledger.putHypotheses(one.id, [hypothesis(0.9)]);
  ledger.putHypotheses(two.id, [hypothesis(0.5)]);
  expect(ledger.hypotheses(one.id).map(({ scores }) => scores.rank)).toEqual([0.9]);
  expect(ledger.hypothesis("hypothesis:1")!.scores.rank).toBe(0.5);
  expect(ledger.hypotheses()).toHaveLength(2);
});

test("[J7] a recorded answer is never replaced", () => {
  const answer = (text: string) => ({ text, finish: "stop" as const, tokens: { in: 1, out: 1 }, trace: [], model: "m" });
  ledger.putRecordedAnswer("k", answer("one"));
  ledger.putRecordedAnswer("k", answer("two"));
  expect(ledger.recordedAnswer("k")!.text).toBe("one");
  expect(ledger.recordedAnswer("other")).toBeNull();
});

describe("judgements and pairs", () => {
  test("[J8] one comparison for two things, whichever is named first", () => {
    const run = start();
    expect(offer(run.id, "h:2", "h:1")).toBe(offer(run.id, "h:1", "h:2"));
    expect(ledger.comparisonOf("h:1", "h:2")!.a).toBe("h:2");
  });

  test("[J9] open are the undecided and the doubtful, never what a person judged or a judge decided with confidence", async () => {
    const run = start();
    const undecided = offer(run.id, "h:1", "h:2");
    const sure = offer(run.id, "h:3", "h:4");
    const doubtful = offer(run.id, "h:5", "h:6");
    const mine = offer(run.id, "h:7", "h:8");
    ledger.recordJudgement(undecided, { ...machine(undecided, "undecided", 0)[0] }, null);
    ledger.recordJudgement(sure, { ...machine(sure, "a", 0.9)[0] }, null);
    ledger.recordJudgement(doubtful, { ...machine(doubtful, "a", 0.52)[0] }, null);
    await judgeByPerson(ledger, mine, "tie");
    expect(ledger.openComparisons(10).map(({ id }) => id)).toEqual([undecided, doubtful]);
    expect(ledger.openComparisons(1)).toHaveLength(1);
  });

  test("[J10] a person's second judgement needs `again`, and then the first pair no longer counts", async () => {
    const id = offer(start().id);
    await judgeByPerson(ledger, id, "a", "clearer");
    await expect(judgeByPerson(ledger, id, "b")).rejects.toMatchObject({ code: "judgement.decided" });
    await judgeByPerson(ledger, id, "b", "on reflection", { again: true });
    expect(ledger.judgements().map(({ verdict }) => verdict)).toEqual(["b"]);
    expect(ledger.judgements({ superseded: true }).map(({ verdict }) => verdict)).toEqual(["a", "b"]);
    expect(ledger.pairs().map(({ chosen, rejected, reason }) => ({ chosen, rejected, reason }))).toEqual([
      { chosen: "text of h:2", rejected: "text of h:1", reason: "on reflection" },
    ]);
    await expect(judgeByPerson(ledger, "comparison:none", "a")).rejects.toMatchObject({ code: "judgement.not_found" });
  });

  test("[J11] a judgement whose pair cannot be written is not written either", () => {
    const id = offer(start().id);
    const [judgement] = machine(id, "a", 0.9);
    const broken = {
      get id(): string {
        throw new Error("no pair");
      },
    } as unknown as Pair;
    expect(() => ledger.recordJudgement(id, judgement, broken)).toThrow("no pair");
    expect(ledger.judgements()).toEqual([]);
  });

  test("[J12] a pair put twice is one pair", () => {
    const id = offer(start().id);
    const [, pair] = machine(id, "a", 0.9);
    ledger.putPair({ ...pair!, judgement: null });
    ledger.putPair({ ...pair!, judgement: null });
    expect(ledger.pairs()).toHaveLength(1);
  });

  test("[J13] a person's judgement outranks a machine's pair", async () => {
    const id = offer(start().id);
    ledger.recordJudgement(id, ...machine(id, "a", 0.9));
    expect(ledger.pairs().map(({ by }) => by)).toEqual(["m"]);
    await judgeByPerson(ledger, id, "b");
    expect(ledger.pairs().map(({ by, chosen }) => [by, chosen])).toEqual([["person", "text of h:2"]]);
  });

  test("[J14] undecided and tied comparisons have no pair", async () => {
    const id = offer(start().id);
    const [judgement, pair] = machine(id, "undecided", 0);
    expect(pair).toBeNull();
    ledger.recordJudgement(id, judgement, pair);
    await judgeByPerson(ledger, id, "tie");
    expect(ledger.pairs()).toEqual([]);
  });
});

test("what was written is there after the ledger is opened again", async () => {
  const run = start();
  ledger.recordStep(step(run.id, "1", "kept"));
  await ledger[Symbol.asyncDispose]();
  ledger = await openLedger(folder);
  expect(ledger.step(`${run.id}/proposer/1` as StepId)!.text).toBe("kept");
});

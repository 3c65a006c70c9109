// The ledger's promises [J1]–[J11], numbered as in agents/ledger.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { judgeByPerson } from "#agents/judge.ts";
import type { GivenJudgement } from "#agents/ledger/judgement-book.ts";
import { type Ledger, openLedger } from "#agents/ledger/ledger.ts";
import { LEDGER_MIGRATIONS } from "#agents/ledger/schema.ts";
import type { ComparisonSide, Hypothesis, Judgement, RunEvent, RunStatus, Step, StepId } from "#agents/model.ts";
import { preferencePairs } from "#agents/preference-pairs.ts";
import { migrate, openSqlite } from "#graph/store/sqlite.ts";
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
    request: null,
    scores: null,
  };
}

const progress = (run: Step["run"], done: number): RunEvent => ({ kind: "progress", run, done, total: 9, label: "x" });

const side = (about: string, text: string): ComparisonSide => ({ about, title: about, text, by: ["m"], steps: [] });

const offer = (run: Step["run"], a = "h:1", b = "h:2", ask = "which?") =>
  ledger.offerComparison({
    kind: "hypotheses",
    run,
    prompt: [{ role: "user", content: ask }],
    ...{ evidence: [], question: null, subjects: [a, b], onQuestion: true },
    ...{ a: side(a, `text of ${a}`), b: side(b, `text of ${b}`) },
  });

const said = (verdict: Judgement["verdict"], confidence: number, by = "judge", kind: Judgement["kind"] = "model"): GivenJudgement => ({
  ...{ run: null, kind, by, verdict, orders: null, reason: "", confidence },
});

const duels = () => preferencePairs(ledger, { sources: ["duel", "person"] });

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
    const state = "INSERT INTO run_state (run, status, attempt, pid) VALUES (?, 'running', 1, ?)";
    for (const [id, pid] of [
      ["run-gone", 11],
      ["run-alive", 22],
      ["run-container", 33],
    ] as const) {
      const body = JSON.stringify({ id, request: requestFor(), gardenVersion: 1, started: "" });
      ledger.database.run("INSERT INTO run (id, body) VALUES (?, ?)", id, body);
      ledger.database.run(state, id, pid);
    }
    await using second = await openLedger(folder, { pid: 33, processAlive: (pid) => pid === 22 });
    const status = (id: string) => second.run(id as never)!.status;
    expect(["run-gone", "run-alive", "run-container", mine.id].map(status)).toEqual(["interrupted", "running", "interrupted", "running"]);
    expect(second.reopenRun("run-gone" as never).status).toBe("running");
  });
});

test("[J11] of two processes that take one run up at once, one gets it, as its next attempt", async () => {
  const run = start();
  ledger.finishRun(run.id, "interrupted");
  await using other = await openLedger(folder, { pid: 44, processAlive: () => true });
  expect(other.run(run.id)!.status).toBe("interrupted");
  expect(ledger.reopenRun(run.id).attempt).toBe(2);
  expect(() => other.reopenRun(run.id)).toThrow(expect.objectContaining({ code: "run.not_resumable" }));
  expect(ledger.run(run.id)!.attempt).toBe(2);
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
    const end = (seconds: number, attempt = 1, status: RunStatus = "done"): RunEvent => ({
      ...{ kind: "run-finished", run: run.id, attempt, status, tokens: { in: 0, out: 0 }, seconds },
    });
    const first = ledger.appendEvent(run.id, end(1));
    expect(ledger.appendEvent(run.id, end(2))).toEqual(first);
  });

  test("[J5] a run that is interrupted, or fails, in two attempts says so twice, and that it went on between", () => {
    const run = start();
    const failed = (attempt: number): RunEvent => ({ ...{ kind: "run-failed", run: run.id, attempt, code: "internal", message: "no" } });
    const stopped = (attempt: number): RunEvent => ({
      ...{ kind: "run-finished", run: run.id, attempt, status: "interrupted", tokens: { in: 0, out: 0 }, seconds: 1 },
    });
    const resumed = (attempt: number): RunEvent => ({ kind: "run-resumed", run: run.id, attempt });
    const all = [stopped(1), resumed(2), stopped(2), resumed(3), failed(3), resumed(4), failed(4)];
    for (const event of [...all, ...all]) ledger.appendEvent(run.id, event);
    expect(ledger.events(run.id).map(({ event }) => event)).toEqual(all);
  });
});

test("[J6] a hypothesis put again in its run stands in for its older state; another run keeps its own", () => {
  const [one, two] = [start(), start()];
  const hypothesis = (rank: number) => ({ id: "hypothesis:1", title: "t", scores: { rank } }) as unknown as Hypothesis;
  ledger.putHypotheses(one.id, [hypothesis(0.1)]);
  ledger.putHypotheses(one.id, [hypothesis(0.9)]);
  ledger.putHypotheses(two.id, [hypothesis(0.5)]);
  expect(ledger.hypotheses(one.id).map(({ scores }) => scores.rank)).toEqual([0.9]);
  expect(ledger.hypothesis("hypothesis:1")!.scores.rank).toBe(0.5);
  expect(ledger.hypotheses()).toHaveLength(2);
  expect(ledger.database.all("SELECT n FROM hypothesis")).toHaveLength(3);
});

describe("comparisons and judgements", () => {
  test("[J8] the same prompt and texts are one comparison, whichever is named first; another text or task is another", () => {
    const run = start();
    const one = offer(run.id, "h:2", "h:1");
    expect(offer(run.id, "h:1", "h:2")).toEqual(one);
    expect(one.a.about).toBe("h:2");
    expect(offer(run.id, "h:1", "h:2", "another task").id).not.toBe(one.id);
    expect(offer(run.id, "h:1", "h:3").id).not.toBe(one.id);
    expect(ledger.comparisons()).toHaveLength(3);
  });

  test("[J9] open are the undecided, the doubtful and the contradicted, never what a person judged or a judge decided", () => {
    const run = start();
    const pair = (n: number) => offer(run.id, `h:${n}0`, `h:${n}1`).id;
    const [undecided, sure, doubtful, mine, contradicted] = [1, 2, 3, 4, 5].map(pair) as [string, string, string, string, string];
    const contained = ledger.offerComparison({ ...ledger.comparison(sure)!, b: side("h:x", "text of h:20, and more") }).id;
    ledger.recordJudgement(undecided, said("undecided", 0));
    ledger.recordJudgement(sure, said("a", 0.9));
    ledger.recordJudgement(doubtful, said("a", 0.52));
    judgeByPerson(ledger, mine, "tie");
    ledger.recordJudgement(contradicted, said("a", 0.9, "one judge"));
    ledger.recordJudgement(contradicted, said("b", 0.9, "another"));
    expect(ledger.openComparisons().map(({ id }) => id)).toEqual([contradicted, undecided, doubtful]);
    expect(ledger.openComparisons(1)).toHaveLength(1);
    expect(ledger.comparison(contained)).not.toBeNull();
  });

  test("[J10] a person's second judgement needs `again`, stands in for the first, and another person's stands beside it", () => {
    const { id } = offer(start().id);
    const { judgement: first } = judgeByPerson(ledger, id, "a", "clearer");
    expect([judgeByPerson(ledger, id, "a"), judgeByPerson(ledger, id, "a", "clearer")].map(({ judgement }) => judgement)).toEqual([
      first,
      first,
    ]);
    expect(() => judgeByPerson(ledger, id, "a", "shorter")).toThrow(expect.objectContaining({ code: "judgement.decided" }));
    expect(() => judgeByPerson(ledger, id, "b")).toThrow(expect.objectContaining({ code: "judgement.decided" }));
    expect(judgeByPerson(ledger, id, "b", "on reflection", { again: true }).pair).toBe(true);
    expect(ledger.judgements().map(({ verdict }) => verdict)).toEqual(["b"]);
    expect(ledger.judgements({ superseded: true }).map(({ verdict }) => verdict)).toEqual(["a", "b"]);
    expect(duels().pairs.map(({ chosen, rejected }) => [chosen.text, rejected.text])).toEqual([["text of h:2", "text of h:1"]]);
    expect(judgeByPerson(ledger, id, "a", "", { annotator: "Ada" }).pair).toBe(false);
    expect(duels().report.leftOut).toEqual({ contradicted: 1 });
    expect(() => judgeByPerson(ledger, id, "a", "", { takenBack: new Set([id]) })).toThrow(
      expect.objectContaining({ code: "judgement.not_found" }),
    );
    expect(() => judgeByPerson(ledger, "comparison:none", "a")).toThrow(expect.objectContaining({ code: "judgement.not_found" }));
  });

  test("[J10] a machine that says the same again has said it once; another verdict stands in for the first", () => {
    const { id } = offer(start().id);
    const first = ledger.recordJudgement(id, said("a", 0.7));
    expect(ledger.recordJudgement(id, said("a", 0.8))).toEqual(first);
    expect(() => ledger.recordJudgement(id, said("b", 0.7))).toThrow(expect.objectContaining({ code: "judgement.decided" }));
    const second = ledger.recordJudgement(id, said("b", 0.7), { again: true });
    expect(second.id).not.toBe(first.id);
    expect(ledger.judgements()).toEqual([second]);
  });
});

describe("append-only", () => {
  test.each(["run", "event", "step", "hypothesis", "result", "comparison", "judgement"])(
    "a row of %s cannot be edited or removed",
    (table) => {
      const run = start();
      ledger.recordStep(step(run.id, "1", "kept"), progress(run.id, 1));
      ledger.putHypotheses(run.id, [{ id: "hypothesis:1", scores: { rank: 0 } } as unknown as Hypothesis]);
      ledger.putResult(run.id, { run: run.id, hypotheses: [] });
      judgeByPerson(ledger, offer(run.id).id, "a");
      const rows = () => ledger.database.all(`SELECT * FROM ${table}`);
      const before = rows();
      expect(before.length).toBeGreaterThan(0);
      expect(() => ledger.database.run(`UPDATE ${table} SET body = '{}'`)).toThrow(/append-only/);
      expect(() => ledger.database.run(`DELETE FROM ${table}`)).toThrow(/append-only/);
      expect(rows()).toEqual(before);
    },
  );

  test("a ledger of the first version is led over: runs, states and results are there, its pairs are counted and not exported", async () => {
    const old = join(folder, "old");
    const database = openSqlite(join(old, "ledger.db"));
    migrate(database, LEDGER_MIGRATIONS.slice(0, 1));
    const body = JSON.stringify({ id: "run-1", request: requestFor(), gardenVersion: 1, started: "" });
    database.run("INSERT INTO run (id, status, pid, body, finished) VALUES ('run-1', 'done', 1, ?, '2026')", body);
    database.run("INSERT INTO step (id, run, tokens, body) VALUES ('s', 'run-1', 5, ?)", JSON.stringify({ id: "s", text: "old" }));
    database.run("INSERT INTO hypothesis (id, run, body) VALUES ('hypothesis:1', 'run-1', ?)", JSON.stringify({ id: "hypothesis:1" }));
    database.run("INSERT INTO result (run, body) VALUES ('run-1', '{}')");
    database.run("INSERT INTO pair (id, body) VALUES ('pair:1', '{}')");
    database.close();
    await using led = await openLedger(old);
    expect(led.run("run-1" as never)).toMatchObject({ status: "done", attempt: 1, finished: "2026" });
    expect(led.steps("run-1" as never)).toEqual([{ id: "s", text: "old", request: null, scores: null }]);
    expect(led.hypothesis("hypothesis:1")).not.toBeNull();
    expect(led.result("run-1" as never)).toEqual({});
    expect(preferencePairs(led).report).toMatchObject({ pairs: 0, earlierPairs: 1 });
    expect(() => led.database.run("DELETE FROM pair_1")).toThrow(/append-only/);
  });
});

test("what was written is there after the ledger is opened again", async () => {
  const run = start();
  ledger.recordStep(step(run.id, "1", "kept"));
  await ledger[Symbol.asyncDispose]();
  ledger = await openLedger(folder);
  expect(ledger.step(`${run.id}/proposer/1` as StepId)!.text).toBe("kept");
});

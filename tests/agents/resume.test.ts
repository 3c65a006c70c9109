// Going on with a run: nothing is asked twice, nothing is said twice, and the end is the same.
import { afterAll, beforeAll, expect, test } from "vitest";
import { ask } from "#agents/ask.ts";
import { hypothesize } from "#agents/hypothesize.ts";
import type { HypothesizeResult, RunId, StoredEvent } from "#agents/model.ts";
import { createScriptedModel } from "#agents/models/scripted.ts";
import { isFinished, resume, runToResume } from "#agents/resume.ts";
import { contextOf, type NoteGarden, openNoteGarden, requestFor, trust } from "#tests/agents/note-garden.ts";

let place: NoteGarden;
beforeAll(async () => {
  place = await openNoteGarden();
});
afterAll(() => place[Symbol.asyncDispose]());

const ID = "scripted-resume";

function modelThat(onAsk: (n: number) => void, { ledger }: NoteGarden = place) {
  const prompts: string[] = [];
  const model = createScriptedModel({
    id: ID,
    answer: ({ messages }) => {
      const [, from, to] = /Conjecture: (.*?) may \w+ (.*?)(?: by way of |, |\.)/.exec(messages.at(-1)!.content) ?? [];
      const section = /Section "(\w+)"/.exec(messages.at(-1)!.content)?.[1];
      return from === undefined ? "no" : `For its ${section}, alter ${from} and watch what becomes of ${to}.`;
    },
    onAsk: ({ messages }) => {
      prompts.push(messages.map(({ content }) => content).join("\n"));
      onAsk(prompts.length);
    },
  });
  trust(ledger, model, ["proposer"]);
  return { model, prompts };
}

const plain = ({ hypotheses }: HypothesizeResult) => hypotheses;

test.each([1, 7, 12])(
  "stopped at question %i: interrupted; resumed: the same end, and no recorded answer is asked for again",
  async (at) => {
    // In gardens of their own: a garden proposes nothing twice.
    await using other = await openNoteGarden();
    const whole = modelThat(() => {}, other);
    const request = requestFor({ count: 2, seed: 40 + at, model: ID });
    const wanted = plain(await hypothesize(contextOf(other, whole.model), request));

    await using place = await openNoteGarden();
    const stop = new AbortController();
    const half = modelThat((n) => n === at && stop.abort(), place);
    await expect(hypothesize(contextOf(place, half.model, { signal: stop.signal }), request)).rejects.toMatchObject({
      code: "interrupted",
    });
    const run = place.ledger.runs()[0]!;
    expect(run.status).toBe("interrupted");
    const heard = place.ledger.events(run.id, 0).length;

    const rest = modelThat(() => {}, place);
    const news: StoredEvent[] = [];
    const onEvent = (event: StoredEvent) => event.event.kind !== "tokens" && news.push(event);
    const ended = (await resume(contextOf(place, rest.model, { onEvent }))) as HypothesizeResult;
    expect(ended.run).toBe(run.id);
    expect(plain(ended)).toEqual(wanted);
    expect(news.map(({ seq }) => seq)).toEqual(news.map((_, index) => heard + 1 + index));
    const again = rest.prompts.filter((prompt) => half.prompts.includes(prompt));
    expect(again.length).toBeLessThanOrEqual(1);
    expect(half.prompts.length + rest.prompts.length - again.length).toBe(whole.prompts.length);
  },
);

test("a finished run answers what it answered; an unknown one and nothing to resume are refused", async () => {
  const done = await hypothesize(contextOf(place, null), requestFor({ count: 1 }));
  expect(await resume(contextOf(place, null), done.run)).toEqual(done);
  await expect(resume(contextOf(place, null), "run-none" as RunId)).rejects.toMatchObject({ code: "run.not_found" });
  await expect(resume(contextOf(place, null))).rejects.toMatchObject({ code: "run.not_found" });
});

test("a failed run goes on too", async () => {
  let broken = true;
  const model = createScriptedModel({
    id: ID,
    answer: () => {
      if (broken) throw new Error("no current");
      return "nothing of use";
    },
  });
  trust(place.ledger, model, ["proposer"]);
  await expect(hypothesize(contextOf(place, model), requestFor({ count: 1, seed: 77, model: ID }))).rejects.toMatchObject({
    code: "internal",
  });
  broken = false;
  const failed = place.ledger.runs()[0]!;
  expect(failed.status).toBe("failed");
  expect(((await resume(contextOf(place, model), failed.id)) as HypothesizeResult).hypotheses).toHaveLength(1);
  expect(place.ledger.run(failed.id)!.status).toBe("done");
});

test("an answer is resumed like a hypothesis", async () => {
  const stop = new AbortController();
  const model = createScriptedModel({ id: ID, answer: () => "no", onAsk: () => stop.abort() });
  trust(place.ledger, model, ["answerer"]);
  const request = requestFor({ verb: "ask", question: "Why is dragline silk tough?", model: ID });
  await expect(ask(contextOf(place, model, { signal: stop.signal }), request)).rejects.toMatchObject({ code: "interrupted" });
  const calm = createScriptedModel({ id: ID, answer: () => "no" });
  expect(await resume(contextOf(place, calm))).toMatchObject({ question: request.question, writtenBy: "composer" });
});

test("the first interrupted run is the one to resume; a named one must be there", async () => {
  const stop = new AbortController();
  const model = createScriptedModel({ id: ID, answer: () => "no", onAsk: () => stop.abort() });
  trust(place.ledger, model, ["answerer"]);
  const request = requestFor({ verb: "ask", question: "What makes silk tough?", model: ID });
  await expect(ask(contextOf(place, model, { signal: stop.signal }), request)).rejects.toMatchObject({ code: "interrupted" });
  const run = runToResume(place.ledger);
  expect([run.request.model, run.request.question, isFinished(run)]).toEqual([ID, request.question, false]);
  expect(() => runToResume(place.ledger, "run-none" as RunId)).toThrow(expect.objectContaining({ code: "run.not_found" }));
});

test("with no interrupted run but one at work, resume says which and what to do", async () => {
  await using fresh = await openNoteGarden();
  expect(() => runToResume(fresh.ledger)).toThrow("No interrupted run");
  const { id } = fresh.ledger.startRun(requestFor(), 1);
  expect(() => runToResume(fresh.ledger)).toThrow(`${id} is still at work`);
});

test("a run of another branch is not gone on with here: what it rests on is there", async () => {
  const { ledger, garden } = place;
  const { id } = ledger.startRun(requestFor({ count: 1, model: "none" }), await garden.store.version(), "side");
  ledger.finishRun(id, "interrupted");
  await expect(resume(contextOf(place, null), id)).rejects.toMatchObject({
    code: "run.not_resumable",
    message: expect.stringContaining("hortus branch --switch side"),
    facts: { run: id, branch: "side", here: "main" },
  });
  expect(ledger.run(id)).toMatchObject({ status: "interrupted", attempt: 1, branch: "side" });
  const here = ledger.startRun(requestFor({ count: 1, model: "none" }), 1, garden.branch);
  expect("branch" in here).toBe(false);
  ledger.finishRun(here.id, "failed");
});

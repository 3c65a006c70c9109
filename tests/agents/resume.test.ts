// Going on with a run: nothing is asked twice, nothing is said twice, and the end is the same.
import { afterAll, beforeAll, expect, test } from "vitest";
import { ask } from "#agents/ask.ts";
import { hypothesize } from "#agents/hypothesize.ts";
import type { HypothesizeResult, RunId, StoredEvent } from "#agents/model.ts";
import { createRecordedModel } from "#agents/models/recorded.ts";
import { createScriptedModel } from "#agents/models/scripted.ts";
import { resume } from "#agents/resume.ts";
import { contextOf, type NoteGarden, openNoteGarden, requestFor, trust } from "#tests/agents/note-garden.ts";

let place: NoteGarden;
beforeAll(async () => {
  place = await openNoteGarden();
});
afterAll(() => place[Symbol.asyncDispose]());

const ID = "scripted-resume";

function modelThat(onAsk: (n: number) => void) {
  const prompts: string[] = [];
  const model = createScriptedModel({
    id: ID,
    answer: ({ messages }) => {
      const [, from, to] = /Conjecture: (.*?) may \w+ (.*?), acting/.exec(messages.at(-1)!.content) ?? [];
      const section = /Section "(\w+)"/.exec(messages.at(-1)!.content)?.[1];
      return from === undefined ? "no" : `For its ${section}, alter ${from} and watch what becomes of ${to}.`;
    },
    onAsk: ({ messages }) => {
      prompts.push(messages.map(({ content }) => content).join("\n"));
      onAsk(prompts.length);
    },
  });
  trust(place.ledger, model, ["proposer"]);
  return { model, prompts };
}

const plain = ({ hypotheses }: HypothesizeResult) => hypotheses;

test.each([1, 7, 12])(
  "stopped at question %i: interrupted; resumed: the same end, and no recorded answer is asked for again",
  async (at) => {
    const whole = modelThat(() => {});
    const request = requestFor({ count: 2, seed: 40 + at, model: ID });
    const wanted = plain(await hypothesize(contextOf(place, whole.model), request));

    const stop = new AbortController();
    const half = modelThat((n) => n === at && stop.abort());
    await expect(hypothesize(contextOf(place, half.model, { signal: stop.signal }), request)).rejects.toMatchObject({
      code: "interrupted",
    });
    const run = place.ledger.runs()[0]!;
    expect(run.status).toBe("interrupted");
    const heard = place.ledger.events(run.id, 0).length;

    const rest = modelThat(() => {});
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

test("a model that draws by chance replays from its recorded answers, event for event", async () => {
  let draws = 0;
  const random = createScriptedModel({
    id: "by-chance",
    answer: ({ messages }) =>
      `Draw ${++draws}: ${/Conjecture: (.*?), acting/.exec(messages.at(-1)!.content)?.[1] ?? "no"} would show itself.`,
  });
  trust(place.ledger, random, ["proposer"]);
  const request = requestFor({ count: 2, seed: 5, model: "by-chance" });
  const version = await place.garden.store.version();
  const first = await hypothesize(contextOf(place, createRecordedModel(random, place.ledger)), request);
  const drawn = draws;
  const replay = createRecordedModel(random, place.ledger, { replayOnly: true });
  const second = await hypothesize(contextOf(place, replay), request);
  expect(draws).toBe(drawn);
  expect(plain(second)).toEqual(plain(first));
  const events = (run: RunId) =>
    place.ledger
      .events(run, 0)
      .map(({ event }) =>
        JSON.stringify(event, (key, value: unknown) => (["seconds", "gardenVersion"].includes(key) ? 0 : value)).replaceAll(run, "run"),
      );
  expect(events(second.run)).toEqual(events(first.run));
  expect(await place.garden.store.version()).toBeLessThanOrEqual(version + 1);
});

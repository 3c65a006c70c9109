// A run that is cut short more than once: each attempt says that it began and how it ended, and listeners hear it.
import { expect, test } from "vitest";
import { ask } from "#agents/ask.ts";
import type { RunEvent } from "#agents/model.ts";
import { createScriptedModel } from "#agents/models/scripted.ts";
import { resume } from "#agents/resume.ts";
import { contextOf, openNoteGarden, requestFor, trust } from "#tests/agents/note-garden.ts";

test("failed, interrupted, interrupted again, done: four endings, three resumptions, one beginning", async () => {
  await using place = await openNoteGarden();
  let way: "fail" | "stop" | "go" = "fail";
  let stop = new AbortController();
  const model = createScriptedModel({
    id: "scripted-attempts",
    answer: () => {
      if (way === "fail") throw new Error("no current");
      return "no";
    },
    onAsk: () => way === "stop" && stop.abort(),
  });
  trust(place.ledger, model, ["answerer"]);
  const heard: RunEvent[] = [];
  const context = () => {
    stop = new AbortController();
    return contextOf(place, model, { signal: stop.signal, onEvent: ({ event }) => event.kind !== "tokens" && heard.push(event) });
  };
  await expect(ask(context(), requestFor({ verb: "ask", question: "Why is silk tough?", model: model.id }))).rejects.toThrow();
  const { id } = place.ledger.runs()[0]!;
  way = "stop";
  await expect(resume(context(), id)).rejects.toMatchObject({ code: "interrupted" });
  await expect(resume(context(), id)).rejects.toMatchObject({ code: "interrupted" });
  way = "go";
  await resume(context(), id);
  const marks = (events: readonly RunEvent[]) =>
    events.flatMap((event) => {
      if (event.kind === "run-started") return ["started"];
      if (event.kind === "run-resumed") return [`${event.attempt} resumed`];
      if (event.kind === "run-failed") return [`${event.attempt} failed`];
      return event.kind === "run-finished" ? [`${event.attempt} ${event.status}`] : [];
    });
  const wanted = ["started", "1 failed", "2 resumed", "2 interrupted", "3 resumed", "3 interrupted", "4 resumed", "4 done"];
  expect(marks(heard)).toEqual(wanted);
  expect(marks(place.ledger.events(id).map(({ event }) => event))).toEqual(wanted);
  expect(place.ledger.run(id)).toMatchObject({ status: "done", attempt: 4 });
});

// The probe as part of a run: told, stoppable, paid, and one verdict for all gardens.

import { afterAll, beforeAll, expect, test } from "vitest";
import { ask } from "#agents/ask.ts";
import { hypothesize } from "#agents/hypothesize.ts";
import { createScriptedModel } from "#agents/models/scripted.ts";
import { probeModel } from "#agents/probe.ts";
import { resume } from "#agents/resume.ts";
import { contextOf, type NoteGarden, openNoteGarden, requestFor } from "#tests/agents/note-garden.ts";
import { temporaryFolder } from "#tests/temporary-folder.ts";

let place: NoteGarden;
beforeAll(async () => {
  place = await openNoteGarden();
});
afterAll(() => place[Symbol.asyncDispose]());

/** A model that passes nothing, so that all it is ever asked is the probe. */
function failing(id: string, onAsk: (n: number) => void = () => {}) {
  let asked = 0;
  return createScriptedModel({ id, answer: () => "no", onAsk: () => onAsk(++asked) });
}

test("each task is told as progress and recorded as a step, so that its tokens are the run's", async () => {
  let asked = 0;
  const model = failing("told", () => asked++);
  const labels: string[] = [];
  const onEvent = ({ event }: { event: { kind: string; label?: string } }) => event.kind === "progress" && labels.push(event.label!);
  const { run, notices } = await hypothesize(contextOf(place, model, { onEvent }), requestFor({ count: 1, model: "told" }));
  const steps = place.ledger.steps(run).filter(({ role }) => role === "probe");
  expect(asked).toBeGreaterThan(5);
  expect(steps).toHaveLength(asked);
  expect(labels.filter((label) => label.startsWith("trying the model: "))).toHaveLength(asked);
  const cost = steps.reduce((sum, { tokens }) => sum + tokens.in + tokens.out, 0);
  expect(cost).toBeGreaterThan(500);
  const finished = place.ledger.events(run).find(({ event }) => event.kind === "run-finished")!.event;
  expect(finished).toMatchObject({ tokens: place.ledger.tokensSpent(run) });
  expect(place.ledger.tokensSpent(run).in + place.ledger.tokensSpent(run).out).toBe(cost);
  expect(notices!.join()).toContain("did not pass the probe");
});

test("Ctrl-C during the probe stops it before the next task; resumed, it goes on with the task after", async () => {
  const stop = new AbortController();
  let first = 0;
  const half = failing("stopped", (n) => {
    first = n;
    if (n === 3) stop.abort();
  });
  const request = requestFor({ verb: "ask", question: "Why is dragline silk tough?", model: "stopped" });
  await expect(ask(contextOf(place, half, { signal: stop.signal }), request)).rejects.toMatchObject({ code: "interrupted" });
  expect([first, place.ledger.runs()[0]!.status]).toEqual([3, "interrupted"]);
  let rest = 0;
  await resume(
    contextOf(
      place,
      failing("stopped", (n) => (rest = n)),
    ),
  );
  let whole = 0;
  await using other = await temporaryFolder();
  await probeModel(
    failing("stopped", (n) => (whole = n)),
    other.path,
  );
  expect(rest).toBe(whole - 2);
});

test("a budget that does not cover the probe ends it; the run is over budget, and no verdict is kept", async () => {
  let asked = 0;
  const model = failing("dear", () => asked++);
  const request = requestFor({ count: 1, model: "dear", budgetTokens: 700 });
  const { run, notices, hypotheses } = await hypothesize(contextOf(place, model), request);
  const spent = place.ledger.tokensSpent(run);
  expect(spent.in + spent.out).toBeLessThanOrEqual(700);
  expect(asked).toBeGreaterThan(0);
  expect(place.ledger.run(run)!.status).toBe("over-budget");
  expect(notices!.join()).toContain("does not cover trying dear");
  expect(hypotheses.length).toBe(1);
  const before = asked;
  await hypothesize(contextOf(place, model), requestFor({ count: 1, model: "dear", seed: 2 }));
  expect(asked).toBeGreaterThan(before);
});

test("a verdict in the shared folder serves every garden, and what `model probe` found", async () => {
  await using shared = await temporaryFolder();
  await using other = await openNoteGarden();
  let asked = 0;
  const model = failing("shared", () => asked++);
  await probeModel(model, shared.path);
  const once = asked;
  for (const garden of [place, other]) {
    await hypothesize(contextOf(garden, model, { probes: shared.path }), requestFor({ count: 1, model: "shared" }));
    expect(garden.ledger.steps(garden.ledger.runs()[0]!.id).filter(({ role }) => role === "probe")).toEqual([]);
  }
  expect(asked).toBe(once);
});

// Runs that read an earlier version of the garden, or only some of its documents: what they were not to read has no part in them.

import { readdirSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { ask } from "#agents/ask.ts";
import { hypothesize } from "#agents/hypothesize.ts";
import type { AskResult, HypothesizeResult } from "#agents/model.ts";
import { reportRun } from "#agents/report.ts";
import { resume } from "#agents/resume.ts";
import { grow } from "#graph/growth/grow.ts";
import type { DocumentId } from "#graph/model.ts";
import { contextOf, EXAMPLES, type NoteGarden, openNoteGarden, requestFor } from "#tests/agents/note-garden.ts";

const QUESTION = "Why is dragline silk tough?";
/** Answered by notes that came later. */
const LATER = "Why is wood stiff?";
const asking = requestFor({ verb: "ask", question: QUESTION, count: 1, rounds: 1 });
const proposing = requestFor({ count: 2, rounds: 0 });

/** Grew on twelve notes (version 1), was asked then, and grew on many more. */
let place: NoteGarden;
let answeredThen: readonly AskResult[];
let proposedThen: HypothesizeResult;

beforeAll(async () => {
  place = await openNoteGarden();
  {
    await using twin = await openNoteGarden();
    answeredThen = [await ask(contextOf(twin, null), asking), await ask(contextOf(twin, null), { ...asking, question: LATER })];
    proposedThen = await hypothesize(contextOf(twin, null), proposing);
  }
  const more = readdirSync(EXAMPLES).slice(0, 40);
  await grow(
    place.garden,
    more.map((name) => join(EXAMPLES, name)),
    { threads: 1 },
  );
}, 120_000);
afterAll(() => place[Symbol.asyncDispose]());

const plain = ({ run: _, notices: __, ...rest }: AskResult) => rest;
const statements = ({ hypotheses }: HypothesizeResult) =>
  hypotheses.map(({ id, statement, path, scores }) => ({ id, statement, path, scores }));

test("an answer as of an earlier version is the answer that was given then, and says so in run, notice and report", async () => {
  const now = await ask(contextOf(place, null), { ...asking, question: LATER });
  expect(now.refusal).toBeUndefined();
  const later = await ask(contextOf(place, null), { ...asking, question: LATER, asOf: 1 });
  const then = await ask(contextOf(place, null), { ...asking, asOf: 1 });
  expect([then, later].map(plain)).toEqual(answeredThen.map(plain));
  expect(later.refusal?.unknown).toContain("wood");
  expect(then.notices).toContainEqual(expect.stringContaining("as it was at version 1"));
  expect(place.ledger.run(then.run)).toMatchObject({ gardenVersion: 1, request: { asOf: 1 } });
  expect(reportRun(place.ledger, then.run)).toContain("Garden version 1 (read as it was then)");
  expect(reportRun(place.ledger, now.run)).not.toContain("as it was");
});

test("hypotheses as of an earlier version are those of then, stopped and gone on with too; their conjectures join the garden as it is", async () => {
  const stop = new AbortController();
  const request = { ...proposing, asOf: 1 };
  const onEvent = ({ event }: { readonly event: { readonly kind: string } }) => event.kind === "hypothesis" && stop.abort();
  await expect(hypothesize(contextOf(place, null, { signal: stop.signal, onEvent }), request)).rejects.toMatchObject({
    code: "interrupted",
  });
  const then = (await resume(contextOf(place, null))) as HypothesizeResult;
  expect(then.hypotheses).toHaveLength(2);
  expect(statements(then)).toEqual(statements(proposedThen));
  const conjectures = await place.garden.store.conjectures();
  expect(conjectures.map(({ rationale }) => rationale).sort()).toEqual(then.hypotheses.map(({ statement }) => statement).sort());
  expect(place.ledger.run(then.run)).toMatchObject({ gardenVersion: 1, status: "done" });
  expect(reportRun(place.ledger, then.run)).toContain("> The garden was read as it was at version 1");
});

test("a version that is not there, and what is outside the garden, are refused before there is a run", async () => {
  const runs = place.ledger.runs().length;
  await expect(ask(contextOf(place, null), { ...asking, asOf: 99 })).rejects.toMatchObject({ code: "input.invalid" });
  await expect(hypothesize(contextOf(place, null), { ...proposing, asOf: 1, outside: true })).rejects.toMatchObject({
    code: "usage.invalid",
  });
  await expect(ask(contextOf(place, null), { ...asking, within: { years: { from: 1800, to: 1801 } } })).rejects.toThrow(
    /No document is of/,
  );
  expect(place.ledger.runs()).toHaveLength(runs);
});

test("an answer from some documents rests on no other, and what those do not speak of is unknown", async () => {
  const documents = (await place.garden.store.documents()).map(({ id }) => id);
  const silk = documents.filter((id) => /silk-spinning|nanocrystals/.test(id)) as DocumentId[];
  for (const question of [QUESTION, "What does silk contain?"]) {
    const result = await ask(contextOf(place, null), { ...asking, question, within: { documents: silk } });
    const seen = [...(result.sources ?? []), ...result.claims.flatMap(({ evidence }) => evidence), ...(result.refusal?.nearest ?? [])];
    expect(seen.length).toBeGreaterThan(0);
    expect([...new Set(seen.map(({ document }) => document))].filter((id) => !silk.includes(id as DocumentId))).toEqual([]);
    const shown = place.ledger.steps(result.run).flatMap(({ evidenceSeen }) => evidenceSeen);
    expect(shown.every(({ document }) => silk.includes(document as DocumentId))).toBe(true);
    expect(reportRun(place.ledger, result.run)).toContain(`documents ${silk.join(", ")}`);
  }
  const nacre = documents.filter((id) => id.includes("17-nacre")) as DocumentId[];
  const none = await ask(contextOf(place, null), { ...asking, within: { documents: nacre } });
  expect(none.refusal).toMatchObject({
    unknown: expect.arrayContaining(["dragline"]),
    because: expect.stringMatching(/^What was read of/),
  });
});

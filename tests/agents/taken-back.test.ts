// Hypotheses that a person took back are neither offered for judging nor exported, and are again when they are brought back.
import { afterAll, beforeAll, expect, test } from "vitest";
import { hypothesize } from "#agents/hypothesize.ts";
import { judgeByPerson } from "#agents/judge.ts";
import { preferencePairs } from "#agents/preference-pairs.ts";
import { comparisonsTakenBack, openAndStanding } from "#agents/taken-back.ts";
import { redo, undo } from "#graph/growth/undo.ts";
import { contextOf, type NoteGarden, openNoteGarden, requestFor } from "#tests/agents/note-garden.ts";

let place: NoteGarden;
beforeAll(async () => {
  place = await openNoteGarden();
  await hypothesize(contextOf(place, null), requestFor({ count: 3, rounds: 0 }));
});
afterAll(() => place[Symbol.asyncDispose]());

test("taking the hypotheses back takes their comparisons out of the queue and out of the pairs, until they are brought back", async () => {
  const { garden, ledger } = place;
  const [judged] = ledger.openComparisons();
  judgeByPerson(ledger, judged!.id, "a");
  const pairs = async () => preferencePairs(ledger, { takenBack: await comparisonsTakenBack(garden, ledger) });
  const open = await openAndStanding(garden, ledger);
  expect(open).toEqual(ledger.openComparisons());
  expect(open.length).toBeGreaterThan(0);
  expect((await pairs()).pairs).toHaveLength(1);

  await undo(garden);
  expect(await openAndStanding(garden, ledger)).toEqual([]);
  expect(await pairs()).toMatchObject({ pairs: [], report: { leftOut: { taken_back: ledger.comparisons().length } } });

  await redo(garden);
  expect(await openAndStanding(garden, ledger)).toEqual(open);
  expect((await pairs()).pairs).toHaveLength(1);
});

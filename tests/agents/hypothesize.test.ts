// Hypotheses from a real garden: cited, marked, distinct, truthful about who wrote them, and the same every time.
import { createHash } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { citationsOf } from "#agents/composer/claims.ts";
import { hypothesize } from "#agents/hypothesize.ts";
import { type HypothesizeResult, type RunEvent, SECTION_NAMES, type StoredEvent } from "#agents/model.ts";
import { createScriptedModel } from "#agents/models/scripted.ts";
import { preferencePairs } from "#agents/preference-pairs.ts";
import type { DocumentId } from "#graph/model.ts";
import { contextOf, type NoteGarden, openNoteGarden, requestFor, trust } from "#tests/agents/note-garden.ts";

let place: NoteGarden;
let result: HypothesizeResult;
const seen: StoredEvent[] = [];

beforeAll(async () => {
  place = await openNoteGarden();
  result = await hypothesize(contextOf(place, null, { onEvent: (event) => seen.push(event) }), requestFor({ count: 5, rounds: 2 }));
});
afterAll(() => place[Symbol.asyncDispose]());

describe("hypotheses composed from a garden's own gaps", () => {
  test("as many as asked, none about the same pair", () => {
    expect(result.hypotheses).toHaveLength(5);
    const pairs = result.hypotheses.map(({ conjecture }) => [conjecture.from, conjecture.to].sort().join("\n"));
    expect(new Set(pairs).size).toBe(5);
  });

  test("each has two observed claims whose words stand where they say", async () => {
    for (const { claims } of result.hypotheses) {
      const observed = claims.filter(({ kind }) => kind === "observed");
      expect(observed.length).toBeGreaterThanOrEqual(2);
      expect(claims.filter(({ kind }) => kind === "conjecture")).toHaveLength(1);
      for (const citation of claims.flatMap(({ evidence }) => evidence)) {
        const document = await place.garden.store.document(citation.document as DocumentId);
        expect(document!.text.slice(citation.start, citation.end)).toBe(citation.text);
        expect(createHash("sha256").update(citation.text).digest("hex")).toBe(citation.sha256);
      }
    }
  });

  test("every observed claim of the path says something about both ends of its step", () => {
    for (const { path } of result.hypotheses) for (const step of path) expect(step.evidence.length).toBeGreaterThan(0);
  });

  test("sections are whole, and their numbers lead to citations", () => {
    for (const hypothesis of result.hypotheses) {
      const citations = citationsOf(hypothesis.claims);
      expect(Object.keys(hypothesis.sections).sort()).toEqual([...SECTION_NAMES].sort());
      for (const name of SECTION_NAMES) {
        expect(hypothesis.sections[name].length).toBeGreaterThan(40);
        expect(hypothesis.sections[name]).not.toMatch(/undefined|NaN|\[object/);
        for (const [, n] of hypothesis.sections[name].matchAll(/\[(\d+)\]/g)) expect(citations[Number(n) - 1]).toBeDefined();
        expect(hypothesis.writtenBy[name]).toBe("composer");
      }
      expect(Object.values(hypothesis.sections).join(" ")).toMatch(/\[\d+\]/);
      for (const step of hypothesis.path) {
        const n = citations.findIndex(({ text }) => text === step.evidence[0]!.text) + 1;
        expect(hypothesis.sections.mechanisms).toContain(`[${n}]`);
      }
    }
  });

  test("scores lie in 0–1 and ranks follow the duels", () => {
    for (const { scores } of result.hypotheses) {
      for (const value of [scores.support, scores.plausibility, scores.testability, scores.rank, ...scores.interval]) {
        expect(value).toBeGreaterThanOrEqual(0);
        expect(value).toBeLessThanOrEqual(1);
      }
    }
    const ranks = result.hypotheses.map(({ scores }) => scores.rank);
    expect(ranks).toEqual([...ranks].sort((a, b) => b - a));
    expect(new Set(ranks).size).toBeGreaterThan(1);
  });

  test("conjectures stand in the garden, resting on evidence, and are no relations", async () => {
    const conjectures = await place.garden.store.conjectures();
    expect(conjectures).toHaveLength(5);
    for (const conjecture of conjectures) {
      expect(conjecture.origin).toBe("hypothesis");
      expect(conjecture.restsOn.length).toBeGreaterThanOrEqual(2);
      const relations = await place.garden.store.relationsOf([conjecture.from as never]);
      expect(relations.some(({ from, to }) => [from, to].includes(conjecture.to as never))).toBe(false);
    }
  });

  test("events are numbered without gaps, as stored, and end the run", () => {
    const stored = place.ledger.events(result.run, 0);
    expect(stored.map(({ seq }) => seq)).toEqual(stored.map((_, index) => index + 1));
    expect(seen).toEqual(stored);
    expect(stored[0]!.event.kind).toBe("run-started");
    expect(stored.at(-1)!.event).toMatchObject({ kind: "run-finished", status: "done" });
    expect(place.ledger.run(result.run)!.status).toBe("done");
  });

  test("the checkpoints of a finished run are gone", () => {
    expect(place.ledger.database.all("SELECT * FROM checkpoint")).toEqual([]);
  });
});

test("the same garden, request and seed give the same hypotheses and the same events, times and run aside", async () => {
  const fresh = await openNoteGarden();
  const again = await hypothesize(contextOf(fresh, null), requestFor({ count: 5, rounds: 2 }));
  expect(again.hypotheses).toEqual(result.hypotheses);
  const plain = (events: readonly StoredEvent[]) => events.map(({ seq, event }) => ({ seq, event: timeless(event) }));
  expect(plain(fresh.ledger.events(again.run, 0))).toEqual(plain(place.ledger.events(result.run, 0)));
  await fresh[Symbol.asyncDispose]();
});

test("another seed words or chooses differently", async () => {
  const other = await hypothesize(contextOf(place, null), requestFor({ count: 5, seed: 99 }));
  const said = (hypotheses: HypothesizeResult["hypotheses"]) => hypotheses.map(({ sections }) => sections.hypothesis).sort();
  expect(said(other.hypotheses)).not.toEqual(said(result.hypotheses));
});

test("a second run with the same hypotheses publishes nothing: the garden keeps its version", async () => {
  const before = await place.garden.store.version();
  const { from, to } = result.hypotheses[0]!;
  await hypothesize(contextOf(place, null), requestFor({ from, to, count: 1 }));
  expect(await place.garden.store.version()).toBe(before);
});

test("an unknown name is refused by code, and the run is recorded as failed", async () => {
  await expect(hypothesize(contextOf(place, null), requestFor({ from: "zzqx unheard-of" }))).rejects.toMatchObject({
    code: "concept.not_found",
  });
  expect(place.ledger.runs()[0]!.status).toBe("failed");
});

test("from and to: the first hypothesis joins exactly these", async () => {
  const { from, to } = result.hypotheses[0]!;
  const asked = await hypothesize(contextOf(place, null), requestFor({ from, to, count: 1 }));
  expect(asked.hypotheses.map(({ conjecture }) => [conjecture.from, conjecture.to])).toEqual([
    [result.hypotheses[0]!.conjecture.from, result.hypotheses[0]!.conjecture.to],
  ]);
});

test("a question: hypotheses about what it names", async () => {
  const asked = await hypothesize(
    contextOf(place, null),
    requestFor({ question: "How could mussel byssus and silk inspire tough fibres?", count: 2 }),
  );
  expect(asked.hypotheses.length).toBeGreaterThan(0);
  const words = asked.hypotheses.map(({ title }) => title.toLowerCase()).join(" ");
  expect(words).toMatch(/byssus|mussel|silk|tough|fibre/);
});

describe("with a model", () => {
  test("what passes the checks is the model's, what does not is the composer's, and both say so", async () => {
    const model = createScriptedModel({
      id: "scripted-half",
      answer: ({ messages }) => {
        const asked = messages.at(-1)!.content;
        const [, from, to] = /Conjecture: (.*?) may \w+ (.*?)(?: by way of |, |\.)/.exec(asked) ?? [];
        if (/Section "outcome"/.test(asked)) return `One would see a change in ${to} whenever ${from} is altered, in repeated trials.`;
        return "yes yes yes";
      },
    });
    trust(place.ledger, model, ["proposer"]);
    const { hypotheses, run } = await hypothesize(contextOf(place, model), requestFor({ count: 1, model: model.id }));
    const [hypothesis] = hypotheses;
    expect(hypothesis!.writtenBy.outcome).toBe("scripted-half");
    expect(hypothesis!.sections.outcome).toMatch(/^One would see a change/);
    expect(hypothesis!.writtenBy.mechanisms).toBe("composer");
    expect(hypothesis!.composedBecause!.mechanisms).toMatch(/scripted-half: too short/);
    const asked = place.ledger.steps(run).filter((step) => step.model === "scripted-half");
    expect(asked).toHaveLength(8);
    expect(place.ledger.result(run)!.notices!.join(" ")).toMatch(/did not pass the probe for: .*critic/);
  });

  test("the budget is kept before each call, and what is finished is kept", async () => {
    const asked: number[] = [];
    const model = createScriptedModel({
      id: "scripted-budget",
      answer: () => "word ".repeat(60),
      onAsk: ({ maxTokens }) => asked.push(maxTokens),
    });
    trust(place.ledger, model, ["proposer"]);
    const { hypotheses, run } = await hypothesize(contextOf(place, model), requestFor({ count: 4, model: model.id, budgetTokens: 900 }));
    const spent = place.ledger.tokensSpent(run);
    expect(asked.length).toBeGreaterThan(0);
    expect(spent.in + spent.out).toBeLessThanOrEqual(900);
    expect(place.ledger.run(run)!.status).toBe("over-budget");
    expect(hypotheses).toHaveLength(1);
  });

  test("a judge that only likes the first is undecided, and makes no pair", async () => {
    const model = createScriptedModel({ id: "first-lover", answer: () => "", score: (_messages, text) => (text === "A" ? -0.1 : -3) });
    trust(place.ledger, model, ["judge"]);
    const duels = () =>
      preferencePairs(place.ledger, { sources: ["duel"] }).pairs.filter(({ judgements }) => judgements.some(({ by }) => by === model.id));
    const { run } = await hypothesize(contextOf(place, model), requestFor({ count: 3, seed: 7, model: model.id }));
    const judged = place.ledger.events(run, 0).flatMap(({ event }) => (event.kind === "judgement" ? [event.judgement] : []));
    expect(judged).toHaveLength(3);
    for (const judgement of judged) expect(judgement).toMatchObject({ verdict: "undecided", by: "first-lover", orders: ["a", "b"] });
    expect(duels()).toEqual([]);
  });
});

function timeless(event: RunEvent): unknown {
  return JSON.parse(
    JSON.stringify(event, (key, value) => (key === "seconds" || key === "started" ? 0 : value)).replaceAll(
      /run-\d{8}-\d{6}-\d{3}(?:-\d+)?/g,
      "run",
    ),
  );
}

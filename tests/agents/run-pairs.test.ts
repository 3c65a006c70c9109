// The pairs of real runs: a swarm with a model that writes and judges, the composer alone, a question, an answer and a person; exported in
// every format and read back as a trainer would.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ask } from "#agents/ask.ts";
import { exportPairs, PAIR_FORMATS, type PairFormat } from "#agents/export-pairs.ts";
import { hypothesize } from "#agents/hypothesize.ts";
import { judgeByPerson } from "#agents/judge.ts";
import { type Comparison, PAIR_SOURCES, type Step } from "#agents/model.ts";
import { createScriptedModel } from "#agents/models/scripted.ts";
import { type PairSelection, preferencePairs } from "#agents/preference-pairs.ts";
import type { AnswerRequest, Message } from "#kernels/language-model.ts";
import { contextOf, type NoteGarden, openNoteGarden, requestFor, trust } from "#tests/agents/note-garden.ts";

/** Writes plain sections, finds one fault in each, revises by quoting, and prefers the longer of two in whatever order. */
const writer = createScriptedModel({ id: "scripted-writer", answer: written, score: preferred });
const QUESTION = "How could mussel byssus and silk inspire tough fibres?";

let place: NoteGarden;
const ALL: PairSelection = { sources: PAIR_SOURCES };

beforeAll(async () => {
  place = await openNoteGarden();
  await runAll(place);
});
afterAll(() => place[Symbol.asyncDispose]());

async function runAll(garden: NoteGarden): Promise<void> {
  trust(garden.ledger, writer, ["proposer", "critic", "reviser", "judge", "answerer"]);
  await hypothesize(contextOf(garden, writer), requestFor({ count: 4, rounds: 2, model: writer.id }));
  await hypothesize(contextOf(garden, null), requestFor({ count: 4, rounds: 2, seed: 2 }));
  await hypothesize(contextOf(garden, writer), requestFor({ question: QUESTION, count: 2, model: writer.id }));
  await ask(contextOf(garden, writer), requestFor({ verb: "ask", question: "Why is dragline silk tough?", model: writer.id }));
  const duels = garden.ledger.comparisons().filter(({ kind }) => kind === "hypotheses");
  const composed = duels.filter(({ a, b }) => [...a.by, ...b.by].every((name) => name === "composer"));
  for (const [n, { id }] of composed.slice(0, 2).entries()) {
    judgeByPerson(garden.ledger, id, n === 1 ? "tie" : "b", "easier to test", { annotator: "Ada" });
  }
}

type Row = Record<string, unknown>;

function rows(format: PairFormat, selection: PairSelection = ALL, garden = place): readonly Row[] {
  return bytes(format, selection, garden).map((line) => JSON.parse(line) as Row);
}

function bytes(format: PairFormat, selection: PairSelection, { ledger }: NoteGarden): readonly string[] {
  return [...exportPairs(ledger, preferencePairs(ledger, selection).pairs, format)];
}

describe("what is offered", () => {
  test("runs of every kind leave comparisons, and each source has pairs", () => {
    expect(preferencePairs(place.ledger, ALL).report.sources).toEqual({
      duel: expect.any(Number),
      person: 1,
      reflection: expect.any(Number),
      revision: expect.any(Number),
    });
  });

  test("by default no pair comes of a machine's duel, and every pair of hypotheses is a person's", () => {
    const { pairs, report } = preferencePairs(place.ledger);
    expect(report.sources.duel).toBeUndefined();
    expect(report.leftOut.other_source).toBeGreaterThan(0);
    const hypotheses = pairs.filter(({ comparison }) => comparison.kind === "hypotheses");
    expect(hypotheses.map(({ source }) => source)).toEqual(["person"]);
  });

  test("every comparison is either a pair or left out for a reason", () => {
    const { report } = preferencePairs(place.ledger, ALL);
    const left = Object.values(report.leftOut).reduce((sum, n) => sum + n, 0);
    expect(left + report.pairs).toBe(report.comparisons);
    expect(report.leftOut).toMatchObject({ tie: 1, no_model_side: expect.any(Number), contains: expect.any(Number) });
  });

  test("the judge read the pair's own task and texts, and nothing else", () => {
    const judged = place.ledger.runs().flatMap(({ id }) => place.ledger.steps(id).filter(({ role }) => role === "judge"));
    expect(judged.length).toBeGreaterThan(4);
    for (const step of judged) {
      const comparison = comparisonOf(step);
      const asked = step.messages.at(-1)!.content;
      expect(asked.startsWith(comparison.prompt.at(-1)!.content)).toBe(true);
      for (const { text } of [comparison.a, comparison.b]) expect(asked).toContain(text);
      expect(step.scores!.map(({ option }) => option)).toEqual(["A", "B"]);
      expect(step.request).toMatchObject({ maxTokens: 0, options: ["A", "B"] });
    }
  });

  test("with a question, the prompt asks it; a side that has nothing to do with it makes no pair", () => {
    const asked = place.ledger.comparisons().filter(({ kind, question }) => kind === "hypotheses" && question !== null);
    expect(asked.length).toBeGreaterThan(0);
    for (const { prompt } of asked) expect(prompt.at(-1)!.content).toContain(`Question: ${QUESTION}`);
  });

  test("a step keeps how its model was asked", () => {
    const asked = place.ledger.runs().flatMap(({ id }) => place.ledger.steps(id).filter(({ request }) => request !== null));
    const critic = asked.find(({ role, request }) => role === "critic" && request!.schema !== null);
    expect(critic!.request).toMatchObject({ maxTokens: 220, repetitionPenalty: null, schema: expect.stringMatching(/^[0-9a-f]{16}$/) });
    const proposed = asked.find(({ role }) => role === "proposer");
    expect(proposed!.request).toEqual({ ...critic!.request, maxTokens: 120, repetitionPenalty: 1.15, schema: null });
  });

  test("the side shown first is not always the same one", () => {
    const revisions = place.ledger.comparisons().filter(({ kind }) => kind === "revisions");
    const first = revisions.map(({ a }) => a.about.endsWith("/before"));
    expect(new Set(first)).toEqual(new Set([true, false]));
  });
});

describe.each(PAIR_FORMATS.filter((format) => format !== "kto"))("%s", (format) => {
  test("no row twice, and none beside its opposite", () => {
    const keys = rows(format).map((row) => JSON.stringify(conversation(format, row)));
    expect(keys.length).toBeGreaterThan(4);
    expect(new Set(keys).size).toBe(keys.length);
    const swapped = rows(format).map((row) => {
      const { prompt, chosen, rejected } = conversation(format, row);
      return JSON.stringify({ prompt, chosen: rejected, rejected: chosen });
    });
    for (const key of swapped) expect(keys).not.toContain(key);
  });

  test("no side contains the other", () => {
    for (const row of rows(format)) {
      const { chosen, rejected } = conversation(format, row);
      expect(chosen.includes(rejected) || rejected.includes(chosen)).toBe(false);
    }
  });

  test("every citation mark of either side leads to a sentence of the prompt", () => {
    let marks = 0;
    for (const row of rows(format)) {
      const { prompt, chosen, rejected } = conversation(format, row);
      for (const [mark] of `${chosen} ${rejected}`.matchAll(/\[\d+\]/g)) {
        expect(prompt).toContain(`\n${mark} `);
        marks += 1;
      }
    }
    expect(marks).toBeGreaterThan(20);
  });

  test("both sides are not the composer's, unless a person judged", () => {
    for (const row of rows(format).map((one) => (one.extra_info as Row | undefined) ?? one)) {
      if (row.source === "person") expect(row).toMatchObject({ annotator: "Ada", judge_kinds: ["person"], confidence: 1 });
      else expect([row.chosen_by, row.rejected_by]).toContain(writer.id);
    }
  });
});

describe("provenance", () => {
  test("a row says what it takes to filter, license, reproduce and split it", () => {
    for (const row of rows("trl")) {
      expect(row).toMatchObject({
        pair_id: expect.stringMatching(/^pair:/),
        comparison_id: expect.stringMatching(/^comparison:/),
        group: expect.stringMatching(/^group:/),
        seed: expect.any(Number),
        garden_version: expect.any(Number),
        run: expect.stringMatching(/^request:/),
      });
      expect((row.documents as Row[]).length).toBeGreaterThan(0);
      for (const document of row.documents as Row[]) expect(document).toEqual({ document: expect.stringMatching(/\.md$/), licence: null });
      expect((row.chosen_steps as string[]).length).toBeGreaterThan(0);
      expect((row.rejected_steps as string[]).length).toBeGreaterThan(0);
      expect(place.ledger.comparison(row.comparison_id as string)).not.toBeNull();
    }
  });

  test("the steps named are those that wrote the texts", () => {
    for (const { comparison, chosen } of preferencePairs(place.ledger, ALL).pairs) {
      if (comparison.kind === "hypotheses") continue;
      const [step] = chosen.steps.map((id) => place.ledger.step(id)!);
      expect(step!.text).toContain(chosen.text);
    }
  });

  test("the same garden, requests and judgements give the same bytes, in every format, whenever they were made", async () => {
    const again = await openNoteGarden();
    await runAll(again);
    for (const format of PAIR_FORMATS) expect(bytes(format, ALL, again)).toEqual(bytes(format, ALL, place));
    for (const format of PAIR_FORMATS) expect(bytes(format, ALL, place).join("")).not.toMatch(/run-\d{8}/);
    await again[Symbol.asyncDispose]();
  });

  test("train and test share no group, no question and no hypothesis, and are together everything", () => {
    const [train, held, all] = [{ ...ALL, split: "train" as const }, { ...ALL, split: "test" as const }, ALL].map(
      (selection) => preferencePairs(place.ledger, selection).pairs,
    );
    expect([...train!, ...held!].map(({ id }) => id).sort()).toEqual(all!.map(({ id }) => id));
    const about = (pairs: typeof train) =>
      new Set(pairs!.flatMap(({ comparison: { subjects, question } }) => [...subjects, question ?? "-"]));
    const shared = [...about(train)].filter((subject) => subject !== "-" && about(held).has(subject));
    expect(shared).toEqual([]);
    const groups = new Map<string, string>();
    for (const { comparison, group } of all!) {
      for (const subject of comparison.subjects) expect(groups.get(subject) ?? group).toBe(group);
      for (const subject of comparison.subjects) groups.set(subject, group);
    }
  });

  test("a least confidence and a list of sources leave out what is below and beside them, and count it", () => {
    const { pairs, report } = preferencePairs(place.ledger, { minConfidence: 0.99 });
    expect(pairs.every(({ source }) => source === "person")).toBe(true);
    expect(report.leftOut.below_confidence).toBeGreaterThan(0);
    expect(preferencePairs(place.ledger, { sources: ["revision"] }).pairs.every(({ source }) => source === "revision")).toBe(true);
  });
});

test("kto: each text of a prompt, and each hypothesis, once, with one label and every pair it stands for", () => {
  const found = rows("kto");
  const keys = found.map(({ prompt, completion }) => JSON.stringify([prompt, completion]));
  expect(new Set(keys).size).toBe(keys.length);
  const pairs = preferencePairs(place.ledger, ALL).pairs;
  for (const row of found) {
    const text = (row.completion as Message[])[0]!.content;
    const side = ({ chosen, rejected }: (typeof pairs)[number]) => (row.label === true ? chosen : rejected);
    const shown = pairs.find(({ id }) => id === (row.pair_ids as string[])[0])!;
    expect([shown.comparison.prompt, side(shown).text]).toEqual([row.prompt, text]);
    const own = pairs.filter((pair) =>
      shown.comparison.kind === "hypotheses"
        ? pair.comparison.kind === "hypotheses" && side(pair).about === side(shown).about
        : JSON.stringify(pair.comparison.prompt) === JSON.stringify(row.prompt) && side(pair).text === text,
    );
    expect(row.pair_ids).toEqual(own.map(({ id }) => id));
  }
});

/** Prompt and answers as plain texts, whatever the format. */
function conversation(format: PairFormat, row: Row): { readonly prompt: string; readonly chosen: string; readonly rejected: string } {
  const texts = (messages: unknown) =>
    (Array.isArray(messages) ? messages : [messages]).map((message: Row) => String(message.content ?? message.value));
  const [chosen, rejected] = [texts(row.chosen), texts(row.rejected)];
  const asked = { trl: row.prompt, verl: row.prompt, axolotl: row.messages, llamafactory: row.conversations }[format as "trl"];
  const prompt = format === "trl-implicit" ? chosen.slice(0, -1) : texts(asked);
  return { prompt: prompt.join("\n"), chosen: chosen.at(-1)!, rejected: rejected.at(-1)! };
}

function comparisonOf(step: Step): Comparison {
  return place.ledger.comparison(/comparison:[0-9a-f]+/.exec(step.id)![0])!;
}

function written({ messages }: AnswerRequest): string {
  const asked = messages.at(-1)!.content;
  const quote = (n: number) => new RegExp(`^\\[${n}\\] (.*?)[.!?]?$`, "m").exec(asked)?.[1] ?? "";
  if (asked.includes("three weaknesses")) {
    return JSON.stringify({
      points: [{ section: "outcome", problem: "It quotes no source.", suggestion: "Quote one.", severity: "weakness" }],
    });
  }
  const section = /Section "(\w+)"/.exec(asked)?.[1];
  if (asked.includes("Write the revised section")) return `${quote(1)} [1]. ${quote(2)} [2].`;
  if (section !== undefined) {
    const labels = /^Path: (.*)$/m
      .exec(asked)![1]!
      .replace(/(?: ?\[\d+\])+$/, "")
      .split(/ (?:—[\w-]+→|←[\w-]+—) /);
    return `As to its ${section}, ${labels[0]} and ${labels.at(-1)} would vary together whenever either is altered [1][2].`;
  }
  return asked.includes("<|reflect|>") ? `${quote(2)} [2]. ${quote(3)} [3].` : `${quote(1)} [1].`;
}

/** The longer of A and B is the more probable. */
function preferred(messages: readonly Message[], option: string): number {
  const [, a = "", b = ""] = /\n\nA:\n([\s\S]*)\n\nB:\n([\s\S]*)\n\nWhich one/.exec(messages.at(-1)!.content) ?? [];
  const longer = a.length === b.length ? (a < b ? "A" : "B") : a.length > b.length ? "A" : "B";
  return option === longer ? -0.1 : -3;
}

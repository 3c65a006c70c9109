// Answers from a real garden: cited, checked, honest about who wrote them and about what is not there.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { checkClaims, isSupported, quotedClaims, statements } from "#agents/answering/support.ts";
import { ask } from "#agents/ask.ts";
import type { AskResult } from "#agents/model.ts";
import { createScriptedModel } from "#agents/models/scripted.ts";
import { reportRun } from "#agents/report.ts";
import { contextOf, type NoteGarden, openNoteGarden, requestFor, trust } from "#tests/agents/note-garden.ts";

let place: NoteGarden;
beforeAll(async () => {
  place = await openNoteGarden();
});
afterAll(() => place[Symbol.asyncDispose]());

const QUESTION = "Why is dragline silk tough?";
const asking = (question: string, more = {}) => requestFor({ verb: "ask", question, count: 1, rounds: 2, ...more });

describe("without a model", () => {
  let result: AskResult;
  beforeAll(async () => {
    result = await ask(contextOf(place, null), asking(QUESTION));
  });

  test("the answer quotes the sentence that says it, with its number, and every statement is borne out", () => {
    expect(result.answer).toMatch(/Strength and extensibility give dragline silk high toughness \[\d+\]/);
    expect(result.claims.length).toBeGreaterThan(0);
    for (const claim of result.claims) expect([claim.text, claim.supported]).toEqual([claim.text, true]);
    expect(result.writtenBy).toBe("composer");
  });

  test("reflection has its rounds and its thinking", () => {
    expect(result.rounds.length).toBeGreaterThan(1);
    expect(result.thinking.steps.length).toBeGreaterThan(0);
    expect(place.ledger.events(result.run, 0).map(({ event }) => event.kind)).toContain("answer");
  });

  test("what the garden does not know is said, not made up", async () => {
    const nothing = await ask(contextOf(place, null), asking("quux zyzzyva frobnication?"));
    expect(nothing.answer).toMatch(/no sentence|says nothing about/);
    expect(nothing.refusal!.because).toBe(nothing.answer);
    expect(nothing.claims).toEqual([]);
    expect(reportRun(place.ledger, nothing.run)).not.toMatch(/Not borne out/);
  });

  test("an empty question is refused", async () => {
    await expect(ask(contextOf(place, null), asking("  "))).rejects.toMatchObject({ code: "usage.invalid" });
  });

  test("the report numbers its sources", () => {
    const report = reportRun(place.ledger, result.run, { titleOf: () => ({ title: "A note", year: 2020 }) });
    expect(report).toMatch(/^# Why is dragline silk tough\?/);
    expect(report).toMatch(/## Sources\n\n1\. A note \(2020\), .*characters \d+–\d+: “/);
  });
});

describe("with a model", () => {
  test("an answer that is borne out is the model's; the thinking is reflected on in each round", async () => {
    const asked: string[] = [];
    const model = createScriptedModel({
      id: "scripted-answerer",
      answer: ({ messages }) => {
        const prompt = messages.at(-1)!.content;
        asked.push(prompt);
        const n = /\[(\d+)\] Strength and extensibility give/.exec(prompt)?.[1] ?? "1";
        if (prompt.includes("Use <|thinking|>"))
          return '<|thinking|>\n1. Look.\n<graph_json>{"nodes":["a","b"],"edges":[{"source":"a","relation":"r","target":"b"}]}</graph_json>\n<|/thinking|>';
        if (prompt.includes("Name the weakest points")) return "It does not say how much tougher the silk becomes.";
        return `Strength and extensibility give dragline silk high toughness [${n}].`;
      },
    });
    trust(place.ledger, model);
    const result = await ask(contextOf(place, model), asking(QUESTION, { model: model.id }));
    expect(result.writtenBy).toBe("scripted-answerer");
    expect(result.claims).toMatchObject([{ supported: true }]);
    // The second answer is the first again: a third round would bring nothing.
    expect(result.rounds.map(({ by }) => by)).toEqual(Array(2).fill("scripted-answerer"));
    expect(asked.filter((prompt) => prompt.includes("<|reflect|>It does not say how much"))).toHaveLength(1);
    expect(result.thinking.graph!.edges).toHaveLength(1);
  });

  test("an answer that is not borne out gives way to quotations", async () => {
    const model = createScriptedModel({
      id: "scripted-dreamer",
      answer: () => "Dragline silk is tough because of moonlight [1]. Moonlight hardens proteins [2].",
    });
    trust(place.ledger, model, ["answerer"]);
    const result = await ask(contextOf(place, model), asking(QUESTION, { model: model.id, rounds: 0 }));
    expect(result.writtenBy).toBe("composer");
    expect(result.answer).not.toMatch(/moonlight/i);
  });
});

describe("quotations", () => {
  test("a sentence with “Fig. 3” in it is one claim, borne out by itself", () => {
    const text = "The modulus rises with humidity, see Fig. 3 and Ref. 12 for details.";
    const evidence = [{ document: "d", start: 0, end: text.length, text, sha256: "0" }];
    expect(quotedClaims([0], evidence)).toEqual([{ text, evidence, supported: true }]);
    expect(checkClaims("The modulus rises with humidity, see Fig. 3 and Ref. 12 for details [1].", evidence)).toMatchObject([
      { text, supported: true },
    ]);
  });
});

describe("support", () => {
  const cited = [{ text: "Growing ice crystals damage 3 cell walls." }];
  test.each([
    ["Ice crystals damage cell walls.", true],
    ["Ice crystals damage 5 cell walls.", false],
    ["Ice crystals do not damage cell walls.", false],
    ["Frost heals bones.", false],
    ["", false],
  ])("“%s”: %s", (statement, supported) => expect(isSupported(statement, cited)).toBe(supported));

  test("nothing cited is never supported", () => expect(isSupported("Ice crystals damage cell walls.", [])).toBe(false));

  test("a mark behind the full stop belongs to the sentence before it", () => {
    expect(statements("One is so. [1] Two is so [2]. And three?")).toEqual(["One is so [1].", "Two is so [2].", "And three?"]);
  });
});

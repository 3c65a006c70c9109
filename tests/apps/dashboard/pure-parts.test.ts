// The parts of the page that are plain functions: places in the address, word differences, the chain's geometry, a run's story.

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { RunEvent, RunId, StepId, StoredEvent } from "#agents/model.ts";
import { arrange } from "../../../apps/dashboard/garden/arrange.ts";
import { layChain } from "../../../apps/dashboard/hypotheses/chain-layout.ts";
import { diffWords } from "../../../apps/dashboard/hypotheses/diff-words.ts";
import { withoutMarks, withoutThinking } from "../../../apps/dashboard/runs/spoken.ts";
import { EMPTY_STORY, tell } from "../../../apps/dashboard/runs/story.ts";
import { linkTo, parsePlace, VIEWS } from "../../../apps/dashboard/shell/router.ts";
import { byline, duration, timeLeft } from "../../../apps/dashboard/shell/words.ts";

describe("places", () => {
  test("a link leads back to what it was made from, whatever the id holds", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...VIEWS),
        fc.string({ minLength: 1, unit: "grapheme" }),
        fc.string({ unit: "grapheme" }),
        (view, item, at) => {
          const place = parsePlace(linkTo(view, item, { at }));
          expect(place).toMatchObject({ view, item });
          expect(place.query.get("at")).toBe(at);
        },
      ),
    );
  });

  test("an unknown address is the garden", () => {
    expect(parsePlace("#/nowhere/x").view).toBe("garden");
    expect(parsePlace("").view).toBe("garden");
    expect(parsePlace("#/documents/%E0%A4%A").item).toBe("%E0%A4%A");
  });
});

describe("differences", () => {
  test("by hand", () => {
    expect(diffWords("the weak interface fails", "the wet interface fails first")).toEqual([
      { kind: "same", text: "the " },
      { kind: "removed", text: "weak " },
      { kind: "added", text: "wet " },
      { kind: "same", text: "interface " },
      { kind: "removed", text: "fails" },
      { kind: "added", text: "fails first" },
    ]);
    expect(diffWords("", "")).toEqual([]);
  });

  test("what stayed and what went is the old text; what stayed and what came is the new one", () => {
    const words = fc.array(fc.constantFrom("silk ", "is ", "tough ", "not "), { maxLength: 12 }).map((list) => list.join(""));
    fc.assert(
      fc.property(words, words, (before, after) => {
        const parts = diffWords(before, after);
        const without = (kind: string) =>
          parts
            .filter((part) => part.kind !== kind)
            .map((part) => part.text)
            .join("");
        expect(without("added")).toBe(before);
        expect(without("removed")).toBe(after);
      }),
    );
  });
});

describe("the chain", () => {
  const measure = (text: string) => text.length * 7;

  test("boxes stay inside the width and never overlap, however long the labels", () => {
    const label = fc.string({ minLength: 1, maxLength: 60 });
    fc.assert(
      fc.property(fc.array(label, { minLength: 2, maxLength: 8 }), fc.integer({ min: 240, max: 1200 }), (labels, width) => {
        const { boxes, arrows, height } = layChain({ labels, relations: labels.slice(1), imagined: "enables" }, width, measure);
        expect(boxes).toHaveLength(labels.length);
        expect(arrows).toHaveLength(labels.length - 1);
        for (const [place, box] of boxes.entries()) {
          expect(box.x + box.width).toBeLessThanOrEqual(width);
          expect(box.y + box.height).toBeLessThanOrEqual(height);
          const next = boxes[place + 1];
          if (next !== undefined) expect(next.y > box.y || next.x > box.x + box.width).toBe(true);
        }
      }),
    );
  });

  test("no path is no drawing", () => {
    expect(layChain({ labels: [], relations: [], imagined: "enables" }, 300, measure)).toEqual({
      boxes: [],
      arrows: [],
      imagined: null,
      height: 0,
    });
  });
});

describe("the arranged graph", () => {
  test("components lie side by side without overlap, each around its own middle, the same every time", () => {
    const place = fc.record({ x: fc.double({ noNaN: true, min: -1e4, max: 1e4 }), y: fc.double({ noNaN: true, min: -1e4, max: 1e4 }) });
    const links = fc.array(fc.tuple(fc.nat(39), fc.nat(39)), { maxLength: 40 });
    fc.assert(
      fc.property(fc.array(place, { minLength: 1, maxLength: 40 }), links, (places, pairs) => {
        const nodes = places.map((at, id) => ({ id: String(id), ...at }));
        const edges = pairs.map(([from, to]) => ({ from: String(from), to: String(to) }));
        const arranged = arrange(nodes, edges);
        expect([...arranged.values()].every(({ x, y }) => Number.isFinite(x) && Number.isFinite(y))).toBe(true);
        expect(arranged.size).toBe(nodes.length);
        expect(arrange(nodes, edges)).toEqual(arranged);
      }),
    );
  });

  test("two far components come near, and none of their concepts lie on one another", () => {
    const nodes = [
      { id: "a", x: 0, y: 0 },
      { id: "b", x: 0, y: 0 },
      { id: "c", x: 9000, y: 9000 },
    ];
    const arranged = arrange(nodes, [{ from: "a", to: "b" }]);
    const between = (one: string, two: string) =>
      Math.hypot(arranged.get(one)!.x - arranged.get(two)!.x, arranged.get(one)!.y - arranged.get(two)!.y);
    expect(between("a", "b")).toBeGreaterThan(0.9);
    expect(between("a", "c")).toBeGreaterThan(0.9);
    expect(between("a", "c")).toBeLessThan(5);
  });
});

describe("a run's story", () => {
  const run = "run-1" as RunId;
  const step = "run-1/critic/1" as StepId;
  const stored = (event: RunEvent, seq: number): StoredEvent => ({ seq, time: "2026-01-01T00:00:00.000Z", event });
  const finished: RunEvent = {
    kind: "step-finished",
    run,
    step,
    role: "critic",
    subject: "h",
    text: "whole text",
    thinking: null,
    by: "composer",
    tokens: { in: 3, out: 2 },
    meanEntropy: null,
    seconds: 1,
    recorded: false,
  };

  test("tokens gather into words until the step ends; late ones change nothing", () => {
    const tokens = (text: string, phase: "thinking" | "answer"): RunEvent => ({ kind: "tokens", run, step, text, phase });
    const events: RunEvent[] = [
      { kind: "step-started", run, step, role: "critic", subject: "h" },
      tokens("hm ", "thinking"),
      tokens("whole ", "answer"),
      finished,
      tokens("late", "answer"),
    ];
    const halfway = events.slice(0, 3).reduce((story, event, place) => tell(story, stored(event, place)), EMPTY_STORY);
    expect(halfway.speeches[0]).toMatchObject({ thinking: "hm ", text: "whole ", by: null });
    const end = events.reduce((story, event, place) => tell(story, stored(event, place)), EMPTY_STORY);
    expect(end.speeches).toHaveLength(1);
    expect(end.speeches[0]).toMatchObject({ text: "whole text", by: "composer" });
    expect(end.tokens).toEqual({ in: 3, out: 2 });
  });

  test("a step whose beginning was missed still appears", () => {
    expect(tell(EMPTY_STORY, stored(finished, 9)).speeches[0]).toMatchObject({ role: "critic", text: "whole text" });
  });
});

test("times and names as people read them", () => {
  expect([duration(0.4), duration(65), duration(3725)]).toEqual(["0 s", "1 min 05 s", "1 h 02 min"]);
  expect(timeLeft(25, 100, 10)).toBe(30);
  expect([timeLeft(0, 100, 10), timeLeft(100, 100, 10)]).toEqual([null, null]);
  expect([byline([], null), byline(["A"], 1999), byline(["A", "B", "C"], null)]).toEqual(["", "A, 1999", "A et al."]);
});

test("the tokens that fence thinking and reflection are not shown; their words are", () => {
  const raw = "<|thinking|>\n1. Look.\n<|/thinking|>\n<|reflect|>No sentence speaks of rain.<|/reflect|>";
  expect(withoutThinking(raw)).toBe("No sentence speaks of rain.");
  expect(withoutMarks(raw)).toBe("1. Look.\n\nNo sentence speaks of rain.");
  expect(withoutThinking("<think>quiet")).toBe("");
});

// The one task of two hypotheses: every mark still leads to the sentence it led to, whatever its number is now.
import { describe, expect, test } from "vitest";
import type { Citation, ComparisonSide, Hypothesis, Run } from "#agents/model.ts";
import { offer } from "#agents/swarm/comparisons.ts";
import { bearsOn, sharedTask } from "#agents/swarm/hypothesis-task.ts";
import { requestFor } from "#tests/agents/note-garden.ts";

const sentence = (document: string, start: number, text: string): Citation => ({
  document,
  start,
  end: start + text.length,
  text,
  sha256: "",
});
const [nacre, silk, late, bone] = [
  sentence("nacre.md", 5, "Nacre is tough."),
  sentence("silk.md", 0, "Silk is\nstrong."),
  sentence("silk.md", 90, "Silk is light."),
  sentence("bone.md", 7, "Bone heals."),
] as const;

function hypothesis(cited: readonly Citation[], text: string, labels: readonly [string, string] = ["silk", "nacre"]): Hypothesis {
  return {
    ...{ from: labels[0], to: labels[1], path: [] },
    claims: [{ text: "", kind: "observed", evidence: cited }],
    sections: { hypothesis: text, mechanisms: "Then [2].", falsification: "Test." },
  } as unknown as Hypothesis;
}

describe("the sentences of two hypotheses, numbered through", () => {
  const pair = [hypothesis([silk, nacre], "A [1][2]."), hypothesis([late, bone, silk], "B [1], [3].")] as const;

  test("each once, in the order of their documents, on one line each", () => {
    const { evidence, prompt } = sharedTask(pair, null);
    expect(evidence).toEqual([bone, nacre, silk, late]);
    expect(prompt[0]!.content).toMatch(
      /^Sentences:\n\[1\] Bone heals\.\n\[2\] Nacre is tough\.\n\[3\] Silk is strong\.\n\[4\] Silk is light\.\n/,
    );
  });

  test("the marks of either side are renumbered, and lead where they led", () => {
    expect(sharedTask(pair, null).texts).toEqual(["A [3][2].\n\nThen [2].\n\nTest.", "B [4], [3].\n\nThen [1].\n\nTest."]);
  });

  test("swapping the two swaps the texts and changes nothing else: numbers give no side away", () => {
    const [one, other] = [sharedTask(pair, "Why?"), sharedTask([pair[1], pair[0]], "Why?")];
    expect(other).toEqual({ ...one, texts: [...one.texts].reverse() });
  });

  test("a question stands in the task", () => {
    expect(sharedTask(pair, " Why so? ").prompt[0]!.content).toMatch(/^Question: Why so\?\n/);
  });

  test("a mark that leads nowhere stays, to be found unfit", () => {
    expect(sharedTask([hypothesis([silk], "A [7].")], null).texts[0]).toContain("A [7].");
  });
});

test.each([
  ["How tough is nacre?", true],
  ["What do silks share?", true],
  ["Which glue holds in water?", false],
])("%s bears on silk and nacre: %s", (question, bears) => {
  expect(bearsOn(question, hypothesis([silk], ""))).toBe(bears);
});

test("the seed draws which side is shown first, whichever was named first", () => {
  const side = (text: string): ComparisonSide => ({ about: text, title: text, text, by: [], steps: [] });
  const task = { kind: "answers" as const, prompt: [], evidence: [], question: null, subjects: [], onQuestion: true };
  const book = { offerComparison: (made: object) => made } as unknown as Parameters<typeof offer>[0];
  const first = (seed: number, one: string, other: string) =>
    offer(book, { id: "run-1", request: requestFor({ seed }) } as unknown as Run, task, side(one), side(other)).a.text;
  const seeds = Array.from({ length: 20 }, (_, seed) => seed);
  const drawn = seeds.map((seed) => first(seed, "x", "y"));
  expect(new Set(drawn)).toEqual(new Set(["x", "y"]));
  expect(seeds.map((seed) => first(seed, "y", "x"))).toEqual(drawn);
});

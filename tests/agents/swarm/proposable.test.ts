// What makes no hypothesis: values that cannot rise or fall, what a sentence says already, and ties of generic words alone.
import { expect, test } from "vitest";
import { hypothesize } from "#agents/hypothesize.ts";
import { contextOf, requestFor } from "#tests/agents/note-garden.ts";
import { openPaperGarden } from "#tests/agents/paper-garden.ts";

async function between(from: string, to: string, papers: Readonly<Record<string, string>>) {
  await using place = await openPaperGarden(papers);
  const { hypotheses, notices = [] } = await hypothesize(contextOf(place, null), requestFor({ from, to, count: 1 }));
  return { first: hypotheses[0], notices };
}

const TOUGH = "Rubber in epoxy\n\nRubber particles improve the epoxy polymer.\n\nThe epoxy polymer has inherently low toughness.";

test("a low value cannot rise: what may be affected is what it is a value of, and the step still says what its source says", async () => {
  const { first } = await between("rubber particles", "low toughness", { TOUGH });
  expect(first?.statement).toBe("Rubber particles may affect toughness by way of epoxy polymer.");
  expect(first?.to).toBe("toughness");
  expect(first?.sections.mechanisms).toContain("has low toughness");
  expect(JSON.stringify(first)).not.toContain("increase low");
});

test("a high value rises as the thing itself does", async () => {
  const high = TOUGH.replace("inherently low", "high");
  expect((await between("rubber particles", "high toughness", { high })).first?.statement).toBe(
    "Rubber particles may increase toughness by way of epoxy polymer.",
  );
});

test("the concept without the value is the one proposed about, where the garden has it; a link it has already is not proposed", async () => {
  const other = "Toughness\n\nToughness prevents cracks.";
  const { first } = await between("rubber particles", "low toughness", { TOUGH, other });
  expect(first?.conjecture.to).toBe("toughness");
  const known = "Known\n\nRubber particles increase toughness.";
  const { first: none, notices } = await between("rubber particles", "low toughness", { TOUGH, known });
  expect(none).toBeUndefined();
  expect(notices.join(" ")).toMatch(/"toughness" are joined by a cited relation already/);
});

test("a value of nothing that the garden names is refused", async () => {
  const cells = "Cells\n\nPorous silicon improves the absorber.\n\nThe absorber enables improved gadgets.";
  const { first, notices } = await between("porous silicon", "improved gadgets", { cells });
  expect(first).toBeUndefined();
  expect(notices.join(" ")).toMatch(/cannot rise or fall/);
});

test("what one of its own sentences says is not proposed", async () => {
  const said = "Said\n\nRubber particles, which toughened it, improve the epoxy polymer.\n\nThe epoxy polymer has high toughness.";
  const { first, notices } = await between("rubber particles", "high toughness", { said });
  expect(first).toBeUndefined();
  expect(notices.join(" ")).toMatch(/stand together in a sentence already: “Rubber particles, which toughened it/);
});

test("ends that only generic words tie are said to be so, and nothing is proposed", async () => {
  const wear = "Wear\n\nThe coating provides a rate.";
  const heat = "Heat\n\nThe furnace has a rate.\n\nThe furnace provides heat.";
  const { first, notices } = await between("coating", "furnace", { wear, heat });
  expect(first).toBeUndefined();
  expect(notices.join(" ")).toMatch(/only through generic words \(rate\)/);
});

// The words of a question, and which of them a sentence has: numbers whole, units glued or not, elements by name or symbol.
import { afterAll, beforeAll, expect, test } from "vitest";
import { askedWords, coveredBy } from "#agents/answering/question.ts";
import { ask } from "#agents/ask.ts";
import { writtenWords } from "#agents/novelty/words.ts";
import { contextOf, type NoteGarden, requestFor } from "#tests/agents/note-garden.ts";
import { openPaperGarden } from "#tests/agents/paper-garden.ts";

test.each([
  ["larger than 0.1 nm?", ["larger", "than", "0.1", "nm"]],
  ["about 0.5nm, 300K and 1,500 cycles", ["about", "0.5", "nm", "300", "K", "and", "1,500", "cycles"]],
  ["4H-SiC, TiO2 and 3D", ["4H-SiC", "TiO2", "and", "3D"]],
])("the words of %s", (text, words) => {
  expect(writtenWords(text)).toEqual(words);
});

test.each([
  ["Is copper harder than 0.1 nm?", "Ultrafine-grained Cu has a width of 0.5nm.", ["copper", "nm"]],
  ["Does Cu rust?", "Copper does not.", ["cu"]],
  ["Is nickel used?", "This was seen in HPT-Ni before.", ["nickel"]],
  ["Is calcium bound?", "The protein binds Ca2+ ions.", ["calcium"]],
  ["What about copper, tin and aluminium?", "CuO was snipped by Sn et al. and Albert et al.", []],
  ["What about lithium?", "Li et al. found none.", []],
])("%s: %s", (question, text, covered) => {
  expect(coveredBy(text, askedWords(question))).toEqual(covered);
});

let place: NoteGarden;
beforeAll(async () => {
  place = await openPaperGarden({
    copper: `Excess volume of Cu

The grain boundary excess volume of ultrafine-grained Cu deformed by HPT was studied by dilatometry. The grain boundary width is usually in the range of 0.5nm and much larger than the excess volume. Cu and Ni differ, as Smith et al. have shown.`,
  });
});
afterAll(() => place[Symbol.asyncDispose]());

const asking = (question: string) => ask(contextOf(place, null), requestFor({ verb: "ask", question, rounds: 1 }));

test("what no quoted sentence has is listed as it was asked: the number whole, not the element whose symbol is quoted", async () => {
  const { refusal, uncovered } = await asking("Is copper HPT grain boundary excess volume larger than 0.1 nm?");
  expect(refusal).toBeUndefined();
  expect(uncovered).toEqual(["0.1"]);
});

test("an element that stands nowhere, by name or by symbol, is unknown; “et al.” is no aluminium", async () => {
  expect((await asking("Is aluminium grain boundary excess volume large?")).refusal?.unknown).toEqual(["aluminium"]);
});

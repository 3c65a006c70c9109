// The checks a model's section must pass: one good text, and each way to be bad.
import { expect, test } from "vitest";
import { type SectionRules, sectionProblem } from "#agents/swarm/checks.ts";

const rules: SectionRules = {
  mustName: ["calcium ions", "silk"],
  atLeast: 1,
  prompt: "You are a careful scientist. Write at most four sentences about what follows from the path and name its concepts.",
  evidence: "[1] Calcium ions bind acidic proteins at pH 7. [2] Acidic proteins stiffen silk, say Vollrath and Knight.",
  sources: 2,
  known: ["DOPA"],
};
const GOOD = "Calcium ions bind acidic proteins [1], which in turn stiffen silk [2]; at pH 7 both could act in one place.";

test("a text that keeps to what it was given passes", () => {
  expect(sectionProblem(GOOD, rules)).toBeNull();
  expect(sectionProblem(`${GOOD} Vollrath would look for DOPA.`, rules)).toBeNull();
});

test.each([
  ["nothing", "  ", /too short/],
  ["too little", "Calcium ions matter.", /too short/],
  ["too much", `${GOOD} `.repeat(20), /too long|repeats/],
  ["a loop", `Calcium ions ${"and so it goes on and on ".repeat(6)}`, /repeats itself/],
  ["the prompt", `Silk. ${rules.prompt}`, /repeats the prompt/],
  ["none of the concepts", "Everything is connected with everything else, as wise people have always said.", /names 0 of the concepts/],
  ["an invented citation", "Calcium ions bind acidic proteins [7], which stiffen silk as the sources say.", /cites \[7\]/],
  [
    "an invented number",
    "Calcium ions bind acidic proteins and make silk stiffer by 43 percent in all cases.",
    /number that no sentence gives \(43\)/,
  ],
  ["an invented name", "Calcium ions bind acidic proteins, as Einstein showed, and they make silk stiffer.", /names "Einstein"/],
])("refused: %s", (_name, text, why) => {
  expect(sectionProblem(text, rules)).toMatch(why);
});

test("numbering of steps and quoting of evidence are no inventions", () => {
  expect(
    sectionProblem("1. Calcium ions bind acidic proteins at pH 7. [1]\n2. Acidic proteins stiffen silk. [2]\n3. Both hold.", rules),
  ).toBeNull();
});

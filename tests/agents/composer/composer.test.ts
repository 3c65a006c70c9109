// The composer on a material made by hand: what it says stands in the evidence, and what it adds is marked.
import { describe, expect, test } from "vitest";
import { composeClaims } from "#agents/composer/claims.ts";
import { remedied, ruledPoints } from "#agents/composer/critique.ts";
import { measurementOf, testability } from "#agents/composer/measurements.ts";
import { composeSection } from "#agents/composer/sections.ts";
import { composeStatement, composeTitle } from "#agents/composer/statement.ts";
import { composeThinking } from "#agents/composer/thinking.ts";
import { clause, isPlural, listed, verbPhrase } from "#agents/composer/wording.ts";
import type { Material, PriorReading, StepEvidence } from "#agents/evidence/material.ts";
import { runningLabel } from "#agents/evidence/running-label.ts";
import { type Citation, SECTION_NAMES } from "#agents/model.ts";
import { noveltyScore } from "#agents/novelty/inside.ts";
import { scoreHypothesis } from "#agents/scores/scores.ts";
import { parseThinking } from "#agents/thinking/parse.ts";

const cite = (document: string, text: string): Citation => ({ document, start: 0, end: text.length, text, sha256: "0" });

const step = (from: string, type: string, to: string, text: string, more: Partial<StepEvidence> = {}): StepEvidence => ({
  ...{ from, fromLabel: from, type, to, toLabel: to, direction: "forward", conjecture: false },
  ...{ evidence: [cite(`${from}.md`, text)], confidence: 0.8, documents: 2, negated: false, hedged: false },
  ...more,
});

const MATERIAL: Material = {
  concepts: [
    { id: "calcium ions", label: "calcium ions", class: "molecule", documents: 2 },
    { id: "acidic proteins", label: "acidic proteins", class: "material", documents: 2 },
    { id: "toughness", label: "toughness", class: "property", documents: 3 },
  ],
  steps: [
    step("calcium ions", "binds", "acidic proteins", "Acidic proteins bind calcium ions."),
    step("acidic proteins", "increases", "toughness", "Acidic proteins raise the toughness of nacre."),
  ],
  beside: [step("mortar", "increases", "toughness", "A thin mortar raises toughness.")],
  conjecture: { from: "calcium ions", type: "increases", to: "toughness" },
  pattern: "chain",
  pivot: 1,
  coherence: 0.63,
  seed: 1,
  sources: { "calcium ions.md": { title: "Calcium", year: 2001 }, "acidic proteins.md": { title: "Nacre", year: null } },
};
const NO_PRIOR: PriorReading = { nearest: [], together: [], looked: 0 };

describe("sections", () => {
  test.each(SECTION_NAMES)("%s is the same every time, and whole", (name) => {
    const text = composeSection(name, MATERIAL, NO_PRIOR);
    expect(composeSection(name, MATERIAL, NO_PRIOR)).toBe(text);
    expect(text.length).toBeGreaterThan(60);
    expect(text).not.toMatch(/undefined|NaN| {2}|\(\)|\.\.(?!\.)/);
  });

  test("seeds choose among phrasings and change nothing else", () => {
    const said = new Set(Array.from({ length: 20 }, (_, seed) => composeSection("hypothesis", { ...MATERIAL, seed }, NO_PRIOR)));
    expect(said.size).toBeGreaterThan(1);
    for (const text of said)
      expect(text).toMatch(/^Conjecture: .*No source in this garden states the link between calcium ions and toughness/);
  });

  test("mechanisms quote each step with its number", () => {
    const text = composeSection("mechanisms", MATERIAL, NO_PRIOR);
    expect(text).toContain("1. Calcium ions bind acidic proteins: “Acidic proteins bind calcium ions.” [1]");
    expect(text).toContain("2. Acidic proteins increase toughness: “Acidic proteins raise the toughness of nacre.” [2]");
  });

  test("falsification varies the first, measures the last, and says what refutes", () => {
    const text = composeSection("falsification", MATERIAL, NO_PRIOR);
    expect(text).toMatch(/zero, half and the full usual concentration of calcium ions/);
    expect(text).toMatch(/work of fracture .*\(J\/m²/);
    expect(text).toMatch(/refuted if the rise of toughness .* is shown to be smaller than that, or to go the other way/);
    expect(text).toMatch(/holds both zero and that smallest difference decides nothing/);
  });

  test("nothing comparable is unknown, never new", () => {
    expect(composeSection("novelty", MATERIAL, NO_PRIOR)).toMatch(/^Unknown\./);
    expect(noveltyScore(NO_PRIOR)).toBeNull();
    expect(scoreHypothesis(MATERIAL, NO_PRIOR).novelty).toBeNull();
  });

  test("a conjecture that only ties two things together is tested by correlation", () => {
    const tied: Material = { ...MATERIAL, pattern: "tie", conjecture: { ...MATERIAL.conjecture, type: "associated-with" } };
    expect(composeSection("falsification", tied, NO_PRIOR)).toMatch(/85 samples .*correlation/);
    expect(composeTitle(tied)).toBe("Calcium ions and toughness, both tied to acidic proteins");
  });

  test.each([
    ["chain", "From calcium ions to toughness through acidic proteins", "Calcium ions may increase toughness by way of acidic proteins."],
    ["sequestration", "Calcium ions against toughness by taking up acidic proteins", "which toughness requires"],
    ["competition", "Calcium ions and toughness as rivals for acidic proteins", "may compete for acidic proteins"],
    [
      "combination",
      "Calcium ions together with toughness on acidic proteins",
      "together may do more to acidic proteins than either does alone",
    ],
    ["opposition", "Calcium ions as a counterweight to toughness on acidic proteins", "may offset what toughness does to acidic proteins"],
    ["substitution", "Calcium ions in place of toughness for acidic proteins", "may serve in place of toughness for acidic proteins"],
    [
      "common-cause",
      "Calcium ions and toughness as two effects of acidic proteins",
      "may vary together, because acidic proteins act on both",
    ],
    ["shared-trait", "From calcium ions to toughness by what they share: acidic proteins", "may also hold for toughness"],
    ["co-parts", "Calcium ions and toughness within acidic proteins", "may interact within acidic proteins"],
  ] as const)("a %s has its own headline, sentence, and test", (pattern, title, statement) => {
    const material: Material = { ...MATERIAL, pattern };
    expect(composeTitle(material)).toBe(title);
    expect(composeStatement(material)).toContain(statement);
    for (const section of ["outcome", "falsification"] as const) {
      expect(composeSection(section, material, NO_PRIOR)).not.toMatch(/undefined| {2}|\bare is\b|\bis are\b/);
    }
    expect(composeSection("falsification", material, NO_PRIOR)).toMatch(/^Test: .*refuted if/);
  });

  test("what is there or not is looked for, never dosed", () => {
    const state: Material = { ...MATERIAL, conjecture: { ...MATERIAL.conjecture, type: "consists-of" } };
    expect(composeSection("falsification", state, NO_PRIOR)).toMatch(/detection limit/);
    expect(composeSection("falsification", state, NO_PRIOR)).not.toMatch(/half and the full/);
  });
});

test("claims restate the sentences, in the order of their numbers; one conjecture is last and marked", () => {
  const claims = composeClaims(MATERIAL);
  expect(claims.map(({ kind, text }) => [kind, text])).toEqual([
    ["observed", "Acidic proteins bind calcium ions."],
    ["observed", "Acidic proteins raise the toughness of nacre."],
    ["observed", "A thin mortar raises toughness."],
    ["conjecture", composeStatement(MATERIAL)],
  ]);
  expect(claims[3]!.evidence).toHaveLength(2);
});

test("where both ends act on one thing, that thing is read off and each end alone is the control", () => {
  const material: Material = { ...MATERIAL, pattern: "combination" };
  expect(composeSection("design_principles", material, NO_PRIOR)).toContain(
    "Use calcium ions and toughness as the levers and acidic proteins as the read-out; change one of calcium ions and toughness at a time",
  );
  expect(composeSection("comparison", material, NO_PRIOR)).toMatch(/Each of the two alone is attested/);
});

test.each([
  ["imine bonds", "molecule", /spectroscopy/],
  ["ionic sacrificial bonds", "structure", /spectroscopy/],
  ["prolyl hydroxylase", "molecule", /activity/],
  ["cell adhesion", "process", /adherent cells/],
  ["wet adhesion", "property", /pull-off/],
  ["beta-sheet nanocrystals", "structure", /X-ray scattering/],
  ["constraint", "entity", /agreed on before/],
  ["public health", "entity", /agreed on before/],
  ["second phase", "entity", /agreed on before/],
  ["nanoindentation of soft materials", "method", /reference cases/],
])("%s is measured by what its field uses", (label, kind, how) => {
  expect(measurementOf({ id: label, label, class: kind, documents: 1 })).toMatch(how);
});

test("two relations of one sentence are one claim", () => {
  const both = { ...MATERIAL, beside: [{ ...MATERIAL.steps[1]!, toLabel: "stiffness" }] };
  expect(composeClaims(both).filter(({ kind }) => kind === "observed")).toHaveLength(2);
});

test("of a long sentence the words around both ends are quoted, never paraphrased", () => {
  const long = `${"In the course of a long introduction that says little, ".repeat(5)}calcium ions bind acidic proteins${", as others have said before".repeat(6)}.`;
  const [claim] = composeClaims({ ...MATERIAL, steps: [{ ...MATERIAL.steps[0]!, evidence: [cite("d", long)] }, MATERIAL.steps[1]!] });
  expect(claim!.text).toContain("calcium ions bind acidic proteins");
  expect(claim!.text.length).toBeLessThan(250);
  for (const part of claim!.text.split("…")) expect(long).toContain(part.trim().replace(/\.$/, ""));
});

describe("scores by hand", () => {
  test("support: geometric mean 0.8; a hedged lone step counts 0.8 · 0.7 · 0.9", () => {
    expect(scoreHypothesis(MATERIAL, NO_PRIOR).support).toBe(0.8);
    const weak = { ...MATERIAL, steps: [MATERIAL.steps[0]!, { ...MATERIAL.steps[1]!, hedged: true, documents: 1 }] };
    expect(scoreHypothesis(weak, NO_PRIOR).support).toBeCloseTo(Math.sqrt(0.8 * 0.504), 4);
  });

  test("a step without evidence halves the support of two; no evidence at all is 0", () => {
    const half = { ...MATERIAL, steps: [MATERIAL.steps[0]!, { ...MATERIAL.steps[1]!, evidence: [] }] };
    expect(scoreHypothesis(half, NO_PRIOR).support).toBe(0.4);
    expect(scoreHypothesis({ ...MATERIAL, steps: MATERIAL.steps.map((one) => ({ ...one, evidence: [] })) }, NO_PRIOR).support).toBe(0);
  });

  test("plausibility √0.63, testability (0.9 + 1) / 2, novelty 1 − 0.4, halved when both are named", () => {
    const prior: PriorReading = { nearest: [{ citation: cite("d", "x"), similarity: 0.4 }], together: [], looked: 5 };
    const scores = scoreHypothesis(MATERIAL, prior);
    expect(scores.plausibility).toBeCloseTo(Math.sqrt(0.63), 4);
    expect(scores.testability).toBe(testability(MATERIAL.concepts[0]!, MATERIAL.concepts[2]!));
    expect(scores.testability).toBe(0.95);
    expect(scores.novelty).toBeCloseTo(0.6, 9);
    expect(noveltyScore({ ...prior, together: [cite("d", "x")] })).toBeCloseTo(0.3, 9);
    expect(scores.rank).toBeCloseTo((0.8 + Math.sqrt(0.63) + 0.95 + 0.6) / 4, 3);
  });
});

describe("critique", () => {
  test("two papers: the shared concept is an assumption, said once", () => {
    const [point] = ruledPoints(MATERIAL, NO_PRIOR);
    expect(point).toMatchObject({ section: "mechanisms", severity: "weakness" });
    expect(point!.remedy).toBe("Assumed and to be checked: acidic proteins mean the same in “Calcium” and “Nacre”.");
    expect(remedied(remedied("Text.", point!.remedy), point!.remedy)).toBe(`Text. ${point!.remedy}`);
  });

  test("a denied step is fatal and comes first; a hedged one is a weakness", () => {
    const bad = {
      ...MATERIAL,
      steps: [
        { ...MATERIAL.steps[0]!, negated: true },
        { ...MATERIAL.steps[1]!, hedged: true },
      ],
    };
    expect(ruledPoints(bad, NO_PRIOR).map(({ severity }) => severity)).toEqual(["fatal", "weakness", "weakness"]);
  });

  test("a cause read backwards asks for the rival explanation", () => {
    const back = { ...MATERIAL, steps: [{ ...MATERIAL.steps[1]!, direction: "backward" as const }, MATERIAL.steps[1]!] };
    expect(ruledPoints(back, NO_PRIOR).some(({ remedy }) => remedy.startsWith("Rival explanation"))).toBe(true);
  });
});

test("the composer's thinking goes through the parser whole", () => {
  const { graph, graphForm, pattern, synthesis, steps, problems } = parseThinking(composeThinking(MATERIAL));
  expect(graphForm).toBe("strict");
  expect(graph!.nodes).toEqual(["calcium ions", "acidic proteins", "toughness"]);
  expect(graph!.edges).toHaveLength(2);
  expect(pattern).toMatch(/^α binds β; β increases γ; condition: β present; rule: then α may increase γ$/);
  expect(synthesis).toBe(composeStatement(MATERIAL));
  expect(steps).toEqual(["Calcium ions bind acidic proteins.", "Acidic proteins increase toughness."]);
  expect(problems).toEqual([]);
});

describe("wording", () => {
  test.each([
    ["silk", false],
    ["nanocrystals", true],
    ["byssus", false],
    ["stress", false],
    ["analysis", false],
    ["rate of reactions", false],
    ["strength of fibres", false],
  ])("%s is plural: %s", (label, plural) => expect(isPlural(label)).toBe(plural));

  test.each([
    ["increases", "increase"],
    ["passes", "pass"],
    ["applies", "apply"],
    ["addresses", "address"],
    ["consists-of", "contain"],
    ["is-a", "be a kind of"],
    ["hydrolyze", "hydrolyze"],
    ["stabilizes", "stabilize"],
    ["focus", "focus"],
  ])("after may, %s is %s", (type, bare) => expect(verbPhrase(type, "bare")).toBe(bare));

  test.each([
    ["melt", "melts"],
    ["hydrolyze", "hydrolyzes"],
    ["process", "processes"],
    ["carry", "carries"],
    ["stabilizes", "stabilizes"],
  ])("of one, %s is %s", (type, one) => expect(verbPhrase(type, "one")).toBe(one));

  test("clauses agree in number, lists read as lists", () => {
    expect(clause("silk", "has-property", "strength")).toBe("silk has strength");
    expect(clause("fibres", "has-property", "strength")).toBe("fibres have strength");
    expect([listed([]), listed(["a"]), listed(["a", "b"]), listed(["a", "b", "c"])]).toEqual(["", "a", "a and b", "a, b and c"]);
  });

  test("a capital that only starts a sentence is dropped; a name's stays", () => {
    expect(runningLabel("Molecular recognition", [], ["Molecular recognition guides assembly."])).toBe("molecular recognition");
    expect(runningLabel("Bombyx mori", [], ["The silkworm Bombyx mori spins."])).toBe("Bombyx mori");
    expect(runningLabel("DOPA groups", [], ["DOPA groups bind."])).toBe("DOPA groups");
  });
});

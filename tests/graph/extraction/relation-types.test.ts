// The relation table agrees with itself, verbs are inflected as English does, and concept classes come from heads.

import { expect, test } from "vitest";
import { conceptClass } from "#graph/extraction/concept-class.ts";
import { isFormula, isSymbol } from "#graph/extraction/formulas.ts";
import { kebab, RELATION_PHRASES, RELATION_TYPES, relationType, typeOfVerb } from "#graph/extraction/relation-types.ts";
import { inflection } from "#graph/extraction/verbs.ts";

test("every type is kebab-case and stands once", () => {
  const types = RELATION_TYPES.map(({ type }) => type);
  expect(new Set(types).size).toBe(types.length);
  expect(types.filter((type) => type !== kebab(type))).toEqual([]);
});

test("every phrase says one relation only", () => {
  const phrases = RELATION_PHRASES.map(([phrase]) => phrase);
  expect(phrases.filter((phrase, index) => phrases.indexOf(phrase) !== index)).toEqual([]);
});

test("an inverse is another type's name at most once, and a symmetric type is its own inverse", () => {
  const inverses = RELATION_TYPES.map(({ inverse }) => inverse).filter((inverse) => inverse !== null);
  expect(new Set(inverses).size).toBe(inverses.length);
  for (const symmetric of ["binds", "interacts-with", "similar-to", "differs-from", "associated-with"]) {
    expect(relationType(symmetric)?.inverse).toBe(symmetric);
  }
});

test.each([
  ["inhibit", null, null, "inhibits", false],
  ["result", "from", null, "causes", true],
  ["result", "in", null, "causes", false],
  ["compose", "of", "composed", "consists-of", false],
  ["use", "for", "used", "used-for", false],
  ["use", null, null, "used-for", true],
  ["depend", "on", null, "controls", true],
  ["frobnicate", null, null, "frobnicate", false],
  ["frobnicate", "into", null, "frobnicate-into", false],
  ["hydrolyse", null, null, "hydrolyze", false],
])("%s %s (%s) is %s, flipped %s", (lemma, preposition, predicate, type, flipped) => {
  expect(typeOfVerb(lemma, preposition, predicate)).toEqual({ type, flipped });
});

test.each([
  ["inhibits", "inhibit"],
  ["stabilises", "stabilise"],
  ["reduced", "reduce"],
  ["controlled", "control"],
  ["forming", "form"],
  ["applied", "apply"],
  ["bound", "bind"],
  ["found", "find"],
  ["led", "lead"],
  ["has", "have"],
  ["passes", "pass"],
  ["cross-links", "cross-link"],
  ["downregulates", "downregulate"],
  ["mimicking", "mimic"],
])("the lemma of %s is %s", (form, lemma) => {
  expect(inflection(form).lemma).toBe(lemma);
});

test.each([
  ["CaCO3", true],
  ["Ca10(PO4)6(OH)2", true],
  ["TiO2", true],
  ["NaCl", true],
  ["H2O", true],
  ["Ca2+", true],
  ["In", false],
  ["No", false],
  ["BRCA1", false],
  ["DNA", false],
  ["IL-6", false],
])("%s is a formula: %s", (text, expected) => {
  expect(isFormula(text)).toBe(expected);
});

test("names of genes, proteins and models are symbols, words are not", () => {
  expect(["BRCA1", "p53", "IL-6", "TGF-β1", "mRNA", "GPT-4", "DNA", "pH"].filter((text) => !isSymbol(text))).toEqual([]);
  expect(["silk", "Silk", "self-healing", "Young"].filter(isSymbol)).toEqual([]);
});

test.each([
  ["silk fibres", "phrase", "material"],
  ["collagen network", "phrase", "structure"],
  ["bond exchange", "phrase", "process"],
  ["rate of bond exchange", "phrase", "quantity"],
  ["stiffness", "phrase", "property"],
  ["atomic force microscopy", "phrase", "method"],
  ["relation extraction", "phrase", "task"],
  ["CaCO3", "formula", "material"],
  ["lysyl oxidase", "phrase", "molecule"],
  ["golden orb spider", "phrase", "organism"],
  ["datasets", "phrase", "data"],
  ["gizmo", "phrase", "entity"],
] as const)("%s (%s) is a %s", (label, kind, expected) => {
  expect(conceptClass(label, kind)).toBe(expected);
});

test.each([
  ["Organic solar cells", "phrase", "device"],
  ["Coin-type cells", "phrase", "device"],
  ["fluid cell", "phrase", "device"],
  ["large combustion plants", "phrase", "device"],
  ["cubic unit cell", "phrase", "structure"],
  ["stem cells", "phrase", "organism"],
  ["host plants", "phrase", "organism"],
  ["acidic proteins", "phrase", "molecule"],
  ["H2", "formula", "molecule"],
  ["CaCO3", "formula", "material"],
  ["N2-filled", "symbol", "entity"],
  ["COMS-3", "symbol", "entity"],
  ["B2g", "symbol", "entity"],
  ["Pm3m", "symbol", "entity"],
  ["BRCA1", "symbol", "molecule"],
  ["IL-6", "symbol", "molecule"],
  ["10min", "phrase", "quantity"],
] as const)("what stands before a head decides the class: %s (%s) is %s", (label, kind, expected) => {
  expect(conceptClass(label, kind)).toBe(expected);
});

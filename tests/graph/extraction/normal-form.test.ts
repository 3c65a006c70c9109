// The normal form: which spellings are one term, and which must stay two.

import fc from "fast-check";
import { expect, test } from "vitest";
import { normalForm, termTokens } from "#graph/extraction/normal-form.ts";
import { singular } from "#graph/extraction/plurals.ts";

test.each([
  ["β-sheet", "beta sheet"],
  ["beta-sheet", "beta sheet"],
  ["beta sheet", "beta sheet"],
  ["The Beta–Sheets", "beta sheet"],
  ["α", "alpha"],
  ["αβ-heterodimer", "alphabeta heterodimer"],
  ["a-Si", "a-si"],
  ["the a–Si layers", "a-si layer"],
  ["thickness of a-SiO2", "a-SiO2 thickness"],
  ["a silicon layer", "silicon layer"],
  ["α-chitin", "alpha chitin"],
  ["No-slip condition", "no-slip condition"],
  ["few-layer graphene", "few-layer graphene"],
  ["collagen", "collagen"],
  ["Collagens", "collagen"],
  ["Silk Fibres", "silk fiber"],
  ["silk fibers", "silk fiber"],
  ["tumour cells", "tumor cell"],
  ["colour", "color"],
  ["behaviours", "behavior"],
  ["four hours", "four hour"],
  ["contour", "contour"],
  ["optimisation", "optimization"],
  ["crystallised silica", "crystallized silica"],
  ["mineralisation", "mineralization"],
  ["exercise", "exercise"],
  ["precise noise", "precise noise"],
  ["sulphur", "sulfur"],
  ["aluminium oxide", "aluminum oxide"],
  ["haemoglobin", "hemoglobin"],
  ["matrices", "matrix"],
  ["analyses", "analysis"],
  ["hypotheses", "hypothesis"],
  ["setae", "seta"],
  ["bacteria", "bacterium"],
  ["mitochondria", "mitochondrion"],
  ["glasses", "glass"],
  ["stiffness", "stiffness"],
  ["series", "series"],
  ["hydrolysis", "hydrolysis"],
  ["viruses", "virus"],
  ["batteries", "battery"],
  ["branches", "branch"],
  ["leaves", "leaf"],
  ["the various proteins", "protein"],
  ["these three-dimensional networks", "three dimensional network"],
  ["Wilson's snipe", "wilson snipe"],
  ["Young’s modulus", "young modulus"],
  ["coefficient of friction", "friction coefficient"],
  ["the rate of bond exchanges", "bond exchange rate"],
  ["state-of-the-art", "state of the art"],
  ["CaCO3", "CaCO3"],
  ["CaCO₃", "CaCO3"],
  ["Ca10(PO4)6(OH)2", "Ca10(PO4)6(OH)2"],
  ["Ca2+ ions", "Ca2+ ion"],
  ["Co(II) ions", "Co(II) ion"],
  ["Al(III) centre", "Al(III) center"],
  ["silk (bundle)", "silk bundle"],
  ["poly(lactic acid)", "poly(lactic acid"],
  ["NaCl", "NaCl"],
  ["CO", "CO"],
  ["BRCA1", "BRCA1"],
  ["p53", "p53"],
  ["mRNAs", "mRNA"],
  ["IL-6", "IL 6"],
  ["TGF-β1", "TGF beta1"],
  ["CNNs", "CNN"],
  ["GPT-4", "GPT 4"],
  ["white \n space", "white space"],
  ["constructor", "constructor"],
])("%j is %j", (surface, key) => {
  expect(normalForm(surface)).toBe(key);
});

test.each([
  ["CO", "Co"],
  ["glass", "gas"],
  ["IL-6", "IL-8"],
  ["bone", "bones marrow"],
])("%j and %j stay two terms", (a, b) => {
  expect(normalForm(a)).not.toBe(normalForm(b));
});

test("a normal form is its own normal form, never empty for a name, and has its words as tokens", () => {
  const part = fc.constantFrom(..."silk β fibres CaCO3 p53 CNNs the of matrices self-healing Young's colour analyses ions".split(" "));
  fc.assert(
    fc.property(fc.array(part, { minLength: 1, maxLength: 4 }), (parts) => {
      const key = normalForm(parts.join(" "));
      expect(key).not.toBe("");
      expect(normalForm(parts.join("  ").replace("silk", "Silk"))).toBe(key);
      expect(termTokens(key).join(" ")).toBe(key);
    }),
    { numRuns: 300, seed: 3 },
  );
});

test.each([
  ["lens", "lens"],
  ["axes", "axis"],
  ["kinetics", "kinetics"],
  ["processes", "process"],
  ["polyhedra", "polyhedron"],
  ["toString", "toString"],
])("the singular of %s is %s", (plural, expected) => {
  expect(singular(plural)).toBe(expected);
});

// Readings as a whole: exact offsets on any text, purity, sentence boundaries where science breaks them, abbreviations.

import fc from "fast-check";
import { expect, test } from "vitest";
import { createExtractor } from "#graph/extraction/extract.ts";
import type { Reading } from "#graph/model.ts";
import { documentOf } from "#tests/graph/extraction/document-of.ts";

const extractor = createExtractor();
const sentencesOf = (text: string) => extractor.extract(documentOf(text)).sentences.map(({ start, end }) => text.slice(start, end));

/** Every offset lies inside the text, in order, on what it says it is. */
function checkOffsets(text: string, reading: Reading): void {
  let cursor = 0;
  for (const { start, end } of reading.sentences) {
    expect(start).toBeGreaterThanOrEqual(cursor);
    expect(end).toBeGreaterThan(start);
    expect(text.slice(start, end)).toBe(text.slice(start, end).trim());
    cursor = end;
  }
  expect(cursor).toBeLessThanOrEqual(text.length);
  for (const { start, end, sentence, term } of reading.mentions) {
    const within = reading.sentences[sentence]!;
    expect(start).toBeGreaterThanOrEqual(within.start);
    expect(end).toBeLessThanOrEqual(within.end);
    expect(end).toBeGreaterThan(start);
    expect(term).not.toBe("");
    expect(/^[\p{L}\p{N}]/u.test(text.slice(start, end))).toBe(true);
  }
  for (const { head, tail, sentence, phrase } of reading.claims) {
    expect(head).not.toBe(tail);
    expect([reading.mentions[head]!.sentence, reading.mentions[tail]!.sentence]).toEqual([sentence, sentence]);
    expect(text.slice(reading.sentences[sentence]!.start, reading.sentences[sentence]!.end)).toContain(phrase);
  }
}

const word = fc.constantFrom(
  ..."the a silk Ca10(PO4)6(OH)2 β-sheet TGF-β1 p53 inhibits does not can't cannot wanna I'm is by and , . ; ( ) [12] et al. Fig. 3 e.g. don’t naïve Schrödinger’s 水 😀 e\u0301 \u00a0 \n \n\n - 3.5 % of which that to forms fibres Na+ http://a.b/c. x@y.org".split(
    " ",
  ),
);

test("offsets are exact on random scientific-looking text", () => {
  fc.assert(
    fc.property(fc.array(word, { maxLength: 60 }), fc.constantFrom(" ", "", "  ", "\n"), (words, glue) => {
      const text = words.join(glue);
      checkOffsets(text, extractor.extract(documentOf(text)));
    }),
    { numRuns: 400, seed: 1 },
  );
});

test("offsets are exact on random unicode", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 120 }), (text) => checkOffsets(text, extractor.extract(documentOf(text)))),
    { numRuns: 400, seed: 2 },
  );
});

test("every mention starts and ends on the words it names", () => {
  const text = "In mice, Ca10(PO4)6(OH)2 binds TGF-β1; the Young’s modulus of 水-silk (90 nm) increases.";
  const reading = extractor.extract(documentOf(text));
  expect(reading.mentions.map(({ start, end, kind }) => `${text.slice(start, end)}: ${kind}`)).toEqual([
    "mice: phrase",
    "Ca10(PO4)6(OH)2: formula",
    "TGF-β1: symbol",
    "Young’s modulus of 水-silk: phrase",
    "水-silk: phrase",
  ]);
});

test("the same document reads the same whatever was read before, and in another extractor", () => {
  const texts = [
    "Zinc-free CaCO3, inhibits (p53-like) e2e urease.",
    "CaCO3 e2e. p53 like zinc.",
    "Heat increases e2e-trained BERTs’ accuracy.",
  ];
  const first = texts.map((text) => JSON.stringify(extractor.extract(documentOf(text))));
  const other = createExtractor();
  const reversed = texts.toReversed().map((text) => JSON.stringify(other.extract(documentOf(text))));
  expect(reversed.toReversed()).toEqual(first);
  expect(texts.map((text) => JSON.stringify(extractor.extract(documentOf(text))))).toEqual(first);
});

test.each([
  ["Smith et al. showed it. Zinc binds.", ["Smith et al. showed it.", "Zinc binds."]],
  ["See Fig. 3 and Eq. 2 for this. Zinc binds.", ["See Fig. 3 and Eq. 2 for this.", "Zinc binds."]],
  ["Metals, e.g. zinc, i.e. Zn, bind. They stay.", ["Metals, e.g. zinc, i.e. Zn, bind.", "They stay."]],
  ["Silk vs. steel. Both bend.", ["Silk vs. steel.", "Both bend."]],
  ["J. Smith studied E. coli. It grew.", ["J. Smith studied E. coli.", "It grew."]],
  ["The mean was 3.5 nm. It rose.", ["The mean was 3.5 nm.", "It rose."]],
  ["Silk bends (it is thin. So they say). Steel does not.", ["Silk bends (it is thin. So they say).", "Steel does not."]],
  ["It holds.[12] Steel does not.", ["It holds.[12]", "Steel does not."]],
  ["Use glue, tape etc. The bond holds.", ["Use glue, tape etc.", "The bond holds."]],
  ["Use vitamin C. The gums heal.", ["Use vitamin C.", "The gums heal."]],
  ["A heading without a stop\n\nZinc binds.", ["A heading without a stop", "Zinc binds."]],
  ["# Silk\nZinc binds.\n- first item\n- second item", ["# Silk\nZinc binds.", "- first item", "- second item"]],
  ["Thanks to Ms. Smith of Acme Ltd. It works.", ["Thanks to Ms. Smith of Acme Ltd.", "It works."]],
  ["Water from Merck Co. Ltd. Silk from St. Gallen.", ["Water from Merck Co. Ltd.", "Silk from St. Gallen."]],
  ["It took 5 ms. Silk bends.", ["It took 5 ms.", "Silk bends."]],
  [
    "It was heated.\nPreparation of porous starch\nStarch was mixed with water and was then heated for a day.",
    ["It was heated.", "Preparation of porous starch", "Starch was mixed with water and was then heated for a day."],
  ],
  [
    "Silk from spiders is studied by the\nUniversity of Oxford in many\nlaboratories.",
    ["Silk from spiders is studied by the\nUniversity of Oxford in many\nlaboratories."],
  ],
  ["The U.S. team left. Why? Nobody knows!", ["The U.S. team left.", "Why?", "Nobody knows!"]],
  ["", []],
  [" \n\n ", []],
])("sentences of %j", (text, expected) => {
  expect(sentencesOf(text)).toEqual(expected);
});

test("thanks and funding are sentences, but nothing is read in them", () => {
  const text = "Zinc binds chitin.\n\nAcknowledgements\n\nMerck supplies enzymes.";
  const at = text.indexOf("Acknowledgements");
  const sections = [{ kind: "body", heading: "Acknowledgements", start: at, end: text.length }] as const;
  const reading = extractor.extract({ ...documentOf(text), sections });
  expect(reading.claims).toHaveLength(1);
  expect(reading.mentions.map(({ term }) => term)).toEqual(["zinc", "chitin"]);
  expect(reading.sentences).toHaveLength(3);
});

test.each([
  "0.066cm2",
  "10min",
  "1258cm-1 bands",
  "0.5VfσycγfF",
  "E=0.06Jg-1",
  "Em",
  "Q",
  "Fig. 2a",
  "some parameters",
  "the predicted values",
])("%s is no concept", (name) => {
  expect(extractor.extract(documentOf(`The film adheres to ${name}.`)).mentions.map(({ term }) => term)).toEqual(["film"]);
});

test("a section's end and its heading end a sentence", () => {
  const text = "Methods\nWe spun silk\nResults are below";
  const sections = [
    { kind: "methods", heading: "Methods", start: 0, end: 20 },
    { kind: "results", heading: "", start: 21, end: text.length },
  ] as const;
  const reading = extractor.extract({ ...documentOf(text), sections });
  expect(reading.sentences.map(({ start, end, section }) => [text.slice(start, end), section])).toEqual([
    ["Methods", "methods"],
    ["We spun silk", "methods"],
    ["Results are below", "results"],
  ]);
});

test("a short form means what the document says it means, from its definition on, also inside compounds", () => {
  const text =
    "Atomic force microscopy (AFM) maps silk. AFM tips touch silk. Finite element analysis (FEA) predicts stress. FEAs predict strain. DMA (dynamic mechanical analysis) measures loss.";
  const reading = extractor.extract(documentOf(text));
  const termAt = (surface: string, nth = 0) => reading.mentions.filter(({ start, end }) => text.slice(start, end) === surface)[nth]?.term;
  expect(reading.abbreviations).toEqual([
    { short: "AFM", long: "atomic force microscopy" },
    { short: "FEA", long: "finite element analysis" },
    { short: "DMA", long: "dynamic mechanical analysis" },
  ]);
  expect(termAt("AFM")).toBe("atomic force microscopy");
  expect(termAt("AFM tips")).toBe("atomic force microscopy tip");
  expect(termAt("FEAs")).toBe("finite element analysis");
  expect(termAt("DMA")).toBe("dynamic mechanical analysis");
  expect(reading.mentions.find(({ start }) => start === text.indexOf("AFM)"))?.kind).toBe("abbreviation");
});

test("two expansions of one short form in one document stay apart: the last definition before the use counts", () => {
  const text =
    "Principal component analysis (PCA) reduces noise. PCA removes redundancy. Patient-controlled analgesia (PCA) relieves pain. PCA prevents nausea.";
  const { mentions, abbreviations } = extractor.extract(documentOf(text));
  const meanings = mentions.filter(({ start, end }) => text.slice(start, end) === "PCA").map(({ term }) => term);
  expect(meanings).toEqual([
    "principal component analysis",
    "principal component analysis",
    "patient controlled analgesia",
    "patient controlled analgesia",
  ]);
  expect(abbreviations).toHaveLength(2);
});

test("pronouns, quantities, dates and words that name nothing are not mentions", () => {
  const text = "We report these results in this paper. In 2019 it was 5 nm. Several approaches exist. See Table 2.";
  expect(extractor.extract(documentOf(text)).mentions).toEqual([]);
});

test.each(["(", "Ca(", "A", "a.b.", "zinc, ", "a@", "1,", "a-", "(a b) ", "[1] x. ", "\u0301", "zinc binds "])(
  "a hundred thousand characters of %j are read, not choked on",
  (piece) => {
    const text = piece.repeat(100_000 / piece.length);
    checkOffsets(text, extractor.extract(documentOf(text)));
  },
);

test.each(["a", "A", "Aa", "a1", "a.", "a-", "水", "9f", `${"Ab3".repeat(30)}+/`])(
  "three million characters of %j without a space are no word, and take no time",
  (piece) => {
    const text = `Silk increases ${piece.repeat(3_000_000 / piece.length)}.`;
    const reading = extractor.extract(documentOf(text));
    checkOffsets(text, reading);
    expect(reading.claims).toEqual([]);
  },
  10_000,
);

test("many long words take no time, and are no concepts", () => {
  const text = `Silk may bind ${"ab".repeat(150)}. `.repeat(3000);
  const { mentions, claims } = extractor.extract(documentOf(text));
  expect(new Set(mentions.map(({ term }) => term))).toEqual(new Set(["silk"]));
  expect(claims).toEqual([]);
});

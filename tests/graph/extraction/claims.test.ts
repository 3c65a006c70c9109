// The relation grammar, pattern by pattern: each sentence gives exactly these claims, and the ones that say nothing give none.

import { describe, expect, test } from "vitest";
import { createExtractor } from "#graph/extraction/extract.ts";
import { CLAIM_CASES } from "#tests/graph/extraction/claim-cases.ts";
import { documentOf } from "#tests/graph/extraction/document-of.ts";

const extractor = createExtractor();

function claimsOf(text: string): string[] {
  const { claims, mentions } = extractor.extract(documentOf(text));
  return claims.map(({ head, tail, type, polarity, hedged }) => {
    const marks = `${polarity === "negated" ? "not " : ""}${hedged ? "maybe " : ""}`;
    return `${mentions[head]!.term} | ${marks}${type} | ${mentions[tail]!.term}`;
  });
}

describe("each sentence says exactly what a reader would say it says", () => {
  test.each(CLAIM_CASES.map(([sentence, ...claims]) => ({ sentence, claims })))("$sentence", ({ sentence, claims }) => {
    expect(claimsOf(sentence)).toEqual(claims);
  });
});

test("a hedged claim is trusted less than a plain one, and a distant one less than a near one", () => {
  const confidence = (text: string) => extractor.extract(documentOf(text)).claims[0]!.confidence;
  expect(confidence("Zinc inhibits urease.")).toBe(850);
  expect(confidence("Zinc may inhibit urease.")).toBe(595);
  expect(confidence("These metals inhibit urease.")).toBe(680);
  expect(Number.isInteger(confidence("Zinc and copper inhibit urease."))).toBe(true);
});

test("the phrase is what the text says, adverbs and all", () => {
  const text = "Cuticle consists mainly of chitin.";
  expect(extractor.extract(documentOf(text)).claims[0]!.phrase).toBe("consists mainly of");
});

test("no claim and no mention comes out of references, nor out of a table run", () => {
  const text = "Zinc inhibits urease.\n\nReferences\n\nSmith J. Zinc inhibits urease. J. Chem. 2001.";
  const at = text.indexOf("References");
  const whole = { ...documentOf(text), sections: [{ kind: "references", heading: "References", start: at, end: text.length }] as const };
  const reading = extractor.extract(whole);
  expect(reading.claims).toHaveLength(1);
  expect(reading.mentions.every(({ end }) => end < at)).toBe(true);
  expect(reading.sentences.some(({ section }) => section === "references")).toBe(true);
  expect(extractor.extract(documentOf("zinc inhibits urease ".repeat(80))).claims).toEqual([]);
});

// Extraction end to end on short documents: what one sentence gives, and that reading is a pure function of the document.

import { expect, test } from "vitest";
import { createExtractor } from "#graph/extraction/extract.ts";
import type { Document } from "#graph/model.ts";

const extractor = createExtractor();

function documentOf(text: string): Document {
  const source = { path: "a.txt", absolute: "a.txt", format: "txt", row: null };
  return { id: "a", version: "v", title: "", authors: [], year: null, doi: null, arxiv: null, venue: null, source, text, sections: [] } as unknown as Document;
}

test("a declarative sentence gives a claim between its two mentions", () => {
  const text = "Heat increases the rate of bond exchange.";
  const reading = extractor.extract(documentOf(text));
  const claim = reading.claims[0]!;
  expect(reading.mentions[claim.head]!.term).toBe("heat");
  expect(reading.mentions[claim.tail]!.term).toBe("bond exchange rate");
  expect(claim).toMatchObject({ type: "increases", polarity: "affirmed", hedged: false, phrase: "increases", by: "grammar" });
});

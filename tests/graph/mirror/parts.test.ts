// What of the mirror needs no server: names of relationships, ids, and the text that evidence must still match.

import { expect, test } from "vitest";
import { sha256 } from "#graph/documents/text.ts";
import { evidenceRows } from "#graph/mirror/rows.ts";
import { SpanTexts } from "#graph/mirror/span-text.ts";
import type { ConceptId, Document, DocumentId, EvidenceSpan, Relation } from "#graph/model.ts";
import { relationId, relationshipType } from "#graph/store/neo4j/form.ts";

test.each([
  ["part-of", false, "PART_OF"],
  ["inhibits", true, "NOT_INHIBITS"],
  ["→", false, "RELATES"],
  ["`]->() DELETE", false, "DELETE"],
  ["é".normalize("NFD"), false, "É"],
  ["x".repeat(200), false, "X".repeat(64)],
])("%s (negated: %s) is the relationship %s", (type, negated, name) => {
  expect(relationshipType(type, negated)).toBe(name);
});

const TEXT = "Silk 𝒳 is tough. Bone is stiff.";
const id = "d" as DocumentId;
const store = { document: async (wanted: DocumentId) => (wanted === id ? ({ id, text: TEXT } as Document) : null) };
const spanOf = (start: number, end: number, text = TEXT.slice(start, end)) => ({ document: id, start, end, sha256: sha256(text) });

test("a span's text is read by UTF-16 offsets and only when its hash still fits", async () => {
  const texts = new SpanTexts(store);
  expect(await texts.read(spanOf(18, 32))).toBe("Bone is stiff.");
  expect(await texts.find(spanOf(0, 17, "another text"))).toBeNull();
  await expect(texts.read(spanOf(0, 17, "another text"))).rejects.toMatchObject({
    code: "graph.corrupt",
    facts: { document: "d", start: 0 },
  });
  await expect(texts.read({ ...spanOf(0, 1), document: "gone" as DocumentId })).rejects.toMatchObject({ code: "graph.corrupt" });
});

test("ids tell polarity, direction and repeated spans apart, and are the same each time", () => {
  const span: EvidenceSpan = {
    ...spanOf(18, 32),
    head: [18, 22],
    tail: [26, 31],
    phrase: "is",
    hedged: false,
    confidence: 500,
    by: "test",
  };
  const ends = { from: "bone" as ConceptId, to: "stiff" as ConceptId };
  const affirmed: Relation = {
    ...ends,
    type: "is-a",
    polarity: "affirmed",
    evidence: [span, span],
    documents: 1,
    confidence: 500,
    firstYear: null,
    lastYear: null,
  };
  const others: Relation[] = [affirmed, { ...affirmed, polarity: "negated" }, { ...affirmed, from: ends.to, to: ends.from }];
  expect(new Set(others.map(relationId)).size).toBe(3);
  const better: Relation = { ...affirmed, documents: 9 };
  expect(relationId(better)).toBe(relationId(affirmed));
  const rows = others.flatMap((relation) => evidenceRows(relation, () => "text")).map((row) => (row.properties as { id: string }).id);
  expect(new Set(rows).size).toBe(6);
});

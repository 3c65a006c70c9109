// A change of words that look like Cypher, Lucene or nothing at all: names, types and texts as no paper should have them.

import { createHash } from "node:crypto";
import type { Change, Concept, ConceptId, Document, DocumentId, IndexedTerm, Projection, Relation, Sha256, TermKey } from "#graph/model.ts";

export const WORDS = [
  "`]->() DETACH DELETE n //",
  "'; MATCH (n) DETACH DELETE n; //",
  'say "no" \\u0060 \\ `` $rows {id: 1}',
  "𝒳‑phase 珍珠母 Ünïcôde ‮txet",
  "+ - && || ! ( ) { } [ ] ^ ~ * ? : /",
  "\u0000 \t ",
];
export const TYPES = ["`]->(x) DELETE x //", "part-of", "与…相关", "→", "part_of", "HEAD"];
const sha = (text: string) => createHash("sha256").update(text).digest("hex") as Sha256;

export const wildText = WORDS.join(" | ");

/** One document that names all the words; relation i goes from word i to the next. */
export function wildChange(): { readonly change: Change; readonly projection: Projection } {
  const id = "doi:10.1/`'\"" as DocumentId;
  const document: Document = {
    id,
    version: sha(wildText),
    title: WORDS[2]!,
    authors: WORDS,
    year: null,
    doi: null,
    arxiv: null,
    venue: null,
    source: { path: "wild.txt", absolute: "/wild.txt", format: "txt", row: null },
    text: wildText,
    sections: [],
  };
  const reading = { document: id, version: document.version, sentences: [], mentions: [], claims: [], abbreviations: [] };
  const terms = WORDS.map((word): IndexedTerm => {
    const counts = { documents: 1, mentions: 1, claims: 1, definitions: 0 };
    return { key: word as TermKey, surfaces: { [word]: 1 }, ...counts, kind: "phrase", kinds: { phrase: 1 }, blocks: [] };
  });
  const concepts = WORDS.map((word): Concept => {
    const seen = { documents: 1, mentions: 1, firstYear: null, lastYear: null };
    return { id: word as never as ConceptId, label: word, aliases: [`${word}'s`], terms: [word as TermKey], class: "thing", ...seen };
  });
  const relations = TYPES.map((type, index): Relation => {
    const ends = { from: WORDS[index]! as never as ConceptId, to: WORDS[(index + 1) % WORDS.length]! as never as ConceptId };
    const span = { document: id, start: 0, end: wildText.length, sha256: sha(wildText), head: [0, 1], tail: [2, 3] } as const;
    const evidence = [{ ...span, phrase: type, hedged: false, confidence: 500, by: "test" }];
    return { ...ends, type, polarity: "affirmed", evidence, documents: 1, confidence: 500, firstYear: null, lastYear: null };
  });
  const projection: Projection = {
    terms: { put: terms, remove: [] },
    links: { put: [], remove: [] },
    concepts: { put: concepts, remove: [] },
    relations: { put: relations, remove: [] },
  };
  return { change: { author: "test", reason: "wild", operations: [{ op: "put-document", document, reading }] }, projection };
}

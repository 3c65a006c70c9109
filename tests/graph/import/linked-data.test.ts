// RDF that Hortus did not write: triples between things, names from labels or from the end of an IRI, vocabularies of description left out.

import { expect, test } from "vitest";
import { drawn, readText } from "./read-text.ts";

const PREFIXES = `@prefix ex: <http://example.org/thing/> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> . @prefix dcterms: <http://purl.org/dc/terms/> . @prefix owl: <http://www.w3.org/2002/07/owl#> .
`;

test("turtle: things, their labels, and what hangs them together", async () => {
  const graph = await readText(
    "g.ttl",
    `${PREFIXES}ex:Spider_silk ex:bindsTo ex:b1 ; a owl:Class ; dcterms:creator ex:Ada ; ex:density 1.3 ; rdfs:seeAlso <http://elsewhere.org/> .
    ex:b1 rdfs:label "bone \\"mineral\\"" ; skos:broader ex:Bone . ex:unused a skos:Concept .`,
  );
  expect(drawn(graph)).toEqual(['Spider silk -binds To→ bone "mineral"', 'bone "mineral" -broader→ Bone']);
  expect(graph).toMatchObject({ format: "turtle", nodes: 4 });
  expect(graph.edges[0]!.place).toBe("triple 1");
});

test("n-triples are turtle, by their first line too", async () => {
  const graph = await readText("g.data", "<http://x.org/silk> <http://x.org/part_of> <http://x.org/web> .\n");
  expect(drawn(graph)).toEqual(["silk -part of→ web"]);
});

test("a reified statement of another tool is an edge", async () => {
  const graph = await readText(
    "g.ttl",
    `@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> . @prefix ex: <http://example.org/> .
    [] a rdf:Statement ; rdf:subject ex:silk ; rdf:predicate ex:holds ; rdf:object ex:bone .
    ex:half a rdf:Statement ; rdf:predicate ex:holds ; rdf:object ex:bone .`,
  );
  expect(drawn(graph)).toEqual(["silk -holds→ bone", "[] -holds→ bone"]);
});

test("json-ld: a context in the file is read, lists and nested nodes too", async () => {
  const graph = await readText(
    "g.json",
    JSON.stringify({
      "@context": { name: "http://schema.org/name", holds: { "@id": "http://x.org/holds", "@type": "@id" } },
      "@graph": [{ "@id": "http://x.org/1", name: "silk", holds: ["http://x.org/bone", { "@id": "http://x.org/2", name: "nacre" }] }],
    }),
  );
  expect(drawn(graph)).toEqual(["silk -holds→ bone", "silk -holds→ nacre"]);
  expect(graph).toMatchObject({ format: "jsonld", nodes: 3 });
});

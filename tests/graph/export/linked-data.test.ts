// The linked data read by parsers that are not ours: Turtle by N3, JSON-LD by jsonld. Both say the same, and evidence is what the standards want.

import jsonld from "jsonld";
import { Parser, type Quad, Writer } from "n3";
import { expect, test } from "vitest";
import { exportGraph } from "#graph/export/export-graph.ts";
import type { Garden } from "#graph/garden.ts";
import type { DocumentId } from "#graph/model.ts";
import { imagine, writtenGarden } from "#tests/graph/search/written-garden.ts";

const OA = "http://www.w3.org/ns/oa#";
const PROV = "http://www.w3.org/ns/prov#";
const TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type";

async function text(garden: Garden, format: "turtle" | "jsonld"): Promise<string> {
  let joined = "";
  for await (const piece of exportGraph(garden.store, format, { layer: "all" })) joined += piece;
  return joined;
}

async function hostileGarden(): Promise<Garden> {
  const garden = await writtenGarden({
    one: ['quo"te joins silk', "back\\slash joins silk", "𝛼<b> contains silk", "silk not contains bone"],
    two: ["silk joins bone"],
  });
  await imagine(garden, "bone", "binds", 'um"brella');
  return garden;
}

/** A graph with its blank nodes named the same way everywhere (RDF Dataset Canonicalization). */
async function canonical(quads: readonly Quad[]): Promise<string> {
  const lines = new Writer({ format: "N-Quads" }).quadsToString([...quads]);
  const options = { algorithm: "RDFC-1.0", inputFormat: "application/n-quads", format: "application/n-quads" };
  return (await jsonld.canonize(lines as never, options as never)) as unknown as string;
}

test("turtle is valid, and says what the json-ld says", async () => {
  await using garden = await hostileGarden();
  const turtle = new Parser({ format: "Turtle" }).parse(await text(garden, "turtle"));
  const lines = (await jsonld.toRDF(JSON.parse(await text(garden, "jsonld")), { format: "application/n-quads" })) as unknown as string;
  const same = new Parser({ format: "N-Quads" }).parse(lines);
  expect(turtle.length).toBeGreaterThan(100);
  expect(await canonical(turtle)).toBe(await canonical(same));
});

test("evidence: an annotation of its relation, a position and a quotation in its document, and who read it", async () => {
  await using garden = await hostileGarden();
  const quads = new Parser({ format: "Turtle" }).parse(await text(garden, "turtle"));
  const all = (subject: string, predicate: string) =>
    quads.filter((quad) => quad.subject.value === subject && quad.predicate.value === predicate).map(({ object }) => object.value);
  const typed = (type: string) =>
    quads.filter(({ predicate, object }) => predicate.value === TYPE && object.value === type).map(({ subject }) => subject.value);
  const documents = new Map<string, string>(
    await Promise.all(
      ["one", "two"].map(async (id) => [`urn:hortus:document:${id}`, (await garden.store.document(id as DocumentId))!.text] as const),
    ),
  );
  const annotations = typed(`${OA}Annotation`);
  expect(annotations).toHaveLength((await garden.store.counts()).relations);
  for (const annotation of annotations) {
    const [[relation], [target], [agent]] = [
      all(annotation, `${OA}hasBody`),
      all(annotation, `${OA}hasTarget`),
      all(annotation, `${PROV}wasAttributedTo`),
    ];
    const [source] = all(target!, `${OA}hasSource`);
    expect(all(relation!, `${PROV}wasDerivedFrom`)).toEqual([source]);
    expect(typed(`${PROV}SoftwareAgent`)).toContain(agent);
    const selectors = all(target!, `${OA}hasSelector`);
    const [start, end] = [selectors.flatMap((one) => all(one, `${OA}start`)), selectors.flatMap((one) => all(one, `${OA}end`))].map(
      ([value]) => Number(value),
    );
    const [exact] = selectors.flatMap((one) => all(one, `${OA}exact`));
    expect([...documents.get(source!)!].slice(start, end).join("")).toBe(exact);
  }
});

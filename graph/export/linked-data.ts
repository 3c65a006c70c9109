// The garden as linked data, before any syntax: SKOS for concepts, PROV-O for where things come from, Web Annotation for evidence spans.

import { sha256 } from "#graph/documents/text.ts";
import type { GraphRecords } from "#graph/export/records.ts";
import type { Concept, Document, DocumentId, EvidenceSpan, Relation, RestingSpan } from "#graph/model.ts";
import { classesOf } from "#graph/ontology/classify.ts";
import { ontologyOf } from "#graph/ontology/ontology.ts";
import type { DocumentSummary, GraphStore } from "#graph/store/graph-store.ts";

export const PREFIXES = {
  dcterms: "http://purl.org/dc/terms/",
  hortus: "urn:hortus:vocabulary:",
  oa: "http://www.w3.org/ns/oa#",
  prov: "http://www.w3.org/ns/prov#",
  rdf: "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
  skos: "http://www.w3.org/2004/02/skos/core#",
  xsd: "http://www.w3.org/2001/XMLSchema#",
} as const;

/** An IRI, a plain text, a whole number, a truth value, or a nameless node. */
export type Term = { readonly iri: string } | string | number | boolean | Node;

/** A thing and what is said of it; property names are `prefix:name`, `a` is rdf:type. No id: a blank node. */
export interface Node {
  readonly id?: string;
  readonly properties: readonly (readonly [property: string, value: Term])[];
}

/** Every node of the export, in order: documents, concepts, each relation followed by its annotations and those who made them, conjectures. */
export async function* linkedNodes(records: GraphRecords, store: GraphStore): AsyncGenerator<Node> {
  const shelf = documentShelf(store);
  const agents = new Set<string>();
  for (const document of await records.documents()) yield documentNode(document);
  const ontology = await ontologyOf(store);
  for await (const concept of records.concepts()) yield conceptNode(concept, classesOf(ontology, concept));
  for await (const relation of records.relations()) {
    const id = relationIri(relation);
    yield relationNode(id, relation);
    for (const span of relation.evidence) {
      const node = annotationNode(id, span, await shelf(span.document));
      if (node === null) continue;
      yield node;
      if (!agents.has(span.by)) yield agentNode(span.by);
      agents.add(span.by);
    }
  }
  for (const conjecture of await records.conjectures()) yield conjectureNode(conjecture);
}

function documentNode({ id, title, authors, year, doi, version }: DocumentSummary): Node {
  const properties: [string, Term][] = [
    ["a", iri("prov:Entity")],
    ["dcterms:title", title],
    ["hortus:sha256", version],
  ];
  for (const author of authors) properties.push(["dcterms:creator", author]);
  if (year !== null) properties.push(["dcterms:date", String(year)]);
  if (doi !== null) properties.push(["dcterms:identifier", `https://doi.org/${doi}`]);
  return { id: documentIri(id), properties };
}

/** Its classes are those of the garden's ontology, as `ontology export` writes them; `hortus:class` is the coarse one every concept has. */
function conceptNode({ id, label, aliases, class: kind }: Concept, classes: readonly string[]): Node {
  const names = aliases.map((alias) => ["skos:altLabel", alias] as const);
  const types = [iri("skos:Concept"), ...classes.map((name) => ({ iri: classIri(name) }))].map((type) => ["a", type] as const);
  return { id: conceptIri(id), properties: [...types, ["skos:prefLabel", label], ...names, ["hortus:class", kind]] };
}

/** A reified statement, since a negated one must not be asserted. */
function relationNode(id: string, relation: Relation): Node {
  const sources = [...new Set(relation.evidence.map(({ document }) => document))];
  return {
    id,
    properties: [
      ["a", iri("rdf:Statement")],
      ["a", iri("prov:Entity")],
      ["rdf:subject", { iri: conceptIri(relation.from) }],
      ["rdf:predicate", { iri: `hortus:relation/${encodeURIComponent(relation.type)}` }],
      ["rdf:object", { iri: conceptIri(relation.to) }],
      ["hortus:polarity", relation.polarity],
      ["hortus:confidence", relation.confidence],
      ["hortus:conjecture", false],
      ...sources.map((document) => ["prov:wasDerivedFrom", { iri: documentIri(document) }] as const),
    ],
  };
}

/** The span as position and quotation; null when it no longer matches its document. Positions count code points, as the standard wants. */
function annotationNode(relation: string, span: EvidenceSpan, document: Document | null): Node | null {
  const exact = document?.text.slice(span.start, span.end) ?? "";
  if (document === null || sha256(exact) !== span.sha256) return null;
  const start = codePoints(document.text, span.start);
  const position: Node = {
    properties: [
      ["a", iri("oa:TextPositionSelector")],
      ["oa:start", start],
      ["oa:end", start + codePoints(exact, exact.length)],
    ],
  };
  const quotation: Node = {
    properties: [
      ["a", iri("oa:TextQuoteSelector")],
      ["oa:exact", exact],
    ],
  };
  const target: Node = {
    properties: [
      ["a", iri("oa:SpecificResource")],
      ["oa:hasSource", { iri: documentIri(document.id) }],
      ["oa:hasSelector", position],
      ["oa:hasSelector", quotation],
    ],
  };
  return {
    properties: [
      ["a", iri("oa:Annotation")],
      ["oa:motivatedBy", iri("oa:describing")],
      ["oa:hasBody", { iri: relation }],
      ["oa:hasTarget", target],
      ["prov:wasAttributedTo", { iri: agentIri(span.by) }],
      ...measures(span),
    ],
  };
}

/** Offsets as the garden counts them, UTF-16, and the hash of the text between: what an import compares. */
function measures({ start, end, sha256: hash }: RestingSpan): [string, Term][] {
  return [
    ["hortus:start", start],
    ["hortus:end", end],
    ["hortus:sha256", hash],
  ];
}

/** Who read a sentence: the grammar, or a model. */
function agentNode(by: string): Node {
  return {
    id: agentIri(by),
    properties: [
      ["a", iri("prov:SoftwareAgent")],
      ["dcterms:title", by],
    ],
  };
}

function conjectureNode(conjecture: Awaited<ReturnType<GraphRecords["conjectures"]>>[number]): Node {
  const end = (concept: string | null, term: string, label: string): Term =>
    concept === null
      ? {
          properties: [
            ["skos:prefLabel", label],
            ["hortus:term", term],
          ],
        }
      : { iri: conceptIri(concept) };
  return {
    id: `urn:hortus:${encodeURIComponent(conjecture.id)}`,
    properties: [
      ["a", iri("rdf:Statement")],
      ["rdf:subject", end(conjecture.fromConcept, conjecture.from, conjecture.fromLabel)],
      ["rdf:predicate", { iri: `hortus:relation/${encodeURIComponent(conjecture.type)}` }],
      ["rdf:object", end(conjecture.toConcept, conjecture.to, conjecture.toLabel)],
      ["hortus:conjecture", true],
      ["hortus:origin", conjecture.origin],
      ["hortus:rationale", conjecture.rationale],
      ...conjecture.restsOn.map((span) => ["hortus:restsOn", restingNode(span)] as const),
    ],
  };
}

/** What a conjecture rests on is a place in a document, and no annotation: it does not say the conjecture. */
export function restingNode(span: RestingSpan): Node {
  return { properties: [["a", iri("oa:SpecificResource")], ["oa:hasSource", { iri: documentIri(span.document) }], ...measures(span)] };
}

/** A name written with a prefix. */
function iri(name: string): Term {
  return { iri: name };
}

function documentIri(id: DocumentId): string {
  return `urn:hortus:document:${encodeURIComponent(id)}`;
}

function agentIri(by: string): string {
  return `urn:hortus:agent:${encodeURIComponent(by)}`;
}

/** Of a class of the ontology. */
export function classIri(name: string): string {
  return `urn:hortus:class:${encodeURIComponent(name)}`;
}

function conceptIri(id: string): string {
  return `urn:hortus:concept:${encodeURIComponent(id)}`;
}

function relationIri({ from, type, to, polarity }: Relation): string {
  return `urn:hortus:relation:${sha256(JSON.stringify([from, type, to, polarity])).slice(0, 32)}`;
}

/** Number of code points before a UTF-16 offset. */
function codePoints(text: string, offset: number): number {
  let count = offset;
  for (let at = 0; at < offset - 1; at++)
    if ((text.charCodeAt(at) & 0xfc00) === 0xd800 && (text.charCodeAt(at + 1) & 0xfc00) === 0xdc00) count--;
  return count;
}

/** Documents as they are asked for, the last few kept. */
function documentShelf(store: GraphStore): (id: DocumentId) => Promise<Document | null> {
  const kept = new Map<DocumentId, Document | null>();
  return async (id) => {
    const known = kept.get(id);
    if (known !== undefined) return known;
    const document = await store.document(id);
    kept.set(id, document);
    if (kept.size > 64) kept.delete(kept.keys().next().value!);
    return document;
  };
}

// Triples as a graph: what Hortus exports (reified statements with annotations as evidence), and any other RDF by its triples between things.

import type { ImportedEdge, ImportedGraph, ImportedNode, NamedSpan } from "#graph/import/imported-graph.ts";
import { namedSpan } from "#graph/import/named-spans.ts";
import { NodeTable } from "#graph/import/node-table.ts";
import type { Triple } from "#graph/import/triple.ts";

const RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#";
const RDFS = "http://www.w3.org/2000/01/rdf-schema#";
const SKOS = "http://www.w3.org/2004/02/skos/core#";
const OA = "http://www.w3.org/ns/oa#";
const HORTUS = "urn:hortus:vocabulary:";

/** What names a thing, best first. */
const LABELS = [
  `${SKOS}prefLabel`,
  `${RDFS}label`,
  "http://schema.org/name",
  "https://schema.org/name",
  "http://xmlns.com/foaf/0.1/name",
  "http://purl.org/dc/terms/title",
];
/** Vocabularies that describe a file and its parts: none of their properties is a relation between concepts. */
const DESCRIBING = [
  RDF,
  OA,
  HORTUS,
  "http://www.w3.org/ns/prov#",
  "http://purl.org/dc/",
  "http://www.w3.org/2002/07/owl#",
  "http://www.w3.org/ns/shacl#",
];
const ALSO_DESCRIBING = new Set(
  [
    ...["label", "comment", "seeAlso", "isDefinedBy", "domain", "range"].map((name) => RDFS + name),
    ...["prefLabel", "altLabel", "inScheme", "topConceptOf", "hasTopConcept"].map((name) => SKOS + name),
  ].concat(LABELS),
);
const RELATION = `${HORTUS}relation/`;

export async function graphOfTriples(triples: AsyncIterable<Triple>): Promise<Pick<ImportedGraph, "nodes" | "edges">> {
  const reader = new TripleReader();
  for await (const triple of triples) reader.add(triple);
  return reader.graph();
}

class TripleReader {
  /** Subject, property, values: all that is not a relation between two things. */
  readonly #facts = new Map<string, Map<string, string[]>>();
  readonly #drawn: (Triple & { readonly number: number })[] = [];
  /** Ids by IRI, since a term may be named by several blank nodes. */
  readonly #ids = new Map<string, string>();
  readonly #nodes = new NodeTable();
  #count = 0;

  add(triple: Triple): void {
    this.#count += 1;
    const { subject, predicate, object, literal } = triple;
    if (!describes(predicate)) {
      if (!literal) this.#drawn.push({ ...triple, number: this.#count });
      return;
    }
    const facts = this.#facts.get(subject) ?? new Map<string, string[]>();
    this.#facts.set(subject, facts);
    const values = facts.get(predicate);
    if (values === undefined) facts.set(predicate, [object]);
    else values.push(object);
  }

  graph(): Pick<ImportedGraph, "nodes" | "edges"> {
    for (const [subject, facts] of this.#facts) if (facts.get(`${RDF}type`)?.includes(`${SKOS}Concept`)) this.#node(subject);
    const evidence = this.#annotations();
    const edges: ImportedEdge[] = [];
    for (const [subject, facts] of this.#facts) {
      if (facts.has(`${RDF}predicate`)) edges.push(this.#statement(subject, evidence.get(subject) ?? []));
    }
    for (const triple of this.#drawn) edges.push(this.#plain(triple));
    return { nodes: this.#nodes.size, edges };
  }

  #fact(subject: string, property: string): string | null {
    return this.#facts.get(subject)?.get(property)?.[0] ?? null;
  }

  /** A thing under the id that a garden may know it by, and its name. */
  #node(iri: string): ImportedNode {
    const known = this.#ids.get(iri);
    if (known !== undefined) return this.#nodes.mentioned(known);
    const label = LABELS.map((property) => this.#fact(iri, property)).find((name) => name !== null && name.trim() !== "");
    const id = this.#fact(iri, `${HORTUS}term`) ?? decoded(iri, "urn:hortus:concept:") ?? iri;
    this.#ids.set(iri, id);
    return this.#nodes.declare(id, label ?? (iri.startsWith("_:") ? "" : localName(iri)));
  }

  #statement(subject: string, evidence: readonly NamedSpan[]): ImportedEdge {
    const end = (property: string) => {
      const iri = this.#fact(subject, property);
      return iri === null ? this.#nodes.mentioned("") : this.#node(iri);
    };
    const conjecture = this.#fact(subject, `${HORTUS}conjecture`) === "true";
    const resting = this.#facts.get(subject)?.get(`${HORTUS}restsOn`) ?? [];
    return {
      place: `statement ${subject}`,
      from: end(`${RDF}subject`),
      to: end(`${RDF}object`),
      relation: relationName(this.#fact(subject, `${RDF}predicate`) ?? ""),
      negated: this.#fact(subject, `${HORTUS}polarity`) === "negated",
      evidence,
      conjecture: conjecture ? decoded(subject, "urn:hortus:") : null,
      rationale: this.#fact(subject, `${HORTUS}rationale`),
      restsOn: resting.flatMap((node) => this.#span(node, node) ?? []),
    };
  }

  #plain({ subject, predicate, object, number }: Triple & { readonly number: number }): ImportedEdge {
    const none = { negated: false, evidence: [], conjecture: null, rationale: null, restsOn: [] };
    return { place: `triple ${number}`, from: this.#node(subject), to: this.#node(object), relation: relationName(predicate), ...none };
  }

  /** Spans by the statement that they are evidence for. */
  #annotations(): ReadonlyMap<string, readonly NamedSpan[]> {
    const found = new Map<string, NamedSpan[]>();
    for (const [annotation, facts] of this.#facts) {
      const body = facts.get(`${OA}hasBody`)?.[0];
      const span = body === undefined ? null : this.#span(annotation, facts.get(`${OA}hasTarget`)?.[0] ?? "");
      if (span !== null) found.set(body!, [...(found.get(body!) ?? []), span]);
    }
    return found;
  }

  #span(measured: string, target: string): NamedSpan | null {
    const [start, end] = [this.#fact(measured, `${HORTUS}start`), this.#fact(measured, `${HORTUS}end`)];
    const document = decoded(this.#fact(target, `${OA}hasSource`) ?? "", "urn:hortus:document:");
    if (start === null || end === null) return null;
    return namedSpan({ document, start: Number(start), end: Number(end), sha256: this.#fact(measured, `${HORTUS}sha256`) });
  }
}

function describes(predicate: string): boolean {
  if (predicate.startsWith(RELATION)) return false;
  return ALSO_DESCRIBING.has(predicate) || DESCRIBING.some((vocabulary) => predicate.startsWith(vocabulary));
}

/** The rest of an IRI behind `prefix`, percent signs undone; null when it does not begin so. */
export function decoded(iri: string, prefix: string): string | null {
  return iri.startsWith(prefix) ? unescaped(iri.slice(prefix.length)) : null;
}

function relationName(predicate: string): string {
  return decoded(predicate, RELATION) ?? localName(predicate).replace(/([\p{Ll}\p{N}])(\p{Lu})/gu, "$1 $2");
}

/** The last part of an IRI as words: `…/Spider_silk` is "Spider silk". */
export function localName(iri: string): string {
  const last = unescaped(/([^/#:]+)[/#]?$/.exec(iri)?.[1] ?? iri);
  return last.replaceAll("_", " ").trim();
}

function unescaped(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

// An ontology as JSON-LD: OWL classes and object properties, RDFS domains and ranges. What those have no word for (heads, members, where it comes
// from) is in Hortus's own vocabulary, so that the file comes back as it went.

import { jsonLdOf } from "#graph/export/json-ld.ts";
import { classIri, type Node, PREFIXES, restingNode, type Term } from "#graph/export/linked-data.ts";
import { jsonLdTriples } from "#graph/import/json-ld.ts";
import { decoded, localName } from "#graph/import/rdf-graph.ts";
import type { TextFile } from "#graph/import/text-file.ts";
import type { OntologyClass, OntologyEntry, OntologyOrigin, OntologyRelationType, RestingSpan } from "#graph/model.ts";
import { canonicalEntry } from "#graph/ontology/edit-ontology.ts";
import { ENFORCEMENTS, entryId } from "#graph/ontology/ontology.ts";
import { problemsOf } from "#graph/ontology/problems.ts";
import { HortusError } from "#kernels/errors.ts";

const RDF = PREFIXES.rdf;
const RDFS = "http://www.w3.org/2000/01/rdf-schema#";
const OWL = "http://www.w3.org/2002/07/owl#";
const HORTUS = PREFIXES.hortus;
const OA = PREFIXES.oa;
const CLASS = "urn:hortus:class:";
const RELATION = `${HORTUS}relation/`;
const DOCUMENT = "urn:hortus:document:";
const ORIGINS: readonly string[] = ["hypernym", "head", "cluster", "usage", "table", "person"] satisfies OntologyOrigin["by"][];

/** Entries in the order given; the same entries are the same bytes. */
export async function writeOntologyJsonLd(entries: readonly OntologyEntry[]): Promise<string> {
  const prefixes = { hortus: HORTUS, oa: OA, owl: OWL, rdf: RDF, rdfs: RDFS, xsd: PREFIXES.xsd };
  let text = "";
  for await (const piece of jsonLdOf(nodesOf(entries.map(canonicalEntry)), prefixes)) text += piece;
  return text;
}

function nodesOf(entries: readonly OntologyEntry[]): Node[] {
  const rule = entries.find((entry) => entry.kind === "rule");
  const enforced = rule === undefined ? [] : [["hortus:enforce", rule.value] as const];
  const head: Node = { id: "urn:hortus:ontology", properties: [["a", iri("owl:Ontology")], ...enforced] };
  return [
    head,
    ...entries.flatMap((entry) => (entry.kind === "class" ? classNode(entry) : entry.kind === "relation" ? propertyNode(entry) : [])),
  ];
}

function classNode({ name, label, parent, heads, members, origin }: OntologyClass): Node {
  return {
    id: classIri(name),
    properties: [
      ["a", iri("owl:Class")],
      ["rdfs:label", label],
      ...(parent === null ? [] : [["rdfs:subClassOf", iri(classIri(parent))] as const]),
      ...heads.map((one) => ["hortus:head", one] as const),
      ...members.map((one) => ["hortus:member", one] as const),
      ...originOf(origin),
    ],
  };
}

function propertyNode({ name, domain, range, inverse, synonyms, origin }: OntologyRelationType): Node {
  return {
    id: relationIri(name),
    properties: [
      ["a", iri("owl:ObjectProperty")],
      ...(inverse === name ? [["a", iri("owl:SymmetricProperty")] as const] : []),
      ["rdfs:label", name],
      ...ends("rdfs:domain", domain),
      ...ends("rdfs:range", range),
      ...(inverse === null || inverse === name ? [] : [["owl:inverseOf", iri(relationIri(inverse))] as const]),
      ...synonyms.map((one) => ["owl:equivalentProperty", iri(relationIri(one))] as const),
      ...originOf(origin),
    ],
  };
}

/** Several domains of RDFS would have to hold together; here any of them will do. */
function ends(property: string, names: readonly string[]): readonly (readonly [string, Term])[] {
  if (names.length === 0) return [];
  if (names.length === 1) return [[property, iri(classIri(names[0]!))]];
  const list = names.reduceRight<Term>(
    (rest, name) => ({
      properties: [
        ["rdf:first", iri(classIri(name))],
        ["rdf:rest", rest],
      ],
    }),
    iri("rdf:nil"),
  );
  const union: Node = {
    properties: [
      ["a", iri("owl:Class")],
      ["owl:unionOf", list],
    ],
  };
  return [[property, union]];
}

function originOf({ by, support, evidence }: OntologyOrigin): readonly (readonly [string, Term])[] {
  const places = evidence.map((span) => ["hortus:restsOn", restingNode(span)] as const);
  return [["hortus:by", by], ["hortus:support", support], ...places];
}

function iri(name: string): { readonly iri: string } {
  return { iri: name };
}

function relationIri(name: string): string {
  return `hortus:relation/${encodeURIComponent(name)}`;
}

/**
 * @throws `ontology.invalid` with the subject and property that are wrong; `document.corrupt`, `document.too_large`, `input.invalid` as the
 *   import of JSON-LD
 */
export async function readOntologyJsonLd(file: TextFile): Promise<readonly OntologyEntry[]> {
  const facts = new Facts(file.path);
  for await (const { subject, predicate, object } of jsonLdTriples(file)) facts.add(subject, predicate, object);
  const entries: OntologyEntry[] = [];
  for (const subject of facts.subjects()) {
    const types = facts.all(subject, `${RDF}type`);
    if (types.includes(`${OWL}Class`) && !subject.startsWith("_:")) entries.push(classOf(facts, subject));
    if (types.includes(`${OWL}ObjectProperty`)) entries.push(relationOf(facts, subject, types.includes(`${OWL}SymmetricProperty`)));
    for (const value of facts.all(subject, `${HORTUS}enforce`)) {
      const known = ENFORCEMENTS.find((choice) => choice === value);
      if (known === undefined) throw facts.wrong(subject, "hortus:enforce", `“${value}” must be one of ${ENFORCEMENTS.join(", ")}`);
      entries.push({ id: entryId("rule", "enforce"), kind: "rule", name: "enforce", value: known });
    }
  }
  if (entries.length === 0) throw facts.wrong("", "", "there is no owl:Class and no owl:ObjectProperty in it");
  const [problem] = problemsOf(entries);
  if (problem !== undefined) throw facts.wrong(problem.entry, problem.field, problem.message);
  return entries;
}

function classOf(facts: Facts, subject: string): OntologyClass {
  const name = facts.className(subject);
  const parents = facts.all(subject, `${RDFS}subClassOf`).filter((parent) => !parent.startsWith("_:"));
  if (parents.length > 1) throw facts.wrong(subject, "rdfs:subClassOf", "a class is under one class here, not several");
  return {
    id: entryId("class", name),
    kind: "class",
    name,
    label: facts.one(subject, `${RDFS}label`) ?? name,
    parent: parents[0] === undefined ? null : facts.className(parents[0]),
    heads: facts.all(subject, `${HORTUS}head`),
    members: facts.all(subject, `${HORTUS}member`) as never,
    origin: originFrom(facts, subject),
  };
}

function relationOf(facts: Facts, subject: string, symmetric: boolean): OntologyRelationType {
  const name = facts.relationName(subject);
  const inverse = facts.one(subject, `${OWL}inverseOf`);
  const classes = (property: string) =>
    facts
      .all(subject, property)
      .flatMap((end) => (end.startsWith("_:") ? facts.list(end, `${OWL}unionOf`) : [end]))
      .map((end) => facts.className(end));
  return {
    id: entryId("relation", name),
    kind: "relation",
    name,
    domain: classes(`${RDFS}domain`),
    range: classes(`${RDFS}range`),
    inverse: symmetric ? name : inverse === null ? null : facts.relationName(inverse),
    synonyms: facts.all(subject, `${OWL}equivalentProperty`).map((other) => facts.relationName(other)),
    origin: originFrom(facts, subject),
  };
}

/** What nobody says a source of, a person wrote. */
function originFrom(facts: Facts, subject: string): OntologyOrigin {
  const by = facts.one(subject, `${HORTUS}by`) ?? "person";
  if (!ORIGINS.includes(by)) throw facts.wrong(subject, "hortus:by", `“${by}” must be one of ${ORIGINS.join(", ")}`);
  const evidence = facts.all(subject, `${HORTUS}restsOn`).map((node): RestingSpan => {
    const document = decoded(facts.one(node, `${OA}hasSource`) ?? "", DOCUMENT);
    const hash = facts.one(node, `${HORTUS}sha256`);
    if (document === null || hash === null) throw facts.wrong(subject, "hortus:restsOn", "a place needs a document and a hash");
    return {
      document: document as RestingSpan["document"],
      start: facts.count(node, `${HORTUS}start`),
      end: facts.count(node, `${HORTUS}end`),
      sha256: hash as RestingSpan["sha256"],
    };
  });
  return { by: by as OntologyOrigin["by"], support: facts.count(subject, `${HORTUS}support`), evidence };
}

/** What is said of each thing. */
class Facts {
  readonly #path: string;
  readonly #said = new Map<string, Map<string, string[]>>();

  constructor(path: string) {
    this.#path = path;
  }

  add(subject: string, property: string, value: string): void {
    const said = this.#said.get(subject) ?? new Map<string, string[]>();
    this.#said.set(subject, said);
    said.set(property, [...(said.get(property) ?? []), value]);
  }

  subjects(): Iterable<string> {
    return this.#said.keys();
  }

  all(subject: string, property: string): readonly string[] {
    return this.#said.get(subject)?.get(property) ?? [];
  }

  one(subject: string, property: string): string | null {
    return this.all(subject, property)[0] ?? null;
  }

  count(subject: string, property: string): number {
    const text = this.one(subject, property) ?? "0";
    const value = Number(text);
    if (Number.isSafeInteger(value) && value >= 0) return value;
    throw this.wrong(subject, property, `“${text}” must be a whole number of at least 0`);
  }

  list(node: string, property: string): readonly string[] {
    const items: string[] = [];
    for (let at = this.one(node, property); at !== null && at !== `${RDF}nil` && items.length < 10_000; at = this.one(at, `${RDF}rest`)) {
      const first = this.one(at, `${RDF}first`);
      if (first !== null) items.push(first);
    }
    return items;
  }

  className(subject: string): string {
    return decoded(subject, CLASS) ?? this.one(subject, `${RDFS}label`) ?? localName(subject);
  }

  relationName(subject: string): string {
    return decoded(subject, RELATION) ?? this.one(subject, `${RDFS}label`) ?? localName(subject);
  }

  wrong(subject: string, property: string, message: string): HortusError {
    const place = [subject, property].filter((part) => part !== "").join(" ");
    return new HortusError("ontology.invalid", `${this.#path}${place === "" ? "" : `, ${place}`}: ${message}. Nothing was changed.`, {
      path: this.#path,
      subject,
      property,
    });
  }
}

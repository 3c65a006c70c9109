// What passes a search's filters, for what is ranked outside the store: concepts and relations of the graph, conjectures, and the sentences
// shown with a result. The same reading of `Within` as the store's.

import type { Concept, ConceptId, Conjecture, DocumentId, Relation } from "#graph/model.ts";
import type { GraphStore, Within } from "#graph/store/graph-store.ts";

/** For one question; keep it no longer than that, since it remembers the documents it looked up. */
export class Passing {
  readonly within: Within;
  readonly #store: GraphStore;
  readonly #documents = new Map<DocumentId, boolean>();
  #mentioned: Promise<ReadonlySet<ConceptId>> | null = null;

  constructor(store: GraphStore, within: Within) {
    this.#store = store;
    this.within = within;
  }

  /** Nothing is refused. */
  get all(): boolean {
    return this.#allDocuments && this.within.classes === undefined;
  }

  get #allDocuments(): boolean {
    return this.within.years === undefined && this.within.documents === undefined;
  }

  ofClass(name: string): boolean {
    return this.within.classes === undefined || this.within.classes.includes(name);
  }

  /** Those of these documents that pass. */
  async documents(ids: readonly DocumentId[]): Promise<ReadonlySet<DocumentId>> {
    const { years, documents } = this.within;
    if (this.#allDocuments) return new Set(ids);
    const unknown = [...new Set(ids)].filter((id) => !this.#documents.has(id));
    for (const id of unknown) this.#documents.set(id, false);
    const named = documents === undefined ? unknown : unknown.filter((id) => documents.includes(id));
    const found = years === undefined ? named.map((id) => ({ id, year: 0 })) : await this.#store.documents(named);
    for (const { id, year } of found) if (years === undefined || inYears(year, years)) this.#documents.set(id, true);
    return new Set(ids.filter((id) => this.#documents.get(id)));
  }

  /** Those of these concepts that pass. */
  async concepts(concepts: readonly Concept[]): Promise<readonly Concept[]> {
    const ofClass = concepts.filter((concept) => this.ofClass(concept.class));
    if (this.#allDocuments) return ofClass;
    const mentioned = await this.mentioned();
    if (mentioned !== null) return ofClass.filter(({ id }) => mentioned.has(id));
    const years = this.within.years!;
    const far = ofClass.filter((concept) => straddles(concept, years));
    const postings = await this.#store.postings(far.flatMap(({ terms }) => terms));
    const between = new Set(postings.filter(({ year }) => inYears(year, years)).map(({ term }) => term));
    return ofClass.filter(
      (concept) => inYears(concept.firstYear, years) || inYears(concept.lastYear, years) || concept.terms.some((term) => between.has(term)),
    );
  }

  /** Those of these relations that a sentence of a document that passes says and one of whose ends is of a class that does; with those sentences alone. @param classOf  not asked where no class is */
  async relations(relations: readonly Relation[], classOf: (id: ConceptId) => string = () => ""): Promise<readonly Relation[]> {
    const ofClass = relations.filter(({ from, to }) => [from, to].some((end) => this.ofClass(classOf(end))));
    if (this.#allDocuments) return ofClass;
    const passing = await this.documents(ofClass.flatMap(({ evidence }) => evidence.map(({ document }) => document)));
    return ofClass
      .map((relation) => ({ ...relation, evidence: relation.evidence.filter(({ document }) => passing.has(document)) }))
      .filter(({ evidence }) => evidence.length > 0);
  }

  /** Those of these conjectures that rest on a sentence of a document that passes; with those sentences alone. */
  async conjectures(conjectures: readonly Conjecture[]): Promise<readonly Conjecture[]> {
    if (this.#allDocuments) return conjectures;
    const passing = await this.documents(conjectures.flatMap(({ restsOn }) => restsOn.map(({ document }) => document)));
    return conjectures
      .map((conjecture) => ({ ...conjecture, restsOn: conjecture.restsOn.filter(({ document }) => passing.has(document)) }))
      .filter(({ restsOn }) => restsOn.length > 0);
  }

  /** The concepts that the named documents mention, as far as their years pass; null when none are named. */
  mentioned(): Promise<ReadonlySet<ConceptId> | null> {
    const { documents } = this.within;
    if (documents === undefined) return Promise.resolve(null);
    this.#mentioned ??= this.#conceptsIn(documents);
    return this.#mentioned;
  }

  async #conceptsIn(documents: readonly DocumentId[]): Promise<ReadonlySet<ConceptId>> {
    const readings = await this.#store.readings([...(await this.documents(documents))]);
    const terms = new Set(readings.flatMap(({ mentions }) => mentions.map(({ term }) => term)));
    return new Set((await this.#store.conceptsOfTerms([...terms])).map(({ concept }) => concept));
  }
}

function inYears(year: number | null, { from, to }: NonNullable<Within["years"]>): boolean {
  return year !== null && year >= (from ?? -Infinity) && year <= (to ?? Infinity);
}

/** Whether its first and last document lie on either side: then only the ones between can tell. */
function straddles({ firstYear, lastYear }: Concept, { from, to }: NonNullable<Within["years"]>): boolean {
  return firstYear !== null && lastYear !== null && firstYear < (from ?? -Infinity) && lastYear > (to ?? Infinity);
}

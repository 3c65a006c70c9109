// What every export writes, read page by page: documents, concepts, relations and, when asked for, conjectures. It formats nothing.

import type { Concept, ConceptId, Conjecture, Relation } from "#graph/model.ts";
import type { DocumentSummary, GraphStore } from "#graph/store/graph-store.ts";

export type Layer = "observed" | "all";

/** A conjecture between two concepts of the garden; its ends are null where no concept carries that term. */
export interface ExportedConjecture extends Conjecture {
  readonly fromConcept: ConceptId | null;
  readonly toConcept: ConceptId | null;
}

export interface GraphRecords {
  documents(): Promise<readonly DocumentSummary[]>;
  concepts(): AsyncIterable<Concept>;
  relations(): AsyncIterable<Relation>;
  /** None in the observed layer. */
  conjectures(): Promise<readonly ExportedConjecture[]>;
}

/** Each call reads anew; nothing but a page is held. */
export function recordsOf(store: GraphStore, layer: Layer): GraphRecords {
  return {
    documents: () => store.documents(),
    concepts: () => flat(store.allConcepts()),
    relations: () => flat(store.allRelations()),
    async conjectures() {
      if (layer === "observed") return [];
      const conjectures = await store.conjectures();
      const owners = await store.conceptsOfTerms([...new Set(conjectures.flatMap(({ from, to }) => [from, to]))]);
      const conceptOf = new Map(owners.map(({ term, concept }) => [term, concept]));
      return conjectures.map((conjecture) => ({
        ...conjecture,
        fromConcept: conceptOf.get(conjecture.from) ?? null,
        toConcept: conceptOf.get(conjecture.to) ?? null,
      }));
    },
  };
}

async function* flat<Item>(pages: AsyncIterable<readonly Item[]>): AsyncGenerator<Item> {
  for await (const page of pages) yield* page;
}

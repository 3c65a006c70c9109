// Where two concepts are named: in the same documents, and ever in one sentence. Reads places once for all concepts, and each document once.

import type { Concept, ConceptId, DocumentId, Reading, TermKey } from "#graph/model.ts";
import type { GraphStore } from "#graph/store/graph-store.ts";

export interface Places {
  /** Documents that name both. */
  shared(a: Concept, b: Concept): readonly DocumentId[];
  /** Whether one sentence names both. */
  together(a: Concept, b: Concept): Promise<boolean>;
}

/** For these concepts only. */
export async function placesOf(store: GraphStore, concepts: readonly Concept[]): Promise<Places> {
  const byTerm = Map.groupBy(await store.postings(concepts.flatMap(({ terms }) => terms)), ({ term }) => term);
  const documents = new Map<ConceptId, ReadonlySet<DocumentId>>();
  for (const { id, terms } of concepts) {
    documents.set(id, new Set(terms.flatMap((term) => (byTerm.get(term) ?? []).map(({ document }) => document))));
  }
  const sentences = remembered(async (id: DocumentId) => {
    const [reading] = await store.readings([id]);
    return reading === undefined ? new Map<TermKey, ReadonlySet<number>>() : sentencesByTerm(reading);
  });
  const shared = (a: Concept, b: Concept) => [...documents.get(a.id)!].filter((document) => documents.get(b.id)!.has(document));
  return {
    shared,
    async together(a, b) {
      for (const document of shared(a, b)) {
        const named = await sentences(document);
        const withA = new Set(a.terms.flatMap((term) => [...(named.get(term) ?? [])]));
        if (b.terms.some((term) => [...(named.get(term) ?? [])].some((sentence) => withA.has(sentence)))) return true;
      }
      return false;
    },
  };
}

function sentencesByTerm(reading: Reading): ReadonlyMap<TermKey, ReadonlySet<number>> {
  const named = new Map<TermKey, Set<number>>();
  for (const { term, sentence } of reading.mentions) {
    const known = named.get(term);
    if (known === undefined) named.set(term, new Set([sentence]));
    else known.add(sentence);
  }
  return named;
}

function remembered<Key, Value>(ask: (key: Key) => Promise<Value>): (key: Key) => Promise<Value> {
  const known = new Map<Key, Promise<Value>>();
  return (key) => {
    const found = known.get(key) ?? ask(key);
    known.set(key, found);
    return found;
  };
}

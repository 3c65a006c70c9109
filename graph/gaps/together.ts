// Whether two concepts were ever named in one sentence, and in one document. Reads a document's reading once, however many pairs ask.

import type { Concept, DocumentId, Reading, TermKey } from "#graph/model.ts";
import type { GraphStore } from "#graph/store/graph-store.ts";

export interface Togetherness {
  readonly sentence: boolean;
  /** Number of documents that name both. */
  readonly documents: number;
}

export interface TogetherReader {
  of(a: Concept, b: Concept): Promise<Togetherness>;
}

export function togetherReader(store: GraphStore): TogetherReader {
  const postings = remembered(async (concept: Concept) => new Set((await store.postings(concept.terms)).map(({ document }) => document)));
  const sentences = remembered(async (id: DocumentId) => {
    const [reading] = await store.readings([id]);
    return reading === undefined ? new Map<TermKey, ReadonlySet<number>>() : sentencesByTerm(reading);
  });
  return {
    async of(a, b) {
      const [inA, inB] = [await postings(a), await postings(b)];
      const shared = [...inA].filter((document) => inB.has(document));
      for (const document of shared) {
        const named = await sentences(document);
        const withA = new Set(a.terms.flatMap((term) => [...(named.get(term) ?? [])]));
        if (b.terms.some((term) => [...(named.get(term) ?? [])].some((sentence) => withA.has(sentence)))) {
          return { sentence: true, documents: shared.length };
        }
      }
      return { sentence: false, documents: shared.length };
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

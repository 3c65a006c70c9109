// What a search field offers while one types: concepts with words that begin so, then sentences with the words. Two index look-ups, no search.

import type { SearchAnswer, SearchResult } from "#apps/server/api.ts";
import type { Concept } from "#graph/model.ts";
import { searchByText } from "#graph/search/by-text.ts";
import { spanReader } from "#graph/search/citations.ts";
import { sentenceEvidence } from "#graph/search/result-evidence.ts";
import type { GraphStore } from "#graph/store/graph-store.ts";

/** Sentences offered after the concepts. */
const SENTENCES = 4;

/** Every word typed must begin a word of the concept's names; see `conceptsBeginning` for the order. */
export async function suggest(store: GraphStore, typed: string, limit: number): Promise<SearchAnswer> {
  const started = performance.now();
  const concepts = await store.conceptsBeginning(typed.split(/\s+/u).filter(Boolean), limit);
  const { sentences } = await searchByText(store, typed, { concepts: 0, sentences: SENTENCES });
  const cited = await sentenceEvidence(
    store,
    sentences.map(({ id }) => id),
    spanReader(store),
  );
  const said = sentences.flatMap(({ kind, id, why }): SearchResult[] => {
    const citation = cited.get(id);
    return citation === undefined ? [] : [{ kind, id, label: citation.text, score: 0, why, evidence: [citation] }];
  });
  const shown = concepts.slice(0, Math.max(1, limit - said.length));
  return { results: [...shown.map(offered), ...said].slice(0, limit), ms: performance.now() - started, notes: [] };
}

function offered(concept: Concept): SearchResult {
  const why = `${concept.class}, ${concept.documents} ${concept.documents === 1 ? "document" : "documents"}`;
  return { kind: "concept", id: concept.id, label: concept.label, score: 1, why, evidence: [] };
}

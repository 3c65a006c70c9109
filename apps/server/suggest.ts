// What a search field offers while one types: concepts with words that begin so, then sentences with the words. Index look-ups, no search.

import { isWholeSentence } from "#agents/novelty/words.ts";
import type { SearchAnswer, SearchResult } from "#apps/server/api.ts";
import type { Garden } from "#graph/garden.ts";
import type { Concept } from "#graph/model.ts";
import { searchByText } from "#graph/search/by-text.ts";
import { spanReader } from "#graph/search/citations.ts";
import { refuseEmptyYears, type SearchFilters } from "#graph/search/filters.ts";
import { Passing } from "#graph/search/passing.ts";
import { sentenceEvidence } from "#graph/search/result-evidence.ts";
import { search } from "#graph/search/search.ts";
import type { GraphStore } from "#graph/store/graph-store.ts";

/** Sentences offered after the concepts, and how many are looked through for them: headings and fragments are passed over. */
const SENTENCES = 4;
const LOOKED_THROUGH = 12;

/** Concepts with words that begin so which are looked through when only some pass. */
const NARROWED = 500;

/** Of what passes the filters. @throws `input.invalid` as `search` */
export async function suggest(garden: Garden, typed: string, limit: number, filters: SearchFilters): Promise<SearchAnswer> {
  const started = performance.now();
  const observed = filters.layer === "conjecture" ? [] : await observedHits(garden.store, typed, limit, filters);
  const imagined = (filters.layer ?? "observed") === "observed" ? [] : await imaginedHits(garden, typed, limit, filters);
  if (observed.length + imagined.length === 0) await refuseEmptyYears(garden.store, filters);
  return { results: [...observed.slice(0, limit - imagined.length), ...imagined], ms: performance.now() - started, notes: [] };
}

async function observedHits(
  store: GraphStore,
  typed: string,
  limit: number,
  { layer: _, ...within }: SearchFilters,
): Promise<readonly SearchResult[]> {
  const passing = new Passing(store, within);
  const begun = await conceptsNamed(store, typed.split(/\s+/u).filter(Boolean), passing.all ? limit : NARROWED);
  const concepts = (await passing.concepts(begun)).slice(0, limit);
  const lookedThrough = within.classes === undefined ? LOOKED_THROUGH : 0;
  const { sentences } = await searchByText(store, typed, { concepts: 0, sentences: lookedThrough }, within);
  const cited = await sentenceEvidence(
    store,
    sentences.map(({ id }) => id),
    spanReader(store),
  );
  const whole = sentences.flatMap(({ kind, id, why }): SearchResult[] => {
    const citation = cited.get(id);
    return citation === undefined || !isWholeSentence(citation.text)
      ? []
      : [{ kind, id, label: citation.text, score: 0, why, evidence: [citation] }];
  });
  const said = whole.slice(0, SENTENCES);
  const shown = concepts.slice(0, Math.max(1, limit - said.length));
  return [...shown.map(offered), ...said].slice(0, limit);
}

async function imaginedHits(garden: Garden, typed: string, limit: number, filters: SearchFilters): Promise<readonly SearchResult[]> {
  const most = filters.layer === "all" ? Math.ceil(limit / 3) : limit;
  return (await search(garden, typed, { mode: "text", limit: most, filters: { ...filters, layer: "conjecture" } })).results;
}

/** Words shorter than this ("of", "in") begin too much to be offered alone. */
const ALONE = 3;

/**
 * Concepts with a word beginning with each word typed, see `conceptsBeginning` for the order; where there is none, the best of each word
 * in turn.
 */
async function conceptsNamed(store: GraphStore, words: readonly string[], limit: number): Promise<readonly Concept[]> {
  const all = await store.conceptsBeginning(words, limit);
  if (all.length > 0 || words.length < 2) return all;
  const alone = words.filter((word) => word.length >= ALONE);
  const each = await Promise.all(alone.map((word) => store.conceptsBeginning([word], limit)));
  const inTurn = Array.from({ length: limit }, (_, place) => each.flatMap((found) => found.slice(place, place + 1))).flat();
  return [...new Map(inTurn.map((concept) => [concept.id, concept])).values()].slice(0, limit);
}

function offered(concept: Concept): SearchResult {
  const why = `${concept.class}, ${concept.documents} ${concept.documents === 1 ? "document" : "documents"}`;
  return { kind: "concept", id: concept.id, label: concept.label, score: 1, why, evidence: [] };
}

// What a search field offers while one types: concepts with words that begin so, then what a search finds. It ranks nothing anew.

import type { SearchAnswer, SearchResult } from "#apps/server/api.ts";
import type { Garden } from "#graph/garden.ts";
import type { Concept } from "#graph/model.ts";
import { loadConceptGraph } from "#graph/paths/concept-graph.ts";
import { search } from "#graph/search/search.ts";

/** Concepts offered by their beginning, before what the search found. */
const BY_BEGINNING = 6;

/** Every word typed must begin a word of the concept's label or of one alias; the one named in most documents comes first. */
export async function suggest(garden: Garden, typed: string, limit: number): Promise<SearchAnswer> {
  const [graph, found] = await Promise.all([loadConceptGraph(garden.store), search(garden, typed, { mode: "hybrid", limit })]);
  const begun = begunBy(graph.concepts, wordsOf(typed)).slice(0, BY_BEGINNING).map(offered);
  const known = new Set(begun.map(({ id }) => id));
  const rest = found.results.filter(({ kind, id }) => kind !== "concept" || !known.has(id));
  return { ...found, results: [...begun, ...rest].slice(0, limit) };
}

/** @returns the concepts, those whose label itself begins with the text first, then by documents */
export function begunBy(concepts: readonly Concept[], words: readonly string[]): readonly Concept[] {
  if (words.length === 0) return [];
  const whole = words.join(" ");
  return concepts
    .filter((concept) => [concept.label, ...concept.aliases].some((name) => begins(wordsOf(name), words)))
    .map((concept) => ({ concept, first: wordsOf(concept.label).join(" ").startsWith(whole) ? 1 : 0 }))
    .sort((a, b) => b.first - a.first || b.concept.documents - a.concept.documents || (a.concept.id < b.concept.id ? -1 : 1))
    .map(({ concept }) => concept);
}

function begins(name: readonly string[], words: readonly string[]): boolean {
  return words.every((word) => name.some((part) => part.startsWith(word)));
}

function wordsOf(text: string): readonly string[] {
  return text
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean);
}

function offered(concept: Concept): SearchResult {
  const why = `${concept.class}, ${concept.documents} ${concept.documents === 1 ? "document" : "documents"}`;
  return { kind: "concept", id: concept.id, label: concept.label, score: 1, why, evidence: [] };
}

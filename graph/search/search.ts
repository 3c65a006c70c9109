// Search over a garden: by words, by meaning, by links, or by all three fused. Every result says why it is there and shows its sentences.

import type { Garden } from "#graph/garden.ts";
import type { ConceptId } from "#graph/model.ts";
import { type ConceptGraph, loadConceptGraph, relationOf } from "#graph/paths/concept-graph.ts";
import { type FoundByGraph, searchByGraph } from "#graph/search/by-graph.ts";
import { searchByMeaning } from "#graph/search/by-meaning.ts";
import { searchByText } from "#graph/search/by-text.ts";
import { type Citation, type SpanReader, spanReader } from "#graph/search/citations.ts";
import { type Fused, fuse, type ResultKind } from "#graph/search/ranked.ts";
import { relationKeyText, relationLabel } from "#graph/search/relation-label.ts";
import { conceptEvidence, relationEvidence, sentenceEvidence } from "#graph/search/result-evidence.ts";
import { seedsOf } from "#graph/search/seeds.ts";
import type { GraphStore } from "#graph/store/graph-store.ts";

export const SEARCH_MODES = ["hybrid", "text", "vector", "graph"] as const;
export type SearchMode = (typeof SEARCH_MODES)[number];

export interface SearchOptions {
  readonly mode: SearchMode;
  readonly limit: number;
  /** Milliseconds from any start; for `ms` only. */
  readonly clock?: () => number;
}

export interface SearchResult {
  readonly kind: ResultKind;
  readonly id: string;
  /** Concept label, sentence text, or `from —type→ to`. */
  readonly label: string;
  /** Reciprocal rank fusion over the lists of this mode, 0–1: 1 leads every list of its kind. Comparable within an answer only. */
  readonly score: number;
  readonly why: string;
  readonly evidence: readonly Citation[];
}

export interface SearchAnswer {
  readonly results: readonly SearchResult[];
  readonly ms: number;
  /** In words: what could not be used. */
  readonly notes: readonly string[];
}

const NOTHING: Lists = { lists: [], graph: null, relations: [] };
/** Each list is searched deeper than what is shown, so that fusion has something to fuse. */
const DEPTH = 2;

/**
 * Text: BM25 over concept names and sentences. Vector: exact cosine over the same. Graph: personalised PageRank from the concepts the query
 * names or means. Hybrid: reciprocal rank fusion of all of them. An empty or odd query finds nothing and is no error.
 */
export async function search(garden: Garden, query: string, options: SearchOptions): Promise<SearchAnswer> {
  const clock = options.clock ?? (() => performance.now());
  const started = clock();
  const notes: string[] = [];
  const depth = Math.max(0, Math.floor(options.limit)) * DEPTH;
  const found = query.trim() === "" || depth === 0 ? NOTHING : await listsOf(garden, query, options.mode, depth, notes);
  const shownFirst = await shown(garden, found, fuse(found.lists).slice(0, depth));
  const results = shownFirst.toSorted((a, b) => b.score - a.score).slice(0, options.limit);
  return { results, ms: Math.round((clock() - started) * 10) / 10, notes };
}

interface Lists {
  readonly lists: Parameters<typeof fuse>[0];
  readonly graph: ConceptGraph | null;
  readonly relations: FoundByGraph["relations"];
}

async function listsOf(garden: Garden, query: string, mode: SearchMode, depth: number, notes: string[]): Promise<Lists> {
  const text = await searchByText(garden.store, query, { concepts: depth, sentences: depth });
  if (mode === "text") return { ...NOTHING, lists: [text.concepts, text.sentences] };
  const meaning = await searchByMeaning(garden, query, depth);
  if (meaning === null) notes.push("This garden has no embedding model: meaning was not searched.");
  else if (text.concepts.length + text.sentences.length === 0)
    notes.push("Nothing here has a word of this: what is shown is only near in meaning, and scores compare these with each other.");
  if (mode === "vector") return { ...NOTHING, lists: meaning === null ? [] : [meaning.concepts, meaning.sentences] };
  const graph = await loadConceptGraph(garden.store);
  const named = await garden.store.concepts(text.concepts.map(({ id }) => id as ConceptId));
  const links = await searchByGraph(graph, seedsOf(named, query, meaning?.near ?? []), depth);
  const lists = mode === "graph" ? [] : [text.concepts, text.sentences, meaning?.concepts ?? [], meaning?.sentences ?? []];
  return { lists: [...lists, links.concepts, links.relations], graph, relations: links.relations };
}

async function shown(garden: Garden, found: Lists, fused: readonly Fused[]): Promise<readonly SearchResult[]> {
  const { store } = garden;
  const reader = spanReader(store);
  const ids = (kind: ResultKind) => fused.filter((result) => result.kind === kind).map(({ id }) => id);
  const concepts = await store.concepts(ids("concept") as ConceptId[]);
  const naming = await conceptEvidence(store, concepts, reader);
  const sentences = await sentenceEvidence(store, ids("sentence"), reader);
  const relations = await shownRelations(store, found, new Set(ids("relation")), reader);
  const labels = new Map(concepts.map(({ id, label }) => [id as string, label]));
  return fused.flatMap(({ kind, id, score, why }): SearchResult[] => {
    const sentence = sentences.get(id);
    const relation = relations.get(id);
    const label = labels.get(id);
    if (kind === "concept") return label === undefined ? [] : [{ kind, id, label, score, why, evidence: naming.get(id) ?? [] }];
    if (kind === "sentence")
      return sentence === undefined
        ? []
        : [{ kind, id, label: sentence.text, score: score * saying(sentence.text), why, evidence: [sentence] }];
    return relation === undefined ? [] : [{ kind, id, score, why, ...relation }];
  });
}

/** A heading such as "Nacre" matches best and says nothing: a sentence of fewer than four words counts half. */
function saying(sentence: string): number {
  return sentence.split(/\s+/u).length < 4 ? 0.5 : 1;
}

/** Relations of the graph whose evidence still matches. */
async function shownRelations(store: GraphStore, { graph, relations }: Lists, wanted: ReadonlySet<string>, reader: SpanReader) {
  const found = new Map<string, { readonly label: string; readonly evidence: readonly Citation[] }>();
  if (graph === null) return found;
  const shown = relations.filter(({ id }) => wanted.has(id)).map(({ edge }) => relationOf(graph, edge));
  const labelOf = (id: ConceptId) => graph.concepts[graph.indexOf.get(id)!]!.label;
  for (const relation of await store.relations(shown)) {
    const evidence = await relationEvidence(relation, reader);
    const label = relationLabel(labelOf(relation.from), relation, labelOf(relation.to));
    if (evidence.length > 0) found.set(relationKeyText(relation), { label, evidence });
  }
  return found;
}

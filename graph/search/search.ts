// Search over a garden: by words, by meaning, by links, or by all three fused. Every result says why it is there and shows its sentences.

import type { Garden } from "#graph/garden.ts";
import type { Concept, ConceptId, ConjectureId } from "#graph/model.ts";
import { classesOf } from "#graph/ontology/classify.ts";
import { type Ontology, ontologyOf } from "#graph/ontology/ontology.ts";
import { type ConceptGraph, loadConceptGraph, relationOf } from "#graph/paths/concept-graph.ts";
import { type FoundByGraph, searchByGraph, type Walk, walkFrom } from "#graph/search/by-graph.ts";
import { type FoundByMeaning, nearConcepts, searchByMeaning } from "#graph/search/by-meaning.ts";
import { type FoundByText, searchByText } from "#graph/search/by-text.ts";
import { type Citation, type SpanReader, spanReader } from "#graph/search/citations.ts";
import { conjecturesByGraph, conjecturesByMeaning, conjecturesByText, passingConjectures } from "#graph/search/conjectures.ts";
import { type Layer, refuseEmptyYears, type SearchFilters } from "#graph/search/filters.ts";
import { Passing } from "#graph/search/passing.ts";
import { type Fused, fuse, type ResultKind } from "#graph/search/ranked.ts";
import { relationKeyText, relationLabel } from "#graph/search/relation-label.ts";
import { conceptEvidence, conjectureGround, relationEvidence, sentenceEvidence } from "#graph/search/result-evidence.ts";
import { seedsOf } from "#graph/search/seeds.ts";
import type { GraphStore } from "#graph/store/graph-store.ts";

export const SEARCH_MODES = ["hybrid", "text", "vector", "graph"] as const;
export type SearchMode = (typeof SEARCH_MODES)[number];

export interface SearchOptions {
  readonly mode: SearchMode;
  readonly limit: number;
  readonly filters?: SearchFilters | undefined;
  /** Milliseconds from any start; for `ms` only. */
  readonly clock?: () => number;
}

export interface SearchResult {
  readonly kind: ResultKind;
  readonly id: string;
  /** Concept label, sentence text, or `from —type→ to` of a relation or of a conjecture, which only its kind tells apart. */
  readonly label: string;
  /** Reciprocal rank fusion over the lists of this mode, 0–1: 1 leads every list of its kind. Comparable within an answer only. */
  readonly score: number;
  readonly why: string;
  /** Of a conjecture: what it rests on, which does not say it. */
  readonly evidence: readonly Citation[];
  /** Of a concept: its classes in the garden's ontology, where it has one. */
  readonly classes?: readonly string[];
}

export interface SearchAnswer {
  readonly results: readonly SearchResult[];
  readonly ms: number;
  /** In words: what could not be used. */
  readonly notes: readonly string[];
}

const ONLY_NEAR = "Nothing here has a word of this: what is shown is only near in meaning, and scores compare these with each other.";
const NOTHING: Lists = { lists: [], graph: null, relations: [] };
/** Each list is searched deeper than what is shown, so that fusion has something to fuse. */
const DEPTH = 2;

/**
 * Text: BM25 over concept names and sentences. Vector: exact cosine over the same. Graph: personalised PageRank from the concepts the query
 * names or means. Hybrid: reciprocal rank fusion of all of them. An empty or odd query finds nothing and is no error.
 * With filters every list holds the best of what passes, and only sentences of documents that pass are shown; the query may name what does
 * not. A concept passes when such a document mentions it and it is of such a class, a relation when a sentence of such a document says it
 * and one of its ends is of such a class, a sentence when its document passes and no class is asked for, a conjecture when it rests on such
 * a sentence and one of its ends is of such a class.
 * @throws `input.invalid` when nothing was found and no document is of the years asked for
 */
export async function search(garden: Garden, query: string, options: SearchOptions): Promise<SearchAnswer> {
  const clock = options.clock ?? (() => performance.now());
  const started = clock();
  const notes: string[] = [];
  const { layer = "observed", ...within } = options.filters ?? {};
  const passing = new Passing(garden.store, within);
  const depth = Math.max(0, Math.floor(options.limit)) * DEPTH;
  const asked: Asked = { garden, query, mode: options.mode, depth, layer, passing, notes };
  const found = query.trim() === "" || depth === 0 ? NOTHING : await listsOf(asked);
  const shownFirst = await shown(garden, found, fuse(found.lists).slice(0, depth), passing);
  const results = shownFirst.toSorted((a, b) => b.score - a.score).slice(0, options.limit);
  if (results.length === 0 && depth > 0) await refuseEmptyYears(garden.store, within);
  const said = results.length > 0 ? notes : [...notes.filter((note) => note !== ONLY_NEAR), ...(await elsewhere(garden, query, options))];
  return { results, ms: Math.round((clock() - started) * 10) / 10, notes: said };
}

/** Of a search that found nothing among what is observed: whether conjectures have it. */
async function elsewhere(garden: Garden, query: string, options: SearchOptions): Promise<readonly string[]> {
  if ((options.filters?.layer ?? "observed") !== "observed" || (await garden.store.counts()).conjectures === 0) return [];
  const imagined = await search(garden, query, {
    ...options,
    limit: Math.min(1, options.limit),
    filters: { ...options.filters, layer: "conjecture" },
  });
  return imagined.results.length === 0 ? [] : ["Nothing observed is found, but conjectures are: look in all layers (--layer all)."];
}

interface Asked {
  readonly garden: Garden;
  readonly query: string;
  readonly mode: SearchMode;
  readonly depth: number;
  readonly layer: Layer;
  readonly passing: Passing;
  readonly notes: string[];
}

interface Lists {
  readonly lists: Parameters<typeof fuse>[0];
  readonly graph: ConceptGraph | null;
  readonly relations: FoundByGraph["relations"];
}

async function listsOf(asked: Asked): Promise<Lists> {
  const { garden, query, mode, layer, passing } = asked;
  const vector = mode === "text" || garden.embedder === null ? null : (await garden.embedder.embed([query]))[0]!;
  if (mode !== "text" && vector === null) asked.notes.push("This garden has no embedding model: meaning was not searched.");
  const wordsAndMeaning = layer === "conjecture" || mode === "graph" ? null : await matching(asked, vector);
  const walks = mode === "graph" || mode === "hybrid";
  const walk = walks ? await walkOf(asked, vector, passing.all ? wordsAndMeaning : null) : null;
  const imagined = layer === "observed" ? [] : await conjectureLists(asked, vector, walk);
  if (layer === "conjecture") return { ...NOTHING, lists: imagined };
  const { text, meaning } = wordsAndMeaning ?? { text: null, meaning: null };
  const links = walk === null ? null : await searchByGraph(garden.store, walk, asked.depth, passing);
  const lists = [
    ...(text === null || mode === "vector" ? [] : [text.concepts, text.sentences]),
    ...(meaning === null ? [] : [meaning.concepts, meaning.sentences]),
    ...(links === null ? [] : [links.concepts, links.relations]),
    ...imagined,
  ];
  return { lists, graph: walk?.graph ?? null, relations: links?.relations ?? [] };
}

interface Matching {
  readonly text: FoundByText;
  readonly meaning: FoundByMeaning | null;
}

/** What matches the query in words and meaning, of what passes. A class is one of concepts: with one, sentences are no results. */
async function matching({ garden, query, depth, passing: { within }, notes }: Asked, vector: Float32Array | null): Promise<Matching> {
  const sentences = within.classes === undefined ? depth : 0;
  const text = await searchByText(garden.store, query, { concepts: depth, sentences }, within);
  const meaning = vector === null ? null : await searchByMeaning(garden, vector, depth, within);
  if (meaning !== null && text.concepts.length + text.sentences.length === 0) notes.push(ONLY_NEAR);
  return { text, meaning };
}

/** The walk begins at whatever the query speaks of, whether or not that passes. @param known  what matches when everything passes */
async function walkOf({ garden, query, depth }: Asked, vector: Float32Array | null, known: Matching | null): Promise<Walk> {
  const graph = await loadConceptGraph(garden.store);
  const { concepts } = known?.text ?? (await searchByText(garden.store, query, { concepts: depth, sentences: 0 }));
  const near = known?.meaning?.near ?? (vector === null ? [] : await nearConcepts(garden, vector, depth));
  const named = await garden.store.concepts(concepts.map(({ id }) => id as ConceptId));
  return walkFrom(graph, seedsOf(named, query, near));
}

async function conjectureLists(asked: Asked, vector: Float32Array | null, walk: Walk | null): Promise<Lists["lists"]> {
  const { garden, query, mode, depth, passing } = asked;
  const imagined = await passingConjectures(garden.store, passing);
  const lists = [];
  if (mode === "text" || mode === "hybrid") lists.push(conjecturesByText(imagined, query, depth));
  if (vector !== null && mode !== "graph") lists.push(await conjecturesByMeaning(garden, imagined, vector, depth));
  if (walk !== null) lists.push(conjecturesByGraph(imagined, walk, depth));
  return lists;
}

async function shown(garden: Garden, found: Lists, fused: readonly Fused[], passing: Passing): Promise<readonly SearchResult[]> {
  const { store } = garden;
  const reader = spanReader(store);
  const ids = (kind: ResultKind) => fused.filter((result) => result.kind === kind).map(({ id }) => id);
  const concepts = await store.concepts(ids("concept") as ConceptId[]);
  const naming = await conceptEvidence(store, concepts, reader, passing);
  const ontology = await ontologyOf(store);
  const named = new Map(concepts.map((concept) => [concept.id as string, { label: concept.label, ...classed(ontology, concept) }]));
  const sentences = await sentenceEvidence(store, ids("sentence"), reader);
  const linking = new Map([
    ...(await shownRelations(store, found, new Set(ids("relation")), reader, passing)),
    ...(await shownConjectures(store, ids("conjecture") as ConjectureId[], reader, passing)),
  ]);
  return fused.flatMap(({ kind, id, score, why }): SearchResult[] => {
    if (kind === "concept") {
      const concept = named.get(id);
      return concept === undefined ? [] : [{ kind, id, ...concept, score, why, evidence: naming.get(id) ?? [] }];
    }
    if (kind === "sentence") {
      const sentence = sentences.get(id);
      if (sentence === undefined) return [];
      return [{ kind, id, label: sentence.text, score: score * saying(sentence.text), why, evidence: [sentence] }];
    }
    const link = linking.get(id);
    return link === undefined ? [] : [{ kind, id, score, why, ...link }];
  });
}

function classed(ontology: Ontology, concept: Concept): Pick<SearchResult, "classes"> {
  return ontology.classes.size === 0 ? {} : { classes: classesOf(ontology, concept) };
}

/** A heading such as "Nacre" matches best and says nothing: a sentence of fewer than four words counts half. */
function saying(sentence: string): number {
  return sentence.split(/\s+/u).length < 4 ? 0.5 : 1;
}

type Link = Pick<SearchResult, "label" | "evidence">;

/** Relations of the graph whose evidence still matches. */
async function shownRelations(
  store: GraphStore,
  { graph, relations }: Lists,
  wanted: ReadonlySet<string>,
  reader: SpanReader,
  passing: Passing,
): Promise<ReadonlyMap<string, Link>> {
  const found = new Map<string, Link>();
  if (graph === null) return found;
  const shown = relations.filter(({ id }) => wanted.has(id)).map(({ edge }) => relationOf(graph, edge));
  const conceptOf = (id: ConceptId) => graph.concepts[graph.indexOf.get(id)!]!;
  for (const relation of await passing.relations(await store.relations(shown), (id) => conceptOf(id).class)) {
    const evidence = await relationEvidence(relation, reader);
    const label = relationLabel(conceptOf(relation.from).label, relation, conceptOf(relation.to).label);
    if (evidence.length > 0) found.set(relationKeyText(relation), { label, evidence });
  }
  return found;
}

async function shownConjectures(
  store: GraphStore,
  ids: readonly ConjectureId[],
  reader: SpanReader,
  passing: Passing,
): Promise<ReadonlyMap<string, Link>> {
  const found = new Map<string, Link>();
  if (ids.length === 0) return found;
  for (const conjecture of await passing.conjectures(await store.conjectures(ids))) {
    const { id, fromLabel, toLabel, type } = conjecture;
    const label = relationLabel(fromLabel, { type, polarity: "affirmed" }, toLabel);
    found.set(id, { label, evidence: await conjectureGround(conjecture, reader) });
  }
  return found;
}

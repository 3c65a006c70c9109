// The concept a person means by a name: exactly, or else the nearest one, said to be so. It never guesses silently.

import { normalForm } from "#graph/extraction/normal-form.ts";
import type { Garden } from "#graph/garden.ts";
import type { Concept, ConceptId, TermKey } from "#graph/model.ts";
import { nearConcepts } from "#graph/search/by-meaning.ts";
import { hasHead, letterOverlap, nameMatch } from "#graph/search/words.ts";
import type { GraphStore } from "#graph/store/graph-store.ts";
import { HortusError } from "#kernels/errors.ts";

export interface FoundConcept {
  readonly concept: Concept;
  /** The name is the concept's id, label, an alias or one of its terms, up to case, plural and spelling. */
  readonly exact: boolean;
  /** Other concepts the name may mean, nearest first. */
  readonly alternatives: readonly Concept[];
}

interface Candidate {
  readonly concept: Concept;
  readonly nearness: number;
}

/** Candidates of each kind that are looked at. */
const POOL = 20;
const ALTERNATIVES = 5;
/** Words of a name, and concepts for each, that are compared by letters when nothing else was found. */
const MOST_WORDS = 8;
const ALIKE = 500;
/** A name is taken for a concept when `nameMatch` reaches this (half of its words and no other), or the cosine is that of a paraphrase. */
const ENOUGH_WORDS = 0.7;
const ENOUGH_COSINE = 0.8;
const WITHOUT_HEAD = 0.9;
/** Among equal matches of words the nearer in meaning comes first. */
const TIE = 0.01;

/**
 * Exact by id, term key, label or alias; else by full text; else by meaning.
 * @throws `concept.not_found` with up to five `suggestions` in its facts
 */
export async function findConcept(garden: Garden, name: string): Promise<FoundConcept> {
  const exact = await exactConcept(garden.store, name);
  // A name that is exact needs no embedding: its alternatives come from words alone.
  const near = await nearby(exact === null ? garden : { ...garden, embedder: null }, name);
  if (exact !== null) return { concept: exact, exact: true, alternatives: others(near, exact) };
  const best = near[0];
  if (best !== undefined && sameName(best.concept, name))
    return { concept: best.concept, exact: true, alternatives: others(near, best.concept) };
  if (best !== undefined && best.nearness >= 1) return { concept: best.concept, exact: false, alternatives: others(near, best.concept) };
  const suggestions = await suggestionsFor(garden.store, name, near);
  const hint = suggestions.length === 0 ? "Search the garden for what it holds." : `Near it: ${suggestions.join(", ")}.`;
  throw new HortusError("concept.not_found", `No concept "${name.slice(0, 100)}" in this garden. ${hint}`, {
    name: name.slice(0, 200),
    suggestions,
  });
}

/** The concept with this id, term, label or alias, up to case, plural and spelling; null when there is none. A few indexed look-ups. */
export async function exactConcept(store: GraphStore, name: string): Promise<Concept | null> {
  const [byId] = await store.concepts([name as ConceptId]);
  if (byId !== undefined) return byId;
  const keys = [...new Set([normalForm(name), normalForm(name.toLowerCase()), name as TermKey])].filter((key) => key !== "");
  const owners = await store.conceptsOfTerms(keys);
  const owner = keys.map((key) => owners.find(({ term }) => term === key)).find((found) => found !== undefined);
  return owner === undefined ? null : ((await store.concepts([owner.concept]))[0] ?? null);
}

/** Candidates by text and by meaning, nearest first; nearness ≥ 1 is near enough to be taken. */
async function nearby(garden: Garden, name: string): Promise<readonly Candidate[]> {
  const cosine = await byMeaning(garden, name);
  const hits = await garden.store.searchText(name, { kinds: ["concept"], limit: POOL });
  const ids = [...new Set([...hits.map(({ id }) => id as ConceptId), ...cosine.keys()])];
  const concepts = await garden.store.concepts(ids);
  return concepts
    .map((concept) => {
      const names = [concept.label, ...concept.aliases];
      const words = sameName(concept, name) ? 2 : Math.max(...names.map((other) => byWords(name, other)));
      const meaning = (cosine.get(concept.id) ?? 0) / ENOUGH_COSINE;
      return { concept, nearness: Math.max(words, meaning) + TIE * meaning };
    })
    .sort(
      (a, b) =>
        b.nearness - a.nearness || b.concept.documents - a.concept.documents || ids.indexOf(a.concept.id) - ids.indexOf(b.concept.id),
    );
}

/** Nearness by words: a concept without the head of the name is never near enough by them alone. */
function byWords(name: string, other: string): number {
  const match = nameMatch(name, other) / ENOUGH_WORDS;
  return hasHead(name, other) ? match : Math.min(match, WITHOUT_HEAD);
}

async function byMeaning(garden: Garden, name: string): Promise<ReadonlyMap<ConceptId, number>> {
  if (garden.embedder === null || name.trim() === "") return new Map();
  const [vector] = await garden.embedder.embed([name]);
  return new Map((await nearConcepts(garden, vector!, POOL)).map(({ id, cosine }) => [id, cosine]));
}

/** On the way to an error only: labels that look like the name by letters, or come near it in words or meaning. */
async function suggestionsFor(store: GraphStore, name: string, near: readonly Candidate[]): Promise<readonly string[]> {
  const likeness = new Map(near.map(({ concept, nearness }) => [concept.label, nearness * ENOUGH_WORDS]));
  for (const { label } of await begunAlike(store, name)) {
    const letters = letterOverlap(name, label);
    if (letters >= 0.3) likeness.set(label, Math.max(letters, likeness.get(label) ?? 0));
  }
  return [...likeness]
    .sort(([, a], [, b]) => b - a)
    .slice(0, ALTERNATIVES)
    .map(([label]) => label);
}

/** Concepts with a word that begins like one of the name's: a misspelling is rarely in the first letters. */
async function begunAlike(store: GraphStore, name: string): Promise<readonly Concept[]> {
  const words = [...new Set(name.match(/[\p{L}\p{N}]+/gu) ?? [])].slice(0, MOST_WORDS);
  const begun = await Promise.all(
    words.flatMap((word) => [3, 2].map((letters) => store.conceptsBeginning([word.slice(0, letters)], ALIKE))),
  );
  return begun.flat();
}

function sameName(concept: Concept, name: string): boolean {
  const folded = name.trim().toLowerCase();
  return [concept.label, ...concept.aliases].some((other) => other.toLowerCase() === folded);
}

function others(near: readonly Candidate[], chosen: Concept): readonly Concept[] {
  return near
    .filter(({ concept }) => concept.id !== chosen.id)
    .slice(0, ALTERNATIVES)
    .map(({ concept }) => concept);
}

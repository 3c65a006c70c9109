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
  /** Other concepts the name may mean, nearest first. They are looked for when asked for: a name that is exact needs none. */
  readonly alternatives: () => Promise<readonly Concept[]>;
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
  return (await findConcepts(garden, [name]))[0]!;
}

/**
 * The same for several names, looked up together: exact ones all in one look, near ones only for those that are not exact.
 * @throws `concept.not_found` for the first name that means nothing
 */
export async function findConcepts(garden: Garden, names: readonly string[]): Promise<readonly FoundConcept[]> {
  const exact = await exactConcepts(garden.store, names);
  const found = await Promise.allSettled(
    names.map((name, place) => {
      const concept = exact[place]!;
      return concept === null ? nearConcept(garden, name) : taken(concept, true, () => nearby({ ...garden, embedder: null }, name));
    }),
  );
  return found.map((one) => {
    if (one.status === "rejected") throw one.reason;
    return one.value;
  });
}

/** @throws `concept.not_found` */
async function nearConcept(garden: Garden, name: string): Promise<FoundConcept> {
  const near = await nearby(garden, name);
  const best = near[0];
  const same = best !== undefined && sameName(best.concept, name);
  if (best !== undefined && (same || best.nearness >= 1)) return taken(best.concept, same, async () => near);
  const suggestions = await suggestionsFor(garden.store, name, near);
  const hint = suggestions.length === 0 ? "Search the garden for what it holds." : `Near it: ${suggestions.join(", ")}.`;
  throw new HortusError("concept.not_found", `No concept "${name.slice(0, 100)}" in this garden. ${hint}`, {
    name: name.slice(0, 200),
    suggestions,
  });
}

function taken(concept: Concept, exact: boolean, near: () => Promise<readonly Candidate[]>): FoundConcept {
  return { concept, exact, alternatives: async () => others(await near(), concept) };
}

/** The concept with this id, term, label or alias, up to case, plural and spelling; null when there is none. A few indexed look-ups. */
export async function exactConcept(store: GraphStore, name: string): Promise<Concept | null> {
  return (await exactConcepts(store, [name]))[0]!;
}

/** (names,) A concept's id is one of its terms, so only names that are neither an id nor become one are asked about as terms. */
async function exactConcepts(store: GraphStore, names: readonly string[]): Promise<readonly (Concept | null)[]> {
  const keysOf = new Map(names.map((name) => [name, termKeys(name)]));
  const ids = new Set<string>([...keysOf].flatMap(([name, keys]) => [name, ...keys.slice(0, 1)]));
  const concepts = new Map<string, Concept>((await store.concepts([...ids] as ConceptId[])).map((concept) => [concept.id, concept]));
  const byId = (name: string): Concept | undefined => concepts.get(name) ?? concepts.get(keysOf.get(name)![0] ?? "");
  const unseen = names.filter((name) => byId(name) === undefined);
  if (unseen.length === 0) return names.map((name) => byId(name)!);
  const owners = await store.conceptsOfTerms([...new Set(unseen.flatMap((name) => keysOf.get(name)!))]);
  const ownerOf = new Map(owners.map(({ term, concept }) => [term, concept]));
  const owned = new Map((await store.concepts([...new Set(ownerOf.values())])).map((concept) => [concept.id, concept]));
  const byTerm = (name: string): Concept | undefined => {
    const key = keysOf.get(name)!.find((one) => ownerOf.has(one));
    return key === undefined ? undefined : owned.get(ownerOf.get(key)!);
  };
  return names.map((name) => byId(name) ?? byTerm(name) ?? null);
}

/** The terms that a name may be, likeliest first. */
function termKeys(name: string): readonly TermKey[] {
  return [normalForm(name), normalForm(name.toLowerCase()), name as TermKey].filter((key) => key !== "");
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

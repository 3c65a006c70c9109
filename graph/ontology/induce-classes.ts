// Classes out of names and of sentences that say "X is a Y": which words name a kind, what is under what, and what is in it. Pure; the same
// names give the same classes in whatever order documents came.

import { compareCodePoints } from "#graph/code-points.ts";
import { conceptClass } from "#graph/extraction/concept-class.ts";
import { GENERIC_HEADS } from "#graph/extraction/word-lists.ts";
import type { OntologyClass, RestingSpan, TermKey } from "#graph/model.ts";
import { COARSE, coarseAbove, mayBe } from "#graph/ontology/coarse-classes.ts";
import { namesKind, namesMember } from "#graph/ontology/kind-words.ts";
import { entryId } from "#graph/ontology/ontology.ts";
import { distinctSpans, type IsA, type NamedConcept, type Names } from "#graph/ontology/read-names.ts";

export interface ClassOptions {
  /** Concepts whose names must share a head for it to be a class. */
  readonly heads: number;
  /** Concepts of which sentences must say that they are one. */
  readonly instances: number;
}

/** In a small garden 3 names make a class; in one of 16,000 concepts 8. */
export function usualSupport(concepts: number): ClassOptions {
  const heads = Math.max(3, Math.round(Math.sqrt(concepts) / 16));
  return { heads, instances: Math.max(2, Math.round(heads / 2)) };
}

/** Words of a class's name at most. */
const LONGEST = 4;
/** Sentences cited for a class. */
const CITED = 5;
/** A head nearly all of whose concepts share one longer head is no class beside it: "answering" is "question answering". */
const NEARLY_ALL = 0.7;

/** The classes that heads and "X is a Y" sentences speak for, by name in code-point order, and the coarse ones above them. */
export function induceClasses(names: Names, options: ClassOptions): readonly OntologyClass[] {
  const standing = namesByThemselves(names.concepts, options.instances - 1);
  const sharing = sharedHeads(names.concepts, standing);
  const byHead = ample(sharing, options.heads);
  const said = ample(saidKinds(names.isA, standing, sharing), options.instances);
  const chosen = [...new Set([...byHead.keys(), ...said.keys()])].sort(compareCodePoints);
  const parents = parentsOf(chosen, names.isA, standing, options);
  const members = membersOf(new Set(chosen), names.isA);
  const spans = citable(names);
  const found = chosen.map((name): OntologyClass => {
    const [heads, kinds] = [byHead.get(name) ?? [], said.get(name) ?? []];
    const cited = [...kinds.map(({ span }) => span), ...mostDocuments(heads).flatMap((concept) => spans.get(concept.id) ?? [])];
    return {
      id: entryId("class", name),
      kind: "class",
      name,
      label: standing.get(name)?.label.toLowerCase() ?? name,
      parent: parents.get(name) ?? null,
      heads: [name],
      members: members.get(name) ?? [],
      origin: {
        by: heads.length > 0 ? "head" : "hypernym",
        support: Math.max(heads.length, kinds.length),
        evidence: distinctSpans(cited).slice(0, CITED),
      },
    };
  });
  return withCoarse(found, names.concepts, options.heads);
}

type Standing = ReadonlyMap<string, NamedConcept | null>;

/** What a class may be called: what is named by itself in enough documents, and generic heads, which no garden keeps by themselves. */
function namesByThemselves(concepts: readonly NamedConcept[], least: number): Standing {
  const generic = [...GENERIC_HEADS].map((head) => [head, null] as const);
  return new Map([
    ...generic,
    ...concepts.filter(({ documents }) => documents >= least).map((concept) => [concept.name as string, concept] as const),
  ]);
}

/** Heads with the concepts whose names end in them behind a word more. */
function sharedHeads(concepts: readonly NamedConcept[], standing: Standing): ReadonlyMap<string, readonly NamedConcept[]> {
  const sharing = new Map<string, NamedConcept[]>();
  for (const concept of concepts) {
    for (const head of headsOf(concept.words.slice(1))) if (standing.has(head)) append(sharing, head, concept);
  }
  return sharing;
}

/** Those that enough speak for, without the ones nearly all of whose speakers speak for one longer name. */
function ample<Speaker>(all: ReadonlyMap<string, readonly Speaker[]>, least: number): ReadonlyMap<string, readonly Speaker[]> {
  const enough = [...all].filter(([, speakers]) => speakers.length >= least);
  const swallowed = new Set(
    enough.flatMap(([long, speakers]) =>
      headsOf(long.split(" ").slice(1)).filter(
        (short) => speakers.length >= NEARLY_ALL * (all.get(short)?.length ?? Number.POSITIVE_INFINITY),
      ),
    ),
  );
  return new Map(enough.filter(([name]) => !swallowed.has(name)));
}

/** The ends of these words that may name a kind, longest first. */
function headsOf(words: readonly string[]): readonly string[] {
  const heads: string[] = [];
  for (let from = Math.max(0, words.length - LONGEST); from < words.length; from++) {
    const head = words.slice(from);
    if (namesKind(head)) heads.push(head.join(" "));
  }
  return heads;
}

/** Kinds that sentences name and that are nouns: some name ends in them, or some text has them in the plural; with one sentence for each concept said to be of the kind. */
function saidKinds(isA: readonly IsA[], standing: Standing, nouns: ReadonlyMap<string, unknown>): ReadonlyMap<string, readonly IsA[]> {
  const said = new Map<string, IsA[]>();
  for (const statement of isA) {
    if (!namesMember(statement.instance.label) || !mayBe(statement.instance.class, statement.kind.class)) continue;
    for (const head of headsOf(statement.kind.words)) {
      const known = standing.has(head) && (nouns.has(head) || standing.get(head)?.plural === true);
      if (known && !endsIn(statement.instance.words, head)) append(said, head, statement);
    }
  }
  return new Map([...said].map(([head, statements]) => [head, mostSaid(statements)]));
}

/** One statement for each instance, those of most documents first. */
function mostSaid(statements: readonly IsA[]): readonly IsA[] {
  const seen = new Set<string>();
  return statements
    .toSorted(
      (a, b) => b.documents - a.documents || compareCodePoints(a.instance.id, b.instance.id) || compareCodePoints(a.kind.id, b.kind.id),
    )
    .filter(({ instance }) => !seen.has(instance.name) && seen.add(instance.name));
}

function endsIn(words: readonly string[], head: string): boolean {
  return words.join(" ") === head || words.join(" ").endsWith(` ${head}`);
}

/**
 * What each class is under: the class that its own last words name, else the one that most sentences put it under, else its coarse class.
 * Sentences are taken in the order of their documents, and one that would put a class under itself is passed over.
 */
function parentsOf(
  chosen: readonly string[],
  isA: readonly IsA[],
  standing: Standing,
  { instances }: ClassOptions,
): ReadonlyMap<string, string | null> {
  const classes = new Set(chosen);
  const parents = new Map<string, string | null>();
  for (const name of chosen) {
    const longer = headsOf(name.split(" ").slice(1)).find((head) => classes.has(head));
    if (longer !== undefined) parents.set(name, longer);
  }
  const firm = isA.filter(({ instance, documents }) => classes.has(instance.name) && documents >= instances - 1);
  const ordered = firm.toSorted(
    (a, b) => b.documents - a.documents || compareCodePoints(a.instance.id, b.instance.id) || compareCodePoints(a.kind.id, b.kind.id),
  );
  for (const { instance, kind } of ordered) {
    const above = headsOf(kind.words).find((head) => classes.has(head));
    if (above === undefined || parents.has(instance.name) || !mayBe(instance.class, kind.class)) continue;
    if (!isAbove(parents, instance.name, above)) parents.set(instance.name, above);
  }
  for (const name of chosen)
    if (!parents.has(name)) parents.set(name, coarseAbove(name, standing.get(name)?.class ?? conceptClass(name, "phrase")));
  return parents;
}

function isAbove(parents: ReadonlyMap<string, string | null>, name: string, other: string): boolean {
  for (let next: string | null | undefined = other; next != null; next = parents.get(next)) if (next === name) return true;
  return false;
}

/** What sentences put under a class whose name says nothing of it, under the nearest class they name. */
function membersOf(classes: ReadonlySet<string>, isA: readonly IsA[]): ReadonlyMap<string, readonly TermKey[]> {
  const members = new Map<string, TermKey[]>();
  for (const { instance, kind } of isA) {
    const name = headsOf(kind.words).find((head) => classes.has(head));
    if (name === undefined || classes.has(instance.name) || endsIn(instance.words, name)) continue;
    if (!namesMember(instance.label) || !mayBe(instance.class, kind.class)) continue;
    append(members, name, instance.name);
  }
  return new Map([...members].map(([name, terms]) => [name, [...new Set(terms)].sort(compareCodePoints)]));
}

/** The coarse classes that have a class under them, or enough concepts of their own. */
function withCoarse(found: readonly OntologyClass[], concepts: readonly NamedConcept[], least: number): readonly OntologyClass[] {
  const named = new Set(found.map(({ name }) => name));
  const used = new Set(found.map(({ parent }) => parent));
  const counts = new Map<string, number>();
  for (const { class: kind } of concepts) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  const coarse = [...COARSE].filter((name) => !named.has(name) && (used.has(name) || (counts.get(name) ?? 0) >= least));
  const made = coarse.map((name): OntologyClass => {
    const origin = { by: "table", support: counts.get(name) ?? 0, evidence: [] } as const;
    return { id: entryId("class", name), kind: "class", name, label: name, parent: null, heads: [name], members: [], origin };
  });
  return [...found, ...made].sort((a, b) => compareCodePoints(a.id, b.id));
}

function mostDocuments(concepts: readonly NamedConcept[]): readonly NamedConcept[] {
  return concepts.toSorted((a, b) => b.documents - a.documents || compareCodePoints(a.id, b.id));
}

/** For each concept the first sentence that relates it to anything. */
function citable({ usage }: Names): ReadonlyMap<string, RestingSpan> {
  const spans = new Map<string, RestingSpan>();
  for (const { from, to, span } of usage) for (const { id } of [from, to]) if (!spans.has(id)) spans.set(id, span);
  return spans;
}

function append<Item>(lists: Map<string, Item[]>, name: string, item: Item): void {
  const known = lists.get(name);
  if (known === undefined) lists.set(name, [item]);
  else known.push(item);
}

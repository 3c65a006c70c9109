// Relation types out of how relations are used: what stands at their ends nearly always, and which types say the same. Pure, like
// induce-classes.ts.

import { compareCodePoints } from "#graph/code-points.ts";
import { typeOfPhrase } from "#graph/extraction/model-claims.ts";
import { relationType } from "#graph/extraction/relation-types.ts";
import { PREPOSITIONS } from "#graph/extraction/word-lists.ts";
import type { OntologyRelationType } from "#graph/model.ts";
import { classesOf } from "#graph/ontology/classify.ts";
import { entryId, lineOf, type Ontology } from "#graph/ontology/ontology.ts";
import { distinctSpans, type NamedConcept, type Names, type Usage } from "#graph/ontology/read-names.ts";

export interface RelationOptions {
  /** Relations of a type that there must be. */
  readonly relations: number;
}

/** Ends of known class from which a domain or range may be told. */
const FEWEST_KNOWN = 8;
/** Share of those ends that the classes of a domain or range must cover, and how many classes they may be at most. */
const COVERED = 0.9;
const MOST_CLASSES = 3;
/** They must cover this many times what they cover of all ends: what stands everywhere says nothing about a type. */
const TELLING = 1.25;
const CITED = 3;

/** @param ontology of the classes induced or edited, whose tops are what domains and ranges are made of */
export function induceRelations(names: Names, ontology: Ontology, { relations }: RelationOptions): readonly OntologyRelationType[] {
  const topOf = new Map(names.concepts.map((concept) => [concept.id, topClass(ontology, concept)]));
  const everywhere = tally(names.usage.flatMap(({ from, to }) => [topOf.get(from.id), topOf.get(to.id)]));
  const used = Map.groupBy(names.usage, ({ type }) => type);
  const types = [...used].filter(([, usage]) => usage.length >= relations);
  const described = new Set(types.map(([type]) => type));
  const synonyms = synonymsOf([...used.keys(), ...names.conjectured], described);
  const found = types.map(([name, usage]): OntologyRelationType => {
    const ends = (end: (one: Usage) => NamedConcept) => telling(tally(usage.map((one) => topOf.get(end(one).id))), everywhere);
    return {
      id: entryId("relation", name),
      kind: "relation",
      name,
      domain: ends(({ from }) => from),
      range: ends(({ to }) => to),
      inverse: relationType(name)?.inverse ?? null,
      synonyms: synonyms.get(name) ?? [],
      origin: { by: "usage", support: usage.length, evidence: distinctSpans(usage.map(({ span }) => span)).slice(0, CITED) },
    };
  });
  return found.sort((a, b) => compareCodePoints(a.id, b.id));
}

/** The class at the top of a concept's first class; null when nobody knows. */
function topClass(ontology: Ontology, concept: NamedConcept): string | null {
  const [first] = classesOf(ontology, concept);
  return first === undefined ? null : (lineOf(ontology, first).at(-1) ?? null);
}

type Tally = ReadonlyMap<string, number>;

function tally(tops: readonly (string | null | undefined)[]): Tally {
  const counts = new Map<string, number>();
  for (const top of tops) if (top != null) counts.set(top, (counts.get(top) ?? 0) + 1);
  return counts;
}

/** The fewest classes that cover nearly all; none when they would be many, or cover as much of everything. */
function telling(counts: Tally, everywhere: Tally): readonly string[] {
  const all = sum(counts.values());
  if (all < FEWEST_KNOWN) return [];
  const chosen: string[] = [];
  let covered = 0;
  for (const [name, count] of [...counts].sort(([a, m], [b, n]) => n - m || compareCodePoints(a, b))) {
    if (covered >= COVERED * all) break;
    chosen.push(name);
    covered += count;
  }
  const usual = sum(chosen.map((name) => everywhere.get(name) ?? 0)) / sum(everywhere.values());
  return chosen.length > MOST_CLASSES || covered / all < TELLING * usual ? [] : chosen.sort(compareCodePoints);
}

function sum(counts: Iterable<number>): number {
  let total = 0;
  for (const count of counts) total += count;
  return total;
}

/**
 * Types outside the verb table that the table reads as one of these types, the same way round: "regulates" for `controls`, as an import
 * may call it.
 */
function synonymsOf(types: readonly string[], described: ReadonlySet<string>): ReadonlyMap<string, readonly string[]> {
  const same = new Map<string, string[]>();
  for (const type of new Set(types)) {
    if (relationType(type) !== undefined || described.has(type) || !isVerb(type.split("-"))) continue;
    const read = typeOfPhrase(type.replaceAll("-", " "));
    if (read.flipped || read.type === type || !described.has(read.type)) continue;
    same.set(read.type, [...(same.get(read.type) ?? []), type].sort(compareCodePoints));
  }
  return same;
}

/** One word, or two of which the second belongs to a verb; auxiliaries say nothing. */
function isVerb([verb = "", joint, ...more]: readonly string[]): boolean {
  return more.length === 0 && !/^(?:do|does|did|can|may|not|also)$/.test(verb) && (joint === undefined || PREPOSITIONS.has(joint));
}

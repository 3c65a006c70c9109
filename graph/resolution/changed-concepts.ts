// Concepts as they will be: components of the link graph that a change touches are found and cut anew; others are only counted again.

import { compareCodePoints } from "#graph/code-points.ts";
import type { Concept, ConceptId, TermKey, TermLink } from "#graph/model.ts";
import { type Changes, definitionsAfter, editsAfter, pairKey } from "#graph/resolution/changed-documents.ts";
import type { ChangedLinks } from "#graph/resolution/changed-links.ts";
import { type ChangedTerms, termsAfter } from "#graph/resolution/changed-terms.ts";
import { joinTerms } from "#graph/resolution/components.ts";
import { conceptOf, yearRange } from "#graph/resolution/concept.ts";
import { Expansions } from "#graph/resolution/expansions.ts";
import { contradict } from "#graph/resolution/guards.ts";
import { type Body, isConceptual } from "#graph/resolution/term-tally.ts";
import type { GraphStore, Spread } from "#graph/store/graph-store.ts";

export interface ChangedConcepts {
  readonly put: readonly Concept[];
  readonly remove: readonly ConceptId[];
  /** Concepts as they are in the store whose terms will not be the same. */
  readonly restructured: readonly ConceptId[];
  /** The terms of concepts whose terms are not what they were, with their new concept; undefined: none any more. */
  readonly moved: ReadonlyMap<TermKey, ConceptId | undefined>;
}

export async function changedConcepts(
  store: GraphStore,
  changes: Changes,
  terms: ChangedTerms,
  links: ChangedLinks,
): Promise<ChangedConcepts> {
  const component = await touchedComponents(store, terms, links);
  const groups = joinTerms(component.terms, component.links, await contradictions(store, changes, component));
  const around = [...component.terms, ...terms.vanishing];
  const oldConcepts = await conceptsWith(
    store,
    around.filter((term) => !terms.fresh.has(term)),
  );
  const oldTerms = new Map(oldConcepts.map((concept) => [concept.id as string, concept.terms.join("\n")]));
  const recounted = await untouchedConcepts(store, terms, new Set(around));
  const members = [...groups, ...recounted.map((concept) => concept.terms)];
  const stored = new Map([...oldConcepts, ...recounted].map((concept) => [concept.terms.join("\n"), concept]));
  const newIds = new Set<string>(groups.map((group) => group[0]!));
  const keepsTerms = (group: readonly TermKey[]): boolean => oldTerms.get(group[0]!) === group.join("\n");
  const changedGroups = groups.filter((group) => !keepsTerms(group));
  const stable = new Set(groups.filter(keepsTerms).map((group) => group[0] as string));
  const restructured = oldConcepts.filter((concept) => !stable.has(concept.id));
  const moved = new Map<TermKey, ConceptId | undefined>();
  for (const concept of restructured) for (const term of concept.terms) moved.set(term, undefined);
  for (const group of changedGroups) for (const term of group) moved.set(term, group[0] as string as ConceptId);
  return {
    put: await assemble(store, { changes, terms, stored }, members),
    remove: oldConcepts.map((concept) => concept.id).filter((id) => !newIds.has(id)),
    restructured: restructured.map((concept) => concept.id),
    moved,
  };
}

interface Component {
  readonly terms: ReadonlySet<TermKey>;
  readonly links: readonly TermLink[];
}

/** All terms that can be reached over links from what the change touched, and the links among them. */
async function touchedComponents(store: GraphStore, terms: ChangedTerms, changed: ChangedLinks): Promise<Component> {
  const removed = new Set(changed.remove.map((link) => pairKey(link.a, link.b)));
  const links = new Map<string, TermLink>();
  const fresh = new Map<TermKey, TermLink[]>();
  for (const link of changed.put) {
    for (const end of [link.a, link.b]) {
      const known = fresh.get(end);
      if (known === undefined) fresh.set(end, [link]);
      else known.push(link);
    }
  }
  const reached = new Set<TermKey>();
  let frontier = await conceptual(store, terms, [...terms.appearing, ...changed.touched]);
  while (frontier.length > 0) {
    for (const term of frontier) reached.add(term);
    const kept = (await store.linksOf(frontier.filter((term) => !terms.fresh.has(term)))).filter(
      (link) => !removed.has(pairKey(link.a, link.b)),
    );
    const found = [...kept, ...frontier.flatMap((term) => fresh.get(term) ?? [])];
    for (const link of found) links.set(pairKey(link.a, link.b), link);
    frontier = [...new Set(found.flatMap((link) => [link.a, link.b]))].filter((term) => !reached.has(term));
  }
  for (const link of changed.put) if (links.has(pairKey(link.a, link.b))) links.set(pairKey(link.a, link.b), link);
  return { terms: reached, links: [...links.values()] };
}

async function conceptual(store: GraphStore, terms: ChangedTerms, keys: readonly TermKey[]): Promise<TermKey[]> {
  const known = await termsAfter(store, terms, new Set(keys));
  return [...known.values()].filter(isConceptual).map((term) => term.key);
}

/** Whether two terms may never be one concept. A person who says they are one outranks what the letters say. */
async function contradictions(store: GraphStore, changes: Changes, { links }: Component): Promise<(a: TermKey, b: TermKey) => boolean> {
  const linked = [...new Set(links.flatMap((link) => [link.a, link.b]))];
  const expansions = new Expansions(await definitionsAfter(store, changes, linked));
  const decided = linked.length === 0 ? new Map() : await editsAfter(store, changes, linked);
  return contradictionOf(expansions, (pair) => decided.get(pair)?.decision);
}

/** The rule itself, shared with the full recomputation: what people say, else different expansions of one short form, else the words. */
export function contradictionOf(
  expansions: Expansions,
  decisionOf: (pair: string) => "same" | "different" | undefined,
): (a: TermKey, b: TermKey) => boolean {
  return (a, b) => {
    const decision = decisionOf(pairKey(a, b));
    if (decision !== undefined) return decision === "different";
    if (expansions.apart(a, b)) return true;
    return !expansions.defines(a, b) && contradict(a, b);
  };
}

/** Concepts that keep their terms but whose counts a changed document moves. */
async function untouchedConcepts(store: GraphStore, terms: ChangedTerms, around: ReadonlySet<TermKey>): Promise<readonly Concept[]> {
  const counted = [...terms.next.keys()].filter((term) => !around.has(term) && !terms.fresh.has(term));
  return conceptsWith(store, counted);
}

/** The concepts of these terms as the store holds them. */
async function conceptsWith(store: GraphStore, terms: readonly TermKey[]): Promise<readonly Concept[]> {
  const ids = new Set((await store.conceptsOfTerms(terms)).map((row) => row.concept));
  return ids.size === 0 ? [] : store.concepts([...ids]);
}

interface Assembly {
  readonly changes: Changes;
  readonly terms: ChangedTerms;
  /** Concepts as they are in the store, by their terms. */
  readonly stored: ReadonlyMap<string, Concept>;
}

async function assemble(
  store: GraphStore,
  { changes, terms, stored }: Assembly,
  groups: readonly (readonly TermKey[])[],
): Promise<Concept[]> {
  const known = await termsAfter(store, terms, groups.flat());
  const kept = await keptSpreads(store, { changes, terms, stored }, groups);
  const fresh = spreadIn(changes.after);
  return groups
    .map((group, index) =>
      conceptOf(
        group.map((term) => known.get(term)!),
        joined(kept[index]!, fresh(group)),
      ),
    )
    .sort((a, b) => compareCodePoints(a.id, b.id));
}

/**
 * Spread over the documents that a change leaves alone. A concept that keeps its terms and loses no document has the spread it had: only
 * the others are counted, so that growing does not count the whole garden again with every batch.
 */
async function keptSpreads(store: GraphStore, { changes, stored }: Assembly, groups: readonly (readonly TermKey[])[]): Promise<Spread[]> {
  const lost = spreadIn(changes.before);
  const known = groups.map((group) => (lost(group).documents > 0 ? undefined : stored.get(group.join("\n"))));
  const counted = await store.spread(
    groups.filter((_, index) => known[index] === undefined),
    [...changes.documents],
  );
  let next = 0;
  return known.map((concept) => concept ?? counted[next++]!);
}

/** Spread over these documents. */
function spreadIn(bodies: readonly Body[]): (group: readonly TermKey[]) => Spread {
  const mentioning = new Map<TermKey, number[]>();
  bodies.forEach(({ reading }, index) => {
    for (const term of new Set(reading.mentions.map((mention) => mention.term))) {
      const known = mentioning.get(term);
      if (known === undefined) mentioning.set(term, [index]);
      else known.push(index);
    }
  });
  return (group) => {
    const found = [...new Set(group.flatMap((term) => mentioning.get(term) ?? []))];
    return { documents: found.length, ...yearRange(found.map((index) => bodies[index]!.document.year)) };
  };
}

function joined(a: Spread, b: Spread): Spread {
  return { documents: a.documents + b.documents, ...yearRange([a.firstYear, a.lastYear, b.firstYear, b.lastYear]) };
}

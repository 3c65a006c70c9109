// The obvious way to compute a garden: everything at once, from nothing. What growing step by step must agree with, line by line.

import type { Concept, ConceptId, Relation, ResolutionEdit, Term, TermKey, TermLink } from "#graph/model.ts";
import { blocksOf } from "#graph/resolution/blocks.ts";
import { contradictionOf } from "#graph/resolution/changed-concepts.ts";
import { claimsIn, definitionsIn, pairKey } from "#graph/resolution/changed-documents.ts";
import { joinTerms } from "#graph/resolution/components.ts";
import { conceptOf, yearRange } from "#graph/resolution/concept.ts";
import { Expansions } from "#graph/resolution/expansions.ts";
import type { QuantisedVector } from "#graph/resolution/quantised-vector.ts";
import { evidenceOf, relationId, relationKeyOf, relationOf } from "#graph/resolution/relation.ts";
import { linkOf } from "#graph/resolution/term-links.ts";
import { type Body, countDocument, isConceptual, type Tallies, termOf } from "#graph/resolution/term-tally.ts";

export interface WholeGarden {
  readonly concepts: readonly Concept[];
  readonly relations: readonly Relation[];
}

export function computeWhole(
  bodies: readonly Body[],
  edits: readonly ResolutionEdit[],
  vectorOf: (term: TermKey) => QuantisedVector | null = () => null,
): WholeGarden {
  const terms = termsOf(bodies).filter(isConceptual);
  const expansions = new Expansions(bodies.flatMap(definitionsIn));
  const decisions = new Map(edits.map((edit) => [pairKey(edit.a, edit.b), edit.decision]));
  const links = allLinks(terms, expansions, decisions, vectorOf);
  const groups = joinTerms(
    terms.map((term) => term.key),
    links,
    contradictionOf(expansions, (pair) => decisions.get(pair)),
  );
  const byKey = new Map(terms.map((term) => [term.key, term]));
  const concepts = groups.map((group) =>
    conceptOf(
      group.map((key) => byKey.get(key)!),
      spreadOf(bodies, new Set(group)),
    ),
  );
  const conceptOfTerm = new Map(groups.flatMap((group) => group.map((term) => [term, group[0] as string as ConceptId])));
  return { concepts, relations: relationsOf(bodies, (term) => conceptOfTerm.get(term)) };
}

function termsOf(bodies: readonly Body[]): Term[] {
  const tallies: Tallies = new Map();
  for (const body of bodies) countDocument(tallies, body, 1);
  return [...tallies].map(([key, tally]) => termOf(key, tally)).filter((term) => term !== null);
}

/** Every pair of terms that shares a block, is defined as an abbreviation, or that a person decided. */
function allLinks(
  terms: readonly Term[],
  expansions: Expansions,
  decisions: ReadonlyMap<string, "same" | "different">,
  vectorOf: (term: TermKey) => QuantisedVector | null,
): TermLink[] {
  const links: TermLink[] = [];
  for (const [index, { key: a }] of terms.entries()) {
    for (const { key: b } of terms.slice(0, index)) {
      const shared = blocksOf(a).some((block) => blocksOf(b).includes(block));
      const decision = decisions.get(pairKey(a, b)) ?? null;
      const abbreviation = expansions.abbreviates(a, b);
      if (!shared && decision === null && !abbreviation) continue;
      const link = linkOf(a, b, { decision, abbreviation, vectors: [vectorOf(a), vectorOf(b)] });
      if (link !== null) links.push(link);
    }
  }
  return links;
}

function spreadOf(bodies: readonly Body[], group: ReadonlySet<TermKey>) {
  const mentioning = bodies.filter(({ reading }) => reading.mentions.some((mention) => group.has(mention.term)));
  return { documents: mentioning.length, ...yearRange(mentioning.map(({ document }) => document.year)) };
}

function relationsOf(bodies: readonly Body[], conceptOfTerm: (term: TermKey) => ConceptId | undefined): Relation[] {
  const claims = bodies.flatMap(claimsIn);
  const keyed = claims.map((claim) => ({ claim, key: relationKeyOf(claim, conceptOfTerm) })).filter(({ key }) => key !== null);
  const years = new Map(bodies.map(({ document }) => [document.id, document.year]));
  return [...Map.groupBy(keyed, ({ key }) => relationId(key!)).values()].map((entries) =>
    relationOf(
      entries[0]!.key!,
      entries.map(({ claim }) => evidenceOf(claim)),
      (document) => years.get(document) ?? null,
    ),
  );
}

// Orders sentences for why, how and effect questions: those that carry a relation which acts, and whose ends the garden's own
// relations lead to (or from) what was asked, stand before those that only repeat the question's words.

import { type Passage, type PassageClaim, passagesAround } from "#agents/answering/passages.ts";
import { askedWords, coveredBy, type QuestionKind } from "#agents/answering/question.ts";
import type { Citation } from "#agents/model.ts";
import { similarities } from "#agents/novelty/inside.ts";
import { contentWords } from "#agents/novelty/words.ts";
import { relationType } from "#graph/extraction/relation-types.ts";
import type { Garden } from "#graph/garden.ts";
import type { ConceptId, Relation } from "#graph/model.ts";
import { bestSpans, spanReader } from "#graph/search/citations.ts";
import type { Passing } from "#graph/search/passing.ts";

type Kind = Exclude<QuestionKind, "plain">;

export interface Reason {
  readonly citation: Citation;
  readonly worth: number;
}

/** How much a relation of each class says about why and how; what is not named says nothing. */
const SAYS: Readonly<Partial<Record<PassageClaim["class"], number>>> = {
  cause: 1,
  function: 0.8,
  other: 0.8,
  interaction: 0.7,
  transformation: 0.7,
  structure: 0.3,
};
/** A sentence whose relation does not act counts this share: it describes, it does not explain. */
const DESCRIBES = 0.5;
/** A sentence that nothing was read in may still explain: it counts this share. */
const UNREAD = 0.8;
/** What stands in the title or the sentences before counts this share of what stands in the sentence. */
const AROUND = 0.6;
/** So does a concept in it from which the garden's relations lead to what was asked. */
const LED = 0.8;
const FOUND = 24;
const RELATIONS = 60;

/** The sentences among and around these that best say why, worthiest first; only what a sentence that passes says leads to them. */
export async function rankReasons(
  garden: Garden,
  question: string,
  kind: Kind,
  found: readonly Citation[],
  passing: Passing,
): Promise<readonly Reason[]> {
  const wanted = askedWords(question);
  const concepts = await askedConcepts(garden, question, wanted);
  const relations = await passing.relations(await garden.store.relationsOf([...concepts.keys()]));
  const acting = relations
    .filter(acts)
    .toSorted((a, b) => b.confidence - a.confidence)
    .slice(0, RELATIONS);
  const reader = spanReader(garden.store);
  const said = await Promise.all(acting.map(async ({ evidence }) => reader.read(bestSpans(evidence, 1))));
  const passages = await passagesAround(garden, [...found.slice(0, FOUND), ...said.flat()]);
  const near = await similarities(
    garden,
    question,
    passages.map(({ citation }) => citation),
  );
  const weights = rarity(wanted, passages);
  const leads = leadsTo(concepts, relations, kind);
  const ranked = passages.map((passage, index) => ({ passage, ...worthOf(passage, near[index] ?? 0, weights, leads, kind) }));
  const best = ranked.toSorted((a, b) => b.worth - a.worth)[0];
  const goesOn = ({ passage, acts: acting }: (typeof ranked)[number]) =>
    acting && best !== undefined && passage !== best.passage && passage.paragraph === best.passage.paragraph;
  return ranked
    .map((row) => ({ citation: row.passage.citation, worth: row.worth + (goesOn(row) ? GOES_ON : 0) }))
    .sort((a, b) => b.worth - a.worth);
}

/** What an acting sentence gains that goes on where the worthiest one stands. */
const GOES_ON = 0.3;

/** (1 + similarity + what its best relation says) × (share of the question it speaks of)^1.5; less when nothing in it acts. */
function worthOf(passage: Passage, similarity: number, weights: ReadonlyMap<string, number>, leads: Leads, kind: Kind) {
  const own = new Set(coveredBy(passage.citation.text, weights.keys()));
  const around = new Set(coveredBy(passage.before, weights.keys()));
  const led = new Set(passage.claims.flatMap(({ head, tail }) => [...ledTo(leads, head), ...ledTo(leads, tail)]));
  let [covered, all] = [0, 0];
  for (const [word, weight] of weights) {
    all += weight;
    covered += weight * (own.has(word) ? 1 : led.has(word) ? LED : around.has(word) ? AROUND : 0);
  }
  const share = all === 0 ? 0 : covered / all;
  const says = Math.max(0, ...passage.claims.map((claim) => (SAYS[claim.class] ?? 0) * reach(claim, weights, leads, kind)));
  const worth = (similarity + says + 1) * share ** 1.5;
  const acting = says > 0.3;
  return { worth: worth * (acting ? 1 : passage.claims.length === 0 ? UNREAD : DESCRIBES), acts: acting };
}

/** Concept → the asked words that it stands for, or that the garden's relations lead from it to. */
type Leads = ReadonlyMap<ConceptId, ReadonlySet<string>>;

function ledTo(leads: Leads, concept: ConceptId | null): ReadonlySet<string> {
  return (concept === null ? undefined : leads.get(concept)) ?? new Set();
}

/** 0.4–1: whether the end that matters (tail for a why, head for an effect) is what was asked, or the garden links it there. */
function reach(claim: PassageClaim, weights: ReadonlyMap<string, number>, leads: Leads, kind: Kind): number {
  const at = (concept: ConceptId | null, text: string) =>
    coveredBy(text, weights.keys()).length > 0 ? 1 : ledTo(leads, concept).size > 0 ? LED : 0;
  const [head, tail] = [at(claim.head, claim.headText), at(claim.tail, claim.tailText)];
  const touch = kind === "into" ? Math.max(tail, 0.6 * head) : kind === "out" ? Math.max(head, 0.6 * tail) : Math.max(head, tail);
  return 0.4 + 0.6 * touch;
}

/** The asked concepts, and those one step away: parts of them, and what acts on them (for an effect: what they act on). */
function leadsTo(concepts: ReadonlyMap<ConceptId, readonly string[]>, relations: readonly Relation[], kind: Kind): Leads {
  const leads = new Map<ConceptId, Set<string>>([...concepts].map(([id, words]) => [id, new Set(words)]));
  const lead = (id: ConceptId, words: readonly string[]) => leads.set(id, new Set([...(leads.get(id) ?? []), ...words]));
  for (const relation of relations) {
    const part = relationType(relation.type)?.class === "structure" && relation.polarity === "affirmed";
    if (!part && !acts(relation)) continue;
    const [from, to] = [concepts.get(relation.from), concepts.get(relation.to)];
    if (to !== undefined && (part || kind !== "out")) lead(relation.from, to);
    if (from !== undefined && (part || kind !== "into")) lead(relation.to, from);
  }
  return leads;
}

function acts({ type, polarity }: Relation): boolean {
  const kind = relationType(type)?.class ?? "other";
  return polarity === "affirmed" && (SAYS[kind] ?? 0) >= 0.7;
}

/** Concepts all of whose label's words the question has, forms of a word counted as one; each with those words as asked. */
async function askedConcepts(
  garden: Garden,
  question: string,
  wanted: ReadonlySet<string>,
): Promise<ReadonlyMap<ConceptId, readonly string[]>> {
  const hits = await garden.store.searchText(question, { kinds: ["concept"], limit: 60 });
  const concepts = await garden.store.concepts(hits.map(({ id }) => id as ConceptId));
  const asked = [...wanted].join(" ");
  const whole = concepts.filter(({ label }) => {
    const words = contentWords(label);
    return words.size > 0 && coveredBy(asked, words).length === words.size;
  });
  return new Map(whole.map(({ id, label }) => [id, coveredBy(label, wanted)]));
}

/** ln(1 + n / sentences that have the word or stand under it) / ln(1 + n); a word nobody has weighs nothing. */
function rarity(wanted: ReadonlySet<string>, passages: readonly Passage[]): ReadonlyMap<string, number> {
  const n = passages.length;
  const weights = [...wanted].map((word): [string, number] => {
    const having = passages.filter(({ citation }) => coveredBy(citation.text, [word]).length > 0).length;
    return [word, having === 0 ? 0 : Math.log(1 + n / having) / Math.log(1 + n)];
  });
  return new Map(weights.filter(([, weight]) => weight > 0));
}

// Holds a garden against its ontology: relations whose ends are not what their type allows, each with its sentence, and entries whose own
// sentences are gone. It changes nothing: what a sentence says stays observed.

import type { Concept, ConceptId, Conjecture, OntologyEntryId, Relation, RelationKey } from "#graph/model.ts";
import { type Breach, breachOf } from "#graph/ontology/domain-range.ts";
import { type Ontology, ontologyFrom } from "#graph/ontology/ontology.ts";
import { type Problem, problemsOf } from "#graph/ontology/problems.ts";
import { bestSpans, type Citation, type SpanReader, spanReader } from "#graph/search/citations.ts";
import { conjectureEnds } from "#graph/search/conjectures.ts";
import type { GraphStore } from "#graph/store/graph-store.ts";
import { HortusError } from "#kernels/errors.ts";

export interface ObservedBreach extends RelationKey {
  readonly fromLabel: string;
  readonly toLabel: string;
  readonly breach: Breach;
  readonly evidence: readonly Citation[];
}

export interface ConjecturedBreach extends Pick<Conjecture, "id" | "fromLabel" | "type" | "toLabel" | "origin"> {
  readonly breach: Breach;
}

export interface OntologyCheck {
  readonly version: number;
  readonly relations: number;
  readonly conjectures: number;
  /** Counted whole, listed up to the limit. */
  readonly observed: { readonly count: number; readonly listed: readonly ObservedBreach[] };
  readonly conjectured: { readonly count: number; readonly listed: readonly ConjecturedBreach[] };
  /** Entries some of whose sentences are no longer what they were, with how many. */
  readonly evidenceGone: readonly { readonly entry: OntologyEntryId; readonly gone: number; readonly of: number }[];
  /** What undo or a merge left behind: a parent taken out, a circle. */
  readonly problems: readonly Problem[];
}

export interface CheckOptions {
  readonly limit: number;
  readonly signal?: AbortSignal | undefined;
}

/** @throws `interrupted` */
export async function checkGarden(store: GraphStore, { limit, signal }: CheckOptions): Promise<OntologyCheck> {
  const ontology = ontologyFrom(await store.ontology());
  const concepts = new Map<ConceptId, Concept>();
  for await (const page of store.allConcepts()) {
    stopIfAborted(signal);
    for (const concept of page) concepts.set(concept.id, concept);
  }
  const reader = spanReader(store);
  const listed: ObservedBreach[] = [];
  let [relations, count] = [0, 0];
  for await (const page of store.allRelations()) {
    stopIfAborted(signal);
    for (const relation of page) {
      relations += 1;
      const breach = observedBreach(ontology, relation, concepts);
      if (breach === null) continue;
      count += 1;
      if (listed.length < limit) listed.push({ ...breach, evidence: await reader.read(bestSpans(relation.evidence, 1)) });
    }
  }
  const all = await store.conjectures();
  const ends = await conjectureEnds(store, all);
  const conjectured = all.flatMap(({ id, from, fromLabel, type, to, toLabel, origin }, place): ConjecturedBreach[] => {
    const [head, tail] = ends[place]!;
    const breach = breachOf(ontology, head ?? { label: fromLabel, terms: [from] }, type, tail ?? { label: toLabel, terms: [to] });
    return breach === null ? [] : [{ id, fromLabel, type, toLabel, origin, breach }];
  });
  return {
    version: await store.version(),
    relations,
    conjectures: all.length,
    observed: { count, listed },
    conjectured: { count: conjectured.length, listed: conjectured.slice(0, limit) },
    evidenceGone: await entriesWithoutEvidence(ontology, reader, signal),
    problems: problemsOf(ontology.entries),
  };
}

function observedBreach(
  ontology: Ontology,
  { from, type, to, polarity }: Relation,
  concepts: ReadonlyMap<ConceptId, Concept>,
): Omit<ObservedBreach, "evidence"> | null {
  // What is denied need not keep to anything: "silk has no enzyme".
  if (polarity === "negated") return null;
  const [head, tail] = [concepts.get(from)!, concepts.get(to)!];
  const breach = breachOf(ontology, head, type, tail);
  return breach === null ? null : { from, type, to, polarity, fromLabel: head.label, toLabel: tail.label, breach };
}

async function entriesWithoutEvidence(
  { entries }: Ontology,
  reader: SpanReader,
  signal: AbortSignal | undefined,
): Promise<OntologyCheck["evidenceGone"]> {
  const found: OntologyCheck["evidenceGone"][number][] = [];
  for (const entry of entries) {
    stopIfAborted(signal);
    if (entry.kind === "rule") continue;
    const of = entry.origin.evidence.length;
    const gone = of - (await reader.read(entry.origin.evidence)).length;
    if (gone > 0) found.push({ entry: entry.id, gone, of });
  }
  return found;
}

function stopIfAborted(signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw new HortusError("interrupted", "Interrupted while checking: run it again to check everything.");
}

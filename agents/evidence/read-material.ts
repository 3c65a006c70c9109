// Reads a path's surroundings out of the garden: classes, confidence, what else the ends are tied to, the papers' titles. Reads only.

import { composeRelations } from "#agents/composition/patterns.ts";
import type { Material, PathConcept, StepEvidence } from "#agents/evidence/material.ts";
import { runningLabel } from "#agents/evidence/running-label.ts";
import { type Stated, statedFor } from "#agents/evidence/stated-ends.ts";
import type { Garden } from "#graph/garden.ts";
import type { Concept, ConceptId, DocumentId, Relation } from "#graph/model.ts";
import type { FoundPath, PathRelation } from "#graph/paths/found-path.ts";
import { bestSpans, type SpanReader, spanReader } from "#graph/search/citations.ts";

/** Relations beside the path that are shown for each end. */
const BESIDE_EACH = 3;
/** Sentences cited for one step. */
const CITED = 2;

/** All that a hypothesis along this path may be written from. The path has at least two steps. */
export async function readMaterial(garden: Garden, path: FoundPath, seed: number): Promise<Material> {
  const { store } = garden;
  const [from, to] = [path.concepts[0]!, path.concepts.at(-1)!];
  const found = await store.concepts([...path.concepts]);
  const byId = new Map(found.map((concept) => [concept.id, concept] as const));
  const relations = await store.relationsOf([...path.concepts]);
  const walked = path.relations.map((step) => stepEvidence(step, relations));
  const composed = composeRelations(walked, { first: byId.get(from)?.class, last: byId.get(to)?.class });
  const around = await besideOf(garden, relations, [from, to], new Set(path.concepts));
  const labels = runningLabels([...walked, ...around], await store.concepts([...new Set([...walked, ...around].flatMap(endsOf))]));
  const [steps, beside] = [walked, around].map((list) => list.map((step) => relabelled(step, labels))) as [StepEvidence[], StepEvidence[]];
  const running = { concepts: path.concepts, labels: path.concepts.map((id, index) => labels.get(id) ?? path.labels[index] ?? id) };
  const stated = (await statedFor(garden, running, composed)) ?? unchanged(running, composed.type);
  return {
    concepts: stated.concepts.map(({ label, class: kind }, index) => pathConcept(byId, path.concepts[index]!, label, kind)),
    steps,
    beside,
    conjecture: { from: stated.concepts[0]!.id, type: stated.type, to: stated.concepts.at(-1)!.id },
    pattern: composed.pattern,
    pivot: composed.pivot,
    coherence: composed.coherence,
    seed,
    sources: await sourcesOf(garden, [...steps, ...beside]),
  };
}

function endsOf(step: StepEvidence): ConceptId[] {
  return [step.from as ConceptId, step.to as ConceptId];
}

/** Each concept's label as it reads inside a sentence, judged by the sentences cited. */
function runningLabels(steps: readonly StepEvidence[], concepts: readonly Concept[]): ReadonlyMap<string, string> {
  const texts = steps.flatMap((step) => step.evidence.map((citation) => citation.text));
  return new Map(concepts.map(({ id, label, aliases }) => [id, runningLabel(label, aliases, texts)] as const));
}

function relabelled(step: StepEvidence, labels: ReadonlyMap<string, string>): StepEvidence {
  return { ...step, fromLabel: labels.get(step.from) ?? step.fromLabel, toLabel: labels.get(step.to) ?? step.toLabel };
}

/** Sources cited by these steps. */
async function sourcesOf(garden: Garden, steps: readonly StepEvidence[]): Promise<Material["sources"]> {
  const ids = [...new Set(steps.flatMap((step) => step.evidence.map((citation) => citation.document)))].sort();
  const documents = await Promise.all(ids.map((id) => garden.store.document(id as DocumentId)));
  return Object.fromEntries(ids.map((id, index) => [id, { title: documents[index]?.title || id, year: documents[index]?.year ?? null }]));
}

/** The ends as the path has them: a person may ask for what cannot be stated otherwise. */
function unchanged({ concepts, labels }: Pick<FoundPath, "concepts" | "labels">, type: string): Stated {
  return { concepts: concepts.map((id, index) => ({ id, label: labels[index]!, class: null })), type };
}

function pathConcept(byId: ReadonlyMap<ConceptId, Concept>, id: ConceptId, label: string, kind: string | null): PathConcept {
  const concept = byId.get(id);
  return { id, label, class: kind ?? concept?.class ?? "entity", documents: concept?.documents ?? 0 };
}

function stepEvidence(step: PathRelation, relations: readonly Relation[]): StepEvidence {
  const [head, tail] = step.direction === "forward" ? [step.from, step.to] : [step.to, step.from];
  const relation = relations.find((r) => r.from === head && r.to === tail && r.type === step.type && r.polarity === step.polarity);
  return {
    from: step.from,
    fromLabel: step.fromLabel,
    type: step.type,
    to: step.to,
    toLabel: step.toLabel,
    direction: step.direction,
    conjecture: step.conjecture,
    evidence: step.evidence.slice(0, CITED),
    confidence: step.confidence / 1000,
    documents: step.documents,
    negated: step.polarity === "negated",
    hedged: relation?.evidence.every((span) => span.hedged) ?? false,
  };
}

/** The strongest affirmed relations that leave the path at either end, the first end's first. */
async function besideOf(
  garden: Garden,
  relations: readonly Relation[],
  ends: readonly ConceptId[],
  onPath: ReadonlySet<string>,
): Promise<readonly StepEvidence[]> {
  const chosen = ends.flatMap((end) => {
    const own = relations.filter((r) => r.polarity === "affirmed" && (r.from === end || r.to === end) && r.from !== r.to);
    const leaving = own.filter((r) => !onPath.has(r.from === end ? r.to : r.from));
    return leaving.sort((a, b) => b.documents - a.documents || b.confidence - a.confidence || order(a, b)).slice(0, BESIDE_EACH);
  });
  const concepts = await garden.store.concepts([...new Set(chosen.flatMap((r) => [r.from, r.to]))]);
  const labels = new Map(concepts.map((concept) => [concept.id, concept.label] as const));
  const reader = spanReader(garden.store);
  const steps = await Promise.all(chosen.map((relation) => besideStep(relation, labels, reader)));
  return steps.filter((step) => step.evidence.length > 0);
}

async function besideStep(relation: Relation, labels: ReadonlyMap<ConceptId, string>, reader: SpanReader): Promise<StepEvidence> {
  return {
    from: relation.from,
    fromLabel: labels.get(relation.from) ?? relation.from,
    type: relation.type,
    to: relation.to,
    toLabel: labels.get(relation.to) ?? relation.to,
    direction: "forward",
    conjecture: false,
    evidence: await reader.read(bestSpans(relation.evidence, 1)),
    confidence: relation.confidence / 1000,
    documents: relation.documents,
    negated: false,
    hedged: relation.evidence.every((span) => span.hedged),
  };
}

function order(a: Relation, b: Relation): number {
  const key = (r: Relation) => `${r.from}\n${r.type}\n${r.to}`;
  return key(a) < key(b) ? -1 : 1;
}

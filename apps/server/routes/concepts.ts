// One concept with everything the garden says about it: each relation with every sentence that says it, and what was only imagined.

import { Router } from "express";
import { z } from "zod";
import { route } from "#apps/server/answers.ts";
import type { ConceptAnswer, EvidenceAnswer, RelationAnswer } from "#apps/server/api.ts";
import { inContext, openShelf } from "#apps/server/span-context.ts";
import type { Workbench } from "#apps/server/workbench-face.ts";
import type { Concept, ConceptId, EvidenceSpan, Relation, TermKey } from "#graph/model.ts";
import type { GraphStore } from "#graph/store/graph-store.ts";
import { HortusError } from "#kernels/errors.ts";

const One = z.strictObject({ id: z.string().min(1).max(1000) });

export function conceptRoutes(workbench: Workbench): Router {
  const router = Router();
  router.get(
    "/concepts/:id",
    route({ params: One }, ({ params }) => conceptAnswer(workbench.garden.store, params.id as ConceptId)),
  );
  return router;
}

async function conceptAnswer(store: GraphStore, id: ConceptId): Promise<ConceptAnswer> {
  const concept = (await store.concepts([id]))[0];
  if (concept === undefined) throw new HortusError("concept.not_found", `No concept ${id} in this garden; search for its name.`, { id });
  const relations = await store.relationsOf([id]);
  const [answered, conjectures] = await Promise.all([withSentences(store, relations), conjecturesAbout(store, concept)]);
  return { concept, relations: answered, conjectures };
}

async function withSentences(store: GraphStore, relations: readonly Relation[]): Promise<readonly RelationAnswer[]> {
  const ends = [...new Set(relations.flatMap((relation) => [relation.from, relation.to]))].sort();
  const documents = relations.flatMap((relation) => relation.evidence.map((span) => span.document));
  const [concepts, shelf] = await Promise.all([store.concepts(ends), openShelf(store, documents)]);
  const labels = new Map(concepts.map((concept) => [concept.id, concept.label]));
  return relations.map((relation) => ({
    ...relation,
    fromLabel: labels.get(relation.from) ?? relation.from,
    toLabel: labels.get(relation.to) ?? relation.to,
    evidence: relation.evidence.map((span): EvidenceAnswer => ({ ...inContext(shelf, span), ...markedEnds(span) })),
  }));
}

/** Where both ends are named, relative to the span's own text. */
function markedEnds(span: EvidenceSpan): Pick<EvidenceAnswer, "head" | "tail" | "phrase" | "hedged" | "confidence" | "by"> {
  return {
    head: [span.head[0] - span.start, span.head[1] - span.start],
    tail: [span.tail[0] - span.start, span.tail[1] - span.start],
    phrase: span.phrase,
    hedged: span.hedged,
    confidence: span.confidence,
    by: span.by,
  };
}

async function conjecturesAbout(store: GraphStore, concept: Concept): Promise<ConceptAnswer["conjectures"]> {
  const terms = new Set<TermKey>(concept.terms);
  const about = (await store.conjectures()).filter((conjecture) => terms.has(conjecture.from) || terms.has(conjecture.to));
  const keys = [...new Set(about.flatMap((conjecture) => [conjecture.from, conjecture.to]))].sort();
  const owners = new Map((await store.conceptsOfTerms(keys)).map((owner) => [owner.term, owner.concept]));
  return about.map((conjecture) => ({
    ...conjecture,
    fromConcept: owners.get(conjecture.from) ?? null,
    toConcept: owners.get(conjecture.to) ?? null,
  }));
}

// One concept with what the garden says about it, a page at a time: relations with their first sentences, and what was only imagined.

import { Router } from "express";
import { z } from "zod";
import { route } from "#apps/server/answers.ts";
import type { ConceptAnswer, EvidenceAnswer, RelationAnswer, RelationEvidenceAnswer } from "#apps/server/api.ts";
import { inContext, openShelf, type Shelf } from "#apps/server/span-context.ts";
import type { Workbench } from "#apps/server/workbench-face.ts";
import type { Concept, ConceptId, DocumentId, EvidenceSpan, Relation, RelationKey, TermKey } from "#graph/model.ts";
import { classesOf } from "#graph/ontology/classify.ts";
import { lineOf, ontologyOf } from "#graph/ontology/ontology.ts";
import type { GraphStore } from "#graph/store/graph-store.ts";
import { HortusError } from "#kernels/errors.ts";

/** Sentences that come with each relation; a reader who wants the others opens it. */
const FIRST_SPANS = 2;

const One = z.strictObject({ id: z.string().min(1).max(1000) });
const offset = z.coerce.number().int().min(0).default(0);
const Page = z.strictObject({ offset, limit: z.coerce.number().int().min(0).max(200).default(50) });
const Evidence = z.strictObject({
  from: z.string().min(1).max(1000),
  type: z.string().min(1).max(200),
  to: z.string().min(1).max(1000),
  polarity: z.enum(["affirmed", "negated"]),
  offset,
  limit: z.coerce.number().int().min(1).max(200).default(50),
});

export function conceptRoutes({ garden: { store } }: Workbench): Router {
  const router = Router();
  router.get(
    "/concepts/:id",
    route({ params: One, query: Page }, ({ params, query }) => conceptAnswer(store, params.id as ConceptId, query)),
  );
  router.get(
    "/evidence",
    route({ query: Evidence }, ({ query: { from, to, type, polarity, ...page } }) =>
      evidenceAnswer(store, { from: from as ConceptId, type, to: to as ConceptId, polarity }, page),
    ),
  );
  return router;
}

async function conceptAnswer(store: GraphStore, id: ConceptId, page: z.infer<typeof Page>): Promise<ConceptAnswer> {
  const concept = (await store.concepts([id]))[0];
  if (concept === undefined) throw new HortusError("concept.not_found", `No concept ${id} in this garden; search for its name.`, { id });
  const { total, relations } = await store.relationsAbout(id, page);
  const [answered, conjectures] = await Promise.all([withSentences(store, relations), conjecturesAbout(store, concept)]);
  const ontology = await ontologyOf(store);
  const classes = classesOf(ontology, concept).map((name) => lineOf(ontology, name));
  return { concept, classes, relations: answered, total, conjectures };
}

async function withSentences(store: GraphStore, relations: readonly Relation[]): Promise<readonly RelationAnswer[]> {
  const ends = [...new Set(relations.flatMap((relation) => [relation.from, relation.to]))].sort();
  const labels = new Map((await store.concepts(ends)).map((concept) => [concept.id, concept.label]));
  const first = relations.map((relation) => relation.evidence.slice(0, FIRST_SPANS));
  const shelf = await openShelf(store, documentsOf(first.flat()));
  return relations.map((relation, place) => ({
    ...relation,
    fromLabel: labels.get(relation.from) ?? relation.from,
    toLabel: labels.get(relation.to) ?? relation.to,
    evidence: first[place]!.map((span) => shown(shelf, span)),
    spans: relation.evidence.length,
  }));
}

/** @throws `document.not_found` when nothing sound says it */
async function evidenceAnswer(
  store: GraphStore,
  key: RelationKey,
  page: { readonly offset: number; readonly limit: number },
): Promise<RelationEvidenceAnswer> {
  const relation = (await store.relations([key]))[0];
  if (relation === undefined) {
    throw new HortusError("document.not_found", `No sentence of this garden says that ${key.from} ${key.type} ${key.to}.`, { ...key });
  }
  const spans = relation.evidence.slice(page.offset, page.offset + page.limit);
  const shelf = await openShelf(store, documentsOf(spans));
  return { total: relation.evidence.length, evidence: spans.map((span) => shown(shelf, span)) };
}

function documentsOf(spans: readonly EvidenceSpan[]): readonly DocumentId[] {
  return spans.map((span) => span.document);
}

function shown(shelf: Shelf, span: EvidenceSpan): EvidenceAnswer {
  return { ...inContext(shelf, span), ...markedEnds(span) };
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

// What a garden holds, counted the obvious way: what a mirror's numbers are compared with.

import type { GraphStore } from "#graph/store/graph-store.ts";
import { relationId } from "#graph/store/neo4j/form.ts";

/** One string for each row that a mirror of the store has. */
export async function gardenRows(store: GraphStore) {
  const documents = (await store.documents()).map(({ id }) => `document ${id}`);
  const concepts: string[] = [];
  for await (const page of store.allConcepts()) concepts.push(...page.map(({ id }) => `concept ${id}`));
  const relations: string[] = [];
  const evidence: string[] = [];
  for await (const page of store.allRelations()) {
    for (const relation of page) {
      const id = relationId(relation);
      relations.push(`relation ${id}`);
      evidence.push(...relation.evidence.map((span) => `evidence ${id} ${span.document} ${span.start} ${span.end} ${span.phrase}`));
    }
  }
  const conjectures = (await store.conjectures()).map(({ id }) => `conjecture ${id}`);
  return { documents, concepts, relations, evidence, conjectures };
}

export async function gardenCounts(store: GraphStore) {
  const { documents, concepts, relations, evidence, conjectures } = await gardenRows(store);
  return {
    documents: documents.length,
    concepts: concepts.length,
    relations: relations.length,
    evidence: evidence.length,
    conjectures: conjectures.length,
  };
}

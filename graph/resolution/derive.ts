// From operations to the rows that follow from them. Only what a change touches is computed anew; tests compare with computing everything.

import type { IndexedTerm, Operation, Projection } from "#graph/model.ts";
import { changedConcepts } from "#graph/resolution/changed-concepts.ts";
import { changesOf } from "#graph/resolution/changed-documents.ts";
import { changedLinks } from "#graph/resolution/changed-links.ts";
import { changedRelations } from "#graph/resolution/changed-relations.ts";
import { changedTerms } from "#graph/resolution/changed-terms.ts";
import { isConceptual } from "#graph/resolution/term-tally.ts";
import type { TermVectors } from "#graph/resolution/term-vectors.ts";
import type { GraphStore } from "#graph/store/graph-store.ts";

/** The projection of a garden is a pure function of its documents, people's decisions, and whether it grows with embeddings. */
export async function deriveProjection(store: GraphStore, operations: readonly Operation[], vectors: TermVectors): Promise<Projection> {
  const changes = await changesOf(store, operations);
  const terms = await changedTerms(store, changes);
  const links = await changedLinks(store, changes, terms, vectors);
  const concepts = await changedConcepts(store, changes, terms, links);
  const relations = await changedRelations(store, changes, concepts);
  const put: IndexedTerm[] = [];
  for (const term of terms.next.values()) {
    if (term === null) continue;
    put.push({ ...term, blocks: isConceptual(term) ? (links.blocks.get(term.key) ?? null) : [] });
  }
  return {
    terms: { put, remove: [...terms.next].filter(([, term]) => term === null).map(([key]) => key) },
    links: { put: links.put, remove: links.remove },
    concepts: { put: concepts.put, remove: concepts.remove },
    relations,
  };
}

// Finds the sentences a question is answered from: hybrid search, sentences first, then the evidence of relations and concepts found.

import { citationKey } from "#agents/evidence/material.ts";
import type { Citation } from "#agents/model.ts";
import type { Garden } from "#graph/garden.ts";
import { search } from "#graph/search/search.ts";

/** Sentences an answer may rest on. */
const SENTENCES = 10;

export interface Retrieved {
  readonly evidence: readonly Citation[];
  readonly notices: readonly string[];
}

export async function retrieve(garden: Garden, question: string): Promise<Retrieved> {
  const { results, notes } = await search(garden, question, { mode: "hybrid", limit: SENTENCES * 3 });
  const found = new Map<string, Citation>();
  for (const { evidence } of results) {
    for (const citation of evidence.slice(0, 2)) if (!found.has(citationKey(citation))) found.set(citationKey(citation), citation);
  }
  return { evidence: [...found.values()].slice(0, SENTENCES), notices: notes };
}

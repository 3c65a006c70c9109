// Finds the sentences a question is answered from: hybrid search, sentences first, then the evidence of relations and concepts found.

import { citationKey } from "#agents/evidence/material.ts";
import type { Citation } from "#agents/model.ts";
import { citeSentences, similarities } from "#agents/novelty/inside.ts";
import { contentWords, isWholeSentence, related } from "#agents/novelty/words.ts";
import type { Garden } from "#graph/garden.ts";
import { search } from "#graph/search/search.ts";

/** Sentences an answer may rest on, and those among which they are chosen. */
const SENTENCES = 16;
const POOL = 60;

export interface Retrieved {
  readonly evidence: readonly Citation[];
  readonly notices: readonly string[];
}

/** The sentences nearest to the question among all that hybrid search turns up, nearest first; equal ones in search order. */
export async function retrieve(garden: Garden, question: string): Promise<Retrieved> {
  const { results, notes } = await search(garden, question, { mode: "hybrid", limit: POOL });
  const hits = await garden.store.searchText(question, { kinds: ["sentence"], limit: POOL });
  const sentences = await citeSentences(
    garden,
    hits.map(({ id }) => id),
  );
  const found = new Map<string, Citation>();
  for (const citation of [...results.flatMap(({ evidence }) => evidence), ...sentences]) {
    if (isWholeSentence(citation.text) && !found.has(citationKey(citation))) found.set(citationKey(citation), citation);
  }
  const pool = [...found.values()];
  const near = await similarities(garden, question, pool);
  const order = pool.map((citation, index) => ({ citation, worth: (near[index] ?? 0) + coverage(question, citation.text) }));
  order.sort((a, b) => b.worth - a.worth);
  return { evidence: order.slice(0, SENTENCES).map(({ citation }) => citation), notices: notes };
}

/** Share of the question's content words that a sentence has, forms of a word counted as one. */
function coverage(question: string, text: string): number {
  const [asked, said] = [[...contentWords(question)], [...contentWords(text)]];
  if (asked.length === 0) return 0;
  return asked.filter((word) => said.some((other) => related(word, other))).length / asked.length;
}

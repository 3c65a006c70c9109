// Finds the sentences a question is answered from: hybrid search, sentences first, then the evidence of relations and concepts found;
// for a why or a how also what the garden's relations lead to. It says what the garden does not know at all.

import type { AnswerMaterial } from "#agents/answering/compose-answer.ts";
import { askedWords, coveredBy, questionKind } from "#agents/answering/question.ts";
import { rankReasons } from "#agents/answering/reasons.ts";
import { type Unknown, unknownIn } from "#agents/answering/unknown.ts";
import { citationKey } from "#agents/evidence/material.ts";
import type { Citation } from "#agents/model.ts";
import { citeSentences, similarities } from "#agents/novelty/inside.ts";
import { isWholeSentence } from "#agents/novelty/words.ts";
import type { Garden } from "#graph/garden.ts";
import { Passing } from "#graph/search/passing.ts";
import { search } from "#graph/search/search.ts";
import type { Within } from "#graph/store/graph-store.ts";

/** Sentences an answer may rest on, and those among which they are chosen. */
const SENTENCES = 16;
const POOL = 60;
const CONCEPTS = 5;

export interface Retrieved extends AnswerMaterial {
  readonly unknown: Unknown;
  /** Labels of the concepts nearest to the question. */
  readonly concepts: readonly string[];
  readonly notices: readonly string[];
}

/**
 * The sentences nearest to the question among all that hybrid search turns up, best first; equal ones in search order. Every one of them is
 * of a document within `within`, and what no such document speaks of is unknown.
 */
export async function retrieve(garden: Garden, question: string, within: Within = {}): Promise<Retrieved> {
  const { results, notes } = await search(garden, question, { mode: "hybrid", limit: POOL, filters: within });
  const hits = await garden.store.searchText(question, { kinds: ["sentence"], limit: POOL, within });
  const sentences = await citeSentences(
    garden,
    hits.map(({ id }) => id),
  );
  const found = new Map<string, Citation>();
  for (const citation of [...results.flatMap(({ evidence }) => evidence), ...sentences]) {
    if (isWholeSentence(citation.text) && !found.has(citationKey(citation))) found.set(citationKey(citation), citation);
  }
  const near = await nearest(garden, question, [...found.values()]);
  const unknown = await unknownIn(garden, question, within);
  const concepts = results.filter(({ kind }) => kind === "concept").slice(0, CONCEPTS);
  const kind = questionKind(question);
  const best =
    kind === "plain" || unknown.things.length > 0
      ? []
      : (await rankReasons(garden, question, kind, near, new Passing(garden.store, within))).slice(0, SENTENCES);
  return {
    evidence: best.length > 0 ? best.map(({ citation }) => citation) : near.slice(0, SENTENCES),
    worths: best.map(({ worth }) => worth),
    unknown,
    concepts: concepts.map(({ label }) => label),
    notices: notes,
  };
}

/** By similarity plus the share of the question's words that a sentence has. */
async function nearest(garden: Garden, question: string, pool: readonly Citation[]): Promise<readonly Citation[]> {
  const near = await similarities(garden, question, pool);
  const asked = askedWords(question);
  const worth = ({ text }: Citation, index: number) =>
    (near[index] ?? 0) + (asked.size === 0 ? 0 : coveredBy(text, asked).length / asked.size);
  const order = pool.map((citation, index) => ({ citation, worth: worth(citation, index) }));
  return order.sort((a, b) => b.worth - a.worth).map(({ citation }) => citation);
}

// What the garden already says near a conjecture: the nearest sentences, and those that name both ends. Nothing found means unknown.

import { citationKey, type PriorReading } from "#agents/evidence/material.ts";
import type { Citation, NearestPrior } from "#agents/model.ts";
import { contentWords, isWholeSentence, jaccard, names } from "#agents/novelty/words.ts";
import type { Garden } from "#graph/garden.ts";
import type { DocumentId } from "#graph/model.ts";
import { spanReader } from "#graph/search/citations.ts";

/** Sentences compared, and those kept. */
const LOOKED_AT = 40;
const KEPT = 3;

/**
 * Sentences of the garden near a statement about two named things, most similar first.
 * @param own  sentences the statement was made from: they are near by their making, and no prior work
 */
export async function readPrior(
  garden: Garden,
  statement: string,
  labels: readonly [string, string],
  own: readonly Citation[],
): Promise<PriorReading> {
  const made = new Set(own.map(citationKey));
  const found = await candidates(garden, `${labels[0]} ${labels[1]}`);
  const citations = found.filter((citation) => !made.has(citationKey(citation)));
  const likeness = await similarities(garden, statement, citations);
  const nearest = citations
    .map((citation, index): NearestPrior => ({ citation, similarity: likeness[index] ?? 0 }))
    .sort((a, b) => b.similarity - a.similarity || place(a.citation, b.citation));
  const together = citations.filter(({ text }) => {
    const words = contentWords(text);
    return names(words, labels[0]) && names(words, labels[1]);
  });
  return { nearest: nearest.slice(0, KEPT), together, looked: citations.length };
}

/**
 * Novelty towards the garden, 0–1: (1 − similarity of the nearest sentence), halved when a sentence names both ends already.
 * Null when no sentence was comparable: unknown, never novel.
 */
export function noveltyScore(prior: PriorReading): number | null {
  const nearest = prior.nearest[0];
  if (prior.looked === 0 || nearest === undefined) return null;
  const distance = Math.min(1, Math.max(0, 1 - nearest.similarity));
  return prior.together.length > 0 ? distance / 2 : distance;
}

/** Cosine of embeddings where there is an embedder, else the share of content words in common; both 0–1. */
export async function similarities(
  garden: Garden,
  statement: string,
  citations: readonly { readonly text: string }[],
): Promise<readonly number[]> {
  if (garden.embedder === null || citations.length === 0) {
    const own = contentWords(statement);
    return citations.map(({ text }) => jaccard(own, contentWords(text)));
  }
  const [query, ...vectors] = await garden.embedder.embed([statement, ...citations.map(({ text }) => text)]);
  return vectors.map((vector) => Math.max(0, dot(query!, vector)));
}

async function candidates(garden: Garden, query: string): Promise<readonly Citation[]> {
  const hits = await garden.store.searchText(query, { kinds: ["sentence"], limit: LOOKED_AT });
  return citeSentences(
    garden,
    hits.map(({ id }) => id),
  );
}

/** Sentences by their `document#index` ids, as citations in the order given; headings and what is no longer there are left out. */
export async function citeSentences(garden: Garden, ids: readonly string[]): Promise<readonly Citation[]> {
  const places = ids.map((id) => {
    const at = id.lastIndexOf("#");
    return { document: id.slice(0, at) as DocumentId, index: Number(id.slice(at + 1)) };
  });
  const readings = await garden.store.readings([...new Set(places.map(({ document }) => document))]);
  const reader = spanReader(garden.store);
  const cited = await Promise.all(
    places.map(({ document, index }) => {
      const sentence = readings.find((reading) => reading.document === document)?.sentences[index];
      return sentence === undefined ? null : reader.cite(document, sentence.start, sentence.end);
    }),
  );
  return cited.filter((citation) => citation !== null && isWholeSentence(citation.text)) as Citation[];
}

function dot(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i += 1) sum += a[i]! * b[i]!;
  return sum;
}

function place(a: Citation, b: Citation): number {
  return a.document < b.document ? -1 : a.document > b.document ? 1 : a.start - b.start;
}

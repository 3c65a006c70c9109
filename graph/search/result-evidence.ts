// What stands behind a search result: the sentence itself, the sentences that say a relation, or those that name a concept.

import { compareCodePoints } from "#graph/code-points.ts";
import type { Concept, Conjecture, DocumentId, Reading, Relation, TermKey } from "#graph/model.ts";
import { bestSpans, type Citation, type SpanReader } from "#graph/search/citations.ts";
import type { Passing } from "#graph/search/passing.ts";
import type { GraphStore } from "#graph/store/graph-store.ts";

/** Sentences shown for a concept or a relation. */
const SHOWN = 3;

export async function relationEvidence(relation: Relation, reader: SpanReader): Promise<readonly Citation[]> {
  return reader.read(bestSpans(relation.evidence, SHOWN));
}

/** What a conjecture rests on: no evidence of it. */
export async function conjectureGround({ restsOn }: Conjecture, reader: SpanReader): Promise<readonly Citation[]> {
  return reader.read(restsOn.slice(0, SHOWN));
}

/** The sentences behind ids `document#index`; an id that no longer stands for a sentence is left out. */
export async function sentenceEvidence(
  store: GraphStore,
  ids: readonly string[],
  reader: SpanReader,
): Promise<ReadonlyMap<string, Citation>> {
  const parsed = ids.map((id) => ({
    id,
    document: id.slice(0, id.lastIndexOf("#")) as DocumentId,
    index: Number(id.slice(id.lastIndexOf("#") + 1)),
  }));
  const readings = await readingsOf(
    store,
    parsed.map(({ document }) => document),
  );
  const found = new Map<string, Citation>();
  for (const { id, document, index } of parsed) {
    const sentence = readings.get(document)?.sentences[index];
    const citation = sentence === undefined ? null : await reader.cite(document, sentence.start, sentence.end);
    if (citation !== null) found.set(id, citation);
  }
  return found;
}

/** For each concept, the first sentence that names it in each of the documents that name it most, of those that pass. */
export async function conceptEvidence(
  store: GraphStore,
  concepts: readonly Concept[],
  reader: SpanReader,
  passing: Passing,
): Promise<ReadonlyMap<string, readonly Citation[]>> {
  const everywhere = await store.postings(concepts.flatMap(({ terms }) => terms));
  const pass = await passing.documents(everywhere.map(({ document }) => document));
  const places = everywhere.filter(({ document }) => pass.has(document));
  const byTerm = Map.groupBy(places, ({ term }) => term);
  const wanted = concepts.map((concept) => ({ concept, documents: mostMentions(concept.terms.flatMap((term) => byTerm.get(term) ?? [])) }));
  const readings = await readingsOf(
    store,
    wanted.flatMap(({ documents }) => documents),
  );
  const found = new Map<string, readonly Citation[]>();
  for (const { concept, documents } of wanted) {
    const cited = await Promise.all(documents.map((document) => firstNaming(readings.get(document), new Set(concept.terms), reader)));
    found.set(
      concept.id,
      cited.filter((citation) => citation !== null),
    );
  }
  return found;
}

function mostMentions(postings: readonly { readonly document: DocumentId; readonly mentions: number }[]): readonly DocumentId[] {
  const mentions = new Map<DocumentId, number>();
  for (const posting of postings) mentions.set(posting.document, (mentions.get(posting.document) ?? 0) + posting.mentions);
  return [...mentions]
    .sort(([a, x], [b, y]) => y - x || compareCodePoints(a, b))
    .slice(0, SHOWN)
    .map(([document]) => document);
}

/** The first mention in running text, or in a title or reference when there is none. */
async function firstNaming(reading: Reading | undefined, terms: ReadonlySet<TermKey>, reader: SpanReader): Promise<Citation | null> {
  const naming = reading?.mentions.filter(({ term }) => terms.has(term)).map(({ sentence }) => reading.sentences[sentence]!) ?? [];
  const sentence = naming.find(({ section }) => section !== "title" && section !== "references") ?? naming[0];
  return reading === undefined || sentence === undefined ? null : reader.cite(reading.document, sentence.start, sentence.end);
}

async function readingsOf(store: GraphStore, documents: readonly DocumentId[]): Promise<ReadonlyMap<DocumentId, Reading>> {
  const readings = await store.readings([...new Set(documents)]);
  return new Map(readings.map((reading) => [reading.document, reading]));
}

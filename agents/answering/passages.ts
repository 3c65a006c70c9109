// Sentences with what stands around them: the paragraph before, the title, and the claims read in them. It reads; it ranks nothing.

import { citationKey } from "#agents/evidence/material.ts";
import type { Citation } from "#agents/model.ts";
import { isWholeSentence } from "#agents/novelty/words.ts";
import { type RelationClass, relationType } from "#graph/extraction/relation-types.ts";
import type { Garden } from "#graph/garden.ts";
import type { Claim, ConceptId, Document, DocumentId, Reading, TermKey } from "#graph/model.ts";
import { spanReader } from "#graph/search/citations.ts";

export interface PassageClaim {
  /** `other` is a verb outside the table of relation types. */
  readonly class: RelationClass | "other";
  readonly head: ConceptId | null;
  readonly tail: ConceptId | null;
  readonly headText: string;
  readonly tailText: string;
}

export interface Passage {
  readonly citation: Citation;
  /** The document's title and the sentences before this one in its paragraph. */
  readonly before: string;
  /** Names the paragraph, equal for sentences of one. */
  readonly paragraph: string;
  readonly claims: readonly PassageClaim[];
}

/** Sentences of a paragraph that are taken in on either side of a found one. */
const REACH = 5;

/** The passages of these citations, each with its neighbours in the paragraph; in the order given, neighbours after the one they belong to. */
export async function passagesAround(garden: Garden, citations: readonly Citation[]): Promise<readonly Passage[]> {
  const ids = [...new Set(citations.map(({ document }) => document as DocumentId))];
  const readings = new Map((await garden.store.readings(ids)).map((reading) => [reading.document as string, reading]));
  const documents = new Map<string, Document | null>();
  for (const id of ids) documents.set(id, await garden.store.document(id));
  const wanted = new Map<string, { readonly reading: Reading; readonly document: Document; readonly index: number }>();
  for (const citation of citations) {
    const [reading, document] = [readings.get(citation.document), documents.get(citation.document)];
    if (reading === undefined || document === undefined || document === null) continue;
    const at = reading.sentences.findIndex(({ start, end }) => start <= citation.start && citation.end <= end);
    if (at < 0) continue;
    for (const index of neighbours(document.text, reading, at)) wanted.set(`${citation.document}#${index}`, { reading, document, index });
  }
  return passagesOf(garden, [...wanted.values()]);
}

/** The sentence itself first, then those of its paragraph. */
function neighbours(text: string, { sentences }: Reading, at: number): readonly number[] {
  const found = [at];
  for (const step of [1, -1]) {
    for (let index = at; Math.abs(index + step - at) <= REACH; index += step) {
      const [left, right] = step > 0 ? [sentences[index], sentences[index + 1]] : [sentences[index - 1], sentences[index]];
      if (left === undefined || right === undefined || /\n\s*\n/.test(text.slice(left.end, right.start))) break;
      found.push(index + step);
    }
  }
  return found;
}

type Place = { readonly reading: Reading; readonly document: Document; readonly index: number };

async function passagesOf(garden: Garden, places: readonly Place[]): Promise<readonly Passage[]> {
  const claimsOf = (place: Place) => place.reading.claims.filter(({ sentence }) => sentence === place.index);
  const terms = places.flatMap((place) =>
    claimsOf(place).flatMap(({ head, tail }) => [place.reading.mentions[head]!.term, place.reading.mentions[tail]!.term]),
  );
  const owners = await garden.store.conceptsOfTerms([...new Set(terms)]);
  const conceptOf = new Map(owners.map(({ term, concept }) => [term, concept]));
  const reader = spanReader(garden.store);
  const passages: Passage[] = [];
  const seen = new Set<string>();
  for (const place of places) {
    const { start, end } = place.reading.sentences[place.index]!;
    const citation = await reader.cite(place.document.id, start, end);
    if (citation === null || !isWholeSentence(citation.text) || seen.has(citationKey(citation))) continue;
    seen.add(citationKey(citation));
    const { text, title } = place.document;
    const paragraph = Math.max(0, text.lastIndexOf("\n\n", start));
    const claims = claimsOf(place).map((claim) => passageClaim(claim, place, conceptOf));
    const before = `${title}. ${text.slice(Math.max(paragraph, start - LONGEST_BEFORE), start)}`;
    passages.push({ citation, before, paragraph: `${place.document.id}#${paragraph}`, claims });
  }
  return passages;
}

const LONGEST_BEFORE = 600;

function passageClaim(claim: Claim, { reading, document }: Place, conceptOf: ReadonlyMap<TermKey, ConceptId>): PassageClaim {
  const [head, tail] = [reading.mentions[claim.head]!, reading.mentions[claim.tail]!];
  return {
    class: relationType(claim.type)?.class ?? "other",
    head: conceptOf.get(head.term) ?? null,
    tail: conceptOf.get(tail.term) ?? null,
    headText: document.text.slice(head.start, head.end),
    tailText: document.text.slice(tail.start, tail.end),
  };
}

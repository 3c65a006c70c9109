// A reading as compact text and back, losslessly: what threads send and gardens keep. The same reading gives the same text.

import type { Document, MentionKind, Polarity, Reading, SectionKind, TermKey } from "#graph/model.ts";

/** Texts of readings that were made from one, so that what a thread packed is not packed again to be kept. */
const texts = new WeakMap<Reading, string>();

/** Neither the document's id nor its version is in it. */
export function textOf(reading: Reading): string {
  return texts.get(reading) ?? JSON.stringify(packed(reading));
}

/** The reading whose text this is, of this document. */
export function readingOf(text: string, document: Pick<Document, "id" | "version">): Reading {
  const reading = unpacked(JSON.parse(text) as PackedReading, document);
  texts.set(reading, text);
  return reading;
}

const MENTION_KINDS: readonly MentionKind[] = ["phrase", "abbreviation", "formula", "symbol"];
const POLARITIES: readonly Polarity[] = ["affirmed", "negated"];

interface PackedReading {
  /** [start, end, index into sectionNames] for each sentence, flat. */
  readonly sentences: readonly number[];
  readonly sectionNames: readonly SectionKind[];
  readonly terms: readonly TermKey[];
  /** [start, end, sentence, index into terms, index into MENTION_KINDS] for each mention, flat. */
  readonly mentions: readonly number[];
  readonly claims: readonly (readonly [number, number, number, string, string, number, 0 | 1, number, string])[];
  readonly abbreviations: readonly (readonly [TermKey, TermKey])[];
  /** Absent when only the grammar read it. */
  readonly models?: readonly string[];
}

function packed(reading: Reading): PackedReading {
  const sectionNames = [...new Set(reading.sentences.map((sentence) => sentence.section))];
  const terms = new Map<TermKey, number>();
  for (const { term } of reading.mentions) if (!terms.has(term)) terms.set(term, terms.size);
  const sentences: number[] = [];
  for (const { start, end, section } of reading.sentences) sentences.push(start, end, sectionNames.indexOf(section));
  const mentions: number[] = [];
  for (const { start, end, sentence, term, kind } of reading.mentions) {
    mentions.push(start, end, sentence, terms.get(term)!, MENTION_KINDS.indexOf(kind));
  }
  return {
    sentences,
    sectionNames,
    terms: [...terms.keys()],
    mentions,
    claims: reading.claims.map((claim) => [
      claim.sentence,
      claim.head,
      claim.tail,
      claim.phrase,
      claim.type,
      POLARITIES.indexOf(claim.polarity),
      claim.hedged ? 1 : 0,
      claim.confidence,
      claim.by,
    ]),
    abbreviations: reading.abbreviations.map(({ short, long }) => [short, long]),
    ...(reading.models !== undefined && { models: reading.models }),
  };
}

function unpacked(packed: PackedReading, { id, version }: Pick<Document, "id" | "version">): Reading {
  const { sentences, mentions, terms, sectionNames } = packed;
  return {
    document: id,
    version,
    sentences: Array.from({ length: sentences.length / 3 }, (_, index) => ({
      start: sentences[3 * index]!,
      end: sentences[3 * index + 1]!,
      section: sectionNames[sentences[3 * index + 2]!]!,
    })),
    mentions: Array.from({ length: mentions.length / 5 }, (_, index) => ({
      start: mentions[5 * index]!,
      end: mentions[5 * index + 1]!,
      sentence: mentions[5 * index + 2]!,
      term: terms[mentions[5 * index + 3]!]!,
      kind: MENTION_KINDS[mentions[5 * index + 4]!]!,
    })),
    claims: packed.claims.map(([sentence, head, tail, phrase, type, polarity, hedged, confidence, by]) => ({
      sentence,
      head,
      tail,
      phrase,
      type,
      polarity: POLARITIES[polarity]!,
      hedged: hedged === 1,
      confidence,
      by,
    })),
    abbreviations: packed.abbreviations.map(([short, long]) => ({ short, long })),
    ...(packed.models !== undefined && { models: packed.models }),
  };
}

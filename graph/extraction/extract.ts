// Deterministic extraction: a document in, what it says out. Sync and pure; no model, no clock, no chance.

import { type Definition, definitionsOf } from "#graph/extraction/abbreviations.ts";
import { blocksOf } from "#graph/extraction/blocks.ts";
import { normalForm } from "#graph/extraction/normal-form.ts";
import { readSentence, termOf } from "#graph/extraction/reading.ts";
import { sentencesOf } from "#graph/extraction/sentences.ts";
import { tokenise } from "#graph/extraction/tokens.ts";
import { loadTagger } from "#graph/extraction/wink.ts";
import type { Abbreviation, Claim, Document, Mention, Reading, Sentence } from "#graph/model.ts";

/** Changes whenever the same document may read differently: readings of another version are read again. */
export const EXTRACTOR_VERSION = "grammar-4";

export interface Extractor {
  /** All that the document says. Offsets are UTF-16 into `document.text`; the same document gives an identical reading. */
  extract(document: Document): Reading;
  /** What the document names at these places, in their order, each in the sentence where it begins. It claims nothing. */
  nameAt(document: Document, places: readonly Pick<Mention, "start" | "end">[]): Reading;
}

/** Loads the tagger (about 0.2 s, 60 MB); a worker thread creates its own. */
export function createExtractor(): Extractor {
  const tagger = loadTagger();
  const cut = (document: Document) => {
    const { text } = document;
    const sentences = blocksOf(document).flatMap((block) => sentencesOf(text, block, tagger));
    const definitions = definitionsOf(text, sentences);
    return { text, sentences, definitions, meanings: Map.groupBy(definitions, ({ short }) => short) };
  };
  return {
    extract(document) {
      const { text, sentences, definitions, meanings } = cut(document);
      const mentions: Mention[] = [];
      const claims: Claim[] = [];
      sentences.forEach((sentence, index) => {
        const read = readSentence(text, sentence, index, mentions.length, meanings);
        mentions.push(...read.mentions);
        claims.push(...read.claims);
      });
      return readingOf(document, sentences, { mentions, claims, definitions });
    },
    nameAt(document, places) {
      const { text, sentences, definitions, meanings } = cut(document);
      const mentions = places.map(({ start, end }): Mention => {
        const tokens = tokenise(text, start, end);
        const named = termOf(text, tokens, { first: 0, last: tokens.length }, meanings);
        const sentence = Math.max(
          0,
          sentences.findLastIndex((one) => one.start <= start),
        );
        return { start, end, sentence, ...named };
      });
      return readingOf(document, sentences, { mentions, claims: [], definitions });
    },
  };
}

interface Found extends Pick<Reading, "mentions" | "claims"> {
  readonly definitions: readonly Definition[];
}

function readingOf(document: Document, sentences: readonly Sentence[], { mentions, claims, definitions }: Found): Reading {
  return {
    document: document.id,
    version: document.version,
    sentences: sentences.map(({ start, end, section }) => ({ start, end, section })),
    mentions,
    claims,
    abbreviations: abbreviationsOf(definitions),
  };
}

/** Each pair once, in order of first definition. */
function abbreviationsOf(definitions: readonly Definition[]): Abbreviation[] {
  const pairs = new Map(definitions.map(({ short, key }) => [`${short}\n${key}`, { short: normalForm(short), long: key }]));
  return [...pairs.values()];
}

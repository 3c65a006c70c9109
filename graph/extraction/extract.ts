// Deterministic extraction: a document in, what it says out. Sync and pure; no model, no clock, no chance.

import { type Definition, definitionsOf } from "#graph/extraction/abbreviations.ts";
import { blocksOf } from "#graph/extraction/blocks.ts";
import { normalForm } from "#graph/extraction/normal-form.ts";
import { readSentence } from "#graph/extraction/reading.ts";
import { sentencesOf } from "#graph/extraction/sentences.ts";
import { loadTagger } from "#graph/extraction/wink.ts";
import type { Abbreviation, Claim, Document, Mention, Reading } from "#graph/model.ts";

/** Changes whenever the same document may read differently: readings of another version are read again. */
export const EXTRACTOR_VERSION = "grammar-3";

export interface Extractor {
  /** All that the document says. Offsets are UTF-16 into `document.text`; the same document gives an identical reading. */
  extract(document: Document): Reading;
}

/** Loads the tagger (about 0.2 s, 60 MB); a worker thread creates its own. */
export function createExtractor(): Extractor {
  const tagger = loadTagger();
  return {
    extract(document) {
      const { text } = document;
      const sentences = blocksOf(document).flatMap((block) => sentencesOf(text, block, tagger));
      const definitions = definitionsOf(text, sentences);
      const meanings = Map.groupBy(definitions, (definition) => definition.short);
      const mentions: Mention[] = [];
      const claims: Claim[] = [];
      sentences.forEach((sentence, index) => {
        const read = readSentence(text, sentence, index, mentions.length, meanings);
        mentions.push(...read.mentions);
        claims.push(...read.claims);
      });
      return {
        document: document.id,
        version: document.version,
        sentences: sentences.map(({ start, end, section }) => ({ start, end, section })),
        mentions,
        claims,
        abbreviations: abbreviationsOf(definitions),
      };
    },
  };
}

/** Each pair once, in order of first definition. */
function abbreviationsOf(definitions: readonly Definition[]): Abbreviation[] {
  const pairs = new Map(definitions.map(({ short, key }) => [`${short}\n${key}`, { short: normalForm(short), long: key }]));
  return [...pairs.values()];
}

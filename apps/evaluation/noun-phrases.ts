// The trivial extractor that ours is held against: every run of adjectives and nouns is a mention, and each mention is related to the next
// one of its sentence. Tags are wink's, as they come.

import type { Extracted, ExtractedRelation } from "#apps/evaluation/extraction-scores.ts";
import { blocksOf } from "#graph/extraction/blocks.ts";
import { sentencesOf } from "#graph/extraction/sentences.ts";
import type { Token } from "#graph/extraction/tokens.ts";
import type { Tagger } from "#graph/extraction/wink.ts";

/** @param type  what each relation is called */
export function nounPhrases(text: string, tagger: Tagger, type: string): Extracted {
  const mentions: { start: number; end: number }[] = [];
  const relations: ExtractedRelation[] = [];
  for (const block of blocksOf({ text, sections: [] })) {
    for (const sentence of sentencesOf(text, block, tagger)) {
      const first = mentions.length;
      mentions.push(...phrasesOf(sentence.tokens));
      for (let at = first + 1; at < mentions.length; at++)
        relations.push({ head: at - 1, tail: at, type, evidence: [{ start: sentence.start, end: sentence.end }] });
    }
  }
  return { mentions, relations };
}

function phrasesOf(tokens: readonly Token[]): { start: number; end: number }[] {
  const phrases: { start: number; end: number }[] = [];
  let first = -1;
  let noun = -1;
  for (let at = 0; at <= tokens.length; at++) {
    const tag = tokens[at]?.tag;
    if (tag === "NOUN" || tag === "PROPN" || tag === "ADJ") {
      if (first < 0) first = at;
      if (tag !== "ADJ") noun = at;
      continue;
    }
    if (noun >= 0) phrases.push({ start: tokens[first]!.start, end: tokens[noun]!.end });
    first = noun = -1;
  }
  return phrases;
}

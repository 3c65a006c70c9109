// Which things a question asks about that no document speaks of. It judges names and nouns only: an answer may well use another verb.

import { askedWords, isName } from "#agents/answering/question.ts";
import { contentWords } from "#agents/novelty/words.ts";
import { sentencesOf } from "#graph/extraction/sentences.ts";
import { loadTagger, type Tagger } from "#graph/extraction/wink.ts";
import type { Garden } from "#graph/garden.ts";
import { nearConcepts } from "#graph/search/by-meaning.ts";

/** A noun of another spelling counts as known when a concept is this near in meaning; a name or a formula never does. */
const SAME_MEANING = 0.6;

export interface Unknown {
  /** Names and nouns, as written, that stand in no document: without them there is nothing to answer. */
  readonly things: readonly string[];
  /** Every asked word that stands in no document. */
  readonly words: readonly string[];
}

export async function unknownIn(garden: Garden, question: string): Promise<Unknown> {
  const asked = askedWords(question);
  const written = [...new Set(question.match(/[\p{L}\p{N}]+(?:-[\p{L}\p{N}]+)*/gu) ?? [])];
  const telling = written.filter((word) => [...contentWords(word)].some((folded) => asked.has(folded)));
  const words: string[] = [];
  for (const word of telling) {
    const hits = await garden.store.searchText(word, { kinds: ["sentence", "concept"], limit: 1 });
    if (hits.length === 0) words.push(word);
  }
  if (words.length === 0) return { things: [], words };
  const nouns = nounsOf(question);
  const things: string[] = [];
  for (const word of words) {
    if (isName(word, question) || (nouns.has(word) && !(await hasLike(garden, word)))) things.push(word);
  }
  return { things, words };
}

let tagger: Tagger | null = null;

function nounsOf(question: string): ReadonlySet<string> {
  tagger ??= loadTagger();
  const sentences = sentencesOf(question, { start: 0, end: question.length, section: "body" }, tagger);
  const tokens = sentences.flatMap((sentence) => sentence.tokens);
  return new Set(tokens.filter(({ tag }) => tag === "NOUN" || tag === "PROPN").map(({ text }) => text));
}

async function hasLike(garden: Garden, word: string): Promise<boolean> {
  if (garden.embedder === null) return false;
  const [vector] = await garden.embedder.embed([word]);
  return ((await nearConcepts(garden, vector!, 1))[0]?.cosine ?? 0) >= SAME_MEANING;
}

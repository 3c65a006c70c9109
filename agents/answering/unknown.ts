// Which things a question asks about that no document speaks of. It judges names and nouns only: an answer may well use another verb.

import { otherElementNames } from "#agents/answering/elements.ts";
import { askedWords, coveredBy, isName } from "#agents/answering/question.ts";
import { citeSentences } from "#agents/novelty/inside.ts";
import { contentWords, writtenWords } from "#agents/novelty/words.ts";
import { sentencesOf } from "#graph/extraction/sentences.ts";
import { loadTagger, type Tagger } from "#graph/extraction/wink.ts";
import { UNITS } from "#graph/extraction/word-lists.ts";
import type { Garden } from "#graph/garden.ts";
import { nearConcepts } from "#graph/search/by-meaning.ts";
import type { Within } from "#graph/store/graph-store.ts";

/** A noun of another spelling counts as known when a concept is this near in meaning; a name or a formula never does. */
const SAME_MEANING = 0.6;

export interface Unknown {
  /** Names and nouns, as written, that stand in no document: without them there is nothing to answer. */
  readonly things: readonly string[];
  /** Every asked word that stands in no document. */
  readonly words: readonly string[];
}

/** What no document within `within` speaks of. */
export async function unknownIn(garden: Garden, question: string, within: Within = {}): Promise<Unknown> {
  const asked = askedWords(question);
  const written = [...new Set(writtenWords(question))];
  const telling = written.filter((word) => [...contentWords(word)].some((folded) => asked.has(folded)));
  const words: string[] = [];
  for (const word of telling) {
    const hits = await garden.store.searchText(word, { kinds: ["sentence", "concept"], limit: 1, within });
    if (hits.length === 0 && !(await standsByOtherName(garden, word, within))) words.push(word);
  }
  if (words.length === 0) return { things: [], words };
  const nouns = nounsOf(question);
  const things: string[] = [];
  // A unit is no thing, though it is tagged as a noun: papers glue it to its number.
  for (const word of words.filter((each) => !UNITS.has(each.toLowerCase()))) {
    if (isName(word, question) || (nouns.has(word) && !(await hasLike(garden, word, within)))) things.push(word);
  }
  return { things, words };
}

/** How many sentences with an element's other name are looked at: search folds case, and "al" is not aluminium. */
const LOOKED_AT = 40;

async function standsByOtherName(garden: Garden, word: string, within: Within): Promise<boolean> {
  for (const name of otherElementNames(word)) {
    const hits = await garden.store.searchText(name, { kinds: ["sentence"], limit: LOOKED_AT, within });
    const ids = hits.map(({ id }) => id);
    if ((await citeSentences(garden, ids)).some(({ text }) => coveredBy(text, contentWords(word)).length > 0)) return true;
  }
  return false;
}

let tagger: Tagger | null = null;

function nounsOf(question: string): ReadonlySet<string> {
  tagger ??= loadTagger();
  const sentences = sentencesOf(question, { start: 0, end: question.length, section: "body" }, tagger);
  const tokens = sentences.flatMap((sentence) => sentence.tokens);
  return new Set(tokens.filter(({ tag }) => tag === "NOUN" || tag === "PROPN").map(({ text }) => text));
}

async function hasLike(garden: Garden, word: string, within: Within): Promise<boolean> {
  if (garden.embedder === null) return false;
  const [vector] = await garden.embedder.embed([word]);
  return ((await nearConcepts(garden, vector!, 1, within))[0]?.cosine ?? 0) >= SAME_MEANING;
}

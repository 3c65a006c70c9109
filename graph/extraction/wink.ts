// The one door to wink-nlp: part-of-speech tags and proposed sentence ends for words we cut ourselves. No offsets, no grammar.

import model from "wink-eng-lite-web-model";
import winkNLP from "wink-nlp";

/** Universal part-of-speech tag, as wink writes it. */
export type Tag =
  | "ADJ"
  | "ADP"
  | "ADV"
  | "AUX"
  | "CCONJ"
  | "DET"
  | "INTJ"
  | "NOUN"
  | "NUM"
  | "PART"
  | "PRON"
  | "PROPN"
  | "PUNCT"
  | "SCONJ"
  | "SPACE"
  | "SYM"
  | "VERB"
  | "X";

export interface Tagged {
  /** One tag for each word given. */
  readonly tags: readonly Tag[];
  /** Whether wink ends a sentence after the word. */
  readonly ends: readonly boolean[];
}

export type Tagger = (words: readonly string[]) => Tagged;

/**
 * Loads wink's English model once (about 0.3 s) and answers a tagger.
 * Words come in cut and plain (tokens.ts stands in for formulas, hyphens and accents): wink splits a token it does not know
 * differently once it has met its parts, and plain words keep that memory from ever showing.
 */
export function loadTagger(): Tagger {
  const nlp = winkNLP(model, ["sbd", "pos"]);
  const its = nlp.its;
  return (words) => {
    if (words.length === 0) return { tags: [], ends: [] };
    const doc = nlp.readDoc(words.join(" "));
    const tags = doc.tokens().out(its.pos) as Tag[];
    const spans = doc.sentences().out(its.span as never) as unknown as (readonly [number, number])[];
    const ends = new Array<boolean>(words.length).fill(false);
    if (tags.length === words.length) {
      for (const [, last] of spans) ends[last] = true;
      return { tags, ends };
    }
    const starts = startsOf(words, doc.tokens().out(its.value) as string[]);
    const wordOf = new Int32Array(tags.length);
    for (let word = 0; word < words.length; word++) wordOf.fill(word, starts[word], starts[word + 1]);
    for (const [, last] of spans) ends[wordOf[last]!] = true;
    return { tags: words.map((_, word) => tags[starts[word]!] ?? "X"), ends };
  };
}

/** Index of wink's first token of each word, and one past the end: a contraction is one word of ours and two tokens of wink's. */
function startsOf(words: readonly string[], values: readonly string[]): Int32Array {
  const starts = new Int32Array(words.length + 1);
  let token = 0;
  for (let word = 0; word < words.length; word++) {
    starts[word] = token;
    let length = 0;
    while (token < values.length && length < words[word]!.length) length += values[token++]!.length;
  }
  starts[words.length] = values.length;
  return starts;
}

let bare: ReturnType<typeof winkNLP> | undefined;

/** Tags raw text with wink alone and answers the number of tokens: what extraction's speed is compared with. */
export function tagOnly(text: string): number {
  bare ??= winkNLP(model, ["sbd", "pos"]);
  return (bare.readDoc(text).tokens().out(bare.its.pos) as string[]).length;
}

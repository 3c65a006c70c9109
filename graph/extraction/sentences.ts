// Sentence boundaries: what wink proposes, mended where science breaks it. Abbreviations are already single tokens (tokens.ts).

import type { Block } from "#graph/extraction/blocks.ts";
import { COMPANY, type Token, tokenise } from "#graph/extraction/tokens.ts";
import type { Tagger } from "#graph/extraction/wink.ts";
import type { Sentence } from "#graph/model.ts";

export interface TaggedSentence extends Sentence {
  readonly tokens: readonly Token[];
  /** Not to be read for what it says. */
  readonly silent: boolean;
}

/** A run of text longer than this is a table or an OCR accident: it is cut at line ends and semicolons. */
export const LONGEST_SENTENCE = 1000;

/** Tagged sentences of a block, in order. */
export function sentencesOf(text: string, block: Block, tagger: Tagger): TaggedSentence[] {
  const tokens = tokenise(text, block.start, block.end);
  const { tags, ends } = tagger(tokens.map((token, index) => (opensSentence(tokens, index) ? token.plain.toLowerCase() : token.plain)));
  tokens.forEach((token, index) => {
    token.tag = tags[index]!;
  });
  const sentences: TaggedSentence[] = [];
  let first = 0;
  let depth = 0;
  for (let index = 0; index < tokens.length; index++) {
    depth = depthAfter(depth, tokens[index]!.text);
    if (depth > 0 && index - first > 80) depth = 0;
    const last = lastOfSentence(text, tokens, index, ends[index]!, depth);
    if (last === undefined && !isTooLong(text, tokens, first, index)) continue;
    index = last ?? index;
    push(sentences, tokens, first, index, block);
    first = index + 1;
    depth = 0;
  }
  push(sentences, tokens, first, tokens.length - 1, block);
  return sentences;
}

function push(sentences: TaggedSentence[], tokens: readonly Token[], first: number, last: number, block: Block): void {
  if (last < first) return;
  sentences.push({
    start: tokens[first]!.start,
    end: tokens[last]!.end,
    section: block.section,
    tokens: tokens.slice(first, last + 1),
    silent: block.silent === true,
  });
}

function depthAfter(depth: number, text: string): number {
  if (text === "(" || text === "[") return depth + 1;
  return text === ")" || text === "]" ? Math.max(0, depth - 1) : depth;
}

/** A capital at the start of a sentence says nothing, and makes the tagger see a name. */
function opensSentence(tokens: readonly Token[], index: number): boolean {
  const before = tokens[index - 1];
  return tokens[index]!.kind === "word" && (before === undefined || /^[.?!:]$/.test(before.text)) && tokens[index]!.text !== "I";
}

/** Index of the sentence's last token when it ends at `index`, closing quotes and glued citation marks included. */
function lastOfSentence(text: string, tokens: readonly Token[], index: number, proposed: boolean, depth: number): number | undefined {
  const token = tokens[index]!;
  const stop = token.text === "." || token.text === "?" || token.text === "!" || token.text === "。";
  const dotted = token.kind === "dotted" && (token.lower === "etc." || /^(?:\p{L}\.)+$/u.test(token.text) || token.lower === "al.");
  const company = token.kind === "dotted" && COMPANY.has(token.text);
  if ((!stop && !dotted && !company) || depth > 0) return undefined;
  const last = stop ? absorbClosers(tokens, index) : index;
  const next = tokens[last + 1];
  if (next === undefined) return last;
  if (company) return /^\p{Lu}/u.test(next.text) && !COMPANY.has(next.text) ? last : undefined;
  if (dotted) return /^[\p{Lu}]/u.test(next.text) && STARTERS.has(next.lower) ? last : undefined;
  if (!/\s/u.test(text.slice(tokens[last]!.end, next.start))) return undefined;
  if (/^\p{Ll}+$/u.test(next.text)) return undefined;
  return proposed || /^[\p{Lu}\p{N}"“'‘([\p{Lt}\p{Lo}\p{Ll}]/u.test(next.text) ? last : undefined;
}

/** Words that open a sentence after an abbreviation that may also end one. */
const STARTERS = new Set(
  "the a an this these those we it they he she in on for however here our there its their as to while although when if both such moreover furthermore finally".split(
    " ",
  ),
);

function absorbClosers(tokens: readonly Token[], index: number): number {
  let last = index;
  while (tokens[last + 1] !== undefined && tokens[last + 1]!.start === tokens[last]!.end && /^["”’')\]»]$/u.test(tokens[last + 1]!.text))
    last++;
  const open = tokens[last + 1];
  if (open === undefined || open.text !== "[" || open.start !== tokens[last]!.end) return last;
  for (let at = last + 2; at < tokens.length && at < last + 12; at++) if (tokens[at]!.text === "]") return at;
  return last;
}

function isTooLong(text: string, tokens: readonly Token[], first: number, index: number): boolean {
  const token = tokens[index]!;
  if (token.end - tokens[first]!.start < LONGEST_SENTENCE) return false;
  const next = tokens[index + 1];
  return token.text === ";" || next === undefined || text.slice(token.end, next.start).includes("\n");
}

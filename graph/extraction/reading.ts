// Turns tagged sentences into mentions and claims: chunks in, offsets and term keys out.

import { type Definition, meaningOf } from "#graph/extraction/abbreviations.ts";
import { type Chunk, chunksOf, type NounPhrase, runsOf } from "#graph/extraction/chunks.ts";
import { clauseClaims } from "#graph/extraction/clauses.ts";
import { confidenceOf } from "#graph/extraction/confidence.ts";
import { namesKind } from "#graph/extraction/copula.ts";
import { normalForm } from "#graph/extraction/normal-form.ts";
import { nounClaims } from "#graph/extraction/noun-claims.ts";
import { settleParticiples } from "#graph/extraction/participles.ts";
import { joinPhrases } from "#graph/extraction/phrases.ts";
import type { RawClaim } from "#graph/extraction/raw-claim.ts";
import { relationType } from "#graph/extraction/relation-types.ts";
import { LONGEST_SENTENCE, type TaggedSentence } from "#graph/extraction/sentences.ts";
import { settledType } from "#graph/extraction/settle-type.ts";
import { repairTags } from "#graph/extraction/tag-repair.ts";
import type { Token } from "#graph/extraction/tokens.ts";
import { isUnread, people } from "#graph/extraction/unread.ts";
import { HEDGES } from "#graph/extraction/word-lists.ts";
import type { Claim, Mention, MentionKind, TermKey } from "#graph/model.ts";

export type Meanings = ReadonlyMap<string, readonly Definition[]>;

/** What one sentence names and says; mention indexes in the claims count from `firstMention`. */
export function readSentence(
  text: string,
  sentence: TaggedSentence,
  index: number,
  firstMention: number,
  meanings: Meanings,
): { readonly mentions: readonly Mention[]; readonly claims: readonly Claim[] } {
  const { tokens } = sentence;
  if (sentence.silent || sentence.end - sentence.start > LONGEST_SENTENCE || isUnread(tokens)) return { mentions: [], claims: [] };
  repairTags(tokens);
  for (const person of people(tokens)) tokens[person]!.tag = "X";
  const { main, asides } = runsOf(tokens);
  const { chunks, inner, roles } = joinPhrases(tokens, settleParticiples(chunksOf(tokens, main)));
  const named = [
    ...phrasesIn(chunks),
    ...inner,
    ...asides.filter((run) => !isCitation(tokens, run)).flatMap((run) => phrasesIn(chunksOf(tokens, run))),
  ];
  const mentions = mentionsOf(text, tokens, named, index, meanings);
  const place = new Map(mentions.map((mention, at) => [spanKey(mention.start, mention.end), at]));
  const mentionOf = (chunk: Chunk | undefined): number | undefined =>
    chunk?.kind === "np" && chunk.first < chunk.last
      ? place.get(spanKey(tokens[chunk.first]!.start, tokens[chunk.last - 1]!.end))
      : undefined;
  const claims: Claim[] = [];
  const seen = new Set<string>();
  const respectively = tokens.some(({ lower }) => lower === "respectively");
  for (const raw of [...clauseClaims(chunks, roles, respectively), ...nounClaims(tokens, chunks)]) {
    const head = mentionOf(chunks[raw.head]);
    const tail = mentionOf(chunks[raw.tail]);
    if (head === undefined || tail === undefined || mentions[head]!.term === mentions[tail]!.term) continue;
    if (isPredicative(tokens, chunks, raw)) continue;
    const claim = finished(text, tokens, chunks, raw, index, head, tail);
    const key = `${head} ${tail} ${claim.type} ${claim.polarity}`;
    if (seen.has(key)) continue;
    seen.add(key);
    claims.push({ ...claim, head: head + firstMention, tail: tail + firstMention });
  }
  return { mentions, claims };
}

/** "compounds are ionic": an is-a of a copula whose class is no noun. */
function isPredicative(tokens: readonly Token[], chunks: readonly Chunk[], raw: RawClaim): boolean {
  if (raw.type !== "is-a" || (raw.pattern !== "copula" && raw.pattern !== "relative")) return false;
  return !namesKind(tokens, chunks[raw.tail] as NounPhrase, raw.coordinated || (chunks[raw.head] as NounPhrase).plural);
}

/** One number for a span inside a sentence, which is never longer than its limit. */
function spanKey(start: number, end: number): number {
  return start * (LONGEST_SENTENCE + 1) + (end - start);
}

function phrasesIn(chunks: readonly Chunk[]): NounPhrase[] {
  return chunks.filter((chunk): chunk is NounPhrase => chunk.kind === "np" && chunk.first < chunk.last);
}

/** "(Smith et al., 2019)", "[12, 13]", "(Fig. 3)". */
function isCitation(tokens: readonly Token[], run: readonly number[]): boolean {
  return (
    run.every((index) => !/\p{L}/u.test(tokens[index]!.text)) ||
    run.some((index) => /^(?:al\.|figs?\.?|figure|table|eqs?\.|see|section|(?:19|20)\d\d[a-z]?)$/u.test(tokens[index]!.lower))
  );
}

function mentionsOf(
  text: string,
  tokens: readonly Token[],
  phrases: readonly NounPhrase[],
  sentence: number,
  meanings: Meanings,
): Mention[] {
  const bySpan = new Map<number, Mention>();
  for (const phrase of phrases) {
    const start = tokens[phrase.first]!.start;
    const end = tokens[phrase.last - 1]!.end;
    bySpan.set(spanKey(start, end), { start, end, sentence, ...termOf(text, tokens, phrase, meanings) });
  }
  return [...bySpan.values()].sort((a, b) => a.start - b.start || a.end - b.end);
}

/** What a phrase names: the term of its surface, short forms that the document defines written out. */
export function termOf(
  text: string,
  tokens: readonly Token[],
  phrase: Pick<NounPhrase, "first" | "last">,
  meanings: Meanings,
): { term: TermKey; kind: MentionKind } {
  const only = phrase.last - phrase.first === 1 ? tokens[phrase.first]! : null;
  const start = tokens[phrase.first]!.start;
  const surface = text.slice(start, tokens[phrase.last - 1]!.end);
  if (meanings.size > 0) {
    const meant = meaningOf(meanings, surface, start);
    if (meant !== null) return { term: meant, kind: "abbreviation" };
    if (only === null) return { term: normalForm(expanded(text, tokens, phrase, meanings)), kind: "phrase" };
  }
  const kind = only?.kind === "formula" || only?.kind === "symbol" ? only.kind : "phrase";
  return { term: normalForm(surface), kind };
}

/** "CNN models" with CNN defined reads "convolutional neural network models". */
function expanded(text: string, tokens: readonly Token[], phrase: Pick<NounPhrase, "first" | "last">, meanings: Meanings): string {
  return tokens
    .slice(phrase.first, phrase.last)
    .map((token) => meaningOf(meanings, token.text, token.start) ?? text.slice(token.start, token.end))
    .join(" ")
    .replace(/ (['’]s)\b/gu, "$1");
}

const NEGATING_DETERMINERS = new Set(["no", "neither"]);

/** "no lamellae", "neither zinc nor copper". */
function deniesEnd(chunks: readonly Chunk[], at: number): boolean {
  const before = chunks[at - 1];
  return NEGATING_DETERMINERS.has((chunks[at] as NounPhrase).determiner ?? "") || (before?.kind === "cc" && before.word === "nor");
}

const ANAPHORIC = new Set(["this", "these", "those", "such", "its", "their"]);

function finished(
  text: string,
  tokens: readonly Token[],
  chunks: readonly Chunk[],
  raw: RawClaim,
  sentence: number,
  head: number,
  tail: number,
): Claim {
  const ends = [chunks[raw.head] as NounPhrase, chunks[raw.tail] as NounPhrase].sort((a, b) => a.from - b.from) as [NounPhrase, NounPhrase];
  const [from, to] = raw.phrase;
  const phrase = text.slice(tokens[from]!.start, tokens[to - 1]!.end);
  const type = settledType(raw.type, tokens[(chunks[raw.head] as NounPhrase).last - 1]!, phrase);
  const negated = raw.negated || deniesEnd(chunks, raw.head) || deniesEnd(chunks, raw.tail);
  const hedged = raw.hedged || (tokens[0]!.tag === "ADV" && HEDGES.has(tokens[0]!.lower));
  return {
    sentence,
    head,
    tail,
    phrase,
    type,
    polarity: negated ? "negated" : "affirmed",
    hedged,
    confidence: confidenceOf({
      pattern: raw.pattern,
      distance: Math.max(0, ends[1].from - ends[0].to),
      hedged,
      knownVerb: relationType(type) !== undefined || type.endsWith("-than"),
      anaphoric: ends.some((end) => ANAPHORIC.has(end.determiner ?? "")),
      coordinated: raw.coordinated,
    }),
    by: "grammar",
  };
}

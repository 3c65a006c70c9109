// Adds what a capable model reads out of each sentence to a grammar's reading. The union is checked: nothing enters whose ends are not there.

import { z } from "zod";
import { normalForm } from "#graph/extraction/normal-form.ts";
import { typeOfVerb } from "#graph/extraction/relation-types.ts";
import { inflection } from "#graph/extraction/verbs.ts";
import { PREPOSITIONS } from "#graph/extraction/word-lists.ts";
import type { Claim, Document, Mention, Reading } from "#graph/model.ts";
import { HortusError } from "#kernels/errors.ts";
import type { LanguageModel, TokenCounts } from "#kernels/language-model.ts";

const Answer = z.object({
  claims: z
    .array(
      z.object({
        subject: z.string().min(1).max(120),
        relation: z.string().min(1).max(60),
        object: z.string().min(1).max(120),
        negated: z.boolean(),
        hedged: z.boolean(),
      }),
    )
    .max(8),
});
type ModelClaim = z.infer<typeof Answer>["claims"][number];

const SCHEMA = z.toJSONSchema(Answer);
const INSTRUCTION =
  "List the factual relations the sentence states between two things it names. Copy subject and object word for word from the sentence; " +
  "relation is the verb phrase as written. negated: the sentence denies it. hedged: the sentence only supposes it. No relation: an empty list.";
/** A model's claim before any other doubt; see confidence.ts for the grammar's. */
const MODEL_CONFIDENCE = 600;
const HEDGED_CONFIDENCE = 420;

/**
 * The reading with the model's claims added, sentence by sentence (those with two mentions, references left out).
 * A claim whose subject or object is not in the sentence word for word, or names the same term twice, is dropped and counted; an answer
 * that is not complete JSON counts as one. Claims the grammar has already are not added again. Greedy: the same recorded answers give
 * the same reading.
 * @throws `interrupted` when the signal aborts; whatever the model throws
 */
export async function addModelClaims(
  document: Document,
  reading: Reading,
  model: LanguageModel,
  options: { readonly seed: number; readonly signal?: AbortSignal; readonly onDropped?: (n: number) => void },
): Promise<{ reading: Reading; dropped: number; tokens: TokenCounts }> {
  const draft = new Draft(document, reading, model.id);
  let tokensIn = 0;
  let tokensOut = 0;
  for (const sentence of sentencesWorthAsking(reading)) {
    if (options.signal?.aborted) throw new HortusError("interrupted", "Interrupted.");
    const { start, end } = reading.sentences[sentence]!;
    const answer = await model.answer({
      messages: [
        { role: "system", content: INSTRUCTION },
        { role: "user", content: document.text.slice(start, end) },
      ],
      maxTokens: 400,
      temperature: 0,
      seed: options.seed,
      schema: SCHEMA,
      ...(options.signal === undefined ? {} : { signal: options.signal }),
    });
    tokensIn += answer.tokens.in;
    tokensOut += answer.tokens.out;
    const before = draft.dropped;
    draft.add(sentence, parsed(answer.text));
    if (draft.dropped > before) options.onDropped?.(draft.dropped - before);
  }
  return { reading: draft.reading(), dropped: draft.dropped, tokens: { in: tokensIn, out: tokensOut } };
}

function sentencesWorthAsking(reading: Reading): number[] {
  const counts = new Map<number, number>();
  for (const { sentence } of reading.mentions) counts.set(sentence, (counts.get(sentence) ?? 0) + 1);
  return reading.sentences.flatMap((sentence, index) =>
    sentence.section !== "references" && (counts.get(index) ?? 0) >= 2 ? [index] : [],
  );
}

function parsed(text: string): readonly ModelClaim[] | null {
  try {
    return Answer.parse(JSON.parse(text)).claims;
  } catch {
    return null;
  }
}

/** A reading being added to: mentions keep their identity by span, and claims refer to them until the end sorts both. */
class Draft {
  dropped = 0;
  readonly #document: Document;
  readonly #before: Reading;
  readonly #by: string;
  readonly #mentions: Mention[];
  readonly #claims: Claim[];
  readonly #seen: Set<string>;

  constructor(document: Document, before: Reading, by: string) {
    this.#document = document;
    this.#before = before;
    this.#by = by;
    this.#mentions = [...before.mentions];
    this.#claims = [...before.claims];
    this.#seen = new Set(before.claims.map(keyOf));
  }

  add(sentence: number, claims: readonly ModelClaim[] | null): void {
    if (claims === null) this.dropped++;
    for (const claim of claims ?? []) {
      const head = this.#mentionOf(sentence, claim.subject);
      const tail = this.#mentionOf(sentence, claim.object);
      if (head === null || tail === null || this.#mentions[head]!.term === this.#mentions[tail]!.term) this.dropped++;
      else this.#push(sentence, claim, head, tail);
    }
  }

  #push(sentence: number, claim: ModelClaim, subject: number, object: number): void {
    const { type, flipped } = typeOfPhrase(claim.relation);
    const [head, tail] = flipped ? [object, subject] : [subject, object];
    const confidence = claim.hedged ? HEDGED_CONFIDENCE : MODEL_CONFIDENCE;
    const polarity = claim.negated ? "negated" : "affirmed";
    const made: Claim = { sentence, head, tail, phrase: claim.relation, type, polarity, hedged: claim.hedged, confidence, by: this.#by };
    if (this.#seen.has(keyOf(made))) return;
    this.#seen.add(keyOf(made));
    this.#claims.push(made);
  }

  /** Index of the mention with this surface in the sentence, made when it is new; null when the words are not there. */
  #mentionOf(sentence: number, surface: string): number | null {
    const { start, end } = this.#before.sentences[sentence]!;
    const wanted = surface.trim().replace(/^(?:the|an?)\s+/iu, "");
    if (!/\p{L}/u.test(wanted)) return null;
    const at = wholeWord(this.#document.text.slice(start, end), wanted);
    if (at < 0) return null;
    const from = start + at;
    const known = this.#mentions.findIndex((mention) => mention.start === from && mention.end === from + wanted.length);
    if (known >= 0) return known;
    const term = normalForm(this.#document.text.slice(from, from + wanted.length));
    return this.#mentions.push({ start: from, end: from + wanted.length, sentence, term, kind: "phrase" }) - 1;
  }

  reading(): Reading {
    const order = this.#mentions.map((_, index) => index).sort((a, b) => this.#compare(a, b));
    const place = new Int32Array(order.length);
    order.forEach((index, at) => {
      place[index] = at;
    });
    const claims = this.#claims.map((claim) => ({ ...claim, head: place[claim.head]!, tail: place[claim.tail]! }));
    claims.sort((a, b) => a.sentence - b.sentence);
    const models = [...new Set([...(this.#before.models ?? []), this.#by])].sort();
    return { ...this.#before, mentions: order.map((index) => this.#mentions[index]!), claims, models };
  }

  #compare(a: number, b: number): number {
    const [left, right] = [this.#mentions[a]!, this.#mentions[b]!];
    return left.sentence - right.sentence || left.start - right.start || left.end - right.end;
  }
}

function keyOf(claim: Claim): string {
  return `${claim.sentence} ${claim.head} ${claim.tail} ${claim.type} ${claim.polarity}`;
}

/** Offset of the words in the sentence, as written or in another case, not inside a longer word; −1 when they are not there. */
function wholeWord(sentence: string, wanted: string): number {
  const literal = wanted.replace(/[.*+?^${}()|[\]\\]/gu, "\\$&");
  const exact = new RegExp(`(?<![\\p{L}\\p{N}])${literal}(?![\\p{L}\\p{N}])`, "u");
  const at = sentence.search(exact);
  return at >= 0 ? at : sentence.search(new RegExp(exact.source, "iu"));
}

const SKIPPED = new Set(
  "is are was were be been being am has have had can may might could will would should does do did not also often".split(" "),
);

/** The normalised type of a free verb phrase: "is strongly inhibited by" is inhibits, turned round. */
export function typeOfPhrase(phrase: string): { readonly type: string; readonly flipped: boolean } {
  const words = phrase.toLowerCase().match(/[\p{L}-]+/gu) ?? [];
  const be = words.some((word) => /^(?:is|are|was|were|be|been|being)$/.test(word));
  const rest = words.filter((word) => !SKIPPED.has(word) && !word.endsWith("ly"));
  const last = rest.length > 1 && PREPOSITIONS.has(rest.at(-1)!) ? rest.at(-1)! : null;
  const main = rest[0] === undefined || PREPOSITIONS.has(rest[0]) ? null : inflection(rest[0]);
  if (main === null) return typeOfVerb("be", last ?? rest[0] ?? null);
  const passive = be && main.forms.includes("participle");
  if (passive && last === "by") {
    const active = typeOfVerb(main.lemma, null);
    return { type: active.type, flipped: !active.flipped };
  }
  return typeOfVerb(main.lemma, last, be ? rest[0]! : null);
}

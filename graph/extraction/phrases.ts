// Joins base noun phrases over "of" where one thing is named: "coefficient of friction" is one mention, "surface of bone" is two.

import type { Chunk, NounPhrase } from "#graph/extraction/chunks.ts";
import { singularOf } from "#graph/extraction/plurals.ts";
import type { Token } from "#graph/extraction/tokens.ts";
import { NOMINALISATIONS, RELATIONAL_HEADS, ROLE_NOUNS, TRANSPARENT_HEADS } from "#graph/extraction/word-lists.ts";

export interface Joined {
  readonly chunks: readonly Chunk[];
  /** Phrases swallowed by a joined one: named all the same, though no claim ends on them. */
  readonly inner: readonly NounPhrase[];
  /** Copular roles that stood before "of", by index of the chunk that follows: "a component of bone" → component. */
  readonly roles: ReadonlyMap<number, string>;
}

const LONGEST_JOINED = 7;

/**
 * Relational heads (a property, quantity or process, word-lists.ts) join with one plain phrase after "of": alone they would join
 * strangers. Transparent heads ("a type of X") and role nouns after "is" give way to X. All other "of"-phrases stay apart.
 */
export function joinPhrases(tokens: readonly Token[], chunks: readonly Chunk[]): Joined {
  const joined: Chunk[] = [];
  const inner: NounPhrase[] = [];
  const roles = new Map<number, string>();
  for (let at = 0; at < chunks.length; at++) {
    const chunk = chunks[at]!;
    const next = chunks[at + 1];
    const tail = chunks[at + 2];
    if (
      chunk.kind !== "np" ||
      chunk.pronoun ||
      next?.kind !== "prep" ||
      next.word !== "of" ||
      tail?.kind !== "np" ||
      tail.pronoun ||
      next.from !== chunk.to
    ) {
      joined.push(chunk);
      continue;
    }
    const head = singularOf(tokens[chunk.to - 1]!);
    const role = joined.at(-1)?.kind === "vg" && (joined.at(-1) as { copula?: boolean }).copula === true && ROLE_NOUNS.has(head);
    if (role) roles.set(joined.length, head);
    if (role || (isTransparent(tokens, chunk, head) && !measures(tokens, chunks, at, head))) {
      joined.push({ ...tail, from: chunk.from, determiner: chunk.determiner ?? tail.determiner });
      at += 2;
    } else if (joins(tokens, chunks, at, head)) {
      inner.push(tail);
      joined.push({ ...chunk, first: contentFrom(chunk), to: tail.to, last: tail.to, joined: true });
      at += 2;
    } else joined.push(chunk);
  }
  return { chunks: joined, inner, roles };
}

function contentFrom(chunk: NounPhrase): number {
  return chunk.first < chunk.to ? chunk.first : chunk.to - 1;
}

function isTransparent(tokens: readonly Token[], chunk: NounPhrase, head: string): boolean {
  return TRANSPARENT_HEADS.has(head) && chunk.to - chunk.from <= 4 && tokens[chunk.to - 1]!.kind !== "symbol";
}

/** "the number of defects" is a number; "a number of defects" are defects, and in "the number of atoms bound to A" the atoms are bound. */
function measures(tokens: readonly Token[], chunks: readonly Chunk[], at: number, head: string): boolean {
  const chunk = chunks[at] as NounPhrase;
  const after = chunks[at + 3];
  if (chunk.determiner !== "the" || !AMOUNTS.has(head) || after?.kind === "rel") return false;
  if (after?.kind === "vg" && (after.ambiguous || after.form !== "finite")) return false;
  return tokens.slice(chunk.from + 1, chunk.to).every(({ tag }) => tag === "NOUN");
}

const AMOUNTS = new Set("number amount level quantity degree fraction proportion portion".split(" "));

/** Listed, or a noun of action or quality by its ending. */
function isRelational(head: string): boolean {
  return (
    RELATIONAL_HEADS.has(head) ||
    (head.length > 6 && /(?:ing|ness|[lvc]ity|osity|i[sz]ation|[aeo]ction|[lmnrt]ation|ption)$/u.test(head) && !THINGS.has(head))
  );
}

/** Nouns with such an ending that are things, not actions. */
const THINGS = new Set(
  "population section station location solution fraction building coating training setting meaning direction generation application publication combination implementation explanation foundation organization".split(
    " ",
  ),
);

function joins(tokens: readonly Token[], chunks: readonly Chunk[], at: number, head: string): boolean {
  const chunk = chunks[at] as NounPhrase;
  const tail = chunks[at + 2] as NounPhrase;
  if (!isRelational(head) && !RELATIONAL_HEADS.has(tokens[chunk.to - 1]!.lower) && !measures(tokens, chunks, at, head)) return false;
  const named = tail.first < tail.last || isCounted(tokens, chunk, tail);
  if (!named || tail.last - contentFrom(chunk) > LONGEST_JOINED || tail.from !== (chunks[at + 1] as { to: number }).to) return false;
  const after = chunks[at + 3];
  if (NOMINALISATIONS.has(head) && after?.kind === "prep" && after.word === "by") return false;
  return !(after?.kind === "prep" && after.word === "of");
}

/** "density of states", "degree of freedom": a word that names nothing alone is what is counted, and the two name something. */
function isCounted(tokens: readonly Token[], chunk: NounPhrase, tail: NounPhrase): boolean {
  const only = tokens[tail.to - 1]!;
  const alone = tail.to - tail.from === (tail.determiner === "the" ? 2 : 1);
  const counts = /^(?:density|rate|degree|number|sum|order)$/.test(singularOf(tokens[chunk.to - 1]!));
  return counts && alone && only.kind === "word" && only.tag === "NOUN" && singularOf(only) !== only.lower;
}

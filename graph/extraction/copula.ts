// What "is" says: is-a, roles ("is a component of"), comparatives, and adjectives with a preposition ("is similar to").

import type { Chunk, NounPhrase } from "#graph/extraction/chunks.ts";
import { cross, type Emit, type Verb } from "#graph/extraction/raw-claim.ts";
import { isKnownPhrase, kebab, typeOfVerb } from "#graph/extraction/relation-types.ts";
import { listStartingAt, phraseAt, type Subject } from "#graph/extraction/subjects.ts";
import type { Token } from "#graph/extraction/tokens.ts";
import { inflectionOf } from "#graph/extraction/verbs.ts";
import { ROLE_NOUNS } from "#graph/extraction/word-lists.ts";

/** Claims of a copula with this subject. */
export function copulaClaims(
  chunks: readonly Chunk[],
  at: number,
  verb: Verb,
  subject: Subject,
  role: string | undefined,
  emit: Emit,
): void {
  const next = chunks[at + 1];
  if (next === undefined) return;
  if (next.kind === "np" && role !== undefined) roleOf(chunks, at, verb, subject, role, emit);
  else if (next.kind === "np") isA(chunks, at, verb, subject, emit);
  else if (next.kind === "adj") adjective(chunks, at, verb, subject, emit);
}

/** Two lists on both sides of "are" are said of each other in order with "respectively"; without it which is which is not said, nor claimed. */
function isA(chunks: readonly Chunk[], at: number, verb: Verb, subject: Subject, emit: Emit): void {
  const phrase = phraseAt(chunks, at + 1)!;
  if (isPredicate(chunks, at + 1, phrase)) return;
  const indefinite = phrase.determiner === "a" || phrase.determiner === "an" || (phrase.determiner === null && phrase.plural);
  const all = listStartingAt(chunks, at + 1);
  const both = all.length > 1 && subject.members.length > 1;
  if (both && !(verb.respectively && all.length === subject.members.length)) return;
  const members = indefinite || both ? all : [at + 1];
  const pattern = subject.pattern === "relative" ? "relative" : "copula";
  cross(subject.members, members, { type: "is-a", flipped: false }, verb, [verb.from, verb.to], pattern, emit);
}

/**
 * Whether the phrase behind a copula can name the kind of what stands before it. Without an article, "are ionic", "is adherent" and
 * "was wet ground" are adjectives and participles that the tagger took for nouns; "is calcium carbonate" and "are connective tissue" are kinds.
 */
export function namesKind(tokens: readonly Token[], kind: NounPhrase, ofMany: boolean): boolean {
  if (kind.determiner !== null || kind.plural) return true;
  const head = tokens[kind.last - 1]!;
  if (head.kind !== "word") return true;
  const { forms, known } = inflectionOf(head);
  if (known && forms.includes("participle")) return false;
  return kind.last - kind.first > 1 || !(ofMany || LIKE_ADJECTIVE.test(head.lower));
}

const LIKE_ADJECTIVE = /(?:ic|ical|ous|ive|able|ible|ful|less|ent|ant|ional|ary|oid|ar)$/;

/** "is frequency independent", "is acid washed in": a bare noun in front of an adjective or participle is no kind. */
function isPredicate(chunks: readonly Chunk[], at: number, phrase: NounPhrase): boolean {
  const next = chunks[at + 1];
  const governs = next?.kind === "prep" && next.word === "to";
  return (
    phrase.determiner === null && !phrase.plural && (governs || next?.kind === "adj" || (next?.kind === "vg" && next.form !== "infinitive"))
  );
}

/** "is a component of Y": the role says the relation. */
function roleOf(chunks: readonly Chunk[], at: number, verb: Verb, subject: Subject, role: string, emit: Emit): void {
  const row = ROLE_NOUNS.get(role)!;
  const typed = { type: row.replace("<", ""), flipped: row.startsWith("<") };
  cross(subject.members, listStartingAt(chunks, at + 1), typed, verb, [verb.from, verb.to], "role", emit);
}

/** "is stronger than Y", "is similar to Y", "is rich in Y". */
function adjective(chunks: readonly Chunk[], at: number, verb: Verb, subject: Subject, emit: Emit): void {
  let scan = at + 1;
  const words: string[] = [];
  while (chunks[scan]?.kind === "adj" && words.length < 2) {
    words.push((chunks[scan] as { word: string }).word);
    scan++;
  }
  const joint = chunks[scan];
  if (joint?.kind !== "prep" || phraseAt(chunks, scan + 1) === null) return;
  const adjectives = /^(?:more|less)$/.test(words[0]!) && words.length === 2 ? words.join(" ") : words.at(-1)!;
  const members = listStartingAt(chunks, scan + 1);
  const range = [verb.from, joint.to] as const;
  if (joint.word === "than") {
    if (!/(?:er|better|worse)$|^(?:more|less) /.test(adjectives)) return;
    cross(subject.members, members, { type: kebab(`${adjectives} than`), flipped: false }, verb, range, "comparative", emit);
    return;
  }
  const phrase = `${adjectives} ${joint.word}`;
  if (!isKnownPhrase(`be ${phrase}`) && !PREDICATIVE.has(phrase)) return;
  cross(subject.members, members, typeOfVerb(adjectives, joint.word, adjectives), verb, range, "adjective", emit);
}

/** Adjectives whose preposition belongs to them; others with "in" or "for" are mostly adjuncts. */
const PREDICATIVE = new Set(
  (
    "resistant to|sensitive to|soluble in|insoluble in|stable in|parallel to|perpendicular to|adjacent to|close to|proportional to|independent of|capable of|" +
    "specific to|specific for|toxic to|permeable to|susceptible to|prone to|equal to|relevant to|compatible with|consistent with|active in|abundant in|aligned with|" +
    "vulnerable to|robust to|orthogonal to|complementary to|inherent to|unique to|common in|effective against|responsive to|subject to|central to|key to"
  ).split("|"),
);

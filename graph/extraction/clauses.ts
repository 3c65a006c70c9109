// The relation grammar: reads chunks from left to right and says who does what to whom. It knows chunks, not text or documents.

import type { Chunk } from "#graph/extraction/chunks.ts";
import type { Pattern } from "#graph/extraction/confidence.ts";
import { copulaClaims } from "#graph/extraction/copula.ts";
import { objectPreposition } from "#graph/extraction/object-prepositions.ts";
import { cross, type Emit, type RawClaim, type Verb } from "#graph/extraction/raw-claim.ts";
import { isKnownPhrase, relationType, typeOfVerb } from "#graph/extraction/relation-types.ts";
import { isWithout, listStartingAt, phraseAt, type Subject, subjectOf } from "#graph/extraction/subjects.ts";
import { HEDGING_VERBS, PROCEDURAL, REPORTING_VERBS } from "#graph/extraction/word-lists.ts";

/**
 * All claims of a chunked sentence, in reading order of their verbs; duplicates are the caller's to drop. Where the sentence says
 * `respectively`, lists of one length pair in their order.
 */
export function clauseClaims(chunks: readonly Chunk[], roles: ReadonlyMap<number, string>, respectively: boolean): RawClaim[] {
  const claims: RawClaim[] = [];
  const subjects = new Map<number, Subject>();
  chunks.forEach((chunk, at) => {
    if (chunk.kind !== "vg") return;
    const subject = subjectOf(chunks, at, subjects) ?? infinitiveSubject(chunks, at, subjects);
    if (subject !== null) subjects.set(at, subject);
    if (isWithout(chunks, at - 1)) return;
    const reported = governed(chunks, at, chunk);
    const verb = respectively ? { ...reported, respectively } : reported;
    if (subject !== null) verbClaims(chunks, at, verb, subject, roles.get(at + 1), (claim) => claims.push(claim));
    objectPreposition(chunks, at, verb, (claim) => claims.push(claim));
  });
  return claims;
}

/** "We suggest that A increases B": the reporting verb's doubt passes to the clause it reports. */
function governed(chunks: readonly Chunk[], at: number, verb: Verb): Verb {
  for (let scan = at - 1; scan >= 0 && scan > at - 12; scan--) {
    const chunk = chunks[scan]!;
    if (chunk.kind === "stop" || chunk.kind === "sub") return verb;
    if (chunk.kind !== "vg") continue;
    const opens = chunks[scan + 1]?.kind === "rel" || REPORTING_VERBS.has(chunk.lemma);
    if (!opens) return verb;
    return HEDGING_VERBS.has(chunk.lemma) && !verb.hedged
      ? { ...verb, hedged: true }
      : chunk.negated && chunks[scan + 1]?.kind === "rel"
        ? { ...verb, hedged: true }
        : verb;
  }
  return verb;
}

/** "B is used to improve C" lends B; "A allows B to inhibit C" lends B. */
function infinitiveSubject(chunks: readonly Chunk[], at: number, known: ReadonlyMap<number, Subject>): Subject | null {
  const verb = chunks[at] as Verb;
  if (verb.form !== "infinitive") return null;
  const before = chunks[at - 1];
  if (before?.kind === "vg") {
    const subject = known.get(at - 1);
    return before.passive && subject !== undefined ? { ...subject, pattern: "shared" } : null;
  }
  const previous = chunks[at - 2];
  if (before?.kind !== "np" || previous?.kind !== "vg" || previous.passive || !LENDS_OBJECT.has(previous.lemma)) return null;
  return { members: [at - 1], start: at - 1, pattern: "shared" };
}

const LENDS_OBJECT = new Set([
  "allow",
  "enable",
  "permit",
  "cause",
  "help",
  "use",
  "employ",
  "utilize",
  "utilise",
  "apply",
  "leverage",
  "exploit",
  "adopt",
  "force",
  "induce",
  "stimulate",
  "encourage",
  "drive",
  "develop",
]);

function verbClaims(chunks: readonly Chunk[], at: number, verb: Verb, subject: Subject, role: string | undefined, emit: Emit): void {
  if (verb.copula) copulaClaims(chunks, at, verb, subject, role, emit);
  else if (verb.passive) passiveClaims(chunks, at, verb, subject, emit);
  else activeClaims(chunks, at, verb, subject, emit);
}

/** What the authors did ("were purchased from", "was measured at") is no claim about the world unless the table has a row for it. */
function saysNothing(verb: Verb, type: string): boolean {
  return type.startsWith("have-") || (PROCEDURAL.has(verb.lemma) && relationType(type) === undefined);
}

/** "a method for finding synonyms": what it is for is a claim, whatever the verb. */
function isPurpose(chunks: readonly Chunk[], at: number, verb: Verb): boolean {
  const before = chunks[at - 1];
  return verb.form === "gerund" && before?.kind === "prep" && before.word === "for";
}

/** "causes the density to rise" is no cause of density, "allows ions to be counted" does not enable ions. */
function isHalfSaid(verb: Verb, next: Chunk | undefined): boolean {
  if (next?.kind !== "vg" || next.form !== "infinitive") return false;
  return verb.lemma === "cause" || (next.passive && /^(?:allow|enable|permit)$/.test(verb.lemma));
}

/** First chunk behind the phrase at `at` and what hangs on it: "the density of states in films". */
function behindTails(chunks: readonly Chunk[], at: number): number {
  let next = at + 1;
  while (chunks[next]?.kind === "prep" && phraseAt(chunks, next + 1) !== null) next += 2;
  return next;
}

/** "Host organisms include bacteria" names kinds; "the device includes a sensor" names parts. */
function isKind(chunks: readonly Chunk[], subject: Subject, at: number): boolean {
  const determiner = phraseAt(chunks, at)?.determiner ?? null;
  return determiner === null && subject.members.length === 1 && phraseAt(chunks, subject.members[0]!)?.plural === true;
}

function kindClaims(chunks: readonly Chunk[], at: number, verb: Verb, subject: Subject, emit: Emit): void {
  const range = [verb.from, verb.to] as const;
  cross(
    subject.members,
    listStartingAt(chunks, at + 1),
    { type: "is-a", flipped: true },
    verb,
    range,
    patternFor(subject, verb, "active"),
    emit,
  );
}

function patternFor(subject: Subject, verb: Verb, plain: Pattern): Pattern {
  if (verb.form === "infinitive") return "infinitive";
  if (subject.pattern === "plain" || subject.pattern === "shared") return plain;
  return subject.pattern;
}

function activeClaims(chunks: readonly Chunk[], at: number, verb: Verb, subject: Subject, emit: Emit): void {
  const next = chunks[at + 1];
  if (next === undefined) return;
  if (next.kind === "np") {
    if (isHalfSaid(verb, chunks[behindTails(chunks, at + 1)])) return;
    const typed = typeOfVerb(verb.lemma, null);
    if (saysNothing(verb, typed.type) && !isPurpose(chunks, at, verb)) return;
    if (typed.type === "is-a" && verb.form === "gerund") return;
    if (verb.lemma === "include" && isKind(chunks, subject, at + 1)) kindClaims(chunks, at, verb, subject, emit);
    else
      cross(subject.members, listStartingAt(chunks, at + 1), typed, verb, [verb.from, verb.to], patternFor(subject, verb, "active"), emit);
  } else if (next.kind === "prep" && phraseAt(chunks, at + 2) !== null && GOVERNED_BY_VERB.has(next.word)) {
    if (verb.form === "gerund" && !isKnownPhrase(`${verb.lemma} ${next.word}`)) return;
    const typed = typeOfVerb(verb.lemma, next.word);
    if (saysNothing(verb, typed.type) && verb.lemma !== "perform") return;
    cross(
      subject.members,
      listStartingAt(chunks, at + 2),
      typed,
      verb,
      [verb.from, next.to],
      patternFor(subject, verb, "preposition"),
      emit,
    );
  }
}

/** Prepositions after a verb that make a relation of their own; adjuncts such as "during" or "at" rarely do. */
const GOVERNED_BY_VERB = new Set(
  "of in on to for from with into onto through between among within under over against about across as via upon around along like toward towards at".split(
    " ",
  ),
);

function passiveClaims(chunks: readonly Chunk[], at: number, verb: Verb, subject: Subject, emit: Emit): void {
  const next = chunks[at + 1];
  if (next?.kind === "np" && NAMING.has(verb.lemma)) {
    const typed = { type: "is-a", flipped: false };
    cross(
      subject.members,
      listStartingAt(chunks, at + 1).slice(0, 1),
      typed,
      verb,
      [verb.from, verb.to],
      patternFor(subject, verb, "passive-preposition"),
      emit,
    );
    return;
  }
  let scan = at + 1;
  let first = true;
  while (chunks[scan]?.kind === "prep" && phraseAt(chunks, scan + 1) !== null) {
    const { word, to } = chunks[scan] as { word: string; to: number };
    const list = listStartingAt(chunks, scan + 1);
    if (word === "by") agentClaims(verb, subject, list, to, emit);
    else if (first && GOVERNED_BY_VERB.has(word)) {
      const typed = typeOfVerb(verb.lemma, word, verb.word);
      if (!saysNothing(verb, typed.type))
        cross(subject.members, list, typed, verb, [verb.from, to], patternFor(subject, verb, "passive-preposition"), emit);
    }
    first = false;
    scan = list.length > 1 ? chunks.length : scan + 2;
  }
}

const NAMING = new Set(["call", "name", "term", "consider", "deem", "label"]);

/** "B is inhibited by A": turned round, unless the table has a row of its own ("is characterized by"). */
function agentClaims(verb: Verb, subject: Subject, agents: readonly number[], to: number, emit: Emit): void {
  const pattern = patternFor(subject, verb, "passive-agent");
  const own = typeOfVerb(verb.lemma, "by", verb.word);
  const active = typeOfVerb(verb.lemma, null);
  const typed = own.type === `${verb.lemma}-by` ? { type: active.type, flipped: !active.flipped } : own;
  if (saysNothing(verb, typed.type)) return;
  cross(subject.members, agents, typed, verb, [verb.from, to], pattern, emit);
}

// Finds the subject of a verb group among the chunks to its left, and lists of coordinated noun phrases on either side.

import type { Chunk, NounPhrase } from "#graph/extraction/chunks.ts";
import type { VerbGroup } from "#graph/extraction/verb-groups.ts";
import { REPORTING_VERBS } from "#graph/extraction/word-lists.ts";

/** Indexes of the chunks that are the subject; `start` is the first chunk it covers. */
export interface Subject {
  readonly members: readonly number[];
  readonly start: number;
  readonly pattern: "plain" | "relative" | "shared" | "participle" | "gerund";
}

export function phraseAt(chunks: readonly Chunk[], at: number): NounPhrase | null {
  const chunk = chunks[at];
  return chunk?.kind === "np" ? chunk : null;
}

function is(chunks: readonly Chunk[], at: number, kind: Chunk["kind"], word?: string): boolean {
  const chunk = chunks[at];
  return chunk !== undefined && chunk.kind === kind && (word === undefined || ("word" in chunk && chunk.word === word));
}

/** "bonds without using primers for adhesion": what is left undone says nothing of what it would do. */
export function isWithout(chunks: readonly Chunk[], at: number): boolean {
  return is(chunks, at, "prep", "without");
}

/** The subject of the verb group at `at`; `known` holds the subjects of the verb groups before it. */
export function subjectOf(chunks: readonly Chunk[], at: number, known: ReadonlyMap<number, Subject>): Subject | null {
  const verb = chunks[at] as VerbGroup & { kind: "vg" };
  const before = chunks[at - 1];
  if (before === undefined) return null;
  if (verb.form === "gerund" || verb.form === "participle") return looseSubject(chunks, at, verb, known);
  if (before.kind === "rel") return antecedent(chunks, at - 1, verb);
  if (before.kind === "cc" || (before.kind === "comma" && sharesAfterComma(chunks, at))) return sharedSubject(chunks, at, known);
  if (verb.form === "infinitive") return null;
  return leftward(chunks, at - 1, verb);
}

function sharesAfterComma(chunks: readonly Chunk[], at: number): boolean {
  for (let scan = at + 1; scan < chunks.length && scan < at + 12; scan++) {
    if (is(chunks, scan, "stop") || is(chunks, scan, "sub")) return false;
    if (chunks[scan]!.kind === "cc" && chunks[scan + 1]?.kind === "vg") return openingBefore(chunks, at - 1) === null;
  }
  return false;
}

/** "A inhibits B and activates C": the nearest verb to the left of the same form lends its subject. */
function sharedSubject(chunks: readonly Chunk[], at: number, known: ReadonlyMap<number, Subject>): Subject | null {
  const form = (chunks[at] as VerbGroup).form;
  for (let scan = at - 2; scan >= 0; scan--) {
    const chunk = chunks[scan]!;
    if (chunk.kind === "stop" || chunk.kind === "sub") return null;
    if (chunk.kind !== "vg" || chunk.form !== form) continue;
    const subject = known.get(scan);
    return subject === undefined ? null : { ...subject, pattern: subject.pattern === "plain" ? "shared" : subject.pattern };
  }
  return null;
}

/** "proteins encoded by X", "cells expressing Y", "A rises, reducing B". */
function looseSubject(chunks: readonly Chunk[], at: number, verb: VerbGroup, known: ReadonlyMap<number, Subject>): Subject | null {
  const before = chunks[at - 1]!;
  const pattern = verb.form === "gerund" ? "gerund" : "participle";
  if (verb.form === "gerund" && INSTRUMENTAL.has(verb.lemma) && (before.kind === "np" || before.kind === "vg"))
    return userOf(chunks, at, known);
  if (before.kind === "np" && !before.pronoun) return { members: [at - 1], start: at - 1, pattern };
  const opener =
    before.kind === "comma" || (before.kind === "prep" && (before.word === "by" || before.word === "thereby")) || before.kind === "sub";
  if (verb.form === "gerund" && before.kind === "prep" && before.word === "for" && phraseAt(chunks, at - 2) !== null) {
    return { members: [at - 2], start: at - 2, pattern: "gerund" };
  }
  if (before.kind === "cc") return sharedSubject(chunks, at, known);
  if (!opener || verb.form !== "gerund") return null;
  for (let scan = at - 2; scan >= 0; scan--) {
    const chunk = chunks[scan]!;
    if (chunk.kind === "stop") return null;
    if (chunk.kind !== "vg" || chunk.form !== "finite") continue;
    const subject = known.get(scan);
    return subject === undefined || chunk.passive ? null : { ...subject, pattern };
  }
  return null;
}

const INSTRUMENTAL = new Set(["use", "employ", "utilize", "utilise"]);

/** What something is used for: "A was mounted on B using C" and "we mounted A on B using C" use C for A, "B using C" for B. */
function userOf(chunks: readonly Chunk[], at: number, known: ReadonlyMap<number, Subject>): Subject | null {
  let first = at - 1;
  while (phraseAt(chunks, first) !== null && is(chunks, first - 1, "prep") && phraseAt(chunks, first - 2) !== null) first -= 2;
  const tailed = is(chunks, first - 1, "prep") && phraseAt(chunks, first) !== null;
  const doer = chunks[first]!.kind === "vg" ? first : tailed ? first - 2 : first - 1;
  const verb = chunks[doer];
  if (verb?.kind === "vg" && verb.passive) {
    const subject = verb.form === "finite" ? known.get(doer) : undefined;
    return subject === undefined ? null : { ...subject, pattern: "gerund" };
  }
  if (tailed) return null;
  while (first < at - 1 && !names(chunks, first)) first += 2;
  return names(chunks, first) ? { members: [first], start: first, pattern: "gerund" } : null;
}

function names(chunks: readonly Chunk[], at: number): boolean {
  const phrase = phraseAt(chunks, at);
  return phrase !== null && !phrase.pronoun && phrase.first < phrase.last;
}

/** The noun phrase a relative clause hangs on; number agreement chooses between "strength of fibres that vary" and "…that varies". */
function antecedent(chunks: readonly Chunk[], rel: number, verb: VerbGroup): Subject | null {
  let at = rel - 1;
  if (is(chunks, at, "comma")) at--;
  const nearest = phraseAt(chunks, at);
  if (nearest === null || nearest.pronoun) return null;
  if (verb.singular !== null && nearest.plural === verb.singular && is(chunks, at - 1, "prep")) {
    const head = phraseAt(chunks, at - 2);
    if (head !== null && head.plural !== verb.singular) return { members: [at - 2], start: at - 2, pattern: "relative" };
  }
  if (!is(chunks, rel - 1, "comma") && verb.singular === false && is(chunks, at - 1, "cc") && phraseAt(chunks, at - 2) !== null)
    return { members: [at - 2, at], start: at - 2, pattern: "relative" };
  return { members: [at], start: at, pattern: "relative" };
}

/** Walks left from `end` over phrases, their "of"-tails, coordination and bracketing commas to the subject. */
function leftward(chunks: readonly Chunk[], end: number, verb: VerbGroup): Subject | null {
  let last = end;
  if (is(chunks, last, "comma")) {
    const opening = openingBefore(chunks, last);
    if (opening === null) return null;
    last = opening - 1;
  }
  const reason = behindAs(chunks, last, verb);
  if (reason !== null) return reason;
  const list = listEndingAt(chunks, last);
  if (list === null) return behindParticiple(chunks, last);
  if (isCutOff(chunks, list.start)) return null;
  if (chunks[list.start - 1]?.kind !== "vg") return { ...list, pattern: "plain" };
  return afterVerb(chunks, list, verb) ?? lastConjunct(chunks, last, list);
}

/** "The gap is wide, as a-Si has strong bonds": behind a whole clause, or at the start, "as" opens a clause; in "silk used as sutures has" it does not. */
function behindAs(chunks: readonly Chunk[], last: number, verb: VerbGroup): Subject | null {
  let at = last;
  while (phraseAt(chunks, at) !== null && is(chunks, at - 1, "prep") && !is(chunks, at - 1, "prep", "as")) at -= 2;
  if (verb.form !== "finite" || phraseAt(chunks, at) === null || !is(chunks, at - 1, "prep", "as")) return null;
  const before = chunks[at - 2];
  if (before?.kind === "vg" || before?.kind === "prep") return null;
  for (let scan = at - 2; scan >= 0; scan--) {
    const chunk = chunks[scan]!;
    if (chunk.kind === "vg" && chunk.form === "finite") return { members: [at], start: at, pattern: "plain" };
    if (chunk.kind === "sub" || chunk.kind === "stop") return null;
    if (chunk.kind === "rel" && !is(chunks, scan + 1, "prep", "of")) return null;
    if (chunk.kind === "cc" && is(chunks, scan - 1, "comma")) return null;
  }
  return at === 1 ? { members: [at], start: at, pattern: "plain" } : null;
}

/** "Roughness of the injection molding (IM) tool cavity affects": a bracket cuts the name, and what stands behind it is not who does it. */
function isCutOff(chunks: readonly Chunk[], at: number): boolean {
  const before = phraseAt(chunks, at - 1);
  const phrase = phraseAt(chunks, at)!;
  if (before === null || phrase.determiner !== null || phrase.from - before.to < LENGTH_OF_NUMBER) return false;
  return before.joined === true || is(chunks, at - 2, "prep", "of");
}

/** The comma that opens what the comma at `close` ends: "X, which …, VG", "X, a protein, VG", "X, such as Y, VG". */
function openingBefore(chunks: readonly Chunk[], close: number): number | null {
  for (let scan = close - 1; scan > 0 && scan > close - 14; scan--) {
    if (chunks[scan]!.kind === "stop") return null;
    if (chunks[scan]!.kind !== "comma") continue;
    const next = chunks[scan + 1]!;
    const opens =
      next.kind === "rel" ||
      (next.kind === "prep" && (next.word === "such as" || next.word === "like")) ||
      (next.kind === "vg" && (next.form === "participle" || next.form === "gerund")) ||
      (next.kind === "np" && (next.determiner === "a" || next.determiner === "an" || next.determiner === "the"));
    if (opens && chunks[scan - 1]!.kind === "np") return scan;
  }
  return null;
}

/** "Enzymes produced by bacteria degrade …": over the participle's own phrase to the noun it hangs on. */
function behindParticiple(chunks: readonly Chunk[], last: number): Subject | null {
  let at = last;
  while (is(chunks, at - 1, "prep") && phraseAt(chunks, at - 2) !== null) at -= 2;
  const participle = chunks[at - 2];
  if (!is(chunks, at - 1, "prep") || participle?.kind !== "vg" || participle.form === "finite" || participle.form === "infinitive")
    return null;
  const list = listEndingAt(chunks, at - 3);
  return list === null ? null : { ...list, pattern: "plain" };
}

/** "A inhibits B, and C activates D": the phrase before the second verb is its subject, what stands before "and" is not. */
function lastConjunct(chunks: readonly Chunk[], last: number, list: List): Subject | null {
  let at = last;
  while (is(chunks, at - 1, "prep") && phraseAt(chunks, at - 2) !== null) at -= 2;
  const joined = chunks[at - 1]?.kind === "cc" || chunks[at - 1]?.kind === "comma";
  return joined && at > list.start ? { members: [at], start: at, pattern: "plain" } : null;
}

interface List {
  readonly members: readonly number[];
  readonly start: number;
}

/** Coordinated phrases that end at `end` (`closed`: an "and" after `end` closes the list already): each may trail prepositional phrases, of which only the head counts. */
export function listEndingAt(chunks: readonly Chunk[], end: number, closed = false): List | null {
  const members: number[] = [];
  let at = end;
  let start = end;
  while (phraseAt(chunks, at) !== null) {
    const tail = at;
    while (is(chunks, at - 1, "prep") && phraseAt(chunks, at - 2) !== null) at -= 2;
    if (is(chunks, at - 1, "prep")) break;
    if (members.length > 0 && tail !== at && barePhrase(chunks, start)) members.length = 0;
    members.unshift(at);
    start = at;
    const joint = chunks[at - 1];
    if (joint?.kind === "cc") at = is(chunks, at - 2, "comma") ? at - 3 : at - 2;
    else if (joint?.kind === "comma" && (closed || members.length > 1)) at -= 2;
    else break;
  }
  return members.length === 0 ? null : { members, start };
}

/** A conjunct without determiner or tail more likely belongs to the "of"-phrase before it: "exchange between A and B". */
function barePhrase(chunks: readonly Chunk[], at: number): boolean {
  const phrase = phraseAt(chunks, at);
  return phrase !== null && phrase.determiner === null;
}

/** A phrase right after another verb: the subject of a that-less clause, or the object of a clause that hangs on the true subject. */
function afterVerb(chunks: readonly Chunk[], list: List, verb: VerbGroup): Subject | null {
  const at = list.start - 1;
  const previous = chunks[at] as VerbGroup & { kind: "vg" };
  if (REPORTING_VERBS.has(previous.lemma) && !previous.passive && previous.form === "finite" && !is(chunks, at - 1, "rel"))
    return { ...list, pattern: "plain" };
  if (verb.form !== "finite") return null;
  if (is(chunks, at - 1, "rel") && phraseAt(chunks, at - 2) !== null) {
    const head = listEndingAt(chunks, at - 2);
    return head === null ? null : { ...head, pattern: "plain" };
  }
  if ((previous.form === "gerund" || previous.form === "participle") && phraseAt(chunks, at - 1) !== null) {
    const head = listEndingAt(chunks, at - 1);
    return head === null ? null : { ...head, pattern: "plain" };
  }
  return null;
}

/** Coordinated phrases that begin at `begin`; unless they stand inside a longer subject ("proteins such as A and B form …"), stops before a phrase that is the subject of a verb of its own. */
export function listStartingAt(chunks: readonly Chunk[], begin: number, inside = false): number[] {
  const members: number[] = [];
  let at = begin;
  while (phraseAt(chunks, at) !== null) {
    if (members.length > 0 && !inside && ownsVerb(chunks, at)) break;
    members.push(at);
    let next = at + 1;
    const tailed = is(chunks, next, "prep") && phraseAt(chunks, next + 1) !== null;
    while (is(chunks, next, "prep") && phraseAt(chunks, next + 1) !== null && !is(chunks, next, "prep", "by")) next += 2;
    const target = afterJoint(chunks, next);
    if (target === null || isNumbered(chunks, target)) break;
    if (tailed && phraseAt(chunks, target)?.determiner == null) break;
    at = target;
  }
  return members;
}

/** "and (ii) debonding of …": numbers count whole clauses, not what ends the clause before. */
function isNumbered(chunks: readonly Chunk[], at: number): boolean {
  return phraseAt(chunks, at) !== null && chunks[at]!.from - chunks[at - 1]!.to >= LENGTH_OF_NUMBER;
}

/** A bracket, a number, a bracket. */
const LENGTH_OF_NUMBER = 3;

/** Index of the next list member after a joint: "and X", ", and X", or ", X" when an "and" closes the list later. */
function afterJoint(chunks: readonly Chunk[], at: number): number | null {
  if (is(chunks, at, "cc")) return at + 1;
  if (!is(chunks, at, "comma")) return null;
  if (is(chunks, at + 1, "cc")) return at + 2;
  let scan = at + 1;
  while (phraseAt(chunks, scan) !== null) {
    scan++;
    while (is(chunks, scan, "prep") && phraseAt(chunks, scan + 1) !== null) scan += 2;
    if (is(chunks, scan, "cc")) return at + 1;
    if (!is(chunks, scan, "comma")) return null;
    if (is(chunks, scan + 1, "cc")) return at + 1;
    scan++;
  }
  return null;
}

function ownsVerb(chunks: readonly Chunk[], at: number): boolean {
  for (let scan = at + 1; scan < chunks.length; scan++) {
    const chunk = chunks[scan]!;
    if (chunk.kind === "vg") {
      if (chunk.form === "finite") return true;
    } else if (chunk.kind !== "np" && chunk.kind !== "prep") return false;
  }
  return false;
}

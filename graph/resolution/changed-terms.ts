// Terms as they will be after a change, and which of them begin or cease to be part of concepts.

import type { Term, TermKey } from "#graph/model.ts";
import type { Changes } from "#graph/resolution/changed-documents.ts";
import { type Body, countDocument, isConceptual, type Tallies, tallyOf, termOf } from "#graph/resolution/term-tally.ts";
import type { GraphStore } from "#graph/store/graph-store.ts";

export interface ChangedTerms {
  /** Every term that a changed document mentions or defines, as it will be; null when it will be gone. */
  readonly next: ReadonlyMap<TermKey, Term | null>;
  /** Terms that the store does not know: it need not be asked about them. */
  readonly fresh: ReadonlySet<TermKey>;
  /** Part of a concept from now on. */
  readonly appearing: ReadonlySet<TermKey>;
  /** Part of a concept until now. */
  readonly vanishing: ReadonlySet<TermKey>;
}

export async function changedTerms(store: GraphStore, changes: Changes): Promise<ChangedTerms> {
  const old = new Map((await store.terms(termsIn([...changes.before, ...changes.after]))).map((term) => [term.key, term]));
  const tallies: Tallies = new Map([...old].map(([key, term]) => [key, tallyOf(term)]));
  for (const body of changes.before) countDocument(tallies, body, -1);
  for (const body of changes.after) countDocument(tallies, body, 1);
  const next = new Map([...tallies].map(([key, tally]) => [key, termOf(key, tally)] as const));
  const appearing = new Set<TermKey>();
  const vanishing = new Set<TermKey>();
  for (const [key, term] of next) {
    const was = isConceptual(old.get(key));
    if (isConceptual(term) && !was) appearing.add(key);
    if (was && !isConceptual(term)) vanishing.add(key);
  }
  const fresh = new Set([...next.keys()].filter((key) => !old.has(key)));
  return { next, fresh, appearing, vanishing };
}

function termsIn(bodies: readonly Body[]): TermKey[] {
  const terms = new Set<TermKey>();
  for (const { reading } of bodies) {
    for (const { term } of reading.mentions) terms.add(term);
    for (const { short, long } of reading.abbreviations) terms.add(short).add(long);
  }
  return [...terms];
}

/** Terms as they will be, those that do not change included; terms that will not exist are absent. */
export async function termsAfter(store: GraphStore, changed: ChangedTerms, keys: Iterable<TermKey>): Promise<Map<TermKey, Term>> {
  const found = new Map<TermKey, Term>();
  const stored: TermKey[] = [];
  for (const key of keys) {
    const next = changed.next.get(key);
    if (next === undefined) stored.push(key);
    else if (next !== null) found.set(key, next);
  }
  for (const term of stored.length === 0 ? [] : await store.terms(stored)) found.set(term.key, term);
  return found;
}

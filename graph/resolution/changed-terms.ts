// Terms as they will be after a change, and which of them begin or cease to be part of concepts.

import type { Term, TermKey } from "#graph/model.ts";
import type { Changes } from "#graph/resolution/changed-documents.ts";
import { emptyTally, isConceptual, mergeTally, type Tally, tallyDocument, tallyOf, termOf } from "#graph/resolution/term-tally.ts";
import type { GraphStore } from "#graph/store/graph-store.ts";

export interface ChangedTerms {
  /** Every term that a changed document mentions or defines, as it will be; null when it will be gone. */
  readonly next: ReadonlyMap<TermKey, Term | null>;
  /** Part of a concept from now on. */
  readonly appearing: ReadonlySet<TermKey>;
  /** Part of a concept until now. */
  readonly vanishing: ReadonlySet<TermKey>;
}

export async function changedTerms(store: GraphStore, changes: Changes): Promise<ChangedTerms> {
  const before = changes.before.map(tallyDocument);
  const after = changes.after.map(tallyDocument);
  const keys = new Set([...before, ...after].flatMap((tallies) => [...tallies.keys()]));
  const old = new Map((await store.terms([...keys])).map((term) => [term.key, term]));
  const tallies = new Map<TermKey, Tally>([...keys].map((key) => [key, old.has(key) ? tallyOf(old.get(key)!) : emptyTally()]));
  for (const parts of before) for (const [key, part] of parts) mergeTally(tallies.get(key)!, part, -1);
  for (const parts of after) for (const [key, part] of parts) mergeTally(tallies.get(key)!, part, 1);
  const next = new Map([...tallies].map(([key, tally]) => [key, termOf(key, tally)] as const));
  const appearing = new Set<TermKey>();
  const vanishing = new Set<TermKey>();
  for (const [key, term] of next) {
    const was = isConceptual(old.get(key));
    if (isConceptual(term) && !was) appearing.add(key);
    if (was && !isConceptual(term)) vanishing.add(key);
  }
  return { next, appearing, vanishing };
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

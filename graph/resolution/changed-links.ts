// The links that a change adds and takes away. Only pairs with a term that appears, a short form whose meaning may have changed,
// or a person's decision are looked at: every other pair has the link it had, because a link follows from its pair alone.

import type { TermKey, TermLink } from "#graph/model.ts";
import { blocksOf } from "#graph/resolution/blocks.ts";
import { type Changes, definitionsAfter, definitionsIn, editsAfter, pairKey } from "#graph/resolution/changed-documents.ts";
import { type ChangedTerms, termsAfter } from "#graph/resolution/changed-terms.ts";
import { Expansions } from "#graph/resolution/expansions.ts";
import { linkOf } from "#graph/resolution/term-links.ts";
import { isConceptual } from "#graph/resolution/term-tally.ts";
import type { TermVectors } from "#graph/resolution/term-vectors.ts";
import { sameWordsInOtherForms } from "#graph/resolution/word-forms.ts";
import type { GraphStore } from "#graph/store/graph-store.ts";

export interface ChangedLinks {
  readonly put: readonly TermLink[];
  readonly remove: readonly TermLink[];
  /** Terms whose concept must be found anew: ends of changed links, and long forms of short forms whose meanings changed. */
  readonly touched: ReadonlySet<TermKey>;
  /** Blocking keys of the terms that appear. */
  readonly blocks: ReadonlyMap<TermKey, readonly string[]>;
}

export async function changedLinks(store: GraphStore, changes: Changes, terms: ChangedTerms, vectors: TermVectors): Promise<ChangedLinks> {
  const blocks = new Map([...terms.appearing].map((term) => [term, blocksOf(term)] as const));
  const pairs = new Pairs();
  await addBlockPairs(store, pairs, blocks, terms);
  const { expansions, shorts, disputed } = await changedExpansions(store, changes, terms);
  for (const short of shorts) for (const long of expansions.longs(short)) pairs.add(short, long);
  for (const edit of (await editsAfter(store, changes, [...terms.appearing])).values()) pairs.add(edit.a, edit.b);
  for (const pair of changes.edits.keys()) pairs.addKey(pair);

  const asked = new Set([...terms.appearing, ...terms.vanishing, ...shorts, ...changes.editedTerms]);
  const old = await store.linksOf([...asked].filter((term) => !terms.fresh.has(term)));
  for (const link of old) if (link.reason === "abbreviation") pairs.add(link.a, link.b);
  const next = await linksOfPairs(store, changes, terms, vectors, pairs, expansions);
  const before = new Map(old.map((link) => [pairKey(link.a, link.b), link]));
  const put = next.filter((link) => !sameLink(link, before.get(pairKey(link.a, link.b))));
  const kept = new Set(next.map((link) => pairKey(link.a, link.b)));
  const gone = (link: TermLink): boolean => terms.vanishing.has(link.a) || terms.vanishing.has(link.b);
  const remove = old.filter((link) => gone(link) || (pairs.has(link.a, link.b) && !kept.has(pairKey(link.a, link.b))));
  const touched = new Set([...put, ...remove].flatMap((link) => [link.a, link.b]));
  for (const term of [...disputed, ...changes.editedTerms]) touched.add(term);
  return { put, remove, touched, blocks };
}

async function addBlockPairs(
  store: GraphStore,
  pairs: Pairs,
  blocks: ReadonlyMap<TermKey, readonly string[]>,
  { appearing, vanishing }: ChangedTerms,
): Promise<void> {
  const members = new Map<string, TermKey[]>();
  for (const [term, keys] of blocks) {
    for (const block of keys) {
      const terms = members.get(block) ?? [];
      for (const other of terms) pairs.add(term, other);
      members.set(block, terms);
      terms.push(term);
    }
  }
  for (const { block, term } of await store.termsInBlocks([...members.keys()])) {
    if (appearing.has(term) || vanishing.has(term)) continue;
    for (const other of members.get(block)!) pairs.add(term, other);
  }
}

interface ChangedExpansions {
  readonly expansions: Expansions;
  readonly shorts: readonly TermKey[];
  /** Long forms of short forms whose set of meanings is not what it was. */
  readonly disputed: readonly TermKey[];
}

/** Short forms defined by a changed document, or with an end that appears, vanishes or is decided upon; all their long forms are known. */
async function changedExpansions(store: GraphStore, changes: Changes, terms: ChangedTerms): Promise<ChangedExpansions> {
  const defining = [...changes.before, ...changes.after].flatMap(definitionsIn);
  const turning = [...terms.appearing, ...terms.vanishing].filter((term) => (terms.next.get(term)?.definitions ?? 0) > 0);
  const asked = [...turning, ...changes.editedTerms];
  const related = asked.length === 0 ? [] : await store.definitionsOf(asked);
  const shorts = [...new Set([...defining, ...related].map(({ short }) => short))];
  const before = new Expansions(shorts.length === 0 ? [] : await store.definitionsOf(shorts));
  const expansions = new Expansions(await definitionsAfter(store, changes, shorts));
  const disputed = shorts.flatMap((short) => {
    const was = new Set(before.longs(short));
    const is = new Set(expansions.longs(short));
    return was.size === is.size && [...was].every((long) => is.has(long)) ? [] : [...was, ...is];
  });
  return { expansions, shorts, disputed };
}

async function linksOfPairs(
  store: GraphStore,
  changes: Changes,
  terms: ChangedTerms,
  vectors: TermVectors,
  pairs: Pairs,
  expansions: Expansions,
): Promise<TermLink[]> {
  const ends = pairs.ends();
  await vectors.need(pairs.all().flatMap(([a, b]) => (sameWordsInOtherForms(a, b) ? [a, b] : [])));
  const decided = await editsAfter(store, changes, ends);
  const known = await termsAfter(store, terms, ends);
  return pairs.all().flatMap(([a, b]) => {
    if (!isConceptual(known.get(a)) || !isConceptual(known.get(b))) return [];
    const link = linkOf(a, b, {
      decision: decided.get(pairKey(a, b))?.decision ?? null,
      abbreviation: expansions.abbreviates(a, b),
      vectors: [vectors.of(a), vectors.of(b)],
    });
    return link === null ? [] : [link];
  });
}

/** Unordered pairs, each once. */
class Pairs {
  readonly #pairs = new Map<string, readonly [TermKey, TermKey]>();

  add(a: TermKey, b: TermKey): void {
    if (a !== b) this.addKey(pairKey(a, b));
  }

  addKey(key: string): void {
    if (!this.#pairs.has(key)) this.#pairs.set(key, key.split("\n") as unknown as readonly [TermKey, TermKey]);
  }

  has(a: TermKey, b: TermKey): boolean {
    return this.#pairs.has(pairKey(a, b));
  }

  all(): readonly (readonly [TermKey, TermKey])[] {
    return [...this.#pairs.values()];
  }

  ends(): TermKey[] {
    return [...new Set([...this.#pairs.values()].flat())];
  }
}

function sameLink(a: TermLink, b: TermLink | undefined): boolean {
  return b !== undefined && a.reason === b.reason && a.similarity === b.similarity;
}

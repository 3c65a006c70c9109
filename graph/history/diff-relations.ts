// The relations that differ between two gardens, each with the sentences that came or went.

import { type Difference, type FieldChange, fieldChanges } from "#graph/history/field-changes.ts";
import { sideBySide } from "#graph/history/side-by-side.ts";
import type { ConceptId, EvidenceSpan, Relation, RelationKey } from "#graph/model.ts";
import { type Citation, spanReader } from "#graph/search/citations.ts";
import type { GraphStore } from "#graph/store/graph-store.ts";
import { compareRelations } from "#graph/store/orders.ts";
import { HortusError } from "#kernels/errors.ts";

interface NamedRelation extends RelationKey {
  readonly fromLabel: string;
  readonly toLabel: string;
}

export interface RelationItem extends NamedRelation {
  readonly documents: number;
  readonly confidence: number;
  readonly evidence: readonly Citation[];
}

export interface RelationChange extends NamedRelation {
  readonly fields: readonly FieldChange[];
  readonly evidence: { readonly added: readonly Citation[]; readonly removed: readonly Citation[] };
}

/** What is held in quarantine counts as there: it follows from what is stored. @throws `interrupted` */
export async function relationDifference(
  a: GraphStore,
  b: GraphStore,
  signal?: AbortSignal,
): Promise<Difference<RelationItem, RelationChange>> {
  const [added, removed, changed]: [Relation[], Relation[], [Relation, Relation][]] = [[], [], []];
  const all = { withQuarantined: true };
  for await (const [x, y] of sideBySide(a.allRelations(all), b.allRelations(all), compareRelations)) {
    if (signal?.aborted) throw new HortusError("interrupted", "Interrupted while comparing: run the same command again.");
    if (x === null) added.push(y!);
    else if (y === null) removed.push(x);
    else if (fieldChanges(x, y).length > 0) changed.push([x, y]);
  }
  return {
    added: await inPages(added, (page) => items(b, page)),
    removed: await inPages(removed, (page) => items(a, page)),
    changed: await inPages(changed, (page) => changes(a, b, page)),
  };
}

/** Documents that are read for their sentences stay in memory for a page. */
const PAGE = 200;

async function inPages<Item, Shown>(all: readonly Item[], show: (page: readonly Item[]) => Promise<readonly Shown[]>): Promise<Shown[]> {
  const shown: Shown[] = [];
  for (let start = 0; start < all.length; start += PAGE) shown.push(...(await show(all.slice(start, start + PAGE))));
  return shown;
}

async function items(store: GraphStore, relations: readonly Relation[]): Promise<RelationItem[]> {
  const [labels, reader] = [await labelsOf(store, relations), spanReader(store)];
  const item = async (relation: Relation): Promise<RelationItem> => {
    const { documents, confidence, evidence } = relation;
    return { ...named(relation, labels), documents, confidence, evidence: await reader.read(evidence) };
  };
  return Promise.all(relations.map(item));
}

async function changes(a: GraphStore, b: GraphStore, pairs: readonly (readonly [Relation, Relation])[]): Promise<RelationChange[]> {
  const labels = await labelsOf(
    b,
    pairs.map(([, after]) => after),
  );
  const [before, after] = [spanReader(a), spanReader(b)];
  const change = async ([x, y]: readonly [Relation, Relation]): Promise<RelationChange> => ({
    ...named(y, labels),
    fields: fieldChanges({ ...x, evidence: null }, { ...y, evidence: null }),
    evidence: { added: await after.read(lacking(y, x)), removed: await before.read(lacking(x, y)) },
  });
  return Promise.all(pairs.map(change));
}

/** The spans of one that the other has not. */
function lacking({ evidence }: Relation, other: Relation): EvidenceSpan[] {
  const there = new Set(other.evidence.map((span) => JSON.stringify(span)));
  return evidence.filter((span) => !there.has(JSON.stringify(span)));
}

async function labelsOf(store: GraphStore, relations: readonly Relation[]): Promise<ReadonlyMap<ConceptId, string>> {
  const ids = new Set(relations.flatMap(({ from, to }) => [from, to]));
  return new Map((await store.concepts([...ids])).map(({ id, label }) => [id, label]));
}

function named({ from, type, to, polarity }: Relation, labels: ReadonlyMap<ConceptId, string>): NamedRelation {
  return { from, fromLabel: labels.get(from) ?? from, type, to, toLabel: labels.get(to) ?? to, polarity };
}

// What differs between two gardens, or one garden at two versions: documents, concepts, relations with their sentences, conjectures, decisions, ontology.

import { compareCodePoints } from "#graph/code-points.ts";
import { type RelationChange, type RelationItem, relationDifference } from "#graph/history/diff-relations.ts";
import { type Difference, type FieldChange, fieldChanges } from "#graph/history/field-changes.ts";
import { sideBySide } from "#graph/history/side-by-side.ts";
import type { Concept, ConceptId, Conjecture, OntologyEntry, ResolutionEdit } from "#graph/model.ts";
import type { DocumentSummary, GraphStore } from "#graph/store/graph-store.ts";
import { HortusError } from "#kernels/errors.ts";

export type DocumentItem = Pick<DocumentSummary, "id" | "version" | "title" | "authors" | "year" | "doi" | "arxiv" | "venue">;
/** `into` and `from`: the concept that has its first term on the other side, where it was joined or split. */
export interface ConceptItem extends Concept {
  readonly into?: ConceptId;
  readonly from?: ConceptId;
}
export interface Changed {
  readonly id: string;
  readonly label: string;
  readonly fields: readonly FieldChange[];
}

export interface GardenDiff {
  readonly documents: Difference<DocumentItem, Changed>;
  readonly concepts: Difference<ConceptItem, Changed>;
  readonly relations: Difference<RelationItem, RelationChange>;
  readonly conjectures: Difference<Conjecture, Changed>;
  /** Two terms may be decided otherwise on the other side: one removed and one added. */
  readonly edits: Difference<ResolutionEdit, never>;
  readonly ontology: Difference<OntologyEntry, Changed>;
}

/** From `a` to `b`; everything in code-point order. Neither may change meanwhile. @throws `interrupted` */
export async function diffGardens(a: GraphStore, b: GraphStore, signal?: AbortSignal): Promise<GardenDiff> {
  const documents = await collect(
    whole(() => a.documents()),
    whole(() => b.documents()),
    byId,
    documentItem,
    signal,
  );
  const concepts = await collect(a.allConcepts(), b.allConcepts(), byId, (concept) => concept, signal);
  const conjectures = await collect(
    whole(() => a.conjectures()),
    whole(() => b.conjectures()),
    byId,
    (conjecture) => conjecture,
    signal,
  );
  const edits = await collect(
    whole(() => a.editsOf()),
    whole(() => b.editsOf()),
    byDecision,
    (edit) => edit,
    signal,
  );
  const ontology = await collect(
    whole(() => a.ontology()),
    whole(() => b.ontology()),
    byId,
    (entry) => entry,
    signal,
  );
  return {
    documents: { ...documents, changed: documents.changed.map(([x, y]) => changedOf(x, y, y.title)) },
    concepts: {
      added: await withOwner(a, concepts.added, "from"),
      removed: await withOwner(b, concepts.removed, "into"),
      changed: concepts.changed.map(([x, y]) => changedOf(x, y, y.label)),
    },
    relations: await relationDifference(a, b, signal),
    conjectures: {
      ...conjectures,
      changed: conjectures.changed.map(([x, y]) => changedOf(x, y, `${y.fromLabel} —${y.type}→ ${y.toLabel}`)),
    },
    edits: { ...edits, changed: [] },
    ontology: { ...ontology, changed: ontology.changed.map(([x, y]) => changedOf(x, y, `${y.kind} ${y.name}`)) },
  };
}

async function* whole<Item>(all: () => Promise<readonly Item[]>): AsyncGenerator<readonly Item[]> {
  yield await all();
}

async function collect<Item, Shown>(
  left: AsyncIterable<readonly Item[]>,
  right: AsyncIterable<readonly Item[]>,
  compare: (a: Item, b: Item) => number,
  show: (item: Item) => Shown,
  signal?: AbortSignal,
): Promise<Difference<Shown, readonly [Shown, Shown]>> {
  const [added, removed, changed]: [Shown[], Shown[], [Shown, Shown][]] = [[], [], []];
  for await (const [x, y] of sideBySide(left, right, compare)) {
    if (signal?.aborted) throw new HortusError("interrupted", "Interrupted while comparing: run the same command again.");
    if (x === null) added.push(show(y!));
    else if (y === null) removed.push(show(x));
    else if (fieldChanges(show(x), show(y)).length > 0) changed.push([show(x), show(y)]);
  }
  return { added, removed, changed };
}

function changedOf(before: { readonly id: string }, after: { readonly id: string }, label: string): Changed {
  return { id: after.id, label, fields: fieldChanges(before, after) };
}

/** Where the file lay is no part of what a document is. */
function documentItem({ id, version, title, authors, year, doi, arxiv, venue }: DocumentSummary): DocumentItem {
  return { id, version, title, authors, year, doi, arxiv, venue };
}

function byId(a: { readonly id: string }, b: { readonly id: string }): number {
  return compareCodePoints(a.id, b.id);
}

function byDecision(x: ResolutionEdit, y: ResolutionEdit): number {
  return compareCodePoints(x.a, y.a) || compareCodePoints(x.b, y.b) || compareCodePoints(x.decision, y.decision);
}

async function withOwner(other: GraphStore, concepts: readonly Concept[], name: "into" | "from"): Promise<ConceptItem[]> {
  const owners = await other.conceptsOfTerms(concepts.map(({ id }) => id as unknown as Concept["terms"][number]));
  const ownerOf = new Map(owners.map(({ term, concept }) => [term as string, concept]));
  return concepts.map((concept) => {
    const owner = ownerOf.get(concept.id);
    return owner === undefined ? concept : { ...concept, [name]: owner };
  });
}

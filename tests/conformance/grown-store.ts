// What the exam of a GraphStore is made of: some documents, changes to a store, and everything a reader can see of it.

import { expect } from "vitest";
import type { Change, Conjecture, ConjectureId, OntologyClass, OntologyEntryId, Operation, Projection, TermKey } from "#graph/model.ts";
import { deriveProjection } from "#graph/resolution/derive.ts";
import { NO_VECTORS } from "#graph/resolution/term-vectors.ts";
import type { GraphStore } from "#graph/store/graph-store.ts";
import { bodyOf, type SentenceSketch } from "./bodies.ts";

export const EMPTY: Projection = {
  terms: { put: [], remove: [] },
  links: { put: [], remove: [] },
  concepts: { put: [], remove: [] },
  relations: { put: [], remove: [] },
};

export const SILK: readonly SentenceSketch[] = [
  { text: "Spider silk contains beta sheet crystals.", claims: [["Spider silk", "contains", "beta sheet crystals"]] },
  { text: "Water weakens spider silk.", claims: [["Water", "weakens", "spider silk"]] },
];
export const BONE: readonly SentenceSketch[] = [{ text: "Collagen contains water.", claims: [["Collagen", "contains", "water"]] }];

export const CONJECTURE: Conjecture = {
  id: "conjecture:0123456789abcdef" as ConjectureId,
  from: "collagen" as TermKey,
  fromLabel: "Collagen",
  type: "strengthens",
  to: "water" as TermKey,
  toLabel: "water",
  origin: "hypothesis",
  rationale: "guessed",
  restsOn: [],
};

export const ENTRY: OntologyClass = {
  id: "class:protein" as OntologyEntryId,
  kind: "class",
  name: "protein",
  label: "Protein",
  parent: null,
  heads: ["protein", "collagen"],
  members: ["spider silk" as TermKey],
  origin: { by: "hypernym", support: 2, evidence: [] },
};

export function put(id: string, sentences: readonly SentenceSketch[]): Operation {
  return { op: "put-document", ...bodyOf(id, sentences) };
}

export function changeOf(operations: readonly Operation[]): Change {
  return { author: "tester", reason: "test", operations };
}

export async function derived(store: GraphStore, ...operations: readonly Operation[]): Promise<{ change: Change; projection: Projection }> {
  return { change: changeOf(operations), projection: await deriveProjection(store, operations, NO_VECTORS) };
}

export async function grow(store: GraphStore, ...operations: readonly Operation[]): Promise<unknown> {
  const { change, projection } = await derived(store, ...operations);
  return store.apply(change, projection, { expectedVersion: await store.version() });
}

export async function all<Row>(pages: AsyncIterable<readonly Row[]>): Promise<Row[]> {
  const rows: Row[] = [];
  for await (const page of pages) rows.push(...page);
  return rows;
}

/** Everything a reader can see except history. */
export async function records(store: GraphStore): Promise<unknown> {
  const concepts = await all(store.allConcepts());
  const keys = concepts.flatMap((concept) => concept.terms);
  const documents = await store.documents();
  const ids = documents.map((document) => document.id);
  return {
    documents: await Promise.all(ids.map((id) => store.document(id))),
    readings: await store.readings(ids),
    counts: await store.counts(),
    concepts,
    relations: await all(store.allRelations()),
    terms: await store.terms(keys),
    links: await store.linksOf(keys),
    edits: await store.editsOf(keys),
    claims: await store.claimsOf(keys),
    postings: await store.postings(keys),
    conjectures: await store.conjectures(),
    ontology: await store.ontology(),
  };
}

export async function snapshot(store: GraphStore): Promise<unknown> {
  return { version: await store.version(), history: await store.history(), records: await records(store) };
}

export async function expectEmpty(store: GraphStore): Promise<void> {
  expect(await store.version()).toBe(0);
  expect(await store.counts()).toEqual({
    documents: 0,
    sentences: 0,
    mentions: 0,
    claims: 0,
    terms: 0,
    concepts: 0,
    relations: 0,
    conjectures: 0,
    quarantined: 0,
  });
}

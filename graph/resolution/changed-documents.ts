// What a list of operations changes: documents before and after, and decisions of people, seen over what the store still holds.

import { hash } from "node:crypto";
import { compareCodePoints } from "#graph/code-points.ts";
import type { Document, DocumentId, Operation, Reading, ResolutionEdit, TermKey } from "#graph/model.ts";
import type { Body } from "#graph/resolution/term-tally.ts";
import type { Definition, GraphStore, LocatedClaim } from "#graph/store/graph-store.ts";

export interface Changes {
  /** Every document that is put or removed. */
  readonly documents: ReadonlySet<DocumentId>;
  /** What the store holds of them. */
  readonly before: readonly Body[];
  /** What it will hold of them. */
  readonly after: readonly Body[];
  /** By `pairKey`; null: the decision is taken back. */
  readonly edits: ReadonlyMap<string, ResolutionEdit | null>;
  readonly editedTerms: readonly TermKey[];
}

/** The last operation on a document or a pair decides. */
export async function changesOf(store: GraphStore, operations: readonly Operation[]): Promise<Changes> {
  const next = new Map<DocumentId, Body | null>();
  const edits = new Map<string, ResolutionEdit | null>();
  const editedTerms: TermKey[] = [];
  for (const operation of operations) {
    if (operation.op === "put-document") next.set(operation.document.id, operation);
    if (operation.op === "remove-document") next.set(operation.id, null);
    if (operation.op === "put-edit" || operation.op === "remove-edit") {
      edits.set(pairKey(operation.edit.a, operation.edit.b), operation.op === "put-edit" ? operation.edit : null);
      editedTerms.push(operation.edit.a, operation.edit.b);
    }
  }
  const before = await storedBodies(store, [...next.keys()]);
  return { documents: new Set(next.keys()), before, after: [...next.values()].filter((body) => body !== null), edits, editedTerms };
}

async function storedBodies(store: GraphStore, ids: readonly DocumentId[]): Promise<Body[]> {
  const readings = await store.readings(ids);
  const bodies: Body[] = [];
  for (const reading of readings) bodies.push({ reading, document: (await store.document(reading.document)) as Document });
  return bodies;
}

/** One string for an unordered pair. */
export function pairKey(a: TermKey, b: TermKey): string {
  return compareCodePoints(a, b) < 0 ? `${a}\n${b}` : `${b}\n${a}`;
}

/** Definitions as they will be, of these short and long forms. */
export async function definitionsAfter(store: GraphStore, changes: Changes, keys: readonly TermKey[]): Promise<Definition[]> {
  if (keys.length === 0) return [];
  const wanted = new Set(keys);
  const kept = (await store.definitionsOf(keys)).filter(({ document }) => !changes.documents.has(document));
  const fresh = changes.after.flatMap(definitionsIn).filter(({ short, long }) => wanted.has(short) || wanted.has(long));
  return [...kept, ...fresh];
}

export function definitionsIn({ document, reading }: Body): Definition[] {
  return reading.abbreviations.map(({ short, long }) => ({ short, long, document: document.id }));
}

/** People's decisions as they will be, on pairs with one of these terms. */
export async function editsAfter(store: GraphStore, changes: Changes, keys: readonly TermKey[]): Promise<Map<string, ResolutionEdit>> {
  const decided = new Map((keys.length === 0 ? [] : await store.editsOf(keys)).map((edit) => [pairKey(edit.a, edit.b), edit] as const));
  for (const [pair, edit] of changes.edits) {
    if (edit === null) decided.delete(pair);
    else decided.set(pair, edit);
  }
  return decided;
}

/** Claims as they will be, with one of these terms at an end. */
export async function claimsAfter(store: GraphStore, changes: Changes, keys: readonly TermKey[]): Promise<LocatedClaim[]> {
  if (keys.length === 0) return [];
  const wanted = new Set(keys);
  const kept = (await store.claimsOf(keys)).filter(({ document }) => !changes.documents.has(document));
  const fresh = changes.after.flatMap(claimsIn).filter(({ head, tail }) => wanted.has(head.term) || wanted.has(tail.term));
  return [...kept, ...fresh];
}

const located = new WeakMap<Reading, { readonly document: Document; readonly claims: readonly LocatedClaim[] }>();

/** The claims of one document with where they stand; found once for each body, since several steps of a change ask. */
export function claimsIn({ document, reading }: Body): readonly LocatedClaim[] {
  const known = located.get(reading);
  if (known?.document === document) return known.claims;
  const claims = reading.claims.map((claim) => {
    const { start, end } = reading.sentences[claim.sentence]!;
    const sha256 = hash("sha256", document.text.slice(start, end), "hex") as LocatedClaim["sentence"]["sha256"];
    return {
      document: document.id,
      year: document.year,
      claim,
      head: reading.mentions[claim.head]!,
      tail: reading.mentions[claim.tail]!,
      sentence: { start, end, sha256 },
    };
  });
  located.set(reading, { document, claims });
  return claims;
}

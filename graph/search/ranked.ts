// Ranked lists and their fusion: what each way of searching found, in its own order, and one order out of all. It reads nothing.

import { compareCodePoints } from "#graph/code-points.ts";

export type ResultKind = "concept" | "sentence" | "relation" | "conjecture";

/** One thing a way of searching found, with the reason in words. */
export interface Found {
  readonly kind: ResultKind;
  /** Concept id; `document#sentenceIndex`; `from | type | to | polarity`; conjecture id. */
  readonly id: string;
  readonly why: string;
}

/** With a score of 0–1. */
export interface Fused extends Found {
  readonly score: number;
}

/** Damps the lead of first ranks; Cormack, Clarke & Büttcher (2009). */
const K = 60;

/** A kind that only one way of searching finds is held against two, so that leading it alone is worth half. */
const LEAST_LISTS = 2;

/**
 * Reciprocal rank fusion: score = Σ over lists (K + 1)/(K + rank), rank from 1, divided by the number of lists of that kind (at least two):
 * 1 leads every list that could have it. A thing stands once in a list. Best first; ties by kind, then id.
 */
export function fuse(lists: readonly (readonly Found[])[]): readonly Fused[] {
  const fused = new Map<string, { kind: ResultKind; id: string; score: number; why: string[] }>();
  for (const list of lists) {
    list.forEach(({ kind, id, why }, index) => {
      const key = `${kind}\n${id}`;
      const entry = fused.get(key) ?? { kind, id, score: 0, why: [] };
      entry.score += (K + 1) / (K + index + 1);
      entry.why.push(why);
      fused.set(key, entry);
    });
  }
  const listsOf = Map.groupBy(lists, (list) => list[0]?.kind);
  return [...fused.values()]
    .map(({ kind, id, score, why }) => ({ kind, id, score: score / Math.max(LEAST_LISTS, listsOf.get(kind)!.length), why: why.join("; ") }))
    .sort((a, b) => b.score - a.score || compareCodePoints(a.kind, b.kind) || compareCodePoints(a.id, b.id));
}

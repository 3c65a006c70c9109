// Relations out of claims, once it is known which concept each end names. Pure; sums run in one fixed order.

import { compareCodePoints } from "#graph/code-points.ts";
import type { ConceptId, DocumentId, EvidenceSpan, Relation, RelationKey, TermKey } from "#graph/model.ts";
import { yearRange } from "#graph/resolution/concept.ts";
import type { LocatedClaim } from "#graph/store/graph-store.ts";

/** A relation's identity as one string. */
export function relationId({ from, type, to, polarity }: RelationKey): string {
  return `${from}\n${type}\n${to}\n${polarity}`;
}

/** Which relation a claim is evidence for; null when an end is no concept or both are the same one. */
export function relationKeyOf(claim: LocatedClaim, conceptOf: (term: TermKey) => ConceptId | undefined): RelationKey | null {
  const from = conceptOf(claim.head.term);
  const to = conceptOf(claim.tail.term);
  if (from === undefined || to === undefined || from === to) return null;
  return { from, type: claim.claim.type, to, polarity: claim.claim.polarity };
}

export function evidenceOf({ document, claim, head, tail, sentence }: LocatedClaim): EvidenceSpan {
  return {
    document,
    start: sentence.start,
    end: sentence.end,
    sha256: sentence.sha256,
    head: [head.start, head.end],
    tail: [tail.start, tail.end],
    phrase: claim.phrase,
    hedged: claim.hedged,
    confidence: claim.confidence,
    by: claim.by,
  };
}

/** The relation that the evidence supports. Confidence: 1000·(1 − Π(1 − best confidence in each document)), documents in code-point order. */
export function relationOf(key: RelationKey, spans: readonly EvidenceSpan[], yearOf: (document: DocumentId) => number | null): Relation {
  const evidence = [...spans].sort(compareSpans);
  const best = new Map<DocumentId, number>();
  for (const { document, confidence } of evidence) best.set(document, Math.max(best.get(document) ?? 0, confidence));
  let doubt = 1;
  for (const confidence of best.values()) doubt *= 1 - confidence / 1000;
  const { from, type, to, polarity } = key;
  return {
    from,
    type,
    to,
    polarity,
    evidence,
    documents: best.size,
    confidence: Math.round(1000 * (1 - doubt)),
    ...yearRange([...best.keys()].map(yearOf)),
  };
}

/** By document, start, end, phrase, as the contract promises; made total by the offsets of both ends. */
export function compareSpans(a: EvidenceSpan, b: EvidenceSpan): number {
  return (
    compareCodePoints(a.document, b.document) ||
    a.start - b.start ||
    a.end - b.end ||
    compareCodePoints(a.phrase, b.phrase) ||
    a.head[0] - b.head[0] ||
    a.tail[0] - b.tail[0] ||
    a.head[1] - b.head[1] ||
    a.tail[1] - b.tail[1] ||
    a.confidence - b.confidence ||
    compareCodePoints(a.by, b.by)
  );
}

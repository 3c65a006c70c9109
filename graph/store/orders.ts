// The orders in which every store answers, as the contract promises them.

import { compareCodePoints } from "#graph/code-points.ts";
import type { RelationKey } from "#graph/model.ts";
import type { LocatedClaim } from "#graph/store/graph-store.ts";

/** From, type, to, polarity. */
export function compareRelations(a: RelationKey, b: RelationKey): number {
  return (
    compareCodePoints(a.from, b.from) ||
    compareCodePoints(a.type, b.type) ||
    compareCodePoints(a.to, b.to) ||
    compareCodePoints(a.polarity, b.polarity)
  );
}

/** Document, sentence, head, tail; then type and reader. */
export function compareClaims(a: LocatedClaim, b: LocatedClaim): number {
  return (
    compareCodePoints(a.document, b.document) ||
    a.claim.sentence - b.claim.sentence ||
    a.claim.head - b.claim.head ||
    a.claim.tail - b.claim.tail ||
    compareCodePoints(a.claim.type, b.claim.type) ||
    compareCodePoints(a.claim.by, b.claim.by)
  );
}

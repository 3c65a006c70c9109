// A claim before its ends are mentions: indexes into chunks, and how members of coordinated lists pair up.

import type { Pattern } from "#graph/extraction/confidence.ts";
import type { VerbGroup } from "#graph/extraction/verb-groups.ts";

/** A claim between chunks; reading.ts gives its ends their mentions. */
export interface RawClaim {
  readonly head: number;
  readonly tail: number;
  readonly type: string;
  /** Token range of the verb phrase, `[from, to)`. */
  readonly phrase: readonly [number, number];
  readonly negated: boolean;
  readonly hedged: boolean;
  readonly pattern: Pattern;
  readonly coordinated: boolean;
}

export type Verb = VerbGroup & {
  readonly kind: "vg";
  /** "A and B do C and D, respectively": lists of one length pair in their order. */
  readonly respectively?: boolean;
};
export type Emit = (claim: RawClaim) => void;

/** One claim for each pair of a left and a right member; for lists that answer each other "respectively", one for each pair in order. */
export function cross(
  left: readonly number[],
  right: readonly number[],
  typed: { readonly type: string; readonly flipped: boolean },
  verb: Verb,
  phrase: readonly [number, number],
  pattern: Pattern,
  emit: Emit,
): void {
  const coordinated = left.length > 1 || right.length > 1;
  const inOrder = verb.respectively === true && left.length === right.length;
  left.forEach((a, at) => {
    for (const b of inOrder ? [right[at]!] : right) {
      const [head, tail] = typed.flipped ? [b, a] : [a, b];
      emit({ head, tail, type: typed.type, phrase, negated: verb.negated, hedged: verb.hedged, pattern, coordinated });
    }
  });
}

// A relation's evidence and a claim as one string each: what Cypher need not look into costs a single property. Losslessly, and without names.

import type { Claim, EvidenceSpan, Mention, MentionKind, Polarity, TermKey } from "#graph/model.ts";
import type { LocatedClaim } from "#graph/store/graph-store.ts";

/** Field names in this order, from then on for ever. */
type PackedSpan = [string, number, number, string, number, number, number, number, string, 0 | 1, number, string];

export function packSpans(spans: readonly EvidenceSpan[]): string {
  const rows = spans.map(({ document, start, end, sha256, head, tail, phrase, hedged, confidence, by }): PackedSpan => {
    return [document, start, end, sha256, head[0], head[1], tail[0], tail[1], phrase, hedged ? 1 : 0, confidence, by];
  });
  return JSON.stringify(rows);
}

export function unpackSpans(packed: string): EvidenceSpan[] {
  const rows = JSON.parse(packed) as PackedSpan[];
  return rows.map(([document, start, end, sha256, headStart, headEnd, tailStart, tailEnd, phrase, hedged, confidence, by]) => {
    const ends = { head: [headStart, headEnd], tail: [tailStart, tailEnd] } as const;
    return { document, start, end, sha256, ...ends, phrase, hedged: hedged === 1, confidence, by } as EvidenceSpan;
  });
}

type PackedMention = [number, number, MentionKind];
type PackedClaim = [number, number, number, string, string, Polarity, 0 | 1, number, string];
interface PackedLocated {
  readonly claim: PackedClaim;
  readonly head: PackedMention;
  readonly tail: PackedMention;
  readonly sentence: [number, number, string];
}

/** Without document, year and both terms, which the graph has. */
export function packClaim({ claim: c, head, tail, sentence }: LocatedClaim): string {
  const packed: PackedLocated = {
    claim: [c.sentence, c.head, c.tail, c.phrase, c.type, c.polarity, c.hedged ? 1 : 0, c.confidence, c.by],
    head: [head.start, head.end, head.kind],
    tail: [tail.start, tail.end, tail.kind],
    sentence: [sentence.start, sentence.end, sentence.sha256],
  };
  return JSON.stringify(packed);
}

export function unpackClaim(
  packed: string,
  ends: { readonly head: TermKey; readonly tail: TermKey },
): Omit<LocatedClaim, "document" | "year"> {
  const { claim: fields, head, tail, sentence } = JSON.parse(packed) as PackedLocated;
  const [inSentence, headIndex, tailIndex, phrase, type, polarity, hedged, confidence, by] = fields;
  const claim: Claim = {
    sentence: inSentence,
    head: headIndex,
    tail: tailIndex,
    phrase,
    type,
    polarity,
    hedged: hedged === 1,
    confidence,
    by,
  };
  const mention = ([start, end, kind]: PackedMention, term: TermKey): Mention => ({ start, end, sentence: inSentence, term, kind });
  const [start, end, sha256] = sentence;
  const where = { start, end, sha256: sha256 as LocatedClaim["sentence"]["sha256"] };
  return { claim, head: mention(head, ends.head), tail: mention(tail, ends.tail), sentence: where };
}

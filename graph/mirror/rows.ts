// The rows that only a mirror has: evidence and conjectures, linked. Pure; it knows no database.

import type { ConceptId, Conjecture, EvidenceSpan, Relation } from "#graph/model.ts";
import { type Row, relationId, shortHash } from "#graph/store/neo4j/form.ts";

/** One row for each evidence span, as {document, from, to, properties}. `textOf` reads a span's text. */
export function evidenceRows(relation: Relation, textOf: (span: EvidenceSpan) => string): Row[] {
  const owner = relationId(relation);
  const seen = new Map<string, number>();
  return relation.evidence.map((span) => {
    const { document, start, end, sha256, head, tail, phrase, hedged, confidence, by } = span;
    const content = shortHash([owner, document, start, end, head, tail, phrase, hedged, confidence, by]);
    const repeated = seen.get(content) ?? 0;
    seen.set(content, repeated + 1);
    const properties = {
      id: repeated === 0 ? content : `${content}-${repeated}`,
      relation: owner,
      document,
      start,
      end,
      sha256,
      text: textOf(span),
      phrase,
      hedged,
      confidence,
      by,
      headStart: head[0],
      headEnd: head[1],
      tailStart: tail[0],
      tailEnd: tail[1],
    };
    return { document, from: relation.from, to: relation.to, properties };
  });
}

/**
 * A conjecture as {heads, tails, spans, properties}: its ends are terms, and a term may have no concept.
 * @param gone how many of the spans it rests on are no longer there
 */
export function conjectureRow(
  conjecture: Conjecture,
  ends: { readonly head: ConceptId | undefined; readonly tail: ConceptId | undefined },
  gone: number,
): Row {
  const { id, from, fromLabel, type, to, toLabel, origin, rationale, restsOn } = conjecture;
  const properties = { id, from, fromLabel, type, to, toLabel, origin, rationale, restsOn: restsOn.length, evidenceGone: gone };
  return { id, head: ends.head ?? null, tail: ends.tail ?? null, spans: restsOn.map((span) => ({ ...span })), properties };
}

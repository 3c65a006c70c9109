// Decides lone past forms: "tips called spatulae" and "enzymes produced by cells bind X" hang on their noun; "A inhibited B" is a clause.

import type { Chunk } from "#graph/extraction/chunks.ts";

/** The chunks with every ambiguous verb group settled. */
export function settleParticiples(chunks: readonly Chunk[]): Chunk[] {
  return chunks.map((chunk, at) =>
    chunk.kind === "vg" && chunk.ambiguous && hangs(chunks, at) ? { ...chunk, form: "participle", passive: true } : chunk,
  );
}

/** It hangs when nothing before it can be its subject, or when the clause has another verb and this one governs no object. */
function hangs(chunks: readonly Chunk[], at: number): boolean {
  const before = chunks[at - 1];
  if (before?.kind !== "np")
    return before === undefined || before.kind === "comma" || before.kind === "prep" || before.kind === "adj" || before.kind === "sub";
  if (before.pronoun) return false;
  const next = chunks[at + 1];
  const agentive = next?.kind === "prep";
  return (
    (verbBefore(chunks, at) && (agentive || NAMING.has((chunks[at] as { lemma: string }).lemma))) ||
    (agentive && verbAfter(chunks, at)) ||
    (agentive && next.word === "by")
  );
}

const NAMING = new Set(["call", "name", "term"]);

/** Whether the phrase before is the object of a finite verb already. */
function verbBefore(chunks: readonly Chunk[], at: number): boolean {
  for (let scan = at - 1; scan >= 0; scan--) {
    const chunk = chunks[scan]!;
    if (chunk.kind === "vg") return true;
    if (chunk.kind !== "np" && chunk.kind !== "prep" && chunk.kind !== "adj") return false;
  }
  return false;
}

/** Whether another finite verb follows with no joint between. */
function verbAfter(chunks: readonly Chunk[], at: number): boolean {
  for (let scan = at + 1; scan < chunks.length; scan++) {
    const chunk = chunks[scan]!;
    if (chunk.kind === "vg") return chunk.form === "finite";
    if (chunk.kind !== "np" && chunk.kind !== "prep" && chunk.kind !== "adj") return false;
  }
  return false;
}

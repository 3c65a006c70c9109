// What a verb says between its object and the phrase after it: "convert A into B", "use A for B", "attach A to B". Data and one reader.

import type { Chunk } from "#graph/extraction/chunks.ts";
import { cross, type Emit, type Verb } from "#graph/extraction/raw-claim.ts";
import { listStartingAt, phraseAt } from "#graph/extraction/subjects.ts";

/** `lemma preposition` → type of object → complement; `<` flips. */
const TABLE: Readonly<Record<string, string>> = Object.fromEntries(
  (
    "convert into:transforms-into|convert to:transforms-into|transform into:transforms-into|turn into:transforms-into|translate into:transforms-into|reduce to:transforms-into|" +
    "use for:used-for|use as:acts-as|use in:used-for|employ for:used-for|employ as:acts-as|utilize for:used-for|utilise for:used-for|apply to:used-for|apply for:used-for|leverage for:used-for|" +
    "adopt for:used-for|exploit for:used-for|propose for:used-for|present for:used-for|introduce for:used-for|develop for:used-for|design for:used-for|" +
    "attach to:binds|bind to:binds|link to:binds|anchor to:binds|connect to:binds|join to:binds|couple to:interacts-with|couple with:interacts-with|" +
    "combine with:combines-with|integrate with:combines-with|mix with:combines-with|integrate into:<consists-of|incorporate into:<consists-of|embed in:<consists-of|" +
    "separate from:separates-from|distinguish from:differs-from|replace with:<replaces|replace by:<replaces|substitute for:replaces|" +
    "extract from:<forms|derive from:<forms|obtain from:<forms|synthesize from:<forms|synthesise from:<forms|compare with:compared-with|compare to:compared-with|" +
    "define as:is-a|treat as:is-a|regard as:is-a|view as:is-a|represent as:is-a|formulate as:is-a|cast as:is-a|map to:maps-to|map onto:maps-to|map into:maps-to|assign to:maps-to|align with:aligns-with"
  )
    .split("|")
    .map((row) => row.split(":") as [string, string]),
);

/** Claims between the object of the verb at `at` and the prepositional phrase behind it, whoever the subject is. */
export function objectPreposition(chunks: readonly Chunk[], at: number, verb: Verb, emit: Emit): void {
  if (verb.passive || verb.copula || phraseAt(chunks, at + 1) === null) return;
  let scan = at + 2;
  while (chunks[scan]?.kind === "prep" && (chunks[scan] as { word: string }).word === "of" && phraseAt(chunks, scan + 1) !== null)
    scan += 2;
  const joint = chunks[scan];
  if (joint?.kind !== "prep" || phraseAt(chunks, scan + 1) === null) return;
  const row = TABLE[`${verb.lemma} ${joint.word}`];
  if (row === undefined) return;
  const typed = { type: row.replace("<", ""), flipped: row.startsWith("<") };
  cross([at + 1], listStartingAt(chunks, scan + 1), typed, verb, [verb.from, verb.to], "object-preposition", emit);
}

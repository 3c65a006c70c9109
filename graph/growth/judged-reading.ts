// A reading without what a model read against the ontology: those claims become conjectures that rest on their sentence, or nothing. What
// the grammar read stays.

import { conjectureId } from "#graph/conjecture-id.ts";
import { oneLine, sha256 } from "#graph/documents/text.ts";
import type { Claim, Conjecture, Document, Reading } from "#graph/model.ts";
import { saidOf } from "#graph/ontology/domain-range.ts";
import type { Guard } from "#graph/ontology/guard.ts";

export interface JudgedReading {
  readonly reading: Reading;
  /** None where the ontology refuses. */
  readonly conjectures: readonly Conjecture[];
  /** Claims taken out of the reading. */
  readonly against: number;
}

/** @param by id of the model whose claims are judged */
export function judgedReading(document: Document, reading: Reading, by: string, guard: Guard): JudgedReading {
  const conjectures = new Map<string, Conjecture>();
  const claims = reading.claims.filter((claim) => {
    if (claim.by !== by || claim.polarity === "negated") return true;
    const [from, to] = [claim.head, claim.tail].map((end) => named(document, reading, end)) as [End, End];
    const breach = guard.judge(from, claim.type, to);
    if (breach === null) return true;
    const conjecture = conjectureOf({ document, reading, claim, from, to, why: saidOf(breach) });
    conjectures.set(conjecture.id, conjecture);
    return false;
  });
  const against = reading.claims.length - claims.length;
  return { reading: { ...reading, claims }, conjectures: guard.enforce === "conjecture" ? [...conjectures.values()] : [], against };
}

type End = ReturnType<typeof named>;

function named({ text }: Document, { mentions }: Reading, mention: number) {
  const { start, end, term } = mentions[mention]!;
  return { label: text.slice(start, end), term, terms: [term] };
}

interface Against {
  readonly document: Document;
  readonly reading: Reading;
  readonly claim: Claim;
  readonly from: End;
  readonly to: End;
  readonly why: string;
}

function conjectureOf({ document, reading, claim, from, to, why }: Against): Conjecture {
  const { start, end } = reading.sentences[claim.sentence]!;
  return {
    id: conjectureId(from.term, claim.type, to.term),
    from: from.term,
    fromLabel: from.label,
    type: claim.type,
    to: to.term,
    toLabel: to.label,
    origin: "reading",
    rationale: oneLine(`${claim.by} read “${claim.phrase}”. Against the ontology: ${why}.`),
    restsOn: [{ document: document.id, start, end, sha256: sha256(document.text.slice(start, end)) }],
  };
}

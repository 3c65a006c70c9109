// What the sources say for a hypothesis, with their numbered evidence; what is said twice is listed once. The conjecture itself has its
// own line on the card.

import type { Hypothesis, HypothesisClaim } from "#agents/model.ts";
import { Citations, type Numbering } from "../evidence/citation.tsx";

export function Claims({ hypothesis, numbering }: { readonly hypothesis: Hypothesis; readonly numbering: Numbering }) {
  return (
    <ol className="claims">
      {mergedClaims(hypothesis.claims)
        .filter(({ kind }) => kind === "observed")
        .map((claim) => (
          <li key={claim.text} className="claim">
            <span>{claim.text}</span> <Citations evidence={claim.evidence} numbering={numbering} />
          </li>
        ))}
    </ol>
  );
}

/** Claims with the same words, once, with all their evidence; each span once. */
export function mergedClaims(claims: readonly HypothesisClaim[]): readonly HypothesisClaim[] {
  const merged = new Map<string, HypothesisClaim>();
  for (const claim of claims) {
    const key = `${claim.kind} ${claim.text}`;
    const evidence = [...(merged.get(key)?.evidence ?? []), ...claim.evidence];
    const spans = new Map(evidence.map((cited) => [`${cited.document} ${cited.start} ${cited.end}`, cited]));
    merged.set(key, { ...claim, evidence: [...spans.values()] });
  }
  return [...merged.values()];
}

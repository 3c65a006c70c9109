// The claims of a hypothesis: what the sources say, in their own words, and the one thing they do not say.

import { composeStatement } from "#agents/composer/statement.ts";
import { excerpt, stopped } from "#agents/composer/wording.ts";
import { citationKey, type Material } from "#agents/evidence/material.ts";
import { quotable } from "#agents/evidence/quotation.ts";
import type { Citation, HypothesisClaim } from "#agents/model.ts";

/** Longest sentence restated whole; of a longer one the words around both ends are quoted, what is left out marked by "…". */
const WHOLE = 240;

/** Observed claims in the order their citations are numbered, then the conjecture with all it rests on. */
export function composeClaims(material: Material): readonly HypothesisClaim[] {
  const observed: HypothesisClaim[] = [];
  const said = new Set<string>();
  for (const step of [...material.steps, ...material.beside]) {
    const first = step.evidence[0];
    // Two relations of one sentence are one claim: it is that sentence.
    if (first === undefined || said.has(citationKey(first))) continue;
    said.add(citationKey(first));
    observed.push({ text: restated(first.text, [step.fromLabel, step.toLabel]), kind: "observed", evidence: step.evidence });
  }
  const restsOn = material.steps.flatMap((step) => step.evidence.slice(0, 1));
  return [...observed, { text: composeStatement(material), kind: "conjecture", evidence: restsOn }];
}

/** A sentence in its own words, of a long one those around what it is cited for. */
export function restated(sentence: string, labels: readonly string[]): string {
  return stopped(excerpt(quotable(sentence), labels, WHOLE));
}

/** A hypothesis' citations, each once: number n in its sections stands at index n − 1. */
export function citationsOf(claims: readonly HypothesisClaim[]): readonly Citation[] {
  const seen = new Map<string, Citation>();
  for (const claim of claims) {
    for (const citation of claim.evidence) {
      const key = citationKey(citation);
      if (!seen.has(key)) seen.set(key, citation);
    }
  }
  return [...seen.values()];
}

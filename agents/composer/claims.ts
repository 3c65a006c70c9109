// The claims of a hypothesis: what the sources say, in their own words, and the one thing they do not say.

import { composeStatement, spokenStep } from "#agents/composer/sections.ts";
import { stopped } from "#agents/composer/wording.ts";
import type { Material } from "#agents/evidence/material.ts";
import type { Citation, HypothesisClaim } from "#agents/model.ts";

/** Longest sentence restated whole; a longer one is paraphrased by its relation. */
const WHOLE = 240;

/** Observed claims in the order their citations are numbered, then the conjecture with all it rests on. */
export function composeClaims(material: Material): readonly HypothesisClaim[] {
  const observed: HypothesisClaim[] = [];
  for (const step of [...material.steps, ...material.beside]) {
    const first = step.evidence[0];
    if (first === undefined) continue;
    const text =
      first.text.length <= WHOLE ? stopped(first.text.replace(/\s+/g, " ").trim()) : stopped(`It is stated that ${spokenStep(step)}`);
    observed.push({ text, kind: "observed", evidence: step.evidence });
  }
  const restsOn = material.steps.flatMap((step) => step.evidence.slice(0, 1));
  return [...observed, { text: composeStatement(material), kind: "conjecture", evidence: restsOn }];
}

/** A hypothesis' citations, each once: number n in its sections stands at index n − 1. */
export function citationsOf(claims: readonly HypothesisClaim[]): readonly Citation[] {
  const seen = new Map<string, Citation>();
  for (const claim of claims) {
    for (const citation of claim.evidence) {
      const key = `${citation.document}#${citation.start}-${citation.end}`;
      if (!seen.has(key)) seen.set(key, citation);
    }
  }
  return [...seen.values()];
}

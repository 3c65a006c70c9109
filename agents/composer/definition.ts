// What the sources say a concept is: the sentence that comes nearest to a definition, or the plain statement that there is none.

import { quoted, sentenceCase } from "#agents/composer/wording.ts";
import { type Material, marks, numberedCitations, type PathConcept, type StepEvidence } from "#agents/evidence/material.ts";

/** Types that define, best first. */
const DEFINING = ["is-a", "consists-of", "part-of", "forms", "has-property", "has", "used-for"];

export function composeDefinition(concept: PathConcept, material: Material): string {
  const about = [...material.steps, ...material.beside].filter((step) => step.from === concept.id || step.to === concept.id);
  const best = about.filter((step) => step.evidence.length > 0).sort((a, b) => rankOf(a, concept) - rankOf(b, concept))[0];
  const kind = concept.class === "entity" ? "a concept" : `${/^[aeiou]/.test(concept.class) ? "an" : "a"} ${concept.class}`;
  if (best === undefined) return `${sentenceCase(concept.label)}: ${kind}; no sentence at hand defines it.`;
  const cited = best.evidence.slice(0, 1);
  return `${sentenceCase(concept.label)}: ${kind}. The sources say: ${quoted(cited[0]!.text, 200)}${marks(numberedCitations(material), cited)}`;
}

function rankOf(step: StepEvidence, concept: PathConcept): number {
  const head = step.direction === "forward" ? step.from : step.to;
  const at = DEFINING.indexOf(step.type);
  return (head === concept.id ? 0 : 100) + (at < 0 ? DEFINING.length : at);
}

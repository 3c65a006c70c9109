// A hypothesis in one line and in one sentence, by the pattern that leads to it. Words only; what follows is decided in composition.

import { count, does, isPlural, listed, modalClause, sentenceCase, stopped, verbPhrase } from "#agents/composer/wording.ts";
import { labelOf, type Material, type PathConcept } from "#agents/evidence/material.ts";

/** First and last concept. */
export function endsOf(material: Material): readonly [PathConcept, PathConcept] {
  return [material.concepts[0]!, material.concepts.at(-1)!];
}

/** Labels of the concepts in between; of the last one for a path without any. */
export function between(material: Material): readonly string[] {
  const labels = material.concepts.slice(1, -1).map((concept) => concept.label);
  return labels.length > 0 ? labels : [labelOf(material, material.conjecture.to)];
}

/** The concept where the two sides meet. */
export function pivotOf(material: Material): PathConcept {
  return material.concepts[material.pivot] ?? material.concepts[1] ?? material.concepts[0]!;
}

/** A headline, not a sentence: "Acidic proteins between calcium ions and mineral formation". */
export function composeTitle(material: Material): string {
  const [a, c] = endsOf(material).map(({ label }) => label) as [string, string];
  const m = pivotOf(material).label;
  return sentenceCase(
    {
      chain: `from ${a} to ${c} through ${listed(between(material))}`,
      sequestration: `${a} against ${c} by taking up ${m}`,
      competition: `${a} and ${c} as rivals for ${m}`,
      combination: `${a} together with ${c} on ${m}`,
      opposition: `${a} as a counterweight to ${c} on ${m}`,
      substitution: `${a} in place of ${c} for ${m}`,
      "common-cause": `${a} and ${c} as two effects of ${m}`,
      "shared-trait": `from ${a} to ${c} by what they share: ${m}`,
      "co-parts": `${a} and ${c} within ${m}`,
      tie: `${a} and ${c}, both tied to ${listed(between(material))}`,
    }[material.pattern],
  );
}

/** The conjecture in one sentence. */
export function composeStatement(material: Material): string {
  return stopped(sentenceCase(conjectured(material)));
}

/** The same without capital and full stop. */
export function conjectured(material: Material): string {
  const [a, c] = endsOf(material).map(({ label }) => label) as [string, string];
  const m = pivotOf(material).label;
  const via = listed(between(material));
  switch (material.pattern) {
    case "chain":
      return `${a} may ${conjecturedVerb(material)} ${c} by way of ${via}`;
    case "sequestration":
      return `${a} may hinder ${c} by binding ${m}, which ${c} ${isPlural(c) ? "require" : "requires"}`;
    case "competition":
      return `${a} and ${c} may compete for ${m}, which both bind`;
    case "combination":
      return `${a} and ${c} together may do more to ${m} than either does alone`;
    case "opposition":
      return `${a} may offset what ${c} ${does(c)} to ${m}`;
    case "substitution":
      return `${a} may serve in place of ${c} ${SERVES[material.steps[0]!.type] ?? "for"} ${m}`;
    case "common-cause":
      return `${a} and ${c} may vary together, because ${m} ${isPlural(m) ? "act" : "acts"} on both`;
    case "shared-trait":
      return `what holds for ${a} may also hold for ${c}, as far as it comes from ${m}, which they share`;
    case "co-parts":
      return `${a} and ${c} may interact within ${m}, of which both are parts`;
    case "tie":
      return `${modalClause(a, "may", material.conjecture.type, c)}, both being tied to ${via}`;
  }
}

const SERVES: Readonly<Record<string, string>> = { provides: "as a source of", forms: "as a way to", enables: "in enabling" };

/** "promote", "raise", "hinder": the conjectured type as a verb after "may", fitting what the last concept is. */
export function conjecturedVerb(material: Material): string {
  const { type } = material.conjecture;
  const graded = ["property", "quantity"].includes(endsOf(material)[1].class);
  if (type === "increases" && !graded) return "promote";
  if (type === "inhibits") return "hinder";
  return verbPhrase(type, "bare");
}

/** "one step", "three steps". */
export function stepCount(material: Material): string {
  return count(material.steps.length, "step");
}

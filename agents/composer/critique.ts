// The composer as critic and reviser: a table of weaknesses that can be seen in the evidence itself, each with the sentence that answers
// it. It finds what it can prove; taste it leaves to models and people.

import { testability } from "#agents/composer/measurements.ts";
import { spokenStep } from "#agents/composer/sections.ts";
import { are, count, isPlural, listed, quoted } from "#agents/composer/wording.ts";
import type { Material, PriorReading, StepEvidence } from "#agents/evidence/material.ts";
import type { CritiquePoint, SectionName } from "#agents/model.ts";

/** A weakness and what to add to its section so that it no longer goes unsaid. */
export interface RuledPoint {
  readonly section: SectionName;
  readonly problem: string;
  readonly suggestion: string;
  readonly severity: CritiquePoint["severity"];
  readonly remedy: string;
}

/** Every rule that applies, most severe first; the same material gives the same points. */
export function ruledPoints(material: Material, prior: PriorReading): readonly RuledPoint[] {
  const rules: readonly Rule[] = [denied, hedged, reversed, apart, single, spoken, vague, long];
  const points = rules.map((rule) => rule(material, prior));
  const order = ["fatal", "weakness", "note"];
  return points.filter((point) => point !== null).sort((a, b) => order.indexOf(a.severity) - order.indexOf(b.severity));
}

/** The section with the remedy of a point; unchanged when it is there already. */
export function remedied(text: string, remedy: string): string {
  return text.includes(remedy) ? text : `${text} ${remedy}`;
}

type Rule = (material: Material, prior: PriorReading) => RuledPoint | null;

function denied(material: Material): RuledPoint | null {
  const at = material.steps.findIndex((step) => step.negated);
  if (at < 0) return null;
  return {
    section: "mechanisms",
    problem: `Step ${at + 1} is denied by its source.`,
    suggestion: "Say under which condition the denial would not hold, or drop the path.",
    severity: "fatal",
    remedy: `Step ${at + 1} contradicts its source as it stands: the hypothesis needs a condition under which it does not, and names none.`,
  };
}

function hedged(material: Material): RuledPoint | null {
  const at = material.steps.findIndex((step) => step.hedged);
  const step = material.steps[at];
  if (step === undefined) return null;
  return {
    section: "mechanisms",
    problem: `Step ${at + 1} rests on hedged wording only.`,
    suggestion: "Mark it as the step to test first.",
    severity: "weakness",
    remedy: `Test step ${at + 1} first: every source that says that ${spokenStep(step)} hedges it.`,
  };
}

function reversed(material: Material): RuledPoint | null {
  if (material.pattern !== "chain" && material.pattern !== "tie") return null;
  const at = material.steps.findIndex((step) => step.direction === "backward" && CAUSAL.has(step.type));
  const step = material.steps[at];
  if (step === undefined) return null;
  const [first, last] = [material.concepts[0]!, material.concepts.at(-1)!];
  return {
    section: "comparison",
    problem: `Step ${at + 1} is read against its direction: a common cause would explain both ends as well.`,
    suggestion: "Name the common cause as the rival explanation.",
    severity: "weakness",
    remedy: `Rival explanation: ${step.toLabel} may act on both sides, so that ${first.label} and ${last.label} vary together without one acting on the other; hold ${step.toLabel} fixed to tell them apart.`,
  };
}

const CAUSAL = new Set([
  "causes",
  "increases",
  "decreases",
  "improves",
  "enables",
  "activates",
  "controls",
  "affects",
  "inhibits",
  "prevents",
  "stabilizes",
  "strengthens",
  "toughens",
  "hardens",
  "stiffens",
  "forms",
]);

function apart(material: Material): RuledPoint | null {
  const titles = [...new Set(material.steps.flatMap((step) => step.evidence.slice(0, 1).map(({ document }) => document)))];
  if (titles.length < 2) return null;
  const between = material.concepts.slice(1, -1).map(({ label }) => label);
  const names = titles.map((id) => `“${material.sources[id]?.title ?? id}”`);
  return {
    section: "mechanisms",
    problem: `The steps come from ${count(titles.length, "document")}; that ${listed(between)} ${between.length > 1 || are(between[0] ?? "")} the same thing in each is assumed.`,
    suggestion: "Say that the assumption is made and where to check it.",
    severity: "weakness",
    remedy: `Assumed and to be checked: ${listed(between)} ${between.length > 1 ? "mean" : isPlural(between[0] ?? "") ? "mean" : "means"} the same in ${listed(names)}.`,
  };
}

function single(material: Material): RuledPoint | null {
  const lone = material.steps.filter((step) => step.documents < 2 && !step.conjecture);
  if (lone.length === 0) return null;
  const which = lone.map((step) => material.steps.indexOf(step) + 1);
  return {
    section: "mechanisms",
    problem: `${lone.length === 1 ? "Step" : "Steps"} ${listed(which.map(String))} ${lone.length === 1 ? "rests" : "rest"} on a single document.`,
    suggestion: "Look for a second, independent source.",
    severity: "note",
    remedy: `A second source is wanted for ${lone.length === 1 ? "step" : "steps"} ${listed(which.map(String))}.`,
  };
}

function spoken(material: Material, prior: PriorReading): RuledPoint | null {
  if (prior.together.length === 0) return null;
  const [first, last] = [material.concepts[0]!, material.concepts.at(-1)!];
  return {
    section: "novelty",
    problem: `${prior.together.length === 1 ? "A sentence names" : `${prior.together.length} sentences name`} both ${first.label} and ${last.label}.`,
    suggestion: "Read it before claiming anything new.",
    severity: "weakness",
    remedy: `Read first: ${quoted(prior.together[0]!.text, 240)}.`,
  };
}

function vague(material: Material): RuledPoint | null {
  const [first, last] = [material.concepts[0]!, material.concepts.at(-1)!];
  if (testability(first, last) >= 0.5) return null;
  return {
    section: "falsification",
    problem: `There is no standard way to vary ${first.label} or to measure ${last.label}.`,
    suggestion: "Agree on both before the experiment.",
    severity: "weakness",
    remedy: `Before any experiment, fix in writing how ${first.label} is set and how ${last.label} is counted; without that the test cannot fail.`,
  };
}

function long(material: Material): RuledPoint | null {
  if (material.steps.length <= 3) return null;
  const weakest: StepEvidence = [...material.steps].sort((a, b) => a.confidence - b.confidence)[0]!;
  return {
    section: "hypothesis",
    problem: `The chain has ${count(material.steps.length, "step")}; an effect that passes all of them is likely to be small.`,
    suggestion: "Say where it would break first.",
    severity: "weakness",
    remedy: `A chain of ${count(material.steps.length, "step")} carries little unless each holds; it would break first where ${spokenStep(weakest)}.`,
  };
}

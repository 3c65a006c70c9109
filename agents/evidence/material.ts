// What a hypothesis is written from: the concepts of a path, each step with the sentences that say it, and what stands nearby.

import type { PatternName } from "#agents/composition/patterns.ts";
import type { Citation, NearestPrior, PathStep } from "#agents/model.ts";

export interface PathConcept {
  readonly id: string;
  readonly label: string;
  /** Ontology class of graph/extraction/concept-class.ts, or `entity`. */
  readonly class: string;
  readonly documents: number;
}

/** One step of a path, or one relation beside it, with how well it is attested. */
export interface StepEvidence extends PathStep {
  /** 0–1: the relation's confidence over all its documents; 0 for a conjecture. */
  readonly confidence: number;
  readonly documents: number;
  readonly negated: boolean;
  /** Whether every sentence that says it hedges. */
  readonly hedged: boolean;
}

export interface Material {
  readonly concepts: readonly PathConcept[];
  /** `concepts.length − 1` steps, in walking order. */
  readonly steps: readonly StepEvidence[];
  /** Observed relations of the first and last concept that are not on the path, strongest first. */
  readonly beside: readonly StepEvidence[];
  /** The conjectured direct link between the ends, by concept id. */
  readonly conjecture: { readonly from: string; readonly type: string; readonly to: string };
  /** How the steps lead to the conjecture, and the index of the concept where they meet. */
  readonly pattern: PatternName;
  readonly pivot: number;
  /** 0–1: how well the path's relation types compose to the conjecture's. */
  readonly coherence: number;
  readonly seed: number;
  /** Titles and years of the documents cited. */
  readonly sources: Readonly<Record<string, { readonly title: string; readonly year: number | null }>>;
}

/** What the garden already says near a hypothesis. */
export interface PriorReading {
  readonly nearest: readonly NearestPrior[];
  /** Sentences that name both ends of the conjecture. */
  readonly together: readonly Citation[];
  /** Sentences looked at; 0 means that nothing comparable was found, which says nothing about novelty. */
  readonly looked: number;
}

export function labelOf(material: Material, id: string): string {
  return material.concepts.find((concept) => concept.id === id)?.label ?? id;
}

/** The distinct citations of a material in the order a reader meets them: number n stands at index n − 1. */
export function numberedCitations(material: Material): readonly Citation[] {
  const seen = new Map<string, Citation>();
  for (const step of [...material.steps, ...material.beside]) {
    for (const citation of step.evidence) seen.set(citationKey(citation), seen.get(citationKey(citation)) ?? citation);
  }
  return [...seen.values()];
}

export function citationKey(citation: Pick<Citation, "document" | "start" | "end">): string {
  return `${citation.document}#${citation.start}-${citation.end}`;
}

/** " [1][3]": the numbers of these citations. */
export function marks(all: readonly Citation[], cited: readonly Citation[]): string {
  const keys = all.map(citationKey);
  const numbers = [...new Set(cited.map((citation) => keys.indexOf(citationKey(citation)) + 1))].filter((n) => n > 0);
  return numbers.length === 0 ? "" : ` ${numbers.map((n) => `[${n}]`).join("")}`;
}

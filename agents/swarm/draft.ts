// A hypothesis in the making: what the stages hand to each other and the checkpoint keeps. Plain data.

import { shortHash } from "#agents/canonical.ts";
import { composeClaims } from "#agents/composer/claims.ts";
import { composeStatement, composeTitle } from "#agents/composer/statement.ts";
import { type Material, marks, numberedCitations, type PriorReading } from "#agents/evidence/material.ts";
import { quotable } from "#agents/evidence/quotation.ts";
import type { CritiquePoint, Hypothesis, HypothesisId, PathStep, Revision, SectionName } from "#agents/model.ts";
import { scoreHypothesis } from "#agents/scores/scores.ts";

/** A point of the critique, and whether a revision answered it. */
export interface OpenPoint extends CritiquePoint {
  /** What the composer would add; null for a point that a model raised. */
  readonly remedy: string | null;
  readonly answered: boolean;
}

export interface Draft {
  readonly id: HypothesisId;
  readonly material: Material;
  readonly prior: PriorReading;
  /** What a look-up outside the garden said, in one sentence; null when none was asked for. */
  readonly outside: string | null;
  readonly definitions: Readonly<Record<string, string>>;
  /** Thinking as written, with its tokens, and who thought it. */
  readonly thinking: { readonly text: string; readonly by: string } | null;
  readonly sections: Readonly<Partial<Record<SectionName, string>>>;
  readonly writtenBy: Readonly<Partial<Record<SectionName, string>>>;
  readonly composedBecause: Readonly<Partial<Record<SectionName, string>>>;
  readonly points: readonly OpenPoint[];
  readonly revisions: readonly Revision[];
  readonly round: number;
}

export function newDraft(material: Material, prior: PriorReading, outside: string | null): Draft {
  const id = hypothesisId(material);
  return {
    id,
    material,
    prior,
    outside,
    definitions: {},
    thinking: null,
    sections: {},
    writtenBy: {},
    composedBecause: {},
    points: [],
    revisions: [],
    round: 0,
  };
}

/** `hypothesis:` + 12 digits of a hash of (from, type, to): the same idea is the same hypothesis, whoever writes it and with whatever seed. */
export function hypothesisId({ conjecture }: Pick<Material, "conjecture">): HypothesisId {
  return `hypothesis:${shortHash([conjecture.from, conjecture.type, conjecture.to], 12)}` as HypothesisId;
}

/** The sentences a role is given, numbered as they are cited. */
export function evidenceText(material: Material): string {
  return numberedCitations(material)
    .map((citation, index) => `[${index + 1}] ${quotable(citation.text)}`)
    .join("\n");
}

/** "silk —contains→ beta-sheets —increases→ toughness [1][2]". */
export function pathText(material: Material): string {
  const all = numberedCitations(material);
  const arrows = material.steps.map((step) =>
    step.direction === "forward" ? ` —${step.type}→ ${step.toLabel}` : ` ←${step.type}— ${step.toLabel}`,
  );
  const cited = marks(
    all,
    material.steps.flatMap((step) => step.evidence.slice(0, 1)),
  );
  return `${material.concepts[0]?.label ?? ""}${arrows.join("")}${cited}`;
}

/** The finished hypothesis; every section must have been written. */
export function finishedHypothesis(draft: Draft): Hypothesis {
  const { material, prior } = draft;
  const because = Object.keys(draft.composedBecause).length > 0;
  return {
    id: draft.id,
    title: composeTitle(material),
    statement: composeStatement(material),
    from: material.concepts[0]!.label,
    to: material.concepts.at(-1)!.label,
    path: material.steps.map(plainStep),
    conjecture: material.conjecture,
    sections: draft.sections as Hypothesis["sections"],
    claims: composeClaims(material),
    scores: scoreHypothesis(material, prior),
    nearestPrior: prior.nearest,
    critique: draft.points.map(({ section, problem, suggestion, severity, by }) => ({ section, problem, suggestion, severity, by })),
    revisions: draft.revisions,
    writtenBy: draft.writtenBy as Hypothesis["writtenBy"],
    seed: material.seed,
    ...(because && { composedBecause: draft.composedBecause }),
  };
}

function plainStep(step: Material["steps"][number]): PathStep {
  const { from, fromLabel, type, to, toLabel, direction, conjecture, evidence } = step;
  return { from, fromLabel, type, to, toLabel, direction, conjecture, evidence };
}

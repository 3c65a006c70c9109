// Writes every section of a hypothesis from its evidence alone: observed steps are quoted with their numbers, everything else is marked
// as conjecture or as a convention. The same material always gives the same words; the seed only chooses among equal phrasings.

import { pick } from "#agents/chance.ts";
import { measurementOf, variationOf } from "#agents/composer/measurements.ts";
import { clause, count, isPlural, listed, modalClause, quoted, sentenceCase, stopped, verbPhrase } from "#agents/composer/wording.ts";
import {
  citationKey,
  labelOf,
  type Material,
  marks,
  numberedCitations,
  type PriorReading,
  type StepEvidence,
} from "#agents/evidence/material.ts";
import type { SectionName } from "#agents/model.ts";
import { type Chance, chanceFor } from "#graph/chance.ts";
import { relationType } from "#graph/extraction/relation-types.ts";

/** One section, as plain text with citation marks. */
export function composeSection(name: SectionName, material: Material, prior: PriorReading): string {
  const chance = chanceFor(material.seed, "composer", name, material.conjecture.from, material.conjecture.to);
  return WRITERS[name](material, prior, chance);
}

/** "silk fibroin → toughness, by way of beta-sheet nanocrystals". */
export function composeTitle(material: Material): string {
  const [from, to] = ends(material);
  const { type } = material.conjecture;
  return `${sentenceCase(modalClause(from.label, "may", type, to.label))}, by way of ${listed(middle(material))}`;
}

/** The conjecture in one sentence. */
export function composeStatement(material: Material): string {
  const [from, to] = ends(material);
  return stopped(
    `${sentenceCase(modalClause(from.label, "may", material.conjecture.type, to.label))}, acting through ${listed(middle(material))}`,
  );
}

/** What a relation says, head first, whichever way it was walked: "beta-sheets reinforce silk". */
export function spokenStep(step: StepEvidence): string {
  const [head, tail] = step.direction === "forward" ? [step.fromLabel, step.toLabel] : [step.toLabel, step.fromLabel];
  if (!step.negated) return clause(head, step.type, tail);
  return `${head} ${isPlural(head) ? "do" : "does"} not ${verbPhrase(step.type, "bare")} ${tail}`;
}

type Writer = (material: Material, prior: PriorReading, chance: Chance) => string;

const WRITERS: Readonly<Record<SectionName, Writer>> = {
  hypothesis: writeHypothesis,
  outcome: writeOutcome,
  mechanisms: writeMechanisms,
  design_principles: writeDesign,
  unexpected_properties: writeUnexpected,
  comparison: writeComparison,
  novelty: writeNovelty,
  falsification: writeFalsification,
};

function writeHypothesis(material: Material, _prior: PriorReading, chance: Chance): string {
  const [from, to] = ends(material);
  const say = modalClause(from.label, "may", material.conjecture.type, to.label);
  const opening = pick(chance, [
    `Conjecture: ${say}, by way of ${listed(middle(material))}.`,
    `Conjecture: through ${listed(middle(material))}, ${say}.`,
  ]);
  const all = numberedCitations(material);
  const steps = material.steps.map((step) => `${spokenStep(step)}${marks(all, step.evidence.slice(0, 2))}`);
  const lead = pick(chance, ["It joins what the sources say apart", "Each step stands in a source; the whole does not"]);
  return `${opening} ${lead}: ${listed(steps)}. No source in this garden states the link from ${from.label} to ${to.label} itself.`;
}

function writeOutcome(material: Material): string {
  const [from, to] = ends(material);
  if (!acts(material)) {
    return [
      `If the conjecture holds, samples with more of the one show more (or regularly less) of the other: ${from.label}, read as ${measurementOf(from)}, against ${to.label}, read as ${measurementOf(to)}.`,
      `The tie should loosen where ${listed(middle(material))} ${middle(material).length > 1 || isPlural(middle(material)[0]!) ? "are" : "is"} absent or held fixed.`,
      "The cited sentences give neither its direction nor its strength.",
    ].join(" ");
  }
  const direction = EXPECTED[material.conjecture.type] ?? "a change is expected, in a direction the sources do not settle";
  const via = middle(material)[0] ?? to.label;
  return [
    `If the conjecture holds, varying ${from.label} shows in ${to.label} (read as ${measurementOf(to)}): ${direction}.`,
    `The change should go together with a change in ${via}; where ${via} ${isPlural(via) ? "are" : "is"} held fixed, it should vanish or shrink.`,
    "How large it is cannot be told from the cited sentences: none of them gives a number for this pair.",
  ].join(" ");
}

const EXPECTED: Readonly<Record<string, string>> = {
  increases: "a rise is expected",
  enables: "more of it or a faster one is expected",
  provides: "more of it is expected",
  forms: "more of it is expected",
  "consists-of": "more of it is expected",
  decreases: "a fall is expected",
  inhibits: "less of it or a slower one is expected",
};

const CHANGES: Readonly<Record<string, string>> = {
  ...{ increases: "rise", enables: "increase", provides: "increase", forms: "increase", "consists-of": "increase" },
  ...{ decreases: "fall", inhibits: "decrease" },
};

function writeMechanisms(material: Material): string {
  const all = numberedCitations(material);
  const lines = material.steps.map((step, index) => {
    const cited = step.evidence.slice(0, 2);
    const first = cited[0];
    const words = first === undefined ? "no source; this step is itself a conjecture" : `${quoted(first.text)}${marks(all, cited)}`;
    return `${index + 1}. ${sentenceCase(spokenStep(step))}: ${words}${caveat(step)}.`;
  });
  return [...lines, `The conjecture is that these ${count(material.steps.length, "step")} act in series under one set of conditions.`].join(
    "\n",
  );
}

function caveat(step: StepEvidence): string {
  const notes: string[] = [];
  if (step.negated) notes.push("the source denies this link, so the step needs its opposite");
  if (step.hedged) notes.push("the wording is hedged");
  if (step.direction === "backward" && relationType(step.type)?.inverse !== step.type) notes.push("read against its direction here");
  return notes.length === 0 ? "" : ` (${notes.join("; ")})`;
}

function writeDesign(material: Material): string {
  const [from, to] = ends(material);
  const all = numberedCitations(material);
  const weakest = [...material.steps].sort((a, b) => a.confidence - b.confidence)[0];
  const levers = material.beside.filter((step) => touches(step, from.id)).slice(0, 2);
  const rules = [
    `Rules to try, not findings. Use ${from.label} as the lever and ${to.label} as the read-out; change one of ${listed(material.concepts.slice(0, -1).map((c) => c.label))} at a time.`,
    weakest === undefined ? "" : `Secure the weakest step first: that ${spokenStep(weakest)}${marks(all, weakest.evidence.slice(0, 1))}.`,
    levers.length === 0
      ? ""
      : `Around ${from.label} the sources also say that ${listed(levers.map((step) => `${spokenStep(step)}${marks(all, step.evidence.slice(0, 1))}`))}, which gives further handles.`,
  ];
  return rules.filter((rule) => rule !== "").join(" ");
}

function writeUnexpected(material: Material): string {
  const [from, to] = ends(material);
  const all = numberedCitations(material);
  const others = distinctSentences(material.beside.filter((step) => !touches(step, to.id))).slice(0, 3);
  if (others.length === 0) {
    return `The garden names nothing else that ${from.label} ${isPlural(from.label) ? "do" : "does"} besides this path, so no side effect can be predicted from it. Record what else changes.`;
  }
  const said = others.map((step) => `${quoted(step.evidence[0]?.text ?? spokenStep(step), 160)}${marks(all, step.evidence.slice(0, 1))}`);
  return `Varying ${from.label} is bound to move what else it is tied to. The sources say: ${said.join(" ")} A change in ${to.label} may therefore come with changes there; that these accompany it is conjecture.`;
}

function writeComparison(material: Material): string {
  const [from, to] = ends(material);
  const all = numberedCitations(material);
  const rivals = material.beside.filter((step) => touches(step, to.id)).slice(0, 3);
  const documents = new Set(material.steps.flatMap((step) => step.evidence.map((citation) => citation.document))).size;
  const basis = `This route has ${count(material.steps.length, "step")} from ${count(documents, "document")}`;
  if (rivals.length === 0) return `${basis}. The garden records no other route to ${to.label} to set beside it.`;
  const said = rivals.map((step) => `${spokenStep(step)}${marks(all, step.evidence.slice(0, 1))}`);
  return `${basis}. For ${to.label} the sources also record that ${listed(said)}: ${rivals.length === 1 ? "an attested link" : "attested links"}, where the one from ${from.label} is not. An experiment should carry at least one of them as positive control.`;
}

function writeNovelty(material: Material, prior: PriorReading): string {
  const [from, to] = ends(material);
  const nearest = prior.nearest[0];
  if (prior.looked === 0 || nearest === undefined) {
    return `Unknown. No sentence in the garden was comparable, which says nothing about what is known outside it.`;
  }
  const title = material.sources[nearest.citation.document]?.title ?? nearest.citation.document;
  const close = `The closest sentence in the garden (similarity ${nearest.similarity.toFixed(2)}, “${title}”) is ${quoted(nearest.citation.text)}.`;
  const joint =
    prior.together.length === 0
      ? `No sentence names both ${from.label} and ${to.label}.`
      : `${sentenceCase(count(prior.together.length, "sentence"))} ${prior.together.length === 1 ? "names" : "name"} both ${from.label} and ${to.label}.`;
  return `${close} ${joint} This covers the garden only (${count(prior.looked, "sentence")} compared), not the literature.`;
}

function writeFalsification(material: Material): string {
  const [from, to] = ends(material);
  const via = middle(material)[0];
  if (!acts(material)) {
    return [
      `Test: in at least 85 independent samples measure ${from.label} (${measurementOf(from)}) and ${to.label} (${measurementOf(to)}), each blind to the other.`,
      "With 85 samples a correlation of 0.3 is found with 80 % power at α = 0.05 (two-sided).",
      "The hypothesis is refuted if the 95 % interval of the correlation includes 0.",
      via === undefined
        ? ""
        : `The mechanism is refuted if the correlation stays when ${via} ${isPlural(via) ? "are" : "is"} held constant.`,
    ]
      .filter((line) => line !== "")
      .join(" ");
  }
  const change = CHANGES[material.conjecture.type] ?? "change";
  return [
    `Test: compare ${variationOf(from)}. Measure ${measurementOf(to)}, blind to the condition.`,
    "With 26 samples at each level a difference of 0.8 standard deviations is found with 80 % power at α = 0.05 (two-sided).",
    `The hypothesis is refuted if ${to.label} ${isPlural(to.label) ? "do" : "does"} not ${change} from the lowest to the highest level (95 % interval of the difference includes 0 or has the wrong sign).`,
    via === undefined
      ? ""
      : `The mechanism is refuted if the effect stays when ${via} ${isPlural(via) ? "are" : "is"} removed or held constant.`,
  ]
    .filter((line) => line !== "")
    .join(" ");
}

function ends(material: Material): readonly [Material["concepts"][number], Material["concepts"][number]] {
  return [material.concepts[0]!, material.concepts.at(-1)!];
}

function middle(material: Material): readonly string[] {
  const between = material.concepts.slice(1, -1).map((concept) => concept.label);
  return between.length > 0 ? between : [labelOf(material, material.conjecture.to)];
}

/** One step for each sentence: two relations from one sentence are one quotation. */
function distinctSentences(steps: readonly StepEvidence[]): readonly StepEvidence[] {
  const key = (step: StepEvidence) => (step.evidence[0] === undefined ? "" : citationKey(step.evidence[0]));
  return steps.filter((step, index) => steps.findIndex((other) => key(other) === key(step)) === index);
}

/** Whether the conjecture says that the first end acts on the last, or only that they go together. */
function acts(material: Material): boolean {
  return !["associated-with", "similar-to"].includes(material.conjecture.type);
}

function touches(step: StepEvidence, id: string): boolean {
  return step.from === id || step.to === id;
}

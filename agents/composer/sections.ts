// Writes every section of a hypothesis from its evidence alone: observed steps are quoted with their numbers, everything else is marked
// as conjecture or as a convention. The same material always gives the same words; the seed only chooses among equal phrasings.

import { pick } from "#agents/chance.ts";
import { composeFalsification, composeOutcome } from "#agents/composer/experiments.ts";
import { conjectured, endsOf, pivotOf, stepCount } from "#agents/composer/statement.ts";
import { are, clause, count, does, listed, quoted, sentenceCase, verbPhrase } from "#agents/composer/wording.ts";
import { citationKey, type Material, marks, numberedCitations, type PriorReading, type StepEvidence } from "#agents/evidence/material.ts";
import type { SectionName } from "#agents/model.ts";
import { type Chance, chanceFor } from "#graph/chance.ts";
import { relationType } from "#graph/extraction/relation-types.ts";

/** One section, as plain text with citation marks. */
export function composeSection(name: SectionName, material: Material, prior: PriorReading): string {
  const chance = chanceFor(material.seed, "composer", name, material.conjecture.from, material.conjecture.to);
  return WRITERS[name](material, prior, chance);
}

/** What a relation says, head first, whichever way it was walked: "beta-sheets reinforce silk". */
export function spokenStep(step: StepEvidence): string {
  const [head, tail] = step.direction === "forward" ? [step.fromLabel, step.toLabel] : [step.toLabel, step.fromLabel];
  if (!step.negated) return clause(head, step.type, tail);
  return `${head} ${does(head)} not ${verbPhrase(step.type, "bare")} ${tail}`;
}

type Writer = (material: Material, prior: PriorReading, chance: Chance) => string;

const WRITERS: Readonly<Record<SectionName, Writer>> = {
  hypothesis: writeHypothesis,
  outcome: composeOutcome,
  mechanisms: writeMechanisms,
  design_principles: writeDesign,
  unexpected_properties: writeUnexpected,
  comparison: writeComparison,
  novelty: writeNovelty,
  falsification: composeFalsification,
};

function writeHypothesis(material: Material, _prior: PriorReading, chance: Chance): string {
  const [from, to] = endsOf(material);
  const all = numberedCitations(material);
  const steps = material.steps.map((step) => `${spokenStep(step)}${marks(all, step.evidence.slice(0, 2))}`);
  const lead = pick(chance, ["It joins what the sources say apart", "Each step stands in a source; the whole does not"]);
  return `Conjecture: ${conjectured(material)}. ${lead}: ${listed(steps)}. No source in this garden states the link between ${from.label} and ${to.label} itself.`;
}

function writeMechanisms(material: Material): string {
  const all = numberedCitations(material);
  const lines = material.steps.map((step, index) => {
    const cited = step.evidence.slice(0, 2);
    const first = cited[0];
    const words = first === undefined ? "no source; this step is itself a conjecture" : `${quoted(first.text)}${marks(all, cited)}`;
    return `${index + 1}. ${sentenceCase(spokenStep(step))}: ${words}${caveat(step, material.pattern === "tie")}.`;
  });
  return [...lines, JOINED[material.pattern](material)].join("\n");
}

/** What is assumed when the steps are put together. */
const JOINED: Readonly<Record<Material["pattern"], (material: Material) => string>> = {
  chain: (material) => `The conjecture is that these ${stepCount(material)} act in series under one set of conditions.`,
  sequestration: (material) =>
    `The conjecture is that what is bound in step 1 is missing in step 2: ${pivotOf(material).label} must be scarce.`,
  competition: (material) =>
    `The conjecture is that both reach for the same ${pivotOf(material).label} at the same time, and that there is not enough for both.`,
  combination: (material) => `The conjecture is that the two act on ${pivotOf(material).label} by different ways, so that they add up.`,
  opposition: (material) =>
    `The conjecture is that the two act on ${pivotOf(material).label} under one set of conditions, and against each other.`,
  substitution: (material) =>
    `The conjecture is that ${pivotOf(material).label} ${are(pivotOf(material).label)} the same in both steps, and that nothing else ties it to its present partner.`,
  "common-cause": (material) => `The conjecture is that ${pivotOf(material).label} moves both; neither need act on the other.`,
  "shared-trait": (material) => `The conjecture is an analogy: it carries as far as ${pivotOf(material).label} is what matters.`,
  "co-parts": (material) =>
    `The conjecture is that the two meet within ${pivotOf(material).label}; the sources only say that both are there.`,
  tie: () => "The steps tie the two ends together; which way, if any, one acts on the other is open.",
};

function caveat(step: StepEvidence, tied: boolean): string {
  const notes: string[] = [];
  if (step.negated) notes.push("the source denies this link, so the step needs its opposite");
  if (step.hedged) notes.push("the wording is hedged");
  if (tied && step.direction === "backward" && relationType(step.type)?.inverse !== step.type)
    notes.push("read against its direction here");
  return notes.length === 0 ? "" : ` (${notes.join("; ")})`;
}

/** What is read off: where both ends act on one thing, that thing; else the last concept. */
function readOut(material: Material): Material["concepts"][number] {
  return MEETING.has(material.pattern) ? pivotOf(material) : endsOf(material)[1];
}

const MEETING: ReadonlySet<Material["pattern"]> = new Set(["combination", "opposition", "substitution"]);

function writeDesign(material: Material): string {
  const [from, to] = endsOf(material);
  const [levers, among] = MEETING.has(material.pattern)
    ? [`${from.label} and ${to.label} as the levers`, [from, to]]
    : [`${from.label} as the lever`, material.concepts.slice(0, -1)];
  const all = numberedCitations(material);
  const weakest = [...material.steps].sort((a, b) => a.confidence - b.confidence)[0];
  const handles = material.beside.filter((step) => touches(step, from.id)).slice(0, 2);
  const rules = [
    `Rules to try, not findings. Use ${levers} and ${readOut(material).label} as the read-out; change one of ${listed(among.map((c) => c.label))} at a time.`,
    weakest === undefined ? "" : `Secure the weakest step first: that ${spokenStep(weakest)}${marks(all, weakest.evidence.slice(0, 1))}.`,
    handles.length === 0
      ? ""
      : `Around ${from.label} the sources also say that ${listed(handles.map((step) => `${spokenStep(step)}${marks(all, step.evidence.slice(0, 1))}`))}, which gives further handles.`,
  ];
  return rules.filter((rule) => rule !== "").join(" ");
}

function writeUnexpected(material: Material): string {
  const [from, to] = endsOf(material);
  const all = numberedCitations(material);
  const others = distinctSentences(material.beside.filter((step) => !touches(step, to.id))).slice(0, 3);
  if (others.length === 0) {
    return `The garden names nothing else that ${from.label} ${does(from.label)} besides this path, so no side effect can be predicted from it. Record what else changes.`;
  }
  const said = others.map((step) => `${quoted(step.evidence[0]?.text ?? spokenStep(step), 160)}${marks(all, step.evidence.slice(0, 1))}`);
  return `Varying ${from.label} is bound to move what else it is tied to. The sources say: ${said.join(" ")} A change in ${readOut(material).label} may therefore come with changes there; that these accompany it is conjecture.`;
}

function writeComparison(material: Material): string {
  const [from, to] = endsOf(material);
  const all = numberedCitations(material);
  const rivals = material.beside.filter((step) => touches(step, to.id)).slice(0, 3);
  const documents = new Set(material.steps.flatMap((step) => step.evidence.map((citation) => citation.document))).size;
  const basis = `This route has ${count(material.steps.length, "step")} from ${count(documents, "document")}`;
  if (MEETING.has(material.pattern)) {
    const apart = material.steps.map((step) => `${spokenStep(step)}${marks(all, step.evidence.slice(0, 1))}`);
    return `${basis}. Each of the two alone is attested: ${listed(apart)}; what they do together or for each other is not. An experiment should carry each alone as a control.`;
  }
  if (rivals.length === 0) return `${basis}. The garden records no other route to ${to.label} to set beside it.`;
  const said = rivals.map((step) => `${spokenStep(step)}${marks(all, step.evidence.slice(0, 1))}`);
  return `${basis}. For ${to.label} the sources also record that ${listed(said)}: ${rivals.length === 1 ? "an attested link" : "attested links"}, where the one from ${from.label} is not. An experiment should carry at least one of them as positive control.`;
}

function writeNovelty(material: Material, prior: PriorReading): string {
  const [from, to] = endsOf(material);
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

/** One step for each sentence: two relations from one sentence are one quotation. */
function distinctSentences(steps: readonly StepEvidence[]): readonly StepEvidence[] {
  const key = (step: StepEvidence) => (step.evidence[0] === undefined ? "" : citationKey(step.evidence[0]));
  return steps.filter((step, index) => steps.findIndex((other) => key(other) === key(step)) === index);
}

function touches(step: StepEvidence, id: string): boolean {
  return step.from === id || step.to === id;
}

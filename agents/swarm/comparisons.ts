// What a run offers for judging: two hypotheses, a section before and after its revision, the first and the last answer to a question.
// Each is offered with the whole task and the sentences both sides may cite. It judges nothing.

import { shortHash } from "#agents/canonical.ts";
import { numberedCitations } from "#agents/evidence/material.ts";
import type { Ledger } from "#agents/ledger/ledger.ts";
import type { Comparison, ComparisonSide, Hypothesis, Run, SectionName, Step } from "#agents/model.ts";
import { proposer } from "#agents/roles/proposer.ts";
import { renderRole } from "#agents/roles/role.ts";
import type { Draft } from "#agents/swarm/draft.ts";
import { bearsOn, COMPARED, sharedTask } from "#agents/swarm/hypothesis-task.ts";
import { COMPOSER } from "#agents/swarm/speaker.ts";
import { proposerInput } from "#agents/swarm/write-stages.ts";
import { chanceFor } from "#graph/chance.ts";

type Offer = Omit<Comparison, "id" | "judgements" | "run" | "a" | "b">;

/** Offers two sides in the order that the run's seed draws for them; the comparison keeps that order. */
export function offer(ledger: Ledger, run: Run, task: Offer, one: ComparisonSide, other: ComparisonSide): Comparison {
  const [low, high] = one.text < other.text ? [one, other] : [other, one];
  const lowFirst = chanceFor(run.request.seed, "sides", shortHash([low.text, high.text], 16))() < 0.5;
  return ledger.offerComparison({ ...task, run: run.id, a: lowFirst ? low : high, b: lowFirst ? high : low });
}

/** Two hypotheses of a run, as answers to one task. */
export function offerHypotheses(ledger: Ledger, run: Run, pair: readonly [Hypothesis, Hypothesis], steps: readonly Step[]): Comparison {
  const question = run.request.question ?? null;
  const { prompt, evidence, texts } = sharedTask(pair, question);
  const [one, other] = pair.map((hypothesis, index): ComparisonSide => {
    const sections = COMPARED.map((name) => hypothesis.sections[name]);
    return {
      about: hypothesis.id,
      title: hypothesis.title,
      text: texts[index]!,
      by: distinct(COMPARED.flatMap((name) => hypothesis.writtenBy[name].split(" + "))),
      steps: stepsBehind(steps, hypothesis.id, sections),
    };
  });
  const onQuestion = question === null || pair.every((hypothesis) => bearsOn(question, hypothesis));
  const subjects = pair.map(({ id }) => id).sort();
  return offer(ledger, run, { kind: "hypotheses", prompt, evidence, question, subjects, onQuestion }, one!, other!);
}

/** One comparison for each revised section: its last state and its first, as answers to what the proposer was asked. */
export function offerRevisions(ledger: Ledger, run: Run, draft: Draft): readonly Comparison[] {
  const steps = ledger.steps(run.id);
  return distinct(draft.revisions.map(({ section }) => section)).map((section) => offerRevision(ledger, run, draft, section, steps));
}

function offerRevision(ledger: Ledger, run: Run, draft: Draft, section: SectionName, steps: readonly Step[]): Comparison {
  const own = draft.revisions.filter((revision) => revision.section === section);
  const [first, last] = [own[0]!, own.at(-1)!];
  const [firstAuthor = last.by, ...later] = (draft.writtenBy[section] ?? "").split(" + ").filter((name) => name !== "");
  // The composer adds to what is there; a model writes the section anew.
  const lastAuthors = last.by === COMPOSER ? distinct([firstAuthor, ...later, COMPOSER]) : [last.by];
  const side = (state: "before" | "after", text: string, by: readonly string[]): ComparisonSide => ({
    ...{ about: `${draft.id}#${section}/${state}`, title: `${section}, ${state} revision`, text, by },
    steps: stepsBehind(steps, draft.id, [text]),
  });
  const task: Offer = {
    kind: "revisions",
    prompt: renderRole(proposer, proposerInput(draft, section)),
    evidence: numberedCitations(draft.material),
    question: null,
    subjects: [draft.id],
    onQuestion: true,
  };
  return offer(ledger, run, task, side("before", first.before, [firstAuthor]), side("after", last.after, lastAuthors));
}

/** Ids of the steps that wrote these texts, found by the texts themselves; an answer may stand behind its thinking. */
export function stepsBehind(steps: readonly Step[], subject: string, texts: readonly string[]): readonly Step["id"][] {
  const own = steps.filter((step) => step.subject === subject).reverse();
  const found = texts.map((text) => own.find((step) => step.text.trim().endsWith(text.trim()))?.id);
  return distinct(found.filter((id) => id !== undefined));
}

function distinct<Item>(items: readonly Item[]): Item[] {
  return [...new Set(items)];
}

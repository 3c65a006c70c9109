// The stages in which finished drafts meet: each is entered in the ledger, its revisions are judged, hypotheses are compared in duels and
// ranked. Every write is by content, so that doing it twice does it once.

import type { AgentContext, Teller } from "#agents/context.ts";
import type { GivenJudgement } from "#agents/ledger/judgement-book.ts";
import { unfitness } from "#agents/ledger/resolve.ts";
import type { Comparison, Hypothesis, HypothesisId, Judgement, Run, Step } from "#agents/model.ts";
import { bradleyTerry, type Duel, rankIntervals } from "#agents/scores/bradley-terry.ts";
import { round } from "#agents/scores/scores.ts";
import { offerHypotheses, offerRevisions } from "#agents/swarm/comparisons.ts";
import { type Draft, finishedHypothesis } from "#agents/swarm/draft.ts";
import { fixtures } from "#agents/swarm/duel.ts";
import { COMPOSER, type Speaker } from "#agents/swarm/speaker.ts";
import { borneOutVerdict, modelVerdict, scoreVerdict } from "#agents/swarm/verdicts.ts";
import { chanceFor } from "#graph/chance.ts";

/** What the closing stages work with. */
export interface Floor {
  readonly context: AgentContext;
  readonly run: Run;
  readonly speaker: Speaker;
  readonly tell: Teller;
}

/** Enters a finished draft: the hypothesis, its event, and what its revisions are worth. */
export async function settle(floor: Floor, draft: Draft): Promise<HypothesisId> {
  const { context, run, tell } = floor;
  const hypothesis = finishedHypothesis(draft);
  context.ledger.putHypotheses(run.id, [hypothesis]);
  tell({ kind: "hypothesis", run: run.id, hypothesis });
  for (const comparison of offerRevisions(context.ledger, run, draft)) await judgeRevision(floor, comparison);
  return hypothesis.id;
}

/** A revision is no better for being later: a rule and, where there is one, a model say whether it is. What the composer adds is not judged. */
async function judgeRevision(floor: Floor, comparison: Comparison): Promise<void> {
  const composed = [comparison.a, comparison.b].every(({ by }) => by.includes(COMPOSER));
  if (composed || unfitness(comparison) !== null) return;
  record(floor, comparison, borneOutVerdict(floor.run, comparison));
  const asked = await modelVerdict(floor.speaker, floor.run, comparison);
  if (asked !== null) record(floor, comparison, asked);
}

/** Compares the run's hypotheses two by two and ranks them. */
export async function holdTournament(floor: Floor, ids: readonly HypothesisId[]): Promise<void> {
  const { context, run, tell } = floor;
  const entered = context.ledger.hypotheses(run.id);
  const steps = context.ledger.steps(run.id);
  const players = ids.map((id) => entered.find((hypothesis) => hypothesis.id === id)!);
  const duels: Duel[] = [];
  for (const [i, j] of fixtures(players.length, chanceFor(run.request.seed, "fixtures", players.length))) {
    const score = await duel(floor, players[i]!, players[j]!, steps);
    if (score !== null) duels.push({ a: i, b: j, score });
  }
  if (duels.length === 0) return;
  const ranks = bradleyTerry(players.length, duels);
  const intervals = rankIntervals(players.length, duels, chanceFor(run.request.seed, "intervals"));
  const ranked = players.map((player, i): Hypothesis => {
    const [low, high] = intervals[i]!;
    return { ...player, scores: { ...player.scores, rank: round(ranks[i]!), interval: [round(low), round(high)] } };
  });
  context.ledger.putHypotheses(run.id, ranked);
  for (const hypothesis of ranked) tell({ kind: "hypothesis", run: run.id, hypothesis });
}

/** What the first of two scores against the second: 1, 0, 0.5 for a tie, null when undecided. */
async function duel(floor: Floor, one: Hypothesis, other: Hypothesis, steps: readonly Step[]): Promise<number | null> {
  const comparison = offerHypotheses(floor.context.ledger, floor.run, [one, other], steps);
  const swapped = comparison.a.about !== one.id;
  const [a, b] = swapped ? [other, one] : [one, other];
  const asked = await modelVerdict(floor.speaker, floor.run, comparison);
  const { verdict } = record(floor, comparison, asked ?? scoreVerdict(floor.run, comparison, a, b));
  if (verdict === "undecided") return null;
  return verdict === "tie" ? 0.5 : (verdict === "a") === swapped ? 0 : 1;
}

/** The event says that this run came to this verdict, be it that an earlier one had recorded the same. */
function record({ context, run, tell }: Floor, comparison: Comparison, given: GivenJudgement): Judgement {
  const judgement = context.ledger.recordJudgement(comparison.id, given, { again: true });
  tell({ kind: "judgement", run: run.id, judgement: { ...judgement, run: run.id } });
  return judgement;
}

// The stages in which finished drafts meet: each is entered in the ledger, they are compared in duels, ranked, and their conjectures
// join the garden. Every write is by content, so that doing it twice does it once.

import { shortHash } from "#agents/canonical.ts";
import type { AgentContext, Teller } from "#agents/context.ts";
import { judgementId } from "#agents/ledger/judgement-book.ts";
import type { Hypothesis, HypothesisId, Judgement, Run } from "#agents/model.ts";
import { judge } from "#agents/roles/judge.ts";
import { bradleyTerry, type Duel, rankIntervals } from "#agents/scores/bradley-terry.ts";
import { round } from "#agents/scores/scores.ts";
import { type Draft, finishedHypothesis } from "#agents/swarm/draft.ts";
import { fixtures, ruledVerdict, settled, type Verdict, verdictOf } from "#agents/swarm/duel.ts";
import { makePair, revisionPairs } from "#agents/swarm/pairs.ts";
import { COMPOSER, type Speaker } from "#agents/swarm/speaker.ts";
import { chanceFor } from "#graph/chance.ts";
import type { Message } from "#kernels/language-model.ts";

/** What a duel's two sides both answer. */
export const DUEL_TASK = "Propose a testable hypothesis that the sentences of this garden support and that none of them states.";

/** Enters a finished draft: the hypothesis, its event, and the pairs of its revisions. */
export function settle(context: AgentContext, run: Run, tell: Teller, draft: Draft): HypothesisId {
  const hypothesis = finishedHypothesis(draft);
  context.ledger.putHypotheses(run.id, [hypothesis]);
  tell({ kind: "hypothesis", run: run.id, hypothesis });
  const first = Object.fromEntries(Object.entries(draft.writtenBy).map(([name, by]) => [name, by.split(" + ")[0]!]));
  for (const pair of revisionPairs(draft, run.id, first)) context.ledger.putPair(pair);
  return hypothesis.id;
}

/** Compares the run's hypotheses two by two and ranks them. */
export async function holdTournament(
  context: AgentContext,
  run: Run,
  speaker: Speaker,
  tell: Teller,
  ids: readonly HypothesisId[],
): Promise<void> {
  const entered = context.ledger.hypotheses(run.id);
  const players = ids.map((id) => entered.find((hypothesis) => hypothesis.id === id)!);
  const duels: Duel[] = [];
  for (const [i, j] of fixtures(players.length, chanceFor(run.request.seed, "fixtures", players.length))) {
    const verdict = await duel(context, run, speaker, tell, players[i]!, players[j]!);
    if (verdict !== "undecided") duels.push({ a: i, b: j, score: verdict === "a" ? 1 : verdict === "b" ? 0 : 0.5 });
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

async function duel(
  context: AgentContext,
  run: Run,
  speaker: Speaker,
  tell: Teller,
  a: Hypothesis,
  b: Hypothesis,
): Promise<Judgement["verdict"]> {
  const prompt: readonly Message[] = [{ role: "user", content: run.request.question ?? DUEL_TASK }];
  const sides = {
    a: a.id,
    b: b.id,
    aTitle: a.title,
    bTitle: b.title,
    aText: duelText(a),
    bText: duelText(b),
    aBy: mainAuthor(a),
    bBy: mainAuthor(b),
  };
  const judged = (await modelVerdict(speaker, a, b)) ?? { ...ruledVerdict(a, b), by: COMPOSER, orders: [] };
  const why = judged.verdict === "undecided" ? judged.reason : `decided by ${judged.by}: ${judged.reason}`;
  const comparison = context.ledger.offerComparison({ kind: "hypotheses", run: run.id, prompt, ...sides, why });
  const orders = judged.orders.length > 0 || judged.verdict === "undecided" ? judged.orders : [judged.verdict, judged.verdict];
  const judgement: Judgement = {
    id: judgementId(
      comparison,
      `${judged.by}/${shortHash(
        [a, b].map(({ sections }) => sections),
        16,
      )}`,
      1,
    ),
    run: run.id,
    a: a.id,
    b: b.id,
    verdict: judged.verdict,
    by: judged.by,
    orders,
    reason: judged.reason,
    confidence: round(judged.confidence),
  };
  const pair = duelPair(judgement, prompt, sides);
  context.ledger.recordJudgement(comparison, judgement, pair, { again: true });
  tell({ kind: "judgement", run: run.id, judgement });
  return judged.verdict;
}

type Sides = Readonly<Record<"aText" | "bText" | "aBy" | "bBy", string>>;

/** The pair of a decided duel; none for a tie or an undecided one. */
export function duelPair(judgement: Judgement, prompt: readonly Message[], sides: Sides, source: "duel" | "person" = "duel") {
  if (judgement.verdict !== "a" && judgement.verdict !== "b") return null;
  const aWon = judgement.verdict === "a";
  return makePair({
    prompt,
    chosen: aWon ? sides.aText : sides.bText,
    rejected: aWon ? sides.bText : sides.aText,
    source,
    run: judgement.run,
    judgement: judgement.id,
    by: judgement.by,
    chosenBy: aWon ? sides.aBy : sides.bBy,
    rejectedBy: aWon ? sides.bBy : sides.aBy,
    confidence: judgement.confidence,
    reason: judgement.reason,
  });
}

/** Both orders, asked of the model; null when no model may judge. */
async function modelVerdict(speaker: Speaker, a: Hypothesis, b: Hypothesis) {
  if (!speaker.mayAsk("judge")) return null;
  const showings: Verdict[] = [];
  for (const first of ["a", "b"] as const) {
    const [one, two] = first === "a" ? [a, b] : [b, a];
    const said = await speaker.choose({
      role: judge,
      label: `${one.id}/${two.id}`,
      subject: one.id,
      input: { task: DUEL_TASK, a: duelText(one), b: duelText(two) },
      evidence: [],
      options: ["A", "B"],
    });
    if (said === null) return null;
    showings.push(verdictOf({ first, said: said as "A" | "B" }));
  }
  const verdict = settled(showings);
  const reason = verdict === "undecided" ? "the judge contradicted itself when the order was swapped" : "the same verdict in both orders";
  return { verdict, confidence: verdict === "undecided" ? 0 : 0.65, reason, by: speaker.model ?? COMPOSER, orders: showings };
}

/** What a judge reads of a hypothesis. */
export function duelText(hypothesis: Hypothesis): string {
  const { sections } = hypothesis;
  return [sections.hypothesis, sections.mechanisms, sections.falsification].join("\n\n");
}

function mainAuthor(hypothesis: Hypothesis): string {
  return hypothesis.writtenBy.hypothesis;
}

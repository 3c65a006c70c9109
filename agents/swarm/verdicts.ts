// Who may judge a comparison when no person does: a model, asked in both orders, and two rules that measure something. All see the
// comparison's own task and texts.

import { checkClaims } from "#agents/answering/support.ts";
import type { GivenJudgement } from "#agents/ledger/judgement-book.ts";
import type { Citation, Comparison, Hypothesis, Run, Verdict } from "#agents/model.ts";
import { judge } from "#agents/roles/judge.ts";
import { round } from "#agents/scores/scores.ts";
import { ruledVerdict, settled, verdictOf } from "#agents/swarm/duel.ts";
import { COMPOSER, type Speaker } from "#agents/swarm/speaker.ts";

/** How sure one may be of a model that agrees with itself, and of a count of statements. */
const AGREED = 0.65;
const COUNTED = 0.6;

/** Both orders, asked of the model; null when no model may judge. */
export async function modelVerdict(speaker: Speaker, run: Run, comparison: Comparison): Promise<GivenJudgement | null> {
  if (!speaker.mayAsk("judge") || speaker.model === null) return null;
  const orders: Verdict[] = [];
  for (const first of ["a", "b"] as const) {
    const [one, two] = first === "a" ? [comparison.a, comparison.b] : [comparison.b, comparison.a];
    const said = await speaker.choose({
      role: judge,
      label: `${comparison.id}/${first}-first`,
      subject: comparison.subjects[0] ?? "",
      input: { task: taskOf(comparison), a: one.text, b: two.text },
      evidence: comparison.evidence,
      options: ["A", "B"],
    });
    if (said === null) return null;
    orders.push(verdictOf({ first, said: said as "A" | "B" }));
  }
  const verdict = settled(orders);
  const reason = verdict === "undecided" ? "the judge contradicted itself when the order was swapped" : "the same verdict in both orders";
  const confidence = verdict === "undecided" ? 0 : AGREED;
  return { run: run.id, kind: "model", by: speaker.model, verdict, orders, confidence, reason };
}

/** What a judge is told the two are answers to: what a pair's prompt asks. */
export function taskOf({ prompt }: Pick<Comparison, "prompt">): string {
  return prompt.findLast(({ role }) => role === "user")?.content ?? "";
}

/** The better hypothesis by its scores, for the sides as the comparison keeps them. */
export function scoreVerdict(run: Run, comparison: Comparison, a: Hypothesis, b: Hypothesis): GivenJudgement {
  const { verdict, confidence, reason } = ruledVerdict(a, b, comparison.question);
  return { run: run.id, kind: "rule", by: COMPOSER, verdict, orders: null, confidence: round(confidence), reason };
}

/** The better text is the one with more statements that the sentences they cite bear out, and no more that are not. */
export function borneOutVerdict(run: Run, { a, b, evidence }: Comparison): GivenJudgement {
  const [ours, theirs] = [tally(a.text, evidence), tally(b.text, evidence)];
  const verdict = isBetter(ours, theirs) ? "a" : isBetter(theirs, ours) ? "b" : "undecided";
  const [better, worse] = verdict === "b" ? [theirs, ours] : [ours, theirs];
  const reason =
    verdict === "undecided"
      ? "the number of statements borne out by what they cite does not tell"
      : `${better.borne} statements borne out by what they cite instead of ${worse.borne}, ${better.loose} not instead of ${worse.loose}`;
  const confidence = verdict === "undecided" ? 0 : COUNTED;
  return { run: run.id, kind: "rule", by: COMPOSER, verdict, orders: null, confidence, reason };
}

interface Tally {
  readonly borne: number;
  readonly loose: number;
}

function tally(text: string, evidence: readonly Citation[]): Tally {
  const claims = checkClaims(text, evidence);
  const borne = claims.filter(({ supported }) => supported).length;
  return { borne, loose: claims.length - borne };
}

function isBetter(one: Tally, other: Tally): boolean {
  return one.borne > other.borne && one.loose <= other.loose;
}

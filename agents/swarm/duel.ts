// Which of two hypotheses is better? A model judges in both orders and must agree with itself; without one, the scores decide, and a
// difference too small to mean anything is left undecided, for a person.

import { shuffled } from "#agents/chance.ts";
import type { Hypothesis, Judgement, Verdict } from "#agents/model.ts";
import { contentWords, related } from "#agents/novelty/words.ts";
import type { Chance } from "#graph/chance.ts";

/** What one order showed and what the judge said: `first` is the side shown as A. */
export interface Showing {
  readonly first: "a" | "b";
  readonly said: "A" | "B" | "tie";
}

/** The verdict in terms of (a, b), whichever was shown first. */
export function verdictOf({ first, said }: Showing): Verdict {
  if (said === "tie") return "tie";
  const second = first === "a" ? "b" : "a";
  return said === "A" ? first : second;
}

/** Two orders that agree are a verdict; two that do not are `undecided`: a judge who likes whatever comes first has said nothing. */
export function settled(orders: readonly Verdict[]): Judgement["verdict"] {
  const [one] = orders;
  return one !== undefined && orders.every((verdict) => verdict === one) ? one : "undecided";
}

/** Difference of the weighted scores that is too small to mean anything. */
const TOO_CLOSE = 0.02;

/** Novelty below which a hypothesis loses to any other, whatever its scores: its nearest sentence names both ends and is 0.8 alike. */
const SAID_ALREADY = 0.1;

function isSaidAlready({ scores }: Hypothesis): boolean {
  return scores.novelty !== null && scores.novelty < SAID_ALREADY;
}

/** How much it counts, where a question was asked, that a hypothesis takes up its words. */
const RELEVANCE = 0.2;

/**
 * The rule's verdict: weighted scores (support 0.35, plausibility 0.25, testability 0.2, novelty 0.2; unknown novelty counts 0.5), and
 * with a question 0.8 of that and 0.2 for the share of its words that the hypothesis takes up. What is said already comes last.
 */
export function ruledVerdict(
  a: Hypothesis,
  b: Hypothesis,
  question: string | null = null,
): { readonly verdict: Judgement["verdict"]; readonly confidence: number; readonly reason: string } {
  if (isSaidAlready(a) !== isSaidAlready(b)) {
    const reason = `one of them hardly says more than a sentence of the garden (novelty below ${SAID_ALREADY})`;
    return { verdict: isSaidAlready(a) ? "b" : "a", confidence: 0.95, reason };
  }
  const [ours, theirs] = [worth(a, question), worth(b, question)];
  const margin = ours - theirs;
  if (Math.abs(margin) < TOO_CLOSE) {
    return {
      verdict: "undecided",
      confidence: 0,
      reason: `the scores are too close to tell (${Math.max(ours, theirs).toFixed(3)} and ${Math.min(ours, theirs).toFixed(3)})`,
    };
  }
  const confidence = Math.min(0.95, 0.5 + 2 * Math.abs(margin));
  const reason = `weighted scores ${Math.max(ours, theirs).toFixed(3)} against ${Math.min(ours, theirs).toFixed(3)}`;
  return { verdict: margin > 0 ? "a" : "b", confidence, reason };
}

function worth(hypothesis: Hypothesis, question: string | null): number {
  const { scores } = hypothesis;
  const own = 0.35 * scores.support + 0.25 * scores.plausibility + 0.2 * scores.testability + 0.2 * (scores.novelty ?? 0.5);
  return question === null ? own : (1 - RELEVANCE) * own + RELEVANCE * relevance(hypothesis, question);
}

/** Share of the question's content words of which a form stands in the hypothesis. */
function relevance({ sections }: Hypothesis, question: string): number {
  const asked = [...contentWords(question)];
  const said = [...contentWords(sections.hypothesis)];
  const taken = asked.filter((word) => said.some((other) => related(word, other)));
  return asked.length === 0 ? 0 : taken.length / asked.length;
}

/** Up to this many players everyone meets everyone; above it each meets three neighbours on a random ring. */
const ROUND_ROBIN = 6;

/** Who meets whom, as index pairs; the same chance gives the same fixtures. */
export function fixtures(players: number, chance: Chance): readonly (readonly [number, number])[] {
  const order = shuffled(
    chance,
    Array.from({ length: players }, (_, i) => i),
  );
  const met: [number, number][] = [];
  const reach = players <= ROUND_ROBIN ? players - 1 : 3;
  for (let i = 0; i < players; i += 1) {
    for (let step = 1; step <= reach; step += 1) {
      const j = i + step;
      if (players <= ROUND_ROBIN && j >= players) continue;
      met.push([order[i]!, order[j % players]!]);
    }
  }
  return met;
}

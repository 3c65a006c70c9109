// Strengths from duels, by Bradley and Terry's model, with an interval from a seeded bootstrap. Hunter (2004), MM algorithm.

import type { Chance } from "#graph/chance.ts";

/** One decided duel; a tie counts half for each side. */
export interface Duel {
  readonly a: number;
  readonly b: number;
  /** 1: a won, 0: b won, 0.5: a tie. */
  readonly score: number;
}

/**
 * Strength of each player as its mean chance to beat another: (n,) in 0–1, 0.5 for all when nothing was decided.
 * Half a win and half a loss against an average opponent are added to each, so that nobody's strength runs off to 0 or infinity.
 * @param players number of players n
 * @param duels   any number, in any order
 */
export function bradleyTerry(players: number, duels: readonly Duel[]): readonly number[] {
  const wins = new Array<number>(players).fill(0.5);
  for (const { a, b, score } of duels) {
    wins[a]! += score;
    wins[b]! += 1 - score;
  }
  let strength = new Array<number>(players).fill(1);
  for (let step = 0; step < 500; step += 1) {
    const next = improve(strength, wins, duels);
    const change = Math.max(0, ...next.map((value, i) => Math.abs(Math.log(value / strength[i]!))));
    strength = next;
    if (change < 1e-10) break;
  }
  return strength.map((own, i) => meanWin(own, i, strength));
}

/** One step: p_i ← wins_i / (1/(p_i + 1) + Σ_duels 1/(p_i + p_j)); the first term is the virtual opponent of strength 1. */
function improve(strength: readonly number[], wins: readonly number[], duels: readonly Duel[]): number[] {
  const weight = strength.map((own) => 1 / (own + 1));
  for (const { a, b } of duels) {
    const share = 1 / (strength[a]! + strength[b]!);
    weight[a]! += share;
    weight[b]! += share;
  }
  return wins.map((won, i) => won / weight[i]!);
}

function meanWin(own: number, at: number, strength: readonly number[]): number {
  const others = strength.filter((_, i) => i !== at);
  if (others.length === 0) return 0.5;
  return others.reduce((sum, other) => sum + own / (own + other), 0) / others.length;
}

/** 95 % percentile intervals over resampled duels, (n,) of [low, high]; a player without duels has [0, 1]: nothing is known. */
export function rankIntervals(
  players: number,
  duels: readonly Duel[],
  chance: Chance,
  samples = 200,
): readonly (readonly [number, number])[] {
  if (duels.length === 0) return Array.from({ length: players }, () => [0, 1] as const);
  const drawn = Array.from({ length: samples }, () =>
    bradleyTerry(
      players,
      Array.from(duels, () => duels[Math.floor(chance() * duels.length)]!),
    ),
  );
  const played = new Set(duels.flatMap(({ a, b }) => [a, b]));
  return Array.from({ length: players }, (_, i) => {
    if (!played.has(i)) return [0, 1] as const;
    const sorted = drawn.map((strengths) => strengths[i]!).sort((a, b) => a - b);
    const at = (q: number) => sorted[Math.min(sorted.length - 1, Math.max(0, Math.round(q * (sorted.length - 1))))]!;
    return [at(0.025), at(0.975)] as const;
  });
}

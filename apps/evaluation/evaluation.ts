// What every suite reports: figures, their intervals, and the same figures of something trivial.

import { bootstrapOf, type Interval } from "#apps/evaluation/bootstrap.ts";

export type Figures = Readonly<Record<string, number | null>>;

export interface Evaluation {
  readonly suite: string;
  readonly n: number;
  /** What n counts and intervals draw anew: documents, questions. */
  readonly of: string;
  /** null: the gold does not have what it takes to say. */
  readonly metrics: Figures;
  readonly ci95: Readonly<Record<string, Interval>>;
  /** By name; a number is the same as the first of the metrics. */
  readonly baseline: Readonly<Record<string, Figures | number | null>>;
  /** What a reader of the figures must know, a line each. */
  readonly notes: readonly string[];
}

/** What was found of what there is. */
export interface Counts {
  readonly right: number;
  readonly said: number;
  readonly gold: number;
}

export const NONE: Counts = { right: 0, said: 0, gold: 0 };

export function added(counts: readonly Counts[]): Counts {
  let [right, said, gold] = [0, 0, 0];
  for (const one of counts) {
    right += one.right;
    said += one.said;
    gold += one.gold;
  }
  return { right, said, gold };
}

export function precision({ right, said }: Counts): number {
  return said === 0 ? 0 : right / said;
}

export function recall({ right, gold }: Counts): number {
  return gold === 0 ? 0 : right / gold;
}

/** 2·right / (said + gold): the harmonic mean of the two; 0 where there is neither. */
export function f1({ right, said, gold }: Counts): number {
  return said + gold === 0 ? 0 : (2 * right) / (said + gold);
}

/** Figures of the items by name; what is not a number has nothing to be a figure of. */
export function toldFigures<Item>(figures: Readonly<Record<string, (items: readonly Item[]) => number>>, items: readonly Item[]): Figures {
  return Object.fromEntries(Object.entries(figures).map(([name, figure]) => [name, told(figure(items))]));
}

/** null for what is not a number. */
export function told(value: number): number | null {
  return Number.isNaN(value) ? null : value;
}

/** Intervals of several figures of the same items, each by the same draws. */
export function intervals<Item>(
  items: readonly Item[],
  figures: Readonly<Record<string, (drawn: readonly Item[]) => number>>,
  seed: number,
): Record<string, Interval> {
  return Object.fromEntries(Object.entries(figures).map(([name, figure]) => [name, bootstrapOf(items, figure, seed)]));
}

/** The report as a table: a figure, its interval, and each baseline's. */
export function toldEvaluation({ suite, n, of, metrics, ci95, baseline, notes }: Evaluation): readonly string[] {
  const names = Object.keys(baseline);
  const shown = (value: number | null | undefined): string => (value === null || value === undefined ? "–" : value.toFixed(3));
  const width = Math.max(12, ...names.map((name) => name.length + 2));
  const between = (interval: Interval | undefined): string =>
    interval === undefined ? "" : `${interval[0].toFixed(3)}–${interval[1].toFixed(3)}`;
  const beside = (other: string, name: string): number | null | undefined => {
    const figures = baseline[other];
    if (typeof figures === "object") return figures?.[name];
    return name === Object.keys(metrics)[0] ? figures : undefined;
  };
  const row = (name: string, value: string, interval: string, others: readonly string[]): string =>
    `${name.padEnd(30)}${value.padStart(8)}   ${interval.padEnd(14)}${others.map((other) => other.padStart(width)).join("")}`.trimEnd();
  return [
    `${suite}: ${n} ${of}`,
    row("", "", "95 %", names),
    ...Object.entries(metrics).map(([name, value]) =>
      row(
        name,
        shown(value),
        between(ci95[name]),
        names.map((other) => shown(beside(other, name))),
      ),
    ),
    ...notes,
  ];
}

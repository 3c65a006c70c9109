// What a bench says: one row for each thing measured, with its peer of the same run where there is one. It measures nothing.

export interface BenchRow {
  readonly name: string;
  readonly unit: string;
  /** The median, unless the name says otherwise (p95, peak). */
  readonly ours: number;
  readonly peer?: number;
  /** > 1: ours is better. */
  readonly ratio?: number;
  readonly n: number;
  readonly min: number;
  readonly median: number;
  readonly max: number;
}

export interface BenchResult {
  readonly suite: "ingest" | "store";
  readonly rows: readonly BenchRow[];
}

/** The median is what counts. */
export function row(name: string, unit: string, values: readonly number[]): BenchRow {
  return { name, unit, ours: median(values), n: values.length, min: Math.min(...values), median: median(values), max: Math.max(...values) };
}

/** What only one in twenty exceeds is what counts. */
export function rowOfP95(name: string, unit: string, values: readonly number[]): BenchRow {
  return { ...row(`${name}, p95`, unit, values), ours: quantile(values, 0.95) };
}

/** Beside a peer, of which less is better (a time, memory) or, if `more`, more (a rate). */
export function beside(own: BenchRow, peer: number, more = false): BenchRow {
  return { ...own, peer, ratio: more ? own.ours / peer : peer / own.ours };
}

export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

/** The smallest value that this share of them does not exceed. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
}

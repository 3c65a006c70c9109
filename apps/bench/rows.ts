// What a bench says: one row for each thing measured, with its peer of the same run where there is one. It measures nothing.

export interface BenchRow {
  readonly name: string;
  readonly unit: string;
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

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor((sorted.length - 1) / 2)] ?? Number.NaN;
}

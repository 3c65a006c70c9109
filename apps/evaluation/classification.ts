// Two or more classes: how often the right one is said, each class counting alike. Shared by the suites that sort texts.

export interface Sorted {
  readonly right: string;
  readonly said: string;
}

export function accuracy(sorted: readonly Sorted[]): number {
  return sorted.length === 0 ? 0 : sorted.filter(({ right, said }) => right === said).length / sorted.length;
}

/** Mean over the gold's classes of the share of each that was recognised (mean class recall); NaN without any. */
export function balancedAccuracy(sorted: readonly Sorted[]): number {
  const classes = Map.groupBy(sorted, ({ right }) => right);
  let sum = 0;
  for (const members of classes.values()) sum += accuracy(members);
  return sum / classes.size;
}

/** The class there is most of, ties by name: what a classifier says that does not look. */
export function commonest(sorted: readonly Pick<Sorted, "right">[]): string {
  const counts = [...Map.groupBy(sorted, ({ right }) => right)].map(([name, members]) => [name, members.length] as const);
  return counts.sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))[0]?.[0] ?? "";
}

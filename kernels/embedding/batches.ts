// Which texts run together: only texts with the same number of tokens, so that no row is ever padded and every row is computed alike.

/** Rows × tokens of one run: enough to fill two cores, little enough to stay in cache. */
const TOKENS_IN_BATCH = 512;

export interface Batch {
  readonly tokens: number;
  /** Indexes into the list of texts. */
  readonly rows: readonly number[];
}

/** Groups texts by token count, shortest first, in the given order within a group. */
export function batchesByLength(lengths: readonly number[], limit: number = TOKENS_IN_BATCH): readonly Batch[] {
  const groups = new Map<number, number[]>();
  lengths.forEach((length, row) => {
    const group = groups.get(length);
    if (group) group.push(row);
    else groups.set(length, [row]);
  });
  const batches: Batch[] = [];
  for (const tokens of [...groups.keys()].sort((a, b) => a - b)) {
    const rows = groups.get(tokens) ?? [];
    const size = Math.max(1, Math.floor(limit / tokens));
    for (let start = 0; start < rows.length; start += size) batches.push({ tokens, rows: rows.slice(start, start + size) });
  }
  return batches;
}

// Whether two orders of the same things agree. Each is NaN where it has no meaning: one value only, one class only.

/**
 * Probability that a thing of the class scores above one that is not, ties counting half (Mann–Whitney).
 * @param inClass  which of the scores belong to the class
 */
export function auc(scores: readonly number[], inClass: readonly boolean[]): number {
  const ranked = ranks(scores);
  let [rankSum, members] = [0, 0];
  inClass.forEach((is, at) => {
    if (!is) return;
    rankSum += ranked[at]!;
    members += 1;
  });
  const others = scores.length - members;
  return (rankSum - (members * (members + 1)) / 2) / (members * others);
}

/** Pearson's correlation of the ranks, ties having their mean rank. */
export function spearman(a: readonly number[], b: readonly number[]): number {
  const [x, y] = [ranks(a), ranks(b)];
  const middle = (a.length + 1) / 2;
  let [both, left, right] = [0, 0, 0];
  for (let at = 0; at < x.length; at++) {
    const [dx, dy] = [x[at]! - middle, y[at]! - middle];
    both += dx * dy;
    left += dx * dx;
    right += dy * dy;
  }
  return both / Math.sqrt(left * right);
}

/** Kendall's τ_b: pairs in the same order less pairs in opposite order, over √(pairs not tied in a · pairs not tied in b). */
export function kendall(a: readonly number[], b: readonly number[]): number {
  let [balance, untiedA, untiedB] = [0, 0, 0];
  for (let one = 1; one < a.length; one++) {
    for (let other = 0; other < one; other++) {
      const [x, y] = [Math.sign(a[one]! - a[other]!), Math.sign(b[one]! - b[other]!)];
      balance += x * y;
      untiedA += x * x;
      untiedB += y * y;
    }
  }
  return balance / Math.sqrt(untiedA * untiedB);
}

/** From 1; equal values share the mean of their ranks. */
function ranks(values: readonly number[]): number[] {
  const order = values.map((_, at) => at).sort((x, y) => values[x]! - values[y]!);
  const result = new Array<number>(values.length);
  for (let start = 0; start < order.length; ) {
    let end = start;
    while (end < order.length && values[order[end]!] === values[order[start]!]) end++;
    for (let at = start; at < end; at++) result[order[at]!] = (start + 1 + end) / 2;
    start = end;
  }
  return result;
}

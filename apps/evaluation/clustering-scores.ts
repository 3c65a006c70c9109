// How alike two ways of grouping the same things are. Groups are told by their names: position i of each list names the group of thing i.

import { type Counts, NONE } from "#apps/evaluation/evaluation.ts";

export interface ClusterCounts {
  /** Σ over things of |K∩R|/|R| and |K∩R|/|K|. */
  readonly things: number;
  readonly precise: number;
  readonly recalled: number;
  /** Σ of φ over the best one-to-one pairing of groups; said and gold count groups. */
  readonly entities: Counts;
}

/**
 * Counts for B³ (Bagga & Baldwin 1998) and CEAF with φ₄(K, R) = 2|K∩R| / (|K|+|R|) (Luo 2005), single things included.
 * @param key       the gold's group of each thing
 * @param response  the system's, in the same order
 */
export function clusterCounts(key: readonly string[], response: readonly string[]): ClusterCounts {
  if (key.length === 0) return { things: 0, precise: 0, recalled: 0, entities: NONE };
  const [keys, responses] = [sizes(key), sizes(response)];
  const together = sizes(key.map((name, at) => `${keys.number.get(name)} ${responses.number.get(response[at]!)}`));
  let [precise, recalled] = [0, 0];
  const shared = Array.from(keys.count, () => new Float64Array(responses.count.length));
  for (const [pair, number] of together.number) {
    const [k, r] = pair.split(" ").map(Number) as [number, number];
    const both = together.count[number]!;
    precise += (both * both) / responses.count[r]!;
    recalled += (both * both) / keys.count[k]!;
    shared[k]![r] = (2 * both) / (keys.count[k]! + responses.count[r]!);
  }
  const entities = { right: heaviestPairing(shared), said: responses.count.length, gold: keys.count.length };
  return { things: key.length, precise, recalled, entities };
}

function sizes(names: readonly string[]): { readonly number: ReadonlyMap<string, number>; readonly count: readonly number[] } {
  const number = new Map<string, number>();
  const count: number[] = [];
  for (const name of names) {
    const known = number.get(name);
    if (known === undefined) {
      number.set(name, count.length);
      count.push(1);
    } else count[known]! += 1;
  }
  return { number, count };
}

/** B³ F1 of several documents together; 0 without things. */
export function b3(counts: readonly ClusterCounts[]): number {
  let [things, precise, recalled] = [0, 0, 0];
  for (const one of counts) {
    things += one.things;
    precise += one.precise;
    recalled += one.recalled;
  }
  return things === 0 ? 0 : (2 * precise * recalled) / ((precise + recalled) * things);
}

/**
 * Largest Σ weight of a one-to-one pairing of rows and columns, by shortest augmenting paths (Jonker & Volgenant 1987): O(rows²·columns).
 * @param weights  (rows, columns), each ≥ 0
 */
export function heaviestPairing(weights: readonly Float64Array[]): number {
  const width = weights[0]?.length ?? 0;
  if (weights.length > width)
    return heaviestPairing(Array.from({ length: width }, (_, at) => Float64Array.from(weights, (row) => row[at]!)));
  const [ofRow, ofColumn] = [new Float64Array(weights.length + 1), new Float64Array(width + 1)];
  const rowOf = new Int32Array(width + 1);
  for (let row = 1; row <= weights.length; row++) {
    rowOf[0] = row;
    augment(weights, { ofRow, ofColumn, rowOf });
  }
  let total = 0;
  for (let column = 1; column <= width; column++) if (rowOf[column]! > 0) total += weights[rowOf[column]! - 1]![column - 1]!;
  return total;
}

interface Pairing {
  /** Dual prices of rows and columns, from 1; 0 is where the row to be placed stands. */
  readonly ofRow: Float64Array;
  readonly ofColumn: Float64Array;
  /** The row paired with each column; 0 for none. */
  readonly rowOf: Int32Array;
}

/** Gives the row at column 0 a column, moving others along the cheapest path; cost is −weight. */
function augment(weights: readonly Float64Array[], { ofRow, ofColumn, rowOf }: Pairing): void {
  const width = rowOf.length;
  const slack = new Float64Array(width).fill(Number.POSITIVE_INFINITY);
  const before = new Int32Array(width);
  const used = new Uint8Array(width);
  let column = 0;
  do {
    used[column] = 1;
    const row = rowOf[column]!;
    let [next, least] = [0, Number.POSITIVE_INFINITY];
    for (let at = 1; at < width; at++) {
      if (used[at] === 1) continue;
      const reduced = -weights[row - 1]![at - 1]! - ofRow[row]! - ofColumn[at]!;
      if (reduced < slack[at]!) {
        slack[at] = reduced;
        before[at] = column;
      }
      if (slack[at]! < least) [least, next] = [slack[at]!, at];
    }
    for (let at = 0; at < width; at++) {
      if (used[at] === 1) {
        ofRow[rowOf[at]!]! += least;
        ofColumn[at]! -= least;
      } else slack[at]! -= least;
    }
    column = next;
  } while (rowOf[column] !== 0);
  while (column !== 0) {
    rowOf[column] = rowOf[before[column]!]!;
    column = before[column]!;
  }
}

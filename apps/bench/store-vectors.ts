// Nearest vectors through the store, beside comparing each of them, and whether the same ones are found.

import { join } from "node:path";
import { cpuMs, cpuMsOfEach } from "#apps/bench/cpu-time.ts";
import { beside, median, row } from "#apps/bench/rows.ts";
import type { StoreBench } from "#apps/bench/store.ts";
import type { Chance } from "#graph/chance.ts";
import { openGarden } from "#graph/open-garden.ts";
import { topK } from "#kernels/vectors/top-k.ts";

const NUMBERS = 384;
/** Topics around which the vectors lie, as those of texts do. */
const TOPICS = 400;
const AT_ONCE = 5000;
const NEAREST = 10;
/** Questions that are also answered by comparing everything. */
const CHECKED = 20;

export async function vectorRows({ vectors, queries, folder, chance, signal, add }: StoreBench): Promise<void> {
  if (vectors === 0) return;
  await using garden = await openGarden({ folder: join(folder, "vectors"), embedder: null, create: true });
  const topics = Array.from({ length: TOPICS }, () => drawn(chance, null));
  const matrix = new Float32Array(vectors * NUMBERS);
  for (let first = 0; first < vectors; first += AT_ONCE) {
    signal.throwIfAborted();
    const part = Array.from({ length: Math.min(AT_ONCE, vectors - first) }, (_, index) => {
      const vector = drawn(chance, topics[(first + index) % TOPICS]!);
      matrix.set(vector, (first + index) * NUMBERS);
      return { key: keyOf(first + index), vector };
    });
    await garden.store.putVectors("bench", "term", part);
  }
  const asked = Array.from({ length: queries }, (_, index) => drawn(chance, topics[index % TOPICS]!));
  const nearest = (vector: Float32Array) => garden.store.nearestVectors("bench", "term", vector, NEAREST);
  add(row("vectors read for the first search", "CPU ms", [await cpuMs(() => nearest(asked[0]!))]));
  const ours = row(`nearest ${NEAREST} of ${vectors} vectors (peer: each compared)`, "CPU ms", await cpuMsOfEach(asked, nearest));
  const recalls: number[] = [];
  const peer: number[] = [];
  for (const vector of asked.slice(0, CHECKED)) {
    let exact = new Set<string>();
    peer.push(
      await cpuMs(() => {
        exact = new Set(topK(matrix, vector, NEAREST).map(({ row: index }) => keyOf(index)));
      }),
    );
    recalls.push((await nearest(vector)).filter(({ key }) => exact.has(key)).length / exact.size);
  }
  add(beside(ours, median(peer)));
  add({ ...row(`recall of the nearest ${NEAREST}`, "share", recalls), ours: recalls.reduce((sum, one) => sum + one, 0) / recalls.length });
}

const keyOf = (index: number): string => `term ${String(index).padStart(9, "0")}`;

/** Of length 1, around a topic or anywhere. */
function drawn(chance: Chance, topic: Float32Array | null): Float32Array {
  const vector = Float32Array.from(
    { length: NUMBERS },
    (_, i) => chance() + chance() + chance() - 1.5 + (topic === null ? 0 : 12 * topic[i]!),
  );
  const length = Math.hypot(...vector);
  return vector.map((value) => value / length);
}

// How fast a garden of a given size answers, beside the plain way to the same answer through the same store in the same run.

import { join } from "node:path";
import { type BenchResult, type BenchRow, median, row } from "#apps/bench/rows.ts";
import { fillGarden, nameOf } from "#apps/bench/synthetic-garden.ts";
import { findGaps } from "#graph/gaps/find-gaps.ts";
import type { Garden } from "#graph/garden.ts";
import type { ConceptId } from "#graph/model.ts";
import { openGarden } from "#graph/open-garden.ts";
import { loadConceptGraph } from "#graph/paths/concept-graph.ts";
import { findPaths } from "#graph/paths/find-paths.ts";
import { search } from "#graph/search/search.ts";

interface StoreBenchOptions {
  readonly concepts: number;
  /** An empty folder for the garden of this run. */
  readonly folder: string;
  readonly signal: AbortSignal;
  readonly note: (line: string) => void;
}

const ROUNDS = 3;

export async function benchStore({ concepts, folder, signal, note }: StoreBenchOptions): Promise<BenchResult> {
  const open = () => openGarden({ folder: join(folder, "garden"), embedder: null, create: true });
  const rows: BenchRow[] = [];
  {
    await using garden = await open();
    const filled = await timed(() => fillGarden(garden, concepts, signal));
    const counts = await garden.store.counts();
    note(`a garden of ${counts.concepts} concepts, ${counts.relations} relations and ${counts.sentences} sentences`);
    rows.push(row("relations written", "relations/s", [(1000 * counts.relations) / filled]));
  }
  const measure = async (name: string, ours: (garden: Garden) => Promise<unknown>, peer?: (garden: Garden) => Promise<unknown>) => {
    const [first, second]: [number[], number[]] = [[], []];
    for (let round = 0; round < ROUNDS; round++) {
      signal.throwIfAborted();
      // Opened anew each time: nothing is answered from what an earlier round left in memory.
      for (const [work, times] of [[ours, first], ...(peer === undefined ? [] : [[peer, second] as const])] as const) {
        await using garden = await open();
        times.push(await timed(() => work(garden)));
      }
    }
    const compared = peer === undefined ? {} : { peer: median(second), ratio: median(second) / median(first) };
    rows.push({ ...row(name, "ms", first), ...compared });
    note(`${name}: ${median(first).toFixed(1)} ms${peer === undefined ? "" : `, the plain way ${median(second).toFixed(1)} ms`}`);
  };
  await measure("graph loaded (peer: every record with its evidence)", ({ store }) => loadConceptGraph(store), everyRecord);
  await measure(
    "names that begin so (peer: every name compared)",
    ({ store }) => store.conceptsBeginning([nameOf(0).slice(0, 4)], 9),
    (garden) => everyName(garden, nameOf(0).slice(0, 4)),
  );
  await measure(
    "a hub opened (peer: all its relations)",
    ({ store }) => store.relationsAbout(nameOf(0) as ConceptId, { offset: 0, limit: 50 }),
    ({ store }) => store.relationsOf([nameOf(0) as ConceptId]),
  );
  await measure("search", (garden) => search(garden, `what inhibits ${nameOf(7)}`, { mode: "hybrid", limit: 10 }));
  await measure("path", (garden) => findPaths(garden, nameOf(3), nameOf(concepts - 1), { strategy: "diverse", count: 5, seed: 1 }));
  await measure("gaps", (garden) => findGaps(garden, { count: 10, seed: 1 }));
  rows.push(row("resident memory, peak", "MB", [process.resourceUsage().maxRSS / 1024]));
  return { suite: "store", rows };
}

async function everyRecord({ store }: Garden): Promise<unknown> {
  const records: unknown[] = [];
  for await (const page of store.allConcepts()) records.push(...page);
  for await (const page of store.allRelations()) records.push(...page);
  return records;
}

async function everyName({ store }: Garden, beginning: string): Promise<unknown> {
  const found: unknown[] = [];
  for await (const page of store.allConcepts()) {
    found.push(
      ...page.filter(({ label, aliases }) =>
        [label, ...aliases].some((name) => name.split(" ").some((word) => word.startsWith(beginning))),
      ),
    );
  }
  return found.slice(0, 9);
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}

// How fast a garden of a given size is written and answers, beside other ways to the same answer in the same run. Times are of the processor.

import { join } from "node:path";
import { cpuMs, cpuMsOfEach } from "#apps/bench/cpu-time.ts";
import { type BenchResult, type BenchRow, beside, median, row, rowOfP95 } from "#apps/bench/rows.ts";
import { graphRows } from "#apps/bench/store-graph.ts";
import { sqlRows } from "#apps/bench/store-sql.ts";
import { vectorRows } from "#apps/bench/store-vectors.ts";
import {
  type GardenSize,
  growGarden,
  loadGarden,
  loadRelationsAgain,
  type Measure,
  nameOf,
  type Phase,
} from "#apps/bench/synthetic-garden.ts";
import { type Chance, chanceFor } from "#graph/chance.ts";
import { findGaps } from "#graph/gaps/find-gaps.ts";
import type { Garden } from "#graph/garden.ts";
import type { ConceptId } from "#graph/model.ts";
import { openGarden } from "#graph/open-garden.ts";
import { loadConceptGraph } from "#graph/paths/concept-graph.ts";
import { findPaths } from "#graph/paths/find-paths.ts";
import { search } from "#graph/search/search.ts";

export interface StoreBenchOptions extends GardenSize {
  /** How many vectors of 384 numbers are searched. */
  readonly vectors: number;
  /** Questions of each kind, drawn from one seed. */
  readonly queries: number;
  /** An empty folder for the gardens of this run. */
  readonly folder: string;
  readonly signal: AbortSignal;
  readonly note: (line: string) => void;
}

/** What each part of the suite is given: where to measure, and what to ask. */
export interface StoreBench extends StoreBenchOptions {
  readonly open: () => Promise<Garden>;
  readonly chance: Chance;
  /** A concept, all alike likely. */
  readonly some: () => number;
  readonly add: (row: BenchRow) => void;
}

export async function benchStore(options: StoreBenchOptions): Promise<BenchResult> {
  const rows: BenchRow[] = [];
  const chance = chanceFor(2, "bench store");
  const bench: StoreBench = {
    ...options,
    open: () => openGarden({ folder: join(options.folder, "garden"), embedder: null, create: true }),
    chance,
    some: () => Math.floor(chance() * options.concepts),
    add: (added) => {
      options.signal.throwIfAborted();
      rows.push(added);
      options.note(`${added.name}: ${shown(added.ours)} ${added.unit}${added.peer === undefined ? "" : `, peer ${shown(added.peer)}`}`);
    },
  };
  await loadRows(bench);
  await growthRow(bench);
  await graphRows(bench);
  await sqlRows(bench);
  await answerRows(bench);
  await vectorRows(bench);
  bench.add(row("resident memory of all of this in one process, peak", "MB", [process.resourceUsage().maxRSS / 1024]));
  return { suite: "store", rows };
}

const shown = (value: number): string => (value >= 100 ? value.toFixed(0) : value.toPrecision(3));

/** Everything through the store's own `apply`, what follows from the papers being known beforehand. */
async function loadRows({ concepts, relations, open, signal, add, note }: StoreBench): Promise<void> {
  await using garden = await open();
  const spent: Record<Phase | "again", number> = { concepts: 0, documents: 0, relations: 0, again: 0 };
  const measure =
    (phase: Phase | "again"): Measure =>
    async (work) => {
      spent[phase] += await cpuMs(work);
    };
  await loadGarden(garden, { concepts, relations }, { signal, measure });
  await loadRelationsAgain(garden, { concepts, relations }, measure("again"));
  const counts = await garden.store.counts();
  note(`a garden of ${counts.concepts} concepts, ${counts.relations} relations and ${counts.sentences} sentences`);
  const perSecond = (count: number, ms: number) => [(1000 * count) / ms];
  add(row("concepts with their terms written", "concepts/CPU s", perSecond(counts.concepts, spent.concepts)));
  add(row("documents with their readings written", "sentences/CPU s", perSecond(counts.sentences, spent.documents)));
  add(row("relations with evidence written", "relations/CPU s", perSecond(counts.relations, spent.relations)));
  add(row("the same relations written again", "relations/CPU s", perSecond(counts.relations, spent.again)));
}

const BATCHES = 100;
const PAPERS_IN_BATCH = 5;
const RELATIONS_IN_PAPER = 20;

/** Growing a garden of its own, everything derived: late batches against early ones, each the median of nine. The first is not among them. */
async function growthRow({ folder, relations, signal, add }: StoreBench): Promise<void> {
  await using garden = await openGarden({ folder: join(folder, "grown"), embedder: null, create: true });
  const spent: number[] = [];
  const batch = Math.max(1, Math.min(PAPERS_IN_BATCH, Math.floor(relations / BATCHES / RELATIONS_IN_PAPER)));
  const all = BATCHES * batch * RELATIONS_IN_PAPER;
  const measure: Measure = async (work) => {
    spent.push(await cpuMs(work));
  };
  await growGarden(garden, { concepts: all / 5, relations: all }, { signal, batch, measure });
  add(beside(row("growing by a batch, the 92nd to 100th (peer: the 2nd to 10th)", "CPU ms", spent.slice(-9)), median(spent.slice(1, 10))));
}

/** What people ask a garden, whole. */
async function answerRows({ concepts, queries, open, some, add }: StoreBench): Promise<void> {
  await using garden = await open();
  await loadConceptGraph(garden.store);
  const questions = Array.from({ length: queries }, () => `what inhibits ${nameOf(some())}`);
  const asked = (mode: "text" | "hybrid") => cpuMsOfEach(questions, (question) => search(garden, question, { mode, limit: 10 }));
  add(rowOfP95("text search", "CPU ms", await asked("text")));
  add(rowOfP95("hybrid search", "CPU ms", await asked("hybrid")));
  const beginnings = Array.from({ length: queries }, () => nameOf(some()).slice(0, 4));
  add(rowOfP95("names that begin so", "CPU ms", await cpuMsOfEach(beginnings, (word) => garden.store.conceptsBeginning([word], 9))));
  const hub = nameOf(0) as ConceptId;
  const opened = await cpuMsOfEach([1, 2, 3], () => garden.store.relationsAbout(hub, { offset: 0, limit: 50 }));
  add(beside(row("a hub opened (peer: all its relations)", "CPU ms", opened), await cpuMs(() => garden.store.relationsOf([hub]))));
  const paths = await cpuMsOfEach([1, 2, 3], (seed) =>
    findPaths(garden, nameOf(3), nameOf(concepts - seed), { strategy: "diverse", count: 5, seed }),
  );
  add(row("five diverse paths", "CPU ms", paths));
  add(row("ten gaps", "CPU ms", await cpuMsOfEach([1], (seed) => findGaps(garden, { count: 10, seed }))));
}

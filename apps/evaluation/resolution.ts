// Resolution measured: which mentions of a document are one thing, beside names that must be equal letter by letter; and which names of a
// graph are one, beside names that differ in plural or hyphen alone.

import { b3, type ClusterCounts, clusterCounts } from "#apps/evaluation/clustering-scores.ts";
import { added, type Evaluation, type Figures, f1, intervals, precision, recall } from "#apps/evaluation/evaluation.ts";
import { type GoldDocument, readExtractionGold } from "#apps/evaluation/extraction-gold.ts";
import { resolveMentions } from "#apps/evaluation/resolve-mentions.ts";
import { compareCodePoints } from "#graph/code-points.ts";
import { readGraphFile } from "#graph/import/read-graph-file.ts";
import type { Embedder } from "#kernels/language-model.ts";

export interface ResolutionOptions {
  readonly seed: number;
  readonly signal: AbortSignal;
  readonly embedder: Embedder | null;
}

/** @param file  extraction gold whose entities have a norm (or coref), or a graph file whose node names are to be merged */
export async function evaluateResolution(file: string, options: ResolutionOptions, most?: number): Promise<Evaluation> {
  if (/\.(?:graphml|gexf)$/i.test(file)) {
    const graph = await readGraphFile(file, { signal: options.signal });
    return evaluateMerging([...new Set(graph.edges.flatMap(({ from, to }) => [from.name, to.name]))], options);
  }
  return evaluateClusters(await readExtractionGold(file, most), options);
}

export async function evaluateClusters(gold: readonly GoldDocument[], { seed, embedder }: ResolutionOptions): Promise<Evaluation> {
  // Only mentions that the gold says something about: what has no norm is one of its own there for want of a better.
  const texts = gold.map(({ id, text, mentions }) => ({ id, text, mentions: mentions.filter(({ entities }) => isNamed(entities)) }));
  const concepts = await resolveMentions(texts, embedder);
  const keys = texts.map(({ mentions }) => mentions.map(({ entities }) => entities.join(" ")));
  const counted = (response: (document: number) => readonly string[]) => keys.map((key, at) => clusterCounts(key, response(at)));
  const ours = counted((at) => concepts[at]!);
  const exact = counted((at) => texts[at]!.mentions.map(({ start, end }) => texts[at]!.text.slice(start, end)));
  return {
    suite: "resolution",
    n: gold.length,
    of: "documents",
    metrics: clusterFigures(ours),
    ci95: intervals(ours, { b3: (drawn) => b3(drawn), ceafE: (drawn) => f1(entitiesOf(drawn)) }, seed),
    baseline: { exactName: clusterFigures(exact) },
    notes: [
      `${keys.flat().length} mentions; grouped within each document, resolved over all of them${embedder === null ? ", without embeddings" : ""}.`,
      "exactName: one thing has one name, letter by letter.",
    ],
  };
}

function isNamed(entities: readonly string[]): boolean {
  return entities.some((key) => !key.startsWith("entity "));
}

function clusterFigures(counts: readonly ClusterCounts[]): Figures {
  const things = counts.reduce((sum, one) => sum + one.things, 0);
  const share = (of: (one: ClusterCounts) => number): number => (things === 0 ? 0 : counts.reduce((sum, one) => sum + of(one), 0) / things);
  const entities = entitiesOf(counts);
  return {
    b3: b3(counts),
    b3Precision: share((one) => one.precise),
    b3Recall: share((one) => one.recalled),
    ceafE: f1(entities),
    ceafEPrecision: precision(entities),
    ceafERecall: recall(entities),
  };
}

function entitiesOf(counts: readonly ClusterCounts[]) {
  return added(counts.map(({ entities }) => entities));
}

interface Merged {
  readonly whole: number;
}

/** Groups of names that differ only in case, hyphen and a last s: how many of them our resolution makes one, and what else it joins. */
export async function evaluateMerging(names: readonly string[], { seed, embedder }: ResolutionOptions): Promise<Evaluation> {
  const concepts = await conceptsOfNames(names, embedder);
  const groups = [...Map.groupBy(names, plainName).values()].filter((group) => group.length > 1);
  const merged = groups.map((group): Merged => ({ whole: Number(new Set(group.map((name) => concepts.get(name)!)).size === 1) }));
  const joined = [...Map.groupBy(names, (name) => concepts.get(name)!).values()];
  const beyond = joined.filter((group) => new Set(group.map(plainName)).size > 1);
  const share = (drawn: readonly Merged[]): number => drawn.reduce((sum, { whole }) => sum + whole, 0) / Math.max(1, drawn.length);
  return {
    suite: "resolution",
    n: groups.length,
    of: "groups of names",
    metrics: { groupsMerged: share(merged), joinedBeyond: beyond.length },
    ci95: intervals(merged, { groupsMerged: share }, seed),
    baseline: { exactName: { groupsMerged: 0, joinedBeyond: 0 } },
    notes: [
      `A group is names that differ in case, hyphen or a last s alone, of ${names.length} names. Apart still:`,
      ...listed(groups.filter((_, at) => merged[at]!.whole === 0)),
      "joinedBeyond counts concepts that join more than such a group: whether they should be, a reader decides.",
      ...listed(beyond),
    ],
  };
}

function listed(groups: readonly (readonly string[])[]): readonly string[] {
  return groups.map((group) => `  ${group.toSorted(compareCodePoints).join(" | ")}`);
}

function plainName(name: string): string {
  return name.toLowerCase().replaceAll("-", " ").replace(/s$/, "");
}

/** As if a text named one on each line. */
async function conceptsOfNames(names: readonly string[], embedder: Embedder | null): Promise<ReadonlyMap<string, string>> {
  let at = 0;
  const mentions = names.map((name) => {
    const start = at;
    at += name.length + 2;
    return { start, end: start + name.length };
  });
  const [concepts] = await resolveMentions([{ id: "names", text: names.join("\n\n"), mentions }], embedder);
  return new Map(names.map((name, index) => [name, concepts![index]!]));
}

// graph stats: what the garden's graph is like as a whole.

import { onOneLine } from "#agents/evidence/quotation.ts";
import { counted } from "#apps/cli/terminal.ts";
import type { Action } from "#apps/cli/verb.ts";
import { loadConceptGraph } from "#graph/paths/concept-graph.ts";
import { type GraphStatistics, graphStatistics, type NamedConcept } from "#graph/statistics/graph-statistics.ts";
import { EXIT } from "../exit-codes.ts";

export const stats: Action<{ count: number; pivots?: number }> = async (context, _args, { count, pivots }) => {
  const { garden } = await context.workbench({ create: false, embeddings: false });
  const graph = await loadConceptGraph(garden.store);
  const ways = context.terminal.progress("counting ways");
  const found = await graphStatistics(graph, {
    seed: context.config.seed,
    count,
    pivots,
    signal: context.signal,
    onPivots: (done, total) => ways.update(done, total, "concepts"),
  }).finally(() => ways.end());
  await context.terminal.result(found, found.links === 0 ? ["No links yet: grow some documents first."] : describe(found));
  return EXIT.done;
};

function describe(found: GraphStatistics): readonly string[] {
  return [...wholeLines(found), ...degreeLines(found), ...communityLines(found), ...bridgingLines(found)];
}

function wholeLines({ concepts, relations, negated, links, components, cuts }: GraphStatistics): readonly string[] {
  return [
    `${counted(concepts, "concept")}, ${counted(relations, "relation")} (${negated} negated), ${counted(links, "link")}`,
    `${counted(components.count, "component")}; the largest has ${percent(components.largest / concepts)} of the concepts`,
    `${counted(cuts.concepts, "concept")} and ${counted(cuts.links, "link")} without which a component falls apart`,
  ];
}

function degreeLines({ degree, clustering, cores, concepts }: GraphStatistics): readonly string[] {
  const { mean, median, maximum, leaves, assortativity, powerLaw } = degree;
  return [
    `Links of a concept: ${round(mean)} on average, median ${median}, at most ${maximum}; ${percent(leaves / concepts)} have one`,
    ...(powerLaw === null ? [] : [powerLawLine(powerLaw)]),
    `Clustering ${round(clustering.mean)}, transitivity ${round(clustering.transitivity)}, ${counted(clustering.triangles, "triangle")}` +
      (assortativity === null ? "" : `, assortativity ${round(assortativity)}`),
    `Deepest core: ${counted(cores.sizes.at(-1)!, "concept")} with at least ${counted(cores.deepest, "link")} each among them: ${labels(cores.concepts)}`,
  ];
}

function powerLawLine({ alpha, error, xmin, tail, overExponential }: NonNullable<GraphStatistics["degree"]["powerLaw"]>): string {
  const { ratio, p } = overExponential;
  const likelier = ratio > 0 ? "likelier" : "less likely";
  const verdict = p < 0.1 ? `${likelier} than an exponential` : "no likelier than an exponential, nor less";
  return `From ${counted(xmin, "link")} on degrees fall like a power law of ${round(alpha)} ± ${round(error)} (${counted(tail, "concept")}; ${verdict}, p ${p.toPrecision(2)})`;
}

function communityLines({ communities }: GraphStatistics): readonly string[] {
  return [
    "",
    `${counted(communities.count, "community", "communities")}, modularity ${round(communities.modularity)}; by size:`,
    ...communities.largest.map(({ size, concepts }) => `  ${String(size).padStart(6)}  ${labels(concepts)}`),
  ];
}

function bridgingLines({ bridging, concepts }: GraphStatistics): readonly string[] {
  if (bridging.concepts.length === 0) return [];
  const from = bridging.pivots === concepts ? "" : `, estimated from ${bridging.pivots} of the concepts`;
  return [
    "",
    `Most bridging concepts (betweenness in pairs × bridging coefficient${from}):`,
    ...bridging.concepts.map(
      ({ label, betweenness, bridging: value }) =>
        `  ${value.toFixed(1).padStart(10)}  ${onOneLine(label)}  (between ${Math.round(betweenness)})`,
    ),
  ];
}

function labels(concepts: readonly NamedConcept[]): string {
  return concepts.map(({ label }) => onOneLine(label)).join(", ");
}

const percent = (share: number): string => `${Math.round(100 * share)} %`;
const round = (value: number): string => String(Math.round(1000 * value) / 1000);

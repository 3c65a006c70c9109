// Ways from one concept to another, each step with the sentences that say it. Only observed, affirmed relations are walked.

import { chanceFor } from "#graph/chance.ts";
import type { Garden } from "#graph/garden.ts";
import type { Concept, ConceptId } from "#graph/model.ts";
import { type ConceptGraph, loadConceptGraph } from "#graph/paths/concept-graph.ts";
import { diverseWalks } from "#graph/paths/diverse.ts";
import { type FoundPath, foundPaths } from "#graph/paths/found-path.ts";
import { semanticCosts } from "#graph/paths/link-costs.ts";
import { nearestReachable, type ReachableConcept } from "#graph/paths/nearest.ts";
import { waypointWalks } from "#graph/paths/waypoints.ts";
import { similarityTo } from "#graph/search/concept-vectors.ts";
import { findConcepts } from "#graph/search/find-concept.ts";
import { shortestWalks } from "#kernels/compact-graph/k-shortest.ts";
import { type Walk, WalkFinder } from "#kernels/compact-graph/shortest-path.ts";
import { HortusError } from "#kernels/errors.ts";

export const PATH_STRATEGIES = ["shortest", "waypoint", "diverse", "semantic"] as const;
export type PathStrategy = (typeof PATH_STRATEGIES)[number];

export interface PathOptions {
  readonly strategy: PathStrategy;
  readonly count: number;
  readonly seed: number;
}

export interface PathAnswer {
  readonly from: ConceptId;
  readonly to: ConceptId;
  readonly fromLabel: string;
  readonly toLabel: string;
  /** The strategy that was used; differs from the one asked for when a note says why. */
  readonly strategy: PathStrategy;
  readonly seed: number;
  /** Best first by the strategy's own order. */
  readonly paths: readonly FoundPath[];
  /** When there is no path: what can be reached from one end and lies nearest to the other. */
  readonly nearest: readonly ReachableConcept[];
  /** In words: a name that was not matched exactly, a strategy that could not be used. */
  readonly notes: readonly string[];
}

/** A path this much weaker than the best only looks like an alternative; one below the other is hardly a connection. */
const FAR_WEAKER = 1000;
const DOUBTFUL = 1e-4;

/**
 * Shortest: the `count` loopless paths of least cost. Diverse: loopless paths that share little. Waypoint: through concepts drawn near the
 * best path. Semantic: through concepts that are like the goal; without vectors it falls back to shortest and says so.
 * Every path is simple; the same garden, options and seed give the same answer.
 * @throws `concept.not_found` when a name means nothing here; `usage.invalid` when count is not a positive whole number
 */
export async function findPaths(garden: Garden, from: string, to: string, options: PathOptions): Promise<PathAnswer> {
  if (!Number.isInteger(options.count) || options.count < 1) {
    throw new HortusError("usage.invalid", `The number of paths must be a whole number from 1, not ${options.count}.`, {
      count: options.count,
    });
  }
  const [found, state] = await Promise.all([findConcepts(garden, [from, to]), garden.store.state()]);
  const [source, target] = [found[0]!, found[1]!];
  const notes = [readAs(from, source), readAs(to, target)].filter((note) => note !== null);
  return pathsBetween(garden, source.concept, target.concept, options, { notes, state });
}

/** What is known before the walk: notes on how the ends were read, and the garden's state, where it was asked for along with them. */
interface Known {
  readonly notes?: readonly string[];
  readonly state?: string;
}

/** `findPaths` for concepts already in hand. */
export async function pathsBetween(
  garden: Garden,
  from: Concept,
  to: Concept,
  options: PathOptions,
  known: Known = {},
): Promise<PathAnswer> {
  const graph = await loadConceptGraph(garden.store, known.state);
  const [source, target] = [nodeOf(graph, from), nodeOf(graph, to)];
  const notes = [...(known.notes ?? [])];
  if (source === target) notes.push(`Both names mean the concept "${from.label}".`);
  const similarity = options.strategy === "semantic" || source === target ? await similarityTo(garden, graph, target) : null;
  const strategy = options.strategy === "semantic" && similarity === null ? "shortest" : options.strategy;
  if (strategy !== options.strategy) notes.push("No vectors in this garden: shortest paths instead of semantic ones.");
  const walks = source === target ? [] : await walksOf(graph.finder, similarity, source, target, { ...options, strategy });
  const found = await foundPaths(garden.store, graph, walks);
  const sound = found.filter((path) => path !== null);
  if (sound.length < found.length)
    notes.push(`${found.length - sound.length} path(s) left out: their evidence no longer matches its document.`);
  const best = Math.max(0, ...sound.map(({ score }) => score));
  const paths = sound.filter(({ score }) => score * FAR_WEAKER >= best);
  if (paths.length < sound.length)
    notes.push(`${sound.length - paths.length} path(s) left out: more than ${FAR_WEAKER} times weaker than the best.`);
  if (best > 0 && best < DOUBTFUL) notes.push("Even the best of these is long or weak: read each step before you lean on it.");
  const nearest = paths.length > 0 || source === target ? [] : await nearestReachable(garden, graph, { source, target });
  const ends = { from: from.id, to: to.id, fromLabel: from.label, toLabel: to.label };
  return { ...ends, strategy, seed: options.seed, paths, nearest, notes };
}

async function walksOf(
  finder: WalkFinder,
  similarity: Float32Array | null,
  source: number,
  target: number,
  { strategy, count, seed }: PathOptions,
): Promise<readonly Walk[]> {
  switch (strategy) {
    case "shortest":
      return [...shortestWalks(finder, source, target, count)];
    case "diverse":
      return diverseWalks(finder, source, target, count);
    case "semantic":
      return [...shortestWalks(new WalkFinder(finder.rows, semanticCosts(finder.costs, similarity!)), source, target, count)];
    case "waypoint": {
      const best = finder.fromBothEnds(source, target);
      return best === null ? [] : waypointWalks(finder, best, count, chanceFor(seed, "waypoint", source, target));
    }
  }
}

function nodeOf(graph: ConceptGraph, concept: Concept): number {
  const node = graph.indexOf.get(concept.id);
  if (node !== undefined) return node;
  throw new HortusError("concept.not_found", `"${concept.label}" is no longer in the garden; search for it again.`, { id: concept.id });
}

function readAs(name: string, found: { readonly concept: Concept; readonly exact: boolean }): string | null {
  return found.exact ? null : `"${name}" was read as "${found.concept.label}".`;
}

// Communities of the observed graph in levels: what belongs together, what lies inside what, and what each is called. It reads the graph and
// nothing else: the same version has the same communities, in whatever order its documents came.

import { setImmediate } from "node:timers/promises";
import { compareCodePoints } from "#graph/code-points.ts";
import { communityLevels } from "#graph/communities/levels-aside.ts";
import { sha256 } from "#graph/documents/text.ts";
import { joinsStrangers } from "#graph/gaps/interest.ts";
import type { ConceptGraph } from "#graph/paths/concept-graph.ts";
import { wordsOf } from "#graph/search/words.ts";
import { degree } from "#kernels/compact-graph/compact-graph.ts";
import { HortusError } from "#kernels/errors.ts";

export interface Community {
  /** `community:` + 16 digits of a hash of its concepts: the same concepts, the same id. */
  readonly id: string;
  /** 0 is the coarsest. */
  readonly level: number;
  /** That of the level above in which it lies; null at level 0. */
  readonly parent: string | null;
  /** Its most central concepts, which one reader tells from another. */
  readonly name: string;
  /** Nodes of the graph, the most central first. */
  readonly nodes: readonly number[];
  /** Links inside, and of all links of its concepts the share that stays inside. */
  readonly links: number;
  readonly inside: number;
}

export interface CommunityLevel {
  readonly level: number;
  readonly modularity: number;
  /** The largest first. */
  readonly communities: readonly Community[];
}

export interface CommunityHierarchy {
  readonly version: number;
  /** Concepts without a link: in no community. */
  readonly isolated: number;
  /** The coarsest first. */
  readonly levels: readonly CommunityLevel[];
}

const known = new WeakMap<ConceptGraph, Map<number, Promise<CommunityHierarchy>>>();

/** Searched once for each graph and seed; a large graph in a thread of its own. */
export function communityHierarchy(graph: ConceptGraph, seed: number): Promise<CommunityHierarchy> {
  const bySeed = known.get(graph) ?? new Map<number, Promise<CommunityHierarchy>>();
  known.set(graph, bySeed);
  const found = bySeed.get(seed) ?? hierarchyOf(graph, seed);
  bySeed.set(seed, found);
  found.catch(() => bySeed.delete(seed));
  return found;
}

/** A level must have this many times the communities of the one above: one that is nearly the same tells a reader nothing. */
const FINER = 1.05;

async function hierarchyOf(graph: ConceptGraph, seed: number): Promise<CommunityHierarchy> {
  const linked = graph.concepts.map((_, node) => node).filter((node) => degree(graph.links, node) > 0);
  const found = (await communityLevels(graph.links, seed)).toReversed();
  const levels: CommunityLevel[] = [];
  let above = new Map<number, string>();
  for (const { of, modularity } of found) {
    await setImmediate();
    const groups = Map.groupBy(linked, (node) => of[node]!);
    const level = levels.length;
    if (level > 0 && groups.size < FINER * levels[level - 1]!.communities.length) continue;
    const made = [...groups.values()].map((nodes) => communityOf(graph, of, nodes, level, above));
    made.sort((a, b) => b.nodes.length - a.nodes.length || compareCodePoints(a.id, b.id));
    levels.push({ level, modularity, communities: made });
    above = new Map(made.flatMap(({ id, nodes }) => nodes.map((node) => [node, id] as const)));
  }
  return { version: graph.version, isolated: graph.concepts.length - linked.length, levels };
}

function communityOf(
  graph: ConceptGraph,
  of: Uint32Array,
  nodes: readonly number[],
  level: number,
  above: ReadonlyMap<number, string>,
): Community {
  const central = nodes.map((node) => ({ node, ...reachOf(graph, of, node) }));
  central.sort((a, b) => b.centrality - a.centrality || a.node - b.node);
  const ordered = central.map(({ node }) => node);
  const [within, all] = [sum(central.map(({ inside }) => inside)), sum(central.map(({ links }) => links))];
  const ids = nodes.map((node) => graph.concepts[node]!.id).join("\n");
  return {
    id: `community:${sha256(ids).slice(0, 16)}`,
    level,
    parent: above.get(nodes[0]!) ?? null,
    name: nameOf(ordered.map((node) => graph.concepts[node]!.label)),
    nodes: ordered,
    links: within / 2,
    inside: all === 0 ? 0 : within / all,
  };
}

/** Strength of a concept's links inside its community, by the share of them that stays there: what is everywhere is central nowhere. */
function reachOf({ links }: ConceptGraph, of: Uint32Array, node: number): { centrality: number; inside: number; links: number } {
  let [strength, total, inside] = [0, 0, 0];
  for (let slot = links.offsets[node]!; slot < links.offsets[node + 1]!; slot++) {
    total += links.strength[slot]!;
    if (of[links.targets[slot]!] !== of[node]) continue;
    strength += links.strength[slot]!;
    inside += 1;
  }
  return { centrality: total === 0 ? 0 : (strength * strength) / total, inside, links: degree(links, node) };
}

/** Concepts in a name, none of which repeats the words of another. */
const NAMED = 3;

/** @param labels the most central first; generic ones are named only where there is nothing else */
function nameOf(labels: readonly string[]): string {
  const telling = labels.filter((label) => !joinsStrangers(label));
  const chosen: string[] = [];
  for (const label of telling.length > 0 ? telling : labels) {
    const words = wordsOf(label);
    if (chosen.some((other) => repeats(words, wordsOf(other)))) continue;
    chosen.push(label.replace(/\s+/gu, " "));
    if (chosen.length === NAMED) break;
  }
  return chosen.join(", ");
}

function repeats(a: ReadonlySet<string>, b: ReadonlySet<string>): boolean {
  const shared = [...a].filter((word) => b.has(word)).length;
  return shared >= Math.min(a.size, b.size);
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

/** The community of this id on any level; the coarsest when several have the same concepts. @throws `input.invalid` for none */
export function communityById({ levels }: CommunityHierarchy, id: string): Community {
  const found = levels.flatMap(({ communities: all }) => all).find((community) => community.id === id);
  if (found !== undefined) return found;
  throw new HortusError("input.invalid", `The garden has no ${id} any more: "npx hortus communities" lists them.`, { id });
}

/** For each node the place of its community on this level, the largest being 0; −1 for nodes without a link. */
export function communityRanks(graph: ConceptGraph, { communities: all }: CommunityLevel): Int32Array {
  const ranks = new Int32Array(graph.concepts.length).fill(-1);
  all.forEach(({ nodes }, rank) => {
    for (const node of nodes) ranks[node] = rank;
  });
  return ranks;
}

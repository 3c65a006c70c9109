// The largest shape that two graphs have in common: the analogy between two fields, as pairs of nodes that play the same part.

import { hasEdge, isSameClass, linksOf, type Step, stepsOf, type TypedGraph } from "#kernels/compact-graph/typed-graph.ts";

export interface CommonShape {
  /** Nodes that correspond, by the first graph's number. */
  readonly pairs: readonly (readonly [a: number, b: number])[];
  /** Edges both have between them, each (head, tail, type) once. */
  readonly edges: number;
  /** True when the search ended by itself: no connected shape in common has more edges. */
  readonly complete: boolean;
  /** Pairs tried. */
  readonly steps: number;
}

export interface CommonShapeOptions {
  readonly steps: number;
  /** A pair that is to be part of the shape: the largest that has it is then answered. */
  readonly from?: readonly [a: number, b: number];
}

/** State of one search; pairs of nodes are numbered a·|B| + b. */
interface Search {
  readonly a: TypedGraph;
  readonly b: TypedGraph;
  readonly bound: number;
  /** Steps of each node of either graph; most searches see few of them. */
  readonly stepsA: (node: number) => readonly Step[];
  readonly stepsB: (node: number) => readonly Step[];
  /** B's node for each node of A that is laid, and the other way round. */
  readonly laidA: Map<number, number>;
  readonly laidB: Set<number>;
  /** Edges that a pair would add, for pairs beside those laid. */
  readonly gains: Map<number, number>;
  readonly closed: Set<number>;
  /** Edges in common, and edges of A and B between laid nodes that the other lacks. */
  shared: number;
  lostA: number;
  lostB: number;
  steps: number;
  best: { edges: number; pairs: readonly (readonly [number, number])[] };
}

/**
 * Maximum common connected edge subgraph of two typed graphs. Pairs are laid one after the other, the one that adds most edges first (then the
 * smaller node of A, then of B); each is then closed and the search goes on without it, as long as what is left can still win.
 * Branch and bound after McGregor (1982), Software: Practice and Experience 12:23. Exponential at worst: `steps` bounds it, and what was found
 * by then is answered.
 */
export function largestCommonShape(a: TypedGraph, b: TypedGraph, { steps, from }: CommonShapeOptions): CommonShape {
  const search: Search = {
    a,
    b,
    bound: steps,
    stepsA: remembered((node) => stepsOf(a, node)),
    stepsB: remembered((node) => stepsOf(b, node)),
    laidA: new Map(),
    laidB: new Set(),
    gains: new Map(),
    closed: new Set(),
    shared: 0,
    lostA: 0,
    lostB: 0,
    steps: 0,
    best: { edges: 0, pairs: [] },
  };
  const [allA, allB] = [edgesOf(a, search.stepsA), edgesOf(b, search.stepsB)];
  const canWin = (): boolean => Math.min(allA - search.lostA, allB - search.lostB) > search.best.edges;
  for (const [nodeA, nodeB] of from === undefined ? seedsOf(a, b) : [from]) {
    if (!canWin() || search.steps >= steps) break;
    layAndGoOn(search, nodeA, nodeB, canWin);
    search.closed.add(pairNumber(search, nodeA, nodeB));
  }
  const { edges, pairs } = search.best;
  return { pairs, edges, complete: search.steps < steps, steps: search.steps };
}

function remembered<Value>(read: (node: number) => Value): (node: number) => Value {
  const known = new Map<number, Value>();
  return (node) => {
    const value = known.get(node) ?? read(node);
    known.set(node, value);
    return value;
  };
}

/** Edges with parallel ones of one type counted once. */
function edgesOf({ graph }: TypedGraph, steps: (node: number) => readonly Step[]): number {
  let edges = 0;
  for (let node = 0; node < graph.nodes; node++) edges += steps(node).filter(({ forward }) => forward).length;
  return edges;
}

const pairNumber = ({ b }: Search, nodeA: number, nodeB: number): number => nodeA * b.graph.nodes + nodeB;

/** Pairs to begin with, those with most links on both sides first. */
function seedsOf(a: TypedGraph, b: TypedGraph): (readonly [number, number])[] {
  const seeds: { readonly pair: readonly [number, number]; readonly links: number }[] = [];
  for (let nodeA = 0; nodeA < a.graph.nodes; nodeA++) {
    for (let nodeB = 0; nodeB < b.graph.nodes; nodeB++) {
      const links = Math.min(linksOf(a, nodeA), linksOf(b, nodeB));
      if (links > 0 && isSameClass(a, nodeA, b, nodeB)) seeds.push({ pair: [nodeA, nodeB], links });
    }
  }
  return seeds.sort((x, y) => y.links - x.links).map(({ pair }) => pair);
}

/** Lays a pair, searches all that contains it, and takes it up again. */
function layAndGoOn(search: Search, nodeA: number, nodeB: number, canWin: () => boolean): void {
  search.steps++;
  const takeUp = lay(search, nodeA, nodeB);
  if (search.shared > search.best.edges) {
    search.best = { edges: search.shared, pairs: [...search.laidA].sort(([x], [y]) => x - y) };
  }
  const closed: number[] = [];
  while (canWin() && search.steps < search.bound) {
    const pair = bestPair(search);
    if (pair === -1) break;
    const size = search.b.graph.nodes;
    layAndGoOn(search, Math.floor(pair / size), pair % size, canWin);
    search.closed.add(pair);
    closed.push(pair);
  }
  for (const pair of closed) search.closed.delete(pair);
  takeUp();
}

/** The open pair that adds most edges, smaller number among equals, or −1. */
function bestPair({ gains, closed, laidA, laidB, b }: Search): number {
  let [best, most] = [-1, 0];
  for (const [pair, gain] of gains) {
    if (gain < most || gain === 0 || (gain === most && pair > best)) continue;
    if (closed.has(pair) || laidA.has(Math.floor(pair / b.graph.nodes)) || laidB.has(pair % b.graph.nodes)) continue;
    [best, most] = [pair, gain];
  }
  return best;
}

/** Lays a pair: counts what is shared and lost with those laid before, and what pairs beside it would now add. Answers how to undo it. */
function lay(search: Search, nodeA: number, nodeB: number): () => void {
  const { laidA, laidB, gains } = search;
  const before = { shared: search.shared, lostA: search.lostA, lostB: search.lostB };
  laidA.set(nodeA, nodeB);
  laidB.add(nodeB);
  const shared = sharedEdges(search, nodeA);
  search.shared += shared;
  search.lostA += search.stepsA(nodeA).filter((step) => laidA.has(step.node) && !isLoopSeenBack(step, nodeA)).length - shared;
  search.lostB += search.stepsB(nodeB).filter((step) => laidB.has(step.node) && !isLoopSeenBack(step, nodeB)).length - shared;
  const raised = pairsBeside(search, nodeA, nodeB);
  for (const pair of raised) gains.set(pair, (gains.get(pair) ?? 0) + 1);
  return () => {
    laidA.delete(nodeA);
    laidB.delete(nodeB);
    Object.assign(search, before);
    for (const pair of raised) gains.set(pair, gains.get(pair)! - 1);
  };
}

const isLoopSeenBack = (step: Step, node: number): boolean => step.node === node && !step.forward;

/** Edges between a node of A and those laid, itself included, that B has too. */
function sharedEdges({ b, stepsA, laidA }: Search, node: number): number {
  const here = laidA.get(node)!;
  return stepsA(node).filter((step) => {
    const there = laidA.get(step.node);
    if (there === undefined || isLoopSeenBack(step, node)) return false;
    return step.forward ? hasEdge(b, here, there, step.type) : hasEdge(b, there, here, step.type);
  }).length;
}

/** Pairs of neighbours not laid yet that are reached alike; one that is reached by two types stands twice. */
function pairsBeside(search: Search, nodeA: number, nodeB: number): number[] {
  const { a, b, laidA, laidB } = search;
  const open = search.stepsB(nodeB).filter(({ node }) => !laidB.has(node));
  return search
    .stepsA(nodeA)
    .filter(({ node }) => !laidA.has(node))
    .flatMap(({ node, type, forward }) =>
      open
        .filter((step) => step.type === type && step.forward === forward && isSameClass(a, node, b, step.node))
        .map((step) => pairNumber(search, node, step.node)),
    );
}

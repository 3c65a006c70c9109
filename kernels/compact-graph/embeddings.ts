// Where a small pattern stands in a graph: every way to lay its nodes on different nodes so that each of its edges lies on one like it.

import { hasEdge, isSameClass, linksOf, type Step, stepsOf, type TypedGraph } from "#kernels/compact-graph/typed-graph.ts";

export interface EmbeddingOptions {
  /** Ways found at most. */
  readonly most: number;
  /** Places tried at most, over the whole search. */
  readonly steps: number;
}

export interface Embeddings {
  /** Host node of each pattern node; smaller host nodes first, in the order in which the pattern's nodes are laid. */
  readonly found: readonly (readonly number[])[];
  /** False when the search ended before everything was tried. */
  readonly complete: boolean;
  readonly steps: number;
}

/** A pattern node in the order of laying, with its edges to those laid before it. */
interface Layer {
  readonly node: number;
  readonly back: readonly Step[];
}

/**
 * Subgraph monomorphisms with typed, directed edges: the host may have more edges between the same nodes.
 * Nodes are laid one after the other, each beside one laid before where the pattern is connected, as in VF2 (Cordella, Foggia, Sansone & Vento 2004,
 * IEEE TPAMI 26:1367) without its look-ahead. Exponential in the pattern at worst: `steps` bounds it.
 */
export function embeddings(pattern: TypedGraph, host: TypedGraph, { most, steps: bound }: EmbeddingOptions): Embeddings {
  const layers = layersOf(pattern);
  const place = new Array<number>(pattern.graph.nodes).fill(-1);
  const used = new Set<number>();
  const found: number[][] = [];
  let steps = 0;
  /** False when the search is to end. */
  const lay = (depth: number): boolean => {
    const layer = layers[depth];
    if (layer === undefined) return found.push([...place]) < most;
    for (const candidate of candidatesOf(layer, place, host)) {
      if (steps++ >= bound) return false;
      if (used.has(candidate) || !fits(pattern, layer, candidate, place, host)) continue;
      used.add(candidate);
      place[layer.node] = candidate;
      const goOn = lay(depth + 1);
      used.delete(candidate);
      place[layer.node] = -1;
      if (!goOn) return false;
    }
    return true;
  };
  const complete = lay(0);
  return { found, complete, steps: Math.min(steps, bound) };
}

/** Most links to nodes laid before, then most links, then the smaller node. */
function layersOf(pattern: TypedGraph): readonly Layer[] {
  const layers: Layer[] = [];
  const left = new Set(Array(pattern.graph.nodes).keys());
  while (left.size > 0) {
    const waiting = [...left].map((node) => ({ node, back: stepsOf(pattern, node).filter((step) => !left.has(step.node)) }));
    const next = waiting.reduce((best, layer) => {
      const difference = layer.back.length - best.back.length || linksOf(pattern, layer.node) - linksOf(pattern, best.node);
      return difference > 0 ? layer : best;
    });
    const own = stepsOf(pattern, next.node).filter((step) => step.node === next.node && step.forward);
    layers.push({ node: next.node, back: [...next.back, ...own] });
    left.delete(next.node);
  }
  return layers;
}

/** Host nodes beside the first one laid that the layer hangs on, in node order; all of them when it hangs on none. */
function candidatesOf({ node, back }: Layer, place: readonly number[], host: TypedGraph): Iterable<number> {
  const anchor = back.find((step) => step.node !== node);
  if (anchor === undefined) return Array(host.graph.nodes).keys();
  const { offsets, targets } = anchor.forward ? host.graph.in : host.graph.out;
  const at = place[anchor.node]!;
  return new Set(targets.subarray(offsets[at], offsets[at + 1]));
}

function fits(pattern: TypedGraph, { node, back }: Layer, candidate: number, place: readonly number[], host: TypedGraph): boolean {
  if (!isSameClass(pattern, node, host, candidate)) return false;
  return back.every(({ node: other, type, forward }) => {
    const end = other === node ? candidate : place[other]!;
    return forward ? hasEdge(host, candidate, end, type) : hasEdge(host, end, candidate, type);
  });
}

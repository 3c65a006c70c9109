// BioGraph.graphml (lamm-mit/GraphReasoning, Apache-2.0), where it stands beside the repository on a developer's machine; it is not ours to copy.

import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { type CompactGraph, compactGraph } from "#kernels/compact-graph/compact-graph.ts";

const FILE = fileURLToPath(new URL("../../../../shared/graphs/BioGraph.graphml", import.meta.url));

export const bioGraphIsHere = existsSync(FILE);
if (!bioGraphIsHere) console.warn("skipped: the file ../shared/graphs/BioGraph.graphml is not here");

/** Nodes numbered as they stand in the file, names as XML spells them; every edge of strength 1, as golden.py reads it. */
export function readBioGraph(): { readonly graph: CompactGraph; readonly names: readonly string[] } {
  const xml = readFileSync(FILE, "utf8");
  const names = [...xml.matchAll(/<node id="([^"]*)"/g)].map(([, name]) => name!);
  const numbers = new Map(names.map((name, node) => [name, node]));
  const ends = [...xml.matchAll(/<edge source="([^"]*)" target="([^"]*)"/g)];
  const heads = Uint32Array.from(ends, ([, source]) => numbers.get(source!)!);
  const tails = Uint32Array.from(ends, ([, , target]) => numbers.get(target!)!);
  return { graph: compactGraph(names.length, heads, tails, new Float32Array(ends.length).fill(1)), names };
}

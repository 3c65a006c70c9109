// Judges relations that are written as records (imports, what a model reads, what agents propose) by the garden's ontology. What the grammar
// reads from a sentence is never judged here: that is observed, and check-garden.ts lists it.

import type { Named } from "#graph/ontology/classify.ts";
import { type Breach, breachOf } from "#graph/ontology/domain-range.ts";
import { type Enforcement, ontologyOf } from "#graph/ontology/ontology.ts";
import type { GraphStore } from "#graph/store/graph-store.ts";

export interface Guard {
  readonly enforce: Enforcement;
  /** What is wrong with the relation; always null when nothing is enforced. */
  judge(from: Named, type: string, to: Named): Breach | null;
}

/** The guard of the garden as it is now. */
export async function guardOf(store: Pick<GraphStore, "ontology">): Promise<Guard> {
  const ontology = await ontologyOf(store);
  const { enforce } = ontology;
  return { enforce, judge: (from, type, to) => (enforce === "off" ? null : breachOf(ontology, from, type, to)) };
}

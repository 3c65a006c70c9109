// How many concepts of a garden are in each class of its ontology, and which. It reads; it writes nothing.

import type { Concept } from "#graph/model.ts";
import { classesOf, closureOf } from "#graph/ontology/classify.ts";
import type { Ontology } from "#graph/ontology/ontology.ts";
import type { GraphStore } from "#graph/store/graph-store.ts";

export interface ClassCounts {
  readonly concepts: number;
  /** Concepts of no class. */
  readonly unclassed: number;
  /** By name of the class, those of classes below it included. */
  readonly of: ReadonlyMap<string, number>;
}

export async function classCounts(store: GraphStore, ontology: Ontology): Promise<ClassCounts> {
  const of = new Map<string, number>();
  let [concepts, unclassed] = [0, 0];
  for await (const page of store.allConcepts()) {
    for (const concept of page) {
      const names = classesOf(ontology, concept);
      concepts += 1;
      if (names.length === 0) unclassed += 1;
      for (const name of closureOf(ontology, names)) of.set(name, (of.get(name) ?? 0) + 1);
    }
  }
  return { concepts, unclassed, of };
}

/** Concepts in the class or below it, those of most documents first. */
export async function conceptsIn(store: GraphStore, ontology: Ontology, name: string): Promise<readonly Concept[]> {
  const found: Concept[] = [];
  for await (const page of store.allConcepts())
    for (const concept of page) if (closureOf(ontology, classesOf(ontology, concept)).has(name)) found.push(concept);
  return found.sort((a, b) => b.documents - a.documents);
}

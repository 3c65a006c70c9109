// Does a relation keep to the domain and range of its type? Only what is known to be something else breaks them: an end of no known class may
// be anything.

import { classesOf, closureOf, type Named } from "#graph/ontology/classify.ts";
import type { Ontology } from "#graph/ontology/ontology.ts";

/** An end that is of another class than its type allows. */
export interface Breach {
  readonly end: "domain" | "range";
  /** The type of the ontology that says so: the relation's own, or the one it is a synonym or inverse of. */
  readonly type: string;
  /** What the end is, and what it would have to be. */
  readonly found: readonly string[];
  readonly allowed: readonly string[];
}

/** What is wrong with a relation of this type between these; null when nothing is, or nobody can tell. */
export function breachOf(ontology: Ontology, from: Named, type: string, to: Named): Breach | null {
  const typed = ontology.typed.get(type);
  if (typed === undefined) return null;
  const { domain, range } = ontology.relations.get(typed.type)!;
  const [head, tail] = typed.flipped ? [to, from] : [from, to];
  return endBreach(ontology, "domain", typed.type, head, domain) ?? endBreach(ontology, "range", typed.type, tail, range);
}

function endBreach(ontology: Ontology, end: Breach["end"], type: string, named: Named, allowed: readonly string[]): Breach | null {
  if (allowed.length === 0) return null;
  const found = classesOf(ontology, named);
  const all = closureOf(ontology, found);
  return found.length === 0 || allowed.some((name) => all.has(name)) ? null : { end, type, found, allowed };
}

/** `range of has-property is property, not organism` */
export function saidOf({ end, type, found, allowed }: Breach): string {
  return `${end} of ${type} is ${allowed.join(" or ")}, not ${found.join(" or ")}`;
}

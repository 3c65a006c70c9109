// An ontology as a value: entries by name, what lies above a class, and which type a synonym or an inverse stands for. It reads entries as
// they are, sound or not: what is wrong with them problems.ts says.

import { compareCodePoints } from "#graph/code-points.ts";
import type { OntologyClass, OntologyEntry, OntologyEntryId, OntologyRelationType, OntologyRule, TermKey } from "#graph/model.ts";
import type { GraphStore } from "#graph/store/graph-store.ts";

export type Enforcement = OntologyRule["value"];
export const ENFORCEMENTS: readonly Enforcement[] = ["refuse", "conjecture", "off"];

export interface Ontology {
  /** In code-point order of ids. */
  readonly entries: readonly OntologyEntry[];
  readonly classes: ReadonlyMap<string, OntologyClass>;
  readonly relations: ReadonlyMap<string, OntologyRelationType>;
  /** What becomes of a relation that is written against domain or range; `conjecture` where nobody decided. */
  readonly enforce: Enforcement;
  /** Class names by the words that names of their concepts end in. */
  readonly byHead: ReadonlyMap<string, string>;
  readonly byMember: ReadonlyMap<TermKey, readonly string[]>;
  /** Each type, synonym and inverse with the type that the ontology describes, and whether its ends change places. */
  readonly typed: ReadonlyMap<string, { readonly type: string; readonly flipped: boolean }>;
}

export async function ontologyOf(store: Pick<GraphStore, "ontology">): Promise<Ontology> {
  return ontologyFrom(await store.ontology());
}

export function ontologyFrom(all: readonly OntologyEntry[]): Ontology {
  const entries = [...all].sort((a, b) => compareCodePoints(a.id, b.id));
  const classes = new Map(entries.flatMap((entry) => (entry.kind === "class" ? [[entry.name, entry] as const] : [])));
  const relations = new Map(entries.flatMap((entry) => (entry.kind === "relation" ? [[entry.name, entry] as const] : [])));
  const byHead = new Map<string, string>();
  const byMember = new Map<TermKey, string[]>();
  for (const { name, heads, members } of classes.values()) {
    for (const head of heads) if (!byHead.has(head)) byHead.set(head, name);
    for (const member of members) byMember.set(member, [...(byMember.get(member) ?? []), name]);
  }
  const rule = entries.find((entry) => entry.kind === "rule");
  return { entries, classes, relations, enforce: rule?.value ?? "conjecture", byHead, byMember, typed: typesOf(relations) };
}

/** A type described by itself comes first, then what others call a synonym, then what they call their inverse. */
function typesOf(relations: Ontology["relations"]): Ontology["typed"] {
  const typed = new Map([...relations.keys()].map((type) => [type, { type, flipped: false }]));
  for (const { name, synonyms } of relations.values())
    for (const synonym of synonyms) if (!typed.has(synonym)) typed.set(synonym, { type: name, flipped: false });
  for (const { name, inverse } of relations.values())
    if (inverse !== null && !typed.has(inverse)) typed.set(inverse, { type: name, flipped: true });
  return typed;
}

/** The class and those above it, nearest first; an unknown or circular parent ends the way. */
export function lineOf({ classes }: Pick<Ontology, "classes">, name: string): readonly string[] {
  const line: string[] = [];
  for (let next: string | null = name; next !== null && classes.has(next) && !line.includes(next); next = classes.get(next)!.parent)
    line.push(next);
  return line;
}

export function entryId(kind: OntologyEntry["kind"], name: string): OntologyEntryId {
  return `${kind}:${name}` as OntologyEntryId;
}

// Proposes an ontology from what a garden observes, and puts it in place as one change. What people wrote stays as they wrote it.

import type { Garden } from "#graph/garden.ts";
import type { OntologyClass, OntologyEntry } from "#graph/model.ts";
import { type EditOptions, type OntologyEdit, replaceOntology } from "#graph/ontology/edit-ontology.ts";
import { induceClasses, usualSupport } from "#graph/ontology/induce-classes.ts";
import { induceRelations } from "#graph/ontology/induce-relations.ts";
import { lineOf, ontologyFrom } from "#graph/ontology/ontology.ts";
import { readNames } from "#graph/ontology/read-names.ts";
import type { GraphStore } from "#graph/store/graph-store.ts";

export interface InduceOptions {
  /** Concepts whose names must share a head for it to be a class; half as many must be said to be of a kind. Default: by the garden's size. */
  readonly support?: number | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** The proposal beside what people wrote before; pure in the garden's observed layer and its ontology. @throws `interrupted` */
export async function proposeOntology(store: GraphStore, { support, signal }: InduceOptions = {}): Promise<readonly OntologyEntry[]> {
  const names = await readNames(store, signal);
  const written = (await store.ontology()).filter((entry) => entry.kind === "rule" || entry.origin.by === "person");
  const usual = usualSupport(names.concepts.length);
  const options = support === undefined ? usual : { heads: support, instances: Math.max(2, Math.round(support / 2)) };
  const classes = beside(induceClasses(names, options), written);
  const relations = induceRelations(names, ontologyFrom(classes), { relations: options.heads });
  const taken = new Set(written.map(({ id }) => id));
  return [...classes, ...written.filter(({ kind }) => kind !== "class"), ...relations.filter(({ id }) => !taken.has(id))];
}

/** Proposes and puts in place. Nothing new keeps the version. @throws as `proposeOntology` and `replaceOntology` */
export async function induceOntology(
  garden: Garden,
  options: InduceOptions & Pick<EditOptions, "author" | "dryRun">,
): Promise<OntologyEdit & { readonly entries: readonly OntologyEntry[] }> {
  const entries = await proposeOntology(garden.store, options);
  const counts = `${entries.filter(({ kind }) => kind === "class").length} classes, ${entries.filter(({ kind }) => kind === "relation").length} relation types`;
  return { ...(await replaceOntology(garden, entries, { ...options, reason: `Induce an ontology: ${counts}` })), entries };
}

/** Proposed classes made to stand beside a person's: her names, heads and order of classes are hers. */
function beside(proposed: readonly OntologyClass[], written: readonly OntologyEntry[]): readonly OntologyClass[] {
  const own = written.filter((entry) => entry.kind === "class");
  const names = new Set(own.map(({ name }) => name));
  const heads = new Set(own.flatMap((entry) => entry.heads));
  const others = proposed.filter(({ name }) => !names.has(name));
  const left = others.map((entry) => ({ ...entry, heads: entry.heads.filter((head) => !heads.has(head)) }));
  const all = [...own, ...left];
  const known = ontologyFrom(all);
  const isCircular = ({ name, parent }: OntologyClass) => parent !== null && lineOf(known, parent).includes(name);
  // A parent that is gone, or above which a person put this very class, is no parent.
  return all.map((entry) =>
    names.has(entry.name) || entry.parent === null || (known.classes.has(entry.parent) && !isCircular(entry))
      ? entry
      : { ...entry, parent: null },
  );
}

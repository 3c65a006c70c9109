// What is wrong with an ontology as such: names that lead nowhere, classes above themselves, words claimed twice. It says where; it mends nothing.

import type { OntologyClass, OntologyEntry, OntologyEntryId, OntologyRelationType } from "#graph/model.ts";
import { lineOf, type Ontology, ontologyFrom } from "#graph/ontology/ontology.ts";

export interface Problem {
  readonly entry: OntologyEntryId;
  /** Name of the entry's field. */
  readonly field: string;
  /** One sentence, without a full stop. */
  readonly message: string;
}

/** In order of the entries. */
export function problemsOf(entries: readonly OntologyEntry[]): readonly Problem[] {
  const ontology = ontologyFrom(entries);
  return [
    ...[...ontology.classes.values()].flatMap((entry) => classProblems(ontology, entry)),
    ...[...ontology.relations.values()].flatMap((entry) => relationProblems(ontology, entry)),
  ];
}

function classProblems(ontology: Ontology, entry: OntologyClass): Problem[] {
  const { id, name, parent, heads } = entry;
  const problems: Problem[] = [];
  const say = (field: string, message: string) => problems.push({ entry: id, field, message });
  if (parent !== null && !ontology.classes.has(parent)) say("parent", `class ${name} is under ${parent}, which is no class`);
  else if (parent !== null && lineOf(ontology, parent).includes(name)) {
    const circle = [name, ...lineOf(ontology, parent)];
    say("parent", `class ${name} is above itself: ${circle.slice(0, circle.lastIndexOf(name) + 1).join(" → ")}`);
  }
  for (const head of heads) {
    const owner = ontology.byHead.get(head)!;
    if (owner !== name) say("heads", `“${head}” is a head of class ${owner} and of class ${name}`);
  }
  return problems;
}

function relationProblems({ classes, relations, typed }: Ontology, entry: OntologyRelationType): Problem[] {
  const { id, name, domain, range, inverse, synonyms } = entry;
  const problems: Problem[] = [];
  const say = (field: string, message: string) => problems.push({ entry: id, field, message });
  for (const [field, names] of [["domain", domain] as const, ["range", range] as const]) {
    for (const unknown of names) if (!classes.has(unknown)) say(field, `the ${field} of ${name} names ${unknown}, which is no class`);
  }
  const back = inverse === null ? undefined : relations.get(inverse);
  if (back !== undefined && back.inverse !== name) {
    say("inverse", `${name} has the inverse ${inverse}, whose inverse is ${back.inverse ?? "none"}`);
  }
  for (const synonym of synonyms) {
    const owner = typed.get(synonym);
    if (owner?.type !== name || owner.flipped)
      say("synonyms", `“${synonym}” is a synonym of ${name} and stands for ${owner?.type} already`);
  }
  return problems;
}

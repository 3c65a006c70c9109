// Which classes a concept is in: a function of its names and the ontology alone, so that neither order nor the rest of the garden matters.

import { compareCodePoints } from "#graph/code-points.ts";
import { conceptClass } from "#graph/extraction/concept-class.ts";
import { normalForm, termTokens } from "#graph/extraction/normal-form.ts";
import type { Concept, TermKey } from "#graph/model.ts";
import { COARSE } from "#graph/ontology/coarse-classes.ts";
import { lineOf, type Ontology } from "#graph/ontology/ontology.ts";

/** What a concept goes by; a thing that is no concept of the garden has a label alone. */
export type Named = Pick<Concept, "label"> & Partial<Pick<Concept, "terms" | "class">>;

/**
 * Names of the nearest classes, in code-point order: those that list one of its terms, and the one whose head its label ends in (the longest
 * such head), unless that lies above one that lists it. Where neither says anything the coarse class of its label, if the ontology has it.
 * Empty: nobody knows.
 */
export function classesOf(ontology: Ontology, { label, terms = [], class: coarse }: Named): readonly string[] {
  const own = normalForm(label);
  const listed = new Set([own, ...terms].flatMap((term) => ontology.byMember.get(term) ?? []));
  const byHead = headClass(ontology, own);
  if (byHead !== null) listed.add(byHead);
  const above = new Set([...listed].flatMap((name) => lineOf(ontology, name).slice(1)));
  const nearest = [...listed].filter((name) => !above.has(name)).sort(compareCodePoints);
  if (nearest.length > 0) return nearest;
  const kind = coarse ?? conceptClass(label, "phrase");
  return COARSE.has(kind) && ontology.classes.has(kind) ? [kind] : [];
}

/** The class with the longest head that the name ends in, word by word. */
function headClass({ byHead }: Ontology, name: TermKey): string | null {
  const words = termTokens(name);
  for (let from = 0; from < words.length; from++) {
    const found = byHead.get(words.slice(from).join(" "));
    if (found !== undefined) return found;
  }
  return null;
}

/** These classes and all above them. */
export function closureOf(ontology: Ontology, names: readonly string[]): ReadonlySet<string> {
  return new Set(names.flatMap((name) => lineOf(ontology, name)));
}

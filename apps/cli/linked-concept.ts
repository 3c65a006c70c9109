// The concept a path or a run can start from. A name may be a concept's own and yet have no relations, when every sentence speaks of
// one kind of it ("silk", "dragline silk"): then the nearest one that has relations is taken, and it is said.

import type { Garden } from "#graph/garden.ts";
import type { Concept } from "#graph/model.ts";
import { type FoundConcept, findConcepts } from "#graph/search/find-concept.ts";

export interface Linked {
  /** What to go on with: the name as given, or the id of the concept taken in its place. */
  readonly name: string;
  readonly note: string | null;
}

/** (names,) @throws `concept.not_found` for the first name that means nothing here */
export async function linkedConcepts(garden: Garden, names: readonly string[]): Promise<readonly Linked[]> {
  const found = await findConcepts(garden, names);
  return Promise.all(found.map((one, place) => linkedOf(garden, names[place]!, one)));
}

/** @throws `concept.not_found` when the name means nothing here */
export async function linkedConcept(garden: Garden, name: string): Promise<Linked> {
  return (await linkedConcepts(garden, [name]))[0]!;
}

async function linkedOf(garden: Garden, name: string, { concept, alternatives }: FoundConcept): Promise<Linked> {
  if (await isLinked(garden, concept)) return { name, note: null };
  const linked: Concept[] = [];
  for (const other of await alternatives()) if (await isLinked(garden, other)) linked.push(other);
  const [taken, ...rest] = linked;
  if (taken === undefined) return { name, note: `"${concept.label}" has no relations in this garden, and nothing near it has.` };
  const others = rest.length === 0 ? "" : ` (others near it: ${rest.map(({ label }) => label).join(", ")})`;
  return { name: taken.id, note: `"${concept.label}" has no relations of its own: "${taken.label}" is taken instead${others}.` };
}

async function isLinked({ store }: Garden, { id }: Concept): Promise<boolean> {
  return (await store.relationsOf([id])).some(({ polarity, from, to }) => polarity === "affirmed" && from !== to);
}

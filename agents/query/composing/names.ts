// The concepts that a name in a question means: the one of that name, and every one whose name contains it.

import { bareName, nameForms } from "#agents/query/composing/asked.ts";
import { named, text } from "#agents/query/composing/selection.ts";
import type { Garden } from "#graph/garden.ts";
import type { Concept, ConceptId } from "#graph/model.ts";
import { exactConcept, findConcept } from "#graph/search/find-concept.ts";

export interface Mentioned {
  readonly name: string;
  /** `IN` this are the ids of the documents that name it: its words as they stand, or its concept under another name. */
  readonly documents: string;
}

export interface Named extends Mentioned {
  /** The one it is taken for. */
  readonly concept: Concept;
  /** `IN` this are the ids meant. */
  readonly ids: string;
  readonly words: string;
}

export interface Names {
  /** @throws `concept.not_found` */
  of(name: string): Promise<Named>;
  /** The documents that mention something, whether or not it is a concept here; two things with "and" between are both mentioned. */
  mentioned(name: string): Promise<readonly Mentioned[]>;
  /** What was taken for something else than its own name. */
  readonly notices: readonly string[];
}

export function namesIn(garden: Garden): Names {
  const notices: string[] = [];
  const of = async (given: string): Promise<Named> => {
    const name = bareName(given);
    const exact = await exactConcept(garden.store, name);
    const containing = exact === null ? await conceptContaining(garden, name) : null;
    const taken = exact ?? containing ?? (await findConcept(garden, name)).concept;
    const own = exact !== null || containing !== null;
    if (!own) notices.push(`“${name}” is taken to mean “${taken.label}”.`);
    const said = own ? name : taken.label;
    const ids = named(nameForms(said), containing === null ? taken.id : null);
    return {
      ...mentionOf(said, exact),
      concept: taken,
      ids,
      words: containing === null ? `“${said}” or a name that contains it` : `a name that contains “${said}”`,
    };
  };
  return {
    of,
    notices,
    async mentioned(given) {
      const whole = bareName(given);
      const exact = await exactConcept(garden.store, whole);
      const parts = exact === null ? whole.split(/\s+and\s+|\s*&\s*/i).map(bareName) : [whole];
      return Promise.all(parts.map(async (name) => mentionOf(name, await exactConcept(garden.store, name))));
    },
  };
}

function mentionOf(name: string, concept: Concept | null): Mentioned {
  const otherNames = concept === null ? "" : ` UNION SELECT document FROM mention WHERE concept = ${text(concept.id)}`;
  return { name, documents: `(SELECT value FROM json_each(documents_with(${text(name)}))${otherNames})` };
}

/** The concept of most documents among those whose names contain this one: "policy performance" for "performance". */
async function conceptContaining(garden: Garden, name: string): Promise<Concept | null> {
  const spellings = nameForms(name);
  const hits = (await Promise.all(spellings.map((one) => garden.store.searchText(one, { kinds: ["concept"], limit: 50 })))).flat();
  const forms = spellings.map((form) => ` ${form} `);
  const concepts = await garden.store.concepts(hits.map(({ id }) => id as ConceptId));
  const within = concepts.filter(({ label, aliases }) =>
    [label, ...aliases].some((other) => forms.some((form) => ` ${other.toLowerCase().replaceAll("-", " ")} `.includes(form))),
  );
  return within.toSorted((a, b) => b.documents - a.documents)[0] ?? null;
}

// The concepts that a name in a question means: the one of that name, and every one whose name contains it.

import { bareName, nameForms } from "#agents/query/composing/asked.ts";
import { hasWords, text } from "#agents/query/composing/selection.ts";
import type { Garden } from "#graph/garden.ts";
import type { Concept, ConceptId } from "#graph/model.ts";
import { exactConcept, findConcept } from "#graph/search/find-concept.ts";
import { asHortusError } from "#kernels/errors.ts";

export interface Named {
  readonly name: string;
  /** The one it is taken for. */
  readonly concept: Concept;
  /** `IN` this are the ids meant. */
  readonly ids: string;
  readonly words: string;
}

export interface Names {
  /** @throws `concept.not_found` */
  of(name: string): Promise<Named>;
  /** Two names with "and" between, unless the whole is one name; null when it is not two. */
  pair(name: string): Promise<readonly [Named, Named] | null>;
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
    const itself = containing === null ? `concept = ${text(taken.id)} OR ` : "";
    const ids = `(SELECT concept FROM alias WHERE ${itself}${hasWords("name", nameForms(said))})`;
    return {
      name,
      concept: taken,
      ids,
      words: containing === null ? `“${said}” or a name that contains it` : `a name that contains “${said}”`,
    };
  };
  return {
    of,
    notices,
    async pair(given) {
      const parts = given.split(/\s+and\s+|\s*&\s*/i);
      if (parts.length < 2 || (await exactConcept(garden.store, bareName(given))) !== null) return null;
      for (let at = 1; at < parts.length; at++) {
        const [one, other] = [parts.slice(0, at).join(" and "), parts.slice(at).join(" and ")];
        const found = await Promise.all([of(one), of(other)]).catch((thrown: unknown) => {
          if (asHortusError(thrown).code === "concept.not_found" && at < parts.length - 1) return null;
          throw thrown;
        });
        if (found !== null) return [found[0], found[1]];
      }
      return null;
    },
  };
}

/** The concept of most documents among those whose names contain this one: "policy performance" for "performance". */
async function conceptContaining(garden: Garden, name: string): Promise<Concept | null> {
  const hits = await garden.store.searchText(name, { kinds: ["concept"], limit: 50 });
  const forms = nameForms(name).map((form) => ` ${form} `);
  const concepts = await garden.store.concepts(hits.map(({ id }) => id as ConceptId));
  const within = concepts.filter(({ label, aliases }) =>
    [label, ...aliases].some((other) => forms.some((form) => ` ${other.toLowerCase().replaceAll("-", " ")} `.includes(form))),
  );
  return within.toSorted((a, b) => b.documents - a.documents)[0] ?? null;
}

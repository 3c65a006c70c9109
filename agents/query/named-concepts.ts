// Which cells of a result name a concept: so that a person can go there.

import { normalForm } from "#graph/extraction/normal-form.ts";
import type { ConceptId, TermKey } from "#graph/model.ts";
import type { Cell } from "#graph/query/query-face.ts";
import type { GraphStore } from "#graph/store/graph-store.ts";

/** Columns of the views whose words are no concept's, whatever they say. */
const OTHER_COLUMNS = new Set(
  "class type title year venue doi arxiv authors document sentence phrase polarity origin rationale read_by text first second".split(" "),
);
const MOST_CELLS = 2000;
const LONGEST_NAME = 200;

/** Concept id by cell. */
export async function namedConcepts(
  store: GraphStore,
  columns: readonly string[],
  rows: readonly (readonly Cell[])[],
): Promise<Readonly<Record<string, string>>> {
  const open = columns.map((name) => !OTHER_COLUMNS.has(name.toLowerCase()));
  const cells = new Set(
    rows.flatMap((row) =>
      row.filter((cell, at): cell is string => open[at] === true && typeof cell === "string" && cell.length <= LONGEST_NAME),
    ),
  );
  const names = [...cells].slice(0, MOST_CELLS);
  const ids = new Set<string>((await store.concepts(names as ConceptId[])).map(({ id }) => id));
  const keys = new Map(names.map((name) => [name, normalForm(name)] as const));
  const owners = new Map<TermKey, ConceptId>();
  for (const { term, concept } of await store.conceptsOfTerms([...new Set(keys.values())])) owners.set(term, concept);
  return Object.fromEntries(
    names.flatMap((name) => {
      const id = ids.has(name) ? name : owners.get(keys.get(name)!);
      return id === undefined ? [] : [[name, id]];
    }),
  );
}

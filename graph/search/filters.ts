// What a search is narrowed to, as people write it: years, documents, classes of concepts, and which layer. It reads and checks the words;
// what passes is decided by passing.ts and, for text and vectors, by the store.

import { compareCodePoints } from "#graph/code-points.ts";
import { CONCEPT_CLASSES } from "#graph/extraction/concept-class.ts";
import type { Garden } from "#graph/garden.ts";
import { loadConceptGraph } from "#graph/paths/concept-graph.ts";
import { findDocument } from "#graph/search/find-document.ts";
import { perVersion } from "#graph/search/per-version.ts";
import { letterOverlap } from "#graph/search/words.ts";
import type { GraphStore, Within } from "#graph/store/graph-store.ts";
import { HortusError } from "#kernels/errors.ts";

/** `observed`: concepts, sentences and relations; `conjecture`: what was imagined, and nothing else. */
export const LAYERS = ["observed", "conjecture", "all"] as const;
export type Layer = (typeof LAYERS)[number];

export interface SearchFilters extends Within {
  /** Default: observed. */
  readonly layer?: Layer | undefined;
}

/** As they are written; see `readFilters`. */
export interface FilterWords {
  readonly year?: string | undefined;
  readonly document?: readonly string[] | undefined;
  readonly class?: readonly string[] | undefined;
  readonly layer?: Layer | undefined;
}

/** Classes that are no class by a likeness of letters below this are not what was meant. */
const ALIKE = 0.25;
const SUGGESTED = 5;

/**
 * @param words  `year`: `2021`, `2015..2020`, `..2019` or `2015..`; `document`: ids, paths or row ids, as `remove` takes them; `class`: of
 *   the classes the garden has
 * @param from  the folder that relative paths are meant from
 * @throws `input.invalid` for a range that is none or an unknown class, `document.not_found`, `document.ambiguous`; each with what is near
 */
export async function readFilters(garden: Pick<Garden, "store">, words: FilterWords, from?: string): Promise<SearchFilters> {
  const { store } = garden;
  const documents = words.document && (await Promise.all(words.document.map((selector) => findDocument(store, selector, from))));
  const classes = words.class && (await knownClasses(store, words.class));
  return {
    ...(words.year !== undefined && { years: readYears(words.year) }),
    ...(documents !== undefined && documents.length > 0 && { documents: documents.map(({ id }) => id) }),
    ...(classes !== undefined && classes.length > 0 && { classes }),
    ...(words.layer !== undefined && { layer: words.layer }),
  };
}

/** @throws `input.invalid` */
export function readYears(text: string): NonNullable<Within["years"]> {
  const [, from, dots, to] = /^\s*(\d{1,4})?\s*(\.\.)?\s*(\d{1,4})?\s*$/.exec(text) ?? [];
  const years = { from: from === undefined ? null : Number(from), to: to === undefined ? null : Number(to) };
  if (dots === undefined && years.from !== null && years.to === null) return { from: years.from, to: years.from };
  if (dots === undefined || (years.from === null && years.to === null)) {
    throw new HortusError("input.invalid", `“${text}” is no range of years: write 2021, 2015..2020, ..2019 or 2015.. instead.`, {
      year: text.slice(0, 100),
    });
  }
  if (years.from !== null && years.to !== null && years.from > years.to) {
    throw new HortusError("input.invalid", `No year lies in ${text.trim()}: did you mean ${years.to}..${years.from}?`, { year: text });
  }
  return years;
}

/** `2015..2020`, as it is read. */
export function yearsText({ from, to }: NonNullable<Within["years"]>): string {
  return from !== null && from === to ? String(from) : `${from ?? ""}..${to ?? ""}`;
}

/** In words, for notes and reports; empty when nothing is narrowed. */
export function describeWithin({ years, documents, classes }: Within): string {
  const parts = [
    ...(years === undefined ? [] : [`years ${yearsText(years)}`]),
    ...(documents === undefined ? [] : [`${documents.length === 1 ? "document" : "documents"} ${documents.join(", ")}`]),
    ...(classes === undefined ? [] : [`${classes.length === 1 ? "class" : "classes"} ${classes.join(", ")}`]),
  ];
  return parts.join("; ");
}

/**
 * For a search that found nothing: whether a range of years could have found anything.
 * @throws `input.invalid` when no document is of these years, with the years there are
 */
export async function refuseEmptyYears(store: GraphStore, { years, documents: named }: Within): Promise<void> {
  if (years === undefined) return;
  const dated = named === undefined ? await yearsOf(store) : datesOf(await store.documents(named));
  const [from, to] = [years.from ?? -Infinity, years.to ?? Infinity];
  if (dated.some((year) => year >= from && year <= to)) return;
  const [first, last] = [dated[0], dated.at(-1)];
  const near = [dated.findLast((year) => year < from), dated.find((year) => year > to)].filter((year) => year !== undefined);
  const whose = named === undefined ? "document" : "named document";
  const there =
    first === undefined
      ? `no ${whose} here has a year`
      : `the years of the ${whose}s here go from ${first} to ${last}${near.length === 0 ? "" : `, the nearest being ${near.join(" and ")}`}`;
  throw new HortusError("input.invalid", `No ${whose} is of ${yearsText(years)}: ${there}.`, {
    year: yearsText(years),
    near: near.map(String),
    ...(first !== undefined && last !== undefined && { first, last }),
  });
}

/** The years of all documents, ascending. */
const yearsOf = perVersion(async (store) => datesOf(await store.documents()));

function datesOf(documents: readonly { readonly year: number | null }[]): readonly number[] {
  return documents.flatMap(({ year }) => (year === null ? [] : [year])).sort((a, b) => a - b);
}

/** A class that this version of Hortus gives needs no look at the garden; another one may come from elsewhere. */
async function knownClasses(store: GraphStore, classes: readonly string[]): Promise<readonly string[]> {
  const given = classes.map((name) => name.trim().toLowerCase());
  if (given.every((name) => CONCEPT_CLASSES.has(name))) return given;
  const there = await classesOf(store);
  const unknown = given.find((name) => !CONCEPT_CLASSES.has(name) && !there.includes(name));
  if (unknown === undefined) return given;
  const known = there.length > 0 ? there : [...CONCEPT_CLASSES];
  const near = known
    .map((name) => ({ name, likeness: letterOverlap(unknown, name) }))
    .filter(({ likeness }) => likeness >= ALIKE)
    .sort((a, b) => b.likeness - a.likeness)
    .slice(0, SUGGESTED)
    .map(({ name }) => name);
  const hint = near.length > 0 ? `Near it: ${near.join(", ")}.` : `There are ${known.join(", ")}.`;
  throw new HortusError("input.invalid", `No concept here is of the class “${unknown.slice(0, 100)}”. ${hint}`, { class: unknown, near });
}

/** The classes that the garden's concepts have, in code-point order. */
async function classesOf(store: GraphStore): Promise<readonly string[]> {
  const { concepts } = await loadConceptGraph(store);
  return [...new Set(concepts.map((concept) => concept.class))].sort(compareCodePoints);
}

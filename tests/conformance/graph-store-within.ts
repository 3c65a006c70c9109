// The part of every GraphStore's exam that is about searching within something: what is found is compared with what is found without a
// limit, less what does not pass by the plain reading of the contract.

import { expect, test } from "vitest";
import type { Concept, DocumentId, Operation, TermKey } from "#graph/model.ts";
import type { GraphStore, VectorKind, Within } from "#graph/store/graph-store.ts";
import { bodyOf } from "./bodies.ts";
import { all, grow } from "./grown-store.ts";

const NAMES = ["spider silk", "collagen", "water", "bone", "folding", "fracture toughness", "silk folding", "mussel"];
const QUERY = "silk water folding amber";
const YEARS = [1999, 2005, null, 2005, 2012, 2020];

/** A concept whose own name is in documents of 1990 and 2021, and only its other term in one between. */
const FAR: readonly (readonly [name: string, year: number])[] = [
  ["amber", 1990],
  ["amber", 2021],
  ["zeta thread", 2010],
];

/** Documents each about some of the names, so that every name is in documents of years far apart. */
function library(): readonly Operation[] {
  const far = FAR.map(([name, year]) => {
    const sentence = { text: `The ${name} changes the resin.`, claims: [[name, "changes", "resin"]] as const };
    return { op: "put-document", ...bodyOf(`far-${year}`, [sentence], { year }) } as const;
  });
  const papers = YEARS.map((year, number) => {
    const sentences = NAMES.flatMap((name, place) => {
      const other = NAMES[(place + number + 1) % NAMES.length]!;
      return (place * 3 + number) % 4 === 0 || name === other
        ? []
        : [{ text: `The ${name} changes the ${other}.`, claims: [[name, "changes", other]] as const }];
    });
    return { op: "put-document", ...bodyOf(`paper-${number}`, sentences, { year }) } as const;
  });
  return [...far, ...papers];
}

const FILTERS: readonly Within[] = [
  {},
  { years: { from: 2005, to: 2005 } },
  { years: { from: null, to: 2004 } },
  { years: { from: 2006, to: null } },
  { years: { from: 2006, to: 2011 } },
  { documents: ["paper-2", "paper-4"] as DocumentId[] },
  { documents: ["paper-2", "paper-4", "nowhere"] as DocumentId[], years: { from: 2000, to: null } },
  { documents: [] },
  { classes: ["process"] },
  { classes: ["material", "organism"], years: { from: 2012, to: 2020 } },
  { classes: ["process"], documents: ["paper-0"] as DocumentId[] },
  { classes: [] },
];

/** @param open opens the store under test, again and again the same one */
export function withinConformance(open: () => Promise<GraphStore>): void {
  test("[S23] text and vectors within years, documents and classes are the best of what passes, at every limit", async () => {
    const store = await open();
    await grow(store, ...library());
    for (const [a, b] of [
      ["mussel", "water"],
      ["amber", "zeta thread"],
    ] as [TermKey, TermKey][])
      await grow(store, { op: "put-edit", edit: { a, b, decision: "same" } });
    await putVectors(store);
    const concepts = await all(store.allConcepts());
    expect(new Set(concepts.map((concept) => concept.class)).size).toBeGreaterThan(2);
    let answered = 0;
    for (const within of FILTERS) {
      const passes = await passing(store, concepts, within);
      for (const limit of [0, 1, 3, 1000]) {
        for (const kind of ["concept", "sentence"] as const) {
          const whole = await store.searchText(QUERY, { kinds: [kind], limit: 1000 });
          const found = await store.searchText(QUERY, { kinds: [kind], limit, within });
          expect(found, JSON.stringify({ within, limit, kind })).toEqual(whole.filter(({ id }) => passes(kind, id)).slice(0, limit));
          answered += found.length;
        }
        for (const kind of ["term", "sentence"] as const) {
          const query = Float32Array.of(1, 0.5);
          const whole = await store.nearestVectors("m", kind, query, 1000);
          const found = await store.nearestVectors("m", kind, query, limit, within);
          expect(found, JSON.stringify({ within, limit, kind })).toEqual(whole.filter(({ key }) => passes(kind, key)).slice(0, limit));
          answered += found.length;
        }
      }
    }
    expect(answered).toBeGreaterThan(500);
  });
}

async function putVectors(store: GraphStore): Promise<void> {
  const spread = (seed: number) => Float32Array.of(Math.cos(seed * 1.7), Math.sin(seed * 2.9));
  const terms = [...NAMES, "amber", "zeta thread", "no concept"].map((key, place) => ({ key, vector: spread(place) }));
  const readings = await store.readings(YEARS.map((_, number) => `paper-${number}` as DocumentId));
  const sentences = readings.flatMap(({ document, sentences: read }) => read.map((_, index) => `${document}#${index}`));
  await store.putVectors("m", "term", terms);
  await store.putVectors(
    "m",
    "sentence",
    sentences.map((key, place) => ({ key, vector: spread(place + 100) })),
  );
}

/** The contract's words, one by one, over everything the store says. */
async function passing(store: GraphStore, concepts: readonly Concept[], { years, documents, classes }: Within) {
  const wanted = (await store.documents()).filter(
    ({ id, year }) =>
      (documents === undefined || documents.includes(id)) &&
      (years === undefined || (year !== null && year >= (years.from ?? -9999) && year <= (years.to ?? 9999))),
  );
  const ids = new Set<string>(wanted.map(({ id }) => id));
  const postings = await store.postings(concepts.flatMap(({ terms }) => terms));
  const named = new Set<string>(postings.filter(({ document }) => ids.has(document)).map(({ term }) => term));
  const free = years === undefined && documents === undefined;
  const kept = concepts.filter(
    ({ terms, class: kind }) => (classes === undefined || classes.includes(kind)) && (free || terms.some((term) => named.has(term))),
  );
  const conceptIds = new Set<string>(kept.map(({ id }) => id));
  const termKeys = new Set<string>(kept.flatMap(({ terms }) => terms));
  return (kind: VectorKind | "concept", key: string): boolean => {
    if (kind === "sentence") return ids.has(key.slice(0, key.lastIndexOf("#")));
    if (kind === "concept") return conceptIds.has(key);
    return (free && classes === undefined) || termKeys.has(key);
  };
}

// Writes the projection's terms, links and concepts. Every function answers whether anything became different.

import { compareCodePoints } from "#graph/code-points.ts";
import type { Concept, ConceptId, IndexedTerm, TermKey, TermLink } from "#graph/model.ts";
import { json, termIds } from "#graph/store/embedded/keys.ts";
import { dropNameWords, type NameWord, nameWordsOf, putNameWords } from "#graph/store/embedded/name-words.ts";
import type { Sqlite, SqlValue } from "#graph/store/sqlite.ts";
import { HortusError } from "#kernels/errors.ts";

const VALUES = "documents, mentions, claims, definitions, kind, kinds, surfaces";

export interface WrittenTerms {
  readonly changed: boolean;
  /** Row numbers of all terms given. */
  readonly ids: Map<TermKey, number>;
  /** Of these, the terms that were not there, with the number of their concept. */
  readonly fresh: ReadonlyMap<TermKey, PlacedTerm>;
}

/** `alone` are the terms that will be a concept by themselves. */
export function putTerms(database: Sqlite, terms: readonly IndexedTerm[], alone: ReadonlySet<TermKey>): WrittenTerms {
  const old = new Map(
    database
      .rows<[id: number, key: TermKey, blocks: string]>(
        "SELECT t.id, t.key, t.blocks FROM json_each(?) AS wanted CROSS JOIN term AS t ON t.key = wanted.value",
        json(terms.map((term) => term.key)),
      )
      .map(([id, key, blocks]) => [key, { id, blocks }] as const),
  );
  const ids = new Map<TermKey, number>();
  const fresh = new Map<TermKey, PlacedTerm>();
  const rows: SqlValue[][] = [];
  const blockRows: [block: string, term: number][] = [];
  let next = (database.get<{ last: number | null }>("SELECT max(id) AS last FROM term")!.last ?? 0) + 1;
  let changed = false;
  for (const term of terms.toSorted((a, b) => compareCodePoints(a.key, b.key))) {
    const { key } = term;
    const before = old.get(key);
    const blocks = term.blocks?.join("\n") ?? before?.blocks ?? "";
    const id = before?.id ?? next++;
    ids.set(key, id);
    if (before === undefined) {
      const placed = { id, key, concept: alone.has(key) ? id : null };
      rows.push([id, key, placed.concept, blocks, ...valuesOf(term)]);
      fresh.set(key, placed);
      changed = true;
    } else if (updateTerm(database, id, term, blocks)) changed = true;
    if ((before?.blocks ?? "") !== blocks) {
      for (const block of changedBlocks(database, id, before?.blocks ?? "", blocks)) blockRows.push([block, id]);
    }
  }
  database.insert(`INSERT INTO term(id, key, concept, blocks, ${VALUES})`, rows);
  database.insert("INSERT INTO block(block, term)", blockRows.sort(byWord));
  return { changed, ids, fresh };
}

/** Whether anything became different. */
function updateTerm(database: Sqlite, id: number, term: IndexedTerm, blocks: string): boolean {
  const { changes } = database.run(
    `UPDATE term SET (blocks, ${VALUES}) = (?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)
     WHERE id = ?1 AND (blocks, ${VALUES}) IS NOT (?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)`,
    id,
    blocks,
    ...valuesOf(term),
  );
  return changes > 0;
}

function valuesOf({ documents, mentions, claims, definitions, kind, kinds, surfaces }: IndexedTerm): SqlValue[] {
  return [documents, mentions, claims, definitions, kind, JSON.stringify(kinds), JSON.stringify(surfaces)];
}

/** In the order of a table's key, rows meet pages that are at hand. */
function byWord([a]: readonly [string, number], [b]: readonly [string, number]): number {
  return compareCodePoints(a, b);
}

/** Terms must be mentioned by no document any more. */
export function removeTerms(database: Sqlite, keys: readonly TermKey[]): boolean {
  let changed = false;
  for (const key of keys) {
    const term = database.get<{ id: number; blocks: string }>("SELECT id, blocks FROM term WHERE key = ?", key);
    if (term === undefined) continue;
    if (database.get("SELECT 1 FROM posting WHERE term = ? LIMIT 1", term.id) !== undefined) {
      throw new HortusError("graph.invalid_change", `The term “${key}” is still mentioned and cannot be taken out.`, { term: key });
    }
    changedBlocks(database, term.id, term.blocks, "");
    database.run("DELETE FROM term WHERE id = ?", term.id);
    changed = true;
  }
  return changed;
}

/** Drops the blocks that the term is no longer in, and answers the new ones. */
function changedBlocks(database: Sqlite, term: number, before: string, after: string): string[] {
  const old = new Set(before === "" ? [] : before.split("\n"));
  const next = new Set(after === "" ? [] : after.split("\n"));
  for (const block of old) if (!next.has(block)) database.run("DELETE FROM block WHERE block = ? AND term = ?", block, term);
  return [...next].filter((block) => !old.has(block));
}

export function putLinks(database: Sqlite, links: readonly TermLink[]): boolean {
  if (links.length === 0) return false;
  const ids = termIds(
    database,
    links.flatMap(({ a, b }) => [a, b]),
  );
  let changed = false;
  for (const { a, b, reason, similarity } of links) {
    const first = ids.get(a);
    const second = ids.get(b);
    if (first === undefined || second === undefined) {
      throw new HortusError("graph.invalid_change", `A link names a term that is not there: ${a} – ${b}.`, { a, b });
    }
    const { changes } = database.run(
      `INSERT INTO link(a, b, reason, similarity) VALUES(?, ?, ?, ?) ON CONFLICT(a, b) DO UPDATE SET reason = excluded.reason,
         similarity = excluded.similarity WHERE (reason, similarity) IS NOT (excluded.reason, excluded.similarity)`,
      first,
      second,
      reason,
      similarity,
    );
    changed ||= changes > 0;
  }
  return changed;
}

export function removeLinks(database: Sqlite, links: readonly TermLink[]): boolean {
  if (links.length === 0) return false;
  const ids = termIds(
    database,
    links.flatMap(({ a, b }) => [a, b]),
  );
  let changed = false;
  for (const { a, b } of links) {
    const { changes } = database.run("DELETE FROM link WHERE a = ? AND b = ?", ids.get(a) ?? -1, ids.get(b) ?? -1);
    changed ||= changes > 0;
  }
  return changed;
}

/** `fresh` are terms written by the same change. */
export function putConcepts(database: Sqlite, concepts: readonly Concept[], fresh: ReadonlyMap<TermKey, PlacedTerm>): boolean {
  const terms = placedTerms(
    database,
    concepts.flatMap((concept) => concept.terms),
    fresh,
  );
  const numbers = concepts.map((concept) => termNumbers(terms, concept));
  const old = storedConcepts(
    database,
    numbers.map(([id]) => id!),
  );
  const added: Added = { concepts: [], words: [] };
  let changed = false;
  // In ascending order: at each step back the full-text index would write out what it gathered.
  const ordered = concepts.map((concept, index) => ({ concept, members: numbers[index]! })).sort((a, b) => a.members[0]! - b.members[0]!);
  for (const { concept, members } of ordered) {
    const [id] = members;
    const before = old.get(id!);
    if (putConcept(database, id!, concept, before, added)) changed = true;
    for (const term of before?.terms ?? []) {
      if (members.includes(term)) continue;
      // Unless a concept written before this one has taken it over already.
      database.run("UPDATE term SET concept = NULL WHERE id = ? AND concept = ?", term, id!);
      changed = true;
    }
    for (const term of concept.terms) {
      const { id: number, concept: place } = terms.get(term)!;
      if (place === id) continue;
      database.run("UPDATE term SET concept = ? WHERE id = ?", id!, number);
      changed = true;
    }
  }
  database.insert(`INSERT INTO concept(id, ${FIELDS})`, added.concepts);
  putNameWords(database, added.words.sort(byWord));
  return changed;
}

export interface PlacedTerm {
  readonly id: number;
  readonly key: TermKey;
  readonly concept: number | null;
}

function placedTerms(database: Sqlite, keys: readonly TermKey[], fresh: ReadonlyMap<TermKey, PlacedTerm>): Map<TermKey, PlacedTerm> {
  const rows = database.rows<[id: number, key: TermKey, concept: number | null]>(
    "SELECT t.id, t.key, t.concept FROM json_each(?) AS wanted CROSS JOIN term AS t ON t.key = wanted.value",
    json(keys.filter((key) => !fresh.has(key))),
  );
  const placed = new Map(rows.map(([id, key, concept]) => [key, { id, key, concept } satisfies PlacedTerm]));
  for (const key of keys) if (fresh.has(key)) placed.set(key, fresh.get(key)!);
  return placed;
}

function termNumbers(terms: ReadonlyMap<TermKey, PlacedTerm>, concept: Concept): number[] {
  const numbers = concept.terms.map((term) => terms.get(term)?.id);
  if (numbers.length > 0 && !numbers.includes(undefined) && (concept.terms[0] as string) === concept.id) return numbers as number[];
  throw new HortusError("graph.invalid_change", `Concept ${concept.id} joins terms that are not there, or is not named after its first.`, {
    concept: concept.id,
  });
}

interface StoredConcept {
  readonly id: number;
  readonly label: string;
  readonly aliases: string;
  readonly terms: readonly number[];
}

function storedConcepts(database: Sqlite, ids: readonly number[]): Map<number, StoredConcept> {
  const rows = database.rows<[id: number, label: string, aliases: string, terms: string | null]>(
    `SELECT c.id, c.label, c.aliases, (SELECT group_concat(t.id) FROM term AS t WHERE t.concept = c.id) AS terms
     FROM json_each(?) AS wanted CROSS JOIN concept AS c ON c.id = wanted.value`,
    json(ids),
  );
  return new Map(
    rows.map(([id, label, aliases, terms]) => [id, { id, label, aliases, terms: (terms ?? "").split(",").filter(Boolean).map(Number) }]),
  );
}

const FIELDS = "label, class, aliases, documents, mentions, first_year, last_year";

/** Rows to be written once all concepts have been seen. */
interface Added {
  readonly concepts: SqlValue[][];
  readonly words: NameWord[];
}

function putConcept(database: Sqlite, id: number, concept: Concept, before: StoredConcept | undefined, added: Added): boolean {
  const { label, documents, mentions, firstYear, lastYear } = concept;
  const aliases = JSON.stringify(concept.aliases);
  const values = [label, concept.class, aliases, documents, mentions, firstYear, lastYear] as const;
  const spoken = before === undefined || before.label !== label || before.aliases !== aliases;
  if (spoken && before !== undefined) dropNames(database, before);
  if (spoken) putNames(database, id, concept, added.words);
  if (before === undefined) {
    added.concepts.push([id, ...values]);
    return true;
  }
  const update = `UPDATE concept SET (${FIELDS}) = (?2, ?3, ?4, ?5, ?6, ?7, ?8) WHERE id = ?1 AND (${FIELDS}) IS NOT (?2, ?3, ?4, ?5, ?6, ?7, ?8)`;
  return database.run(update, id, ...values).changes > 0;
}

export function removeConcepts(database: Sqlite, ids: readonly ConceptId[]): boolean {
  let changed = false;
  for (const key of ids) {
    const concept = database.get<Pick<StoredConcept, "id" | "label" | "aliases">>(
      "SELECT c.id, c.label, c.aliases FROM term AS t JOIN concept AS c ON c.id = t.id WHERE t.key = ?",
      key,
    );
    if (concept === undefined) continue;
    database.run("UPDATE term SET concept = NULL WHERE concept = ?", concept.id);
    dropNames(database, concept);
    database.run("DELETE FROM concept WHERE id = ?", concept.id);
    changed = true;
  }
  return changed;
}

/** Where a concept is found by its names: by words in any form, and by how they begin. */
function putNames(database: Sqlite, id: number, { label, aliases }: Pick<Concept, "label" | "aliases">, words: NameWord[]): void {
  database.run("INSERT INTO concept_text(rowid, label, aliases) VALUES(?, ?, ?)", id, label, aliases.join(" \n "));
  words.push(...nameWordsOf(id, [label, ...aliases]));
}

/** `aliases` as stored. */
function dropNames(database: Sqlite, { id, label, aliases }: Pick<StoredConcept, "id" | "label" | "aliases">): void {
  database.run("DELETE FROM concept_text WHERE rowid = ?", id);
  dropNameWords(database, id, [label, ...(JSON.parse(aliases) as string[])]);
}

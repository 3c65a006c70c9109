// Writes the projection's terms, links and concepts. Every function answers whether anything became different.

import type { Concept, ConceptId, IndexedTerm, TermKey, TermLink } from "#graph/model.ts";
import { json, termIds } from "#graph/store/embedded/keys.ts";
import type { Sqlite } from "#graph/store/sqlite.ts";
import { HortusError } from "#kernels/errors.ts";

const UPSERT_TERM = `INSERT INTO term(key, documents, mentions, claims, definitions, kind, kinds, surfaces, blocks)
  VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, coalesce(?9, ''))
  ON CONFLICT(key) DO UPDATE SET documents = excluded.documents, mentions = excluded.mentions, claims = excluded.claims,
    definitions = excluded.definitions, kind = excluded.kind, kinds = excluded.kinds, surfaces = excluded.surfaces, blocks = coalesce(?9, blocks)
  WHERE (documents, mentions, claims, definitions, kind, kinds, surfaces, blocks) IS NOT (excluded.documents, excluded.mentions,
    excluded.claims, excluded.definitions, excluded.kind, excluded.kinds, excluded.surfaces, coalesce(?9, blocks))`;

export function putTerms(database: Sqlite, terms: readonly IndexedTerm[]): boolean {
  const old = new Map(
    database
      .all<{ id: number; key: TermKey; blocks: string }>(
        "SELECT t.id, t.key, t.blocks FROM json_each(?) AS wanted JOIN term AS t ON t.key = wanted.value",
        json(terms.map((term) => term.key)),
      )
      .map((row) => [row.key, row] as const),
  );
  let changed = false;
  for (const term of terms) {
    const { key, documents, mentions, claims, definitions, kind, kinds, surfaces } = term;
    const blocks = term.blocks?.join("\n") ?? null;
    const counts = [documents, mentions, claims, definitions] as const;
    const written = database.run(UPSERT_TERM, key, ...counts, kind, JSON.stringify(kinds), JSON.stringify(surfaces), blocks);
    if (written.changes === 0) continue;
    changed = true;
    const before = old.get(key);
    if (blocks !== null && (before?.blocks ?? "") !== blocks)
      replaceBlocks(database, before?.id ?? written.id, before?.blocks ?? "", blocks);
  }
  return changed;
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
    replaceBlocks(database, term.id, term.blocks, "");
    database.run("DELETE FROM term WHERE id = ?", term.id);
    changed = true;
  }
  return changed;
}

function replaceBlocks(database: Sqlite, term: number, before: string, after: string): void {
  const old = new Set(before === "" ? [] : before.split("\n"));
  const next = new Set(after === "" ? [] : after.split("\n"));
  for (const block of old) if (!next.has(block)) database.run("DELETE FROM block WHERE block = ? AND term = ?", block, term);
  for (const block of next) if (!old.has(block)) database.run("INSERT INTO block(block, term) VALUES(?, ?)", block, term);
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

const UPSERT_CONCEPT = `INSERT INTO concept(id, label, class, aliases, documents, mentions, first_year, last_year) VALUES(?, ?, ?, ?, ?, ?, ?, ?)
  ON CONFLICT(id) DO UPDATE SET label = excluded.label, class = excluded.class, aliases = excluded.aliases, documents = excluded.documents,
    mentions = excluded.mentions, first_year = excluded.first_year, last_year = excluded.last_year
  WHERE (label, class, aliases, documents, mentions, first_year, last_year) IS NOT (excluded.label, excluded.class, excluded.aliases,
    excluded.documents, excluded.mentions, excluded.first_year, excluded.last_year)`;

export function putConcepts(database: Sqlite, concepts: readonly Concept[]): boolean {
  const ids = termIds(
    database,
    concepts.flatMap((concept) => concept.terms),
  );
  let changed = false;
  for (const concept of concepts) {
    const terms = concept.terms.map((term) => ids.get(term));
    const id = terms[0];
    if (id === undefined || terms.includes(undefined) || (concept.terms[0] as string) !== concept.id) {
      throw new HortusError(
        "graph.invalid_change",
        `Concept ${concept.id} joins terms that are not there, or is not named after its first.`,
        {
          concept: concept.id,
        },
      );
    }
    if (putConcept(database, id, concept)) changed = true;
    if (moveTerms(database, id, terms as number[])) changed = true;
  }
  return changed;
}

function putConcept(database: Sqlite, id: number, concept: Concept): boolean {
  const { label, documents, mentions, firstYear, lastYear } = concept;
  const aliases = JSON.stringify(concept.aliases);
  const old = database.get<{ label: string; aliases: string }>("SELECT label, aliases FROM concept WHERE id = ?", id);
  const { changes } = database.run(UPSERT_CONCEPT, id, label, concept.class, aliases, documents, mentions, firstYear, lastYear);
  if (old?.label !== label || old.aliases !== aliases) {
    if (old !== undefined) database.run("DELETE FROM concept_text WHERE rowid = ?", id);
    database.run("INSERT INTO concept_text(rowid, label, aliases) VALUES(?, ?, ?)", id, label, concept.aliases.join(" \n "));
  }
  return changes > 0;
}

function moveTerms(database: Sqlite, concept: number, terms: readonly number[]): boolean {
  let changed = false;
  for (const { id } of database.all<{ id: number }>("SELECT id FROM term WHERE concept = ?", concept)) {
    if (terms.includes(id)) continue;
    database.run("UPDATE term SET concept = NULL WHERE id = ?", id);
    changed = true;
  }
  for (const term of terms) {
    const { changes } = database.run("UPDATE term SET concept = ? WHERE id = ? AND concept IS NOT ?", concept, term, concept);
    changed ||= changes > 0;
  }
  return changed;
}

export function removeConcepts(database: Sqlite, ids: readonly ConceptId[]): boolean {
  let changed = false;
  for (const key of ids) {
    const concept = database.get<{ id: number }>("SELECT c.id FROM term AS t JOIN concept AS c ON c.id = t.id WHERE t.key = ?", key);
    if (concept === undefined) continue;
    database.run("UPDATE term SET concept = NULL WHERE concept = ?", concept.id);
    database.run("DELETE FROM concept_text WHERE rowid = ?", concept.id);
    database.run("DELETE FROM concept WHERE id = ?", concept.id);
    changed = true;
  }
  return changed;
}

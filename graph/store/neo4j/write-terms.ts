// Writes the projection's terms, with the concept each belongs to, and the links between them.

import type { Concept, ConceptId, IndexedTerm, Term, TermKey, TermLink } from "#graph/model.ts";
import { changedFields, forRows } from "#graph/store/neo4j/batches.ts";
import type { Neo4jTransaction } from "#graph/store/neo4j/driver.ts";
import type { Row } from "#graph/store/neo4j/form.ts";
import type { Tally } from "#graph/store/neo4j/root.ts";
import { BLOCK_PLACES } from "#graph/store/neo4j/schema.ts";
import { HortusError } from "#kernels/errors.ts";

/** A term as its node has it. */
export interface TermNode extends Omit<Term, "kinds" | "surfaces"> {
  /** JSON */
  readonly kinds: string;
  readonly surfaces: string;
  readonly concept?: ConceptId | null;
  readonly block0?: string | null;
  readonly block1?: string | null;
  readonly block2?: string | null;
  readonly block3?: string | null;
}

export async function readTerms(tx: Neo4jTransaction, keys: readonly TermKey[]): Promise<Map<TermKey, TermNode>> {
  const rows = await forRows<{ term: TermNode }>(tx, "UNWIND $rows AS key MATCH (t:HortusTerm {key: key}) RETURN t{.*} AS term", keys);
  return new Map(rows.map(({ term }) => [term.key, term]));
}

/** Where terms come to belong: to a concept, or to none. */
export type Places = ReadonlyMap<TermKey, ConceptId | null>;

/**
 * Writes terms as they are to be, and moves the terms in `places`. `known` are all stored ones among both.
 * @returns whether anything became different
 */
export async function putTerms(
  tx: Neo4jTransaction,
  terms: readonly IndexedTerm[],
  places: Places,
  known: ReadonlyMap<TermKey, TermNode>,
  tally: Tally,
): Promise<boolean> {
  const creates: Row[] = [];
  const updates: Row[] = [];
  const moved = new Map(places);
  for (const term of terms) {
    const before = known.get(term.key);
    const row = nodeOf(term, before, moved.has(term.key) ? moved.get(term.key)! : (before?.concept ?? null));
    moved.delete(term.key);
    tally.terms += Number(term.mentions > 0) - Number((before?.mentions ?? 0) > 0);
    const changed = before && changedFields("key", row, before as unknown as Row);
    if (before === undefined) creates.push(row);
    else if (changed) updates.push(changed);
  }
  for (const [key, concept] of moved) if ((known.get(key)?.concept ?? null) !== concept) updates.push({ key, concept });
  await forRows(tx, "UNWIND $rows AS row CREATE (t:HortusTerm) SET t = row", creates);
  await forRows(tx, "UNWIND $rows AS row MATCH (t:HortusTerm {key: row.key}) SET t += row", updates);
  return creates.length + updates.length > 0;
}

function nodeOf(term: IndexedTerm, before: TermNode | undefined, concept: ConceptId | null): Row {
  const { key, documents, mentions, claims, definitions, kind } = term;
  const blocks = term.blocks ?? BLOCK_PLACES.map((place) => before?.[place] ?? null);
  if (blocks.length > BLOCK_PLACES.length)
    throw new HortusError("internal", `The term “${key}” has more than ${BLOCK_PLACES.length} blocks.`);
  const placed = Object.fromEntries(BLOCK_PLACES.map((place, index) => [place, blocks[index] ?? null]));
  const json = { kinds: JSON.stringify(term.kinds), surfaces: JSON.stringify(term.surfaces) };
  return { key, documents, mentions, claims, definitions, kind, ...json, ...placed, concept };
}

/** Terms must be mentioned by no document any more. */
export async function removeTerms(tx: Neo4jTransaction, keys: readonly TermKey[], tally: Tally): Promise<boolean> {
  const [mentioned] = await forRows<{ key: string }>(
    tx,
    "UNWIND $rows AS key MATCH (t:HortusTerm {key: key}) WHERE EXISTS { (t)-[:MENTIONED_IN]->() } RETURN t.key AS key LIMIT 1",
    keys,
  );
  if (mentioned !== undefined) {
    const message = `The term “${mentioned.key}” is still mentioned and cannot be taken out.`;
    throw new HortusError("graph.invalid_change", message, { term: mentioned.key });
  }
  const removed = await forRows<{ mentions: number }>(
    tx,
    "UNWIND $rows AS key MATCH (t:HortusTerm {key: key}) WITH t, t.mentions AS mentions DETACH DELETE t RETURN mentions",
    keys,
  );
  tally.terms -= removed.filter(({ mentions }) => mentions > 0).length;
  return removed.length > 0;
}

/**
 * Where the terms of these concepts come to belong, once `removed` are gone and `put` are there.
 * @param before the concepts that stand now, of both
 */
export function placesOf(
  put: readonly Concept[],
  removed: readonly ConceptId[],
  before: ReadonlyMap<ConceptId, { readonly terms: readonly TermKey[] }>,
  conceptOf: (term: TermKey) => ConceptId | null,
): Map<TermKey, ConceptId | null> {
  const places = new Map<TermKey, ConceptId | null>();
  const leave = (id: ConceptId): void => {
    for (const term of before.get(id)?.terms ?? []) if (conceptOf(term) === id) places.set(term, null);
  };
  for (const id of removed) leave(id);
  for (const { id } of put) leave(id);
  for (const { id, terms } of put) for (const term of terms) places.set(term, id);
  return places;
}

const LINK = `MATCH (a:HortusTerm {key: row.a})-[l:LINKED]->(b:HortusTerm {key: row.b})`;

export async function putLinks(tx: Neo4jTransaction, links: readonly TermLink[], isTerm: (key: TermKey) => boolean): Promise<boolean> {
  const stray = links.find(({ a, b }) => !isTerm(a) || !isTerm(b));
  if (stray !== undefined) {
    const { a, b } = stray;
    throw new HortusError("graph.invalid_change", `A link names a term that is not there: ${a} – ${b}.`, { a, b });
  }
  const rows = links.map(({ a, b, reason, similarity }) => ({ a, b, reason, similarity }));
  const old = await forRows<TermLink>(
    tx,
    `UNWIND $rows AS row ${LINK} RETURN row.a AS a, row.b AS b, l.reason AS reason, l.similarity AS similarity`,
    rows,
  );
  const before = new Map(old.map((link) => [`${link.a}\n${link.b}`, link]));
  const stored = (link: TermLink) => before.get(`${link.a}\n${link.b}`);
  const creates = rows.filter((link) => stored(link) === undefined);
  const updates = rows.filter((link) => {
    const known = stored(link);
    return known !== undefined && (known.reason !== link.reason || known.similarity !== link.similarity);
  });
  const ends = "MATCH (a:HortusTerm {key: row.a}) MATCH (b:HortusTerm {key: row.b})";
  await forRows(tx, `UNWIND $rows AS row ${ends} CREATE (a)-[:LINKED {reason: row.reason, similarity: row.similarity}]->(b)`, creates);
  await forRows(tx, `UNWIND $rows AS row ${LINK} SET l.reason = row.reason, l.similarity = row.similarity`, updates);
  return creates.length + updates.length > 0;
}

export async function removeLinks(tx: Neo4jTransaction, links: readonly TermLink[]): Promise<boolean> {
  const rows = links.map(({ a, b }) => ({ a, b }));
  return (await forRows(tx, `UNWIND $rows AS row ${LINK} DELETE l RETURN 1 AS removed`, rows)).length > 0;
}

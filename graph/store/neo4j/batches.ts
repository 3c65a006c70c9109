// Rows in pieces that one statement takes well: too many at once and the server holds them all in memory.

import type { Neo4jTransaction, Neo4jValue } from "#graph/store/neo4j/driver.ts";
import type { Row } from "#graph/store/neo4j/form.ts";

const ROWS = 5000;

/** Runs a statement that unwinds `$rows` over all of them; nothing is asked when there are none. */
export async function forRows<Row = unknown>(tx: Neo4jTransaction, cypher: string, rows: readonly Neo4jValue[]): Promise<Row[]> {
  const found: Row[] = [];
  for (let start = 0; start < rows.length; start += ROWS) {
    const piece = await tx.run<Row>({ cypher, parameters: { rows: rows.length <= ROWS ? rows : rows.slice(start, start + ROWS) } });
    for (const row of piece) found.push(row);
  }
  return found;
}

/** What of a row is not as the node has it, with the key by which the node is found; null when nothing is. */
export function changedFields(key: string, row: Row, node: Row): Row | null {
  const changed = Object.keys(row).filter((name) => JSON.stringify(row[name]) !== JSON.stringify(node[name] ?? null));
  if (changed.length === 0) return null;
  return Object.fromEntries([key, ...changed].map((name) => [name, row[name]!]));
}

export function distinct<Key extends string>(keys: Iterable<Key>): Key[] {
  return [...new Set(keys)];
}

/** Pieces of a long list may bring the same row again. */
export function once<Row>(rows: readonly Row[], keyOf: (row: Row) => string): Row[] {
  return [...new Map(rows.map((row) => [keyOf(row), row])).values()];
}

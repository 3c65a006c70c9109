// Rows in pieces that one statement takes well: too many at once and the server holds them all in memory.

import type { Neo4jTransaction, Neo4jValue } from "#graph/store/neo4j/driver.ts";

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

export function distinct<Key extends string>(keys: Iterable<Key>): Key[] {
  return [...new Set(keys)];
}

// The database of the running test server, emptied first; and questions to it.

import { join } from "node:path";
import { inject } from "vitest";
import { parseNeo4jAddress } from "#graph/store/neo4j/address.ts";
import { connectNeo4j, type Neo4jDatabase } from "#graph/store/neo4j/driver.ts";
import { openNeo4jStore } from "#graph/store/neo4j/neo4j-store.ts";
import type { StoreUnderTest } from "#tests/conformance/graph-store.ts";

export function serverAddress(database = "neo4j", scheme = "neo4j"): string {
  return `${scheme}://neo4j@127.0.0.1:${inject("neo4j").port}/${database}`;
}

/** The port opens a little before the database answers, so the first questions are asked again. */
export async function emptyDatabase(): Promise<Neo4jDatabase> {
  for (let tries = 40; ; tries--) {
    try {
      const database = await connectDatabase();
      await database.write({ cypher: "MATCH (n) DETACH DELETE n" });
      return database;
    } catch (thrown) {
      if (tries === 0) throw thrown;
      await new Promise((later) => setTimeout(later, 500));
    }
  }
}

/** The first column of every row. */
export async function ask<Value>(database: Neo4jDatabase, cypher: string, parameters = {}): Promise<Value[]> {
  const rows = await database.read<Record<string, Value>>({ cypher, parameters });
  return rows.map((row) => Object.values(row)[0]!);
}

/** An empty database, and gardens opened in it. */
export async function emptyGardenDatabase(): Promise<StoreUnderTest> {
  const database = await emptyDatabase();
  return {
    open: async () => (await openNeo4jStore(await connectDatabase(), { create: true, now: () => new Date(0) }))!,
    destroy: async () => database[Symbol.asyncDispose](),
  };
}

export function connectDatabase(): Promise<Neo4jDatabase> {
  return connectNeo4j(parseNeo4jAddress(serverAddress()), { password: inject("neo4j").password });
}

let folders = 0;

/** A folder that is not there yet, gone with the server's home. */
export function localFolder(): string {
  return join(inject("neo4j").home, `local-${process.pid}-${folders++}`);
}

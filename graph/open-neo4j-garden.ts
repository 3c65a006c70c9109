// Opens a garden that lives in a Neo4j database. What is no part of the graph lies in a folder of this machine, which the caller names.

import { mkdirSync } from "node:fs";
import type { Garden } from "#graph/garden.ts";
import { MAIN } from "#graph/garden-folder.ts";
import { openCypherFace } from "#graph/query/cypher-face.ts";
import type { Neo4jAddress } from "#graph/store/neo4j/address.ts";
import { connectNeo4j } from "#graph/store/neo4j/driver.ts";
import { openNeo4jStore } from "#graph/store/neo4j/neo4j-store.ts";
import { HortusError } from "#kernels/errors.ts";
import type { Embedder } from "#kernels/language-model.ts";

export interface OpenNeo4jGardenOptions {
  /** As the user wrote it; holds no password. */
  readonly name: string;
  readonly address: Neo4jAddress;
  /** Null connects without credentials. */
  readonly password: string | null;
  /** For ledger, caches and uploads; made when missing. */
  readonly folder: string;
  /** Stays the caller's: closing the garden does not close it. */
  readonly embedder: Embedder | null;
  /** Whether a missing garden is made. */
  readonly create: boolean;
  /** Dates the entries of history. */
  readonly now?: () => Date;
}

/** @throws `input.invalid` when there is none and `create` is false; what connecting and the store throw */
export async function openNeo4jGarden(options: OpenNeo4jGardenOptions): Promise<Garden> {
  const { name, folder, embedder, create, now = () => new Date() } = options;
  const database = await connectNeo4j(options.address, { password: options.password });
  const store = await openNeo4jStore(database, { create, now });
  if (store === null) {
    const message = `There is no garden at ${name}: grow one with “hortus grow <papers>”, or name another with --garden.`;
    throw new HortusError("input.invalid", message, { garden: name });
  }
  mkdirSync(folder, { recursive: true });
  const openQueries = () => openCypherFace(database, "garden");
  return {
    name,
    folder,
    branch: MAIN,
    file: null,
    store,
    openQueries,
    embedder,
    [Symbol.asyncDispose]: () => store[Symbol.asyncDispose](),
  };
}

// A garden's mirror as something to query: connected for one verb, closed with it.

import type { VerbContext } from "#apps/cli/verb.ts";
import { openCypherFace } from "#graph/query/cypher-face.ts";
import type { QueryFace } from "#graph/query/query-face.ts";
import { parseNeo4jAddress } from "#graph/store/neo4j/address.ts";
import { connectNeo4j } from "#graph/store/neo4j/driver.ts";

/** @throws what connecting throws */
export async function openMirrorFace({ config, signal }: Pick<VerbContext, "config" | "signal">, address: string): Promise<QueryFace> {
  const database = await connectNeo4j(parseNeo4jAddress(address), { password: config.environment.NEO4J_PASSWORD || null, signal });
  return { ...openCypherFace(database, "mirror"), [Symbol.asyncDispose]: () => database[Symbol.asyncDispose]() };
}

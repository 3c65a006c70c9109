// mirror: the garden as a Neo4j database, for Cypher and other people's tools.

import type { Action } from "#apps/cli/verb.ts";
import { mirrorGarden } from "#graph/mirror/mirror.ts";
import { parseNeo4jAddress } from "#graph/store/neo4j/address.ts";
import { connectNeo4j } from "#graph/store/neo4j/driver.ts";
import { EXIT } from "../exit-codes.ts";

export const mirror: Action<{ replace?: boolean }> = async (context, [address = ""], { replace = false }) => {
  const { signal, terminal, config } = context;
  const target = parseNeo4jAddress(address);
  const { garden, clock } = await context.workbench({ create: false, embeddings: false });
  await using database = await connectNeo4j(target, { password: config.environment.NEO4J_PASSWORD || null, signal });
  const progress = terminal.progress("mirroring");
  const result = await mirrorGarden(garden.store, database, {
    clock,
    replace,
    signal,
    onProgress: (done, total) => progress.update(done, total, "records"),
  }).finally(() => progress.end());
  await terminal.result(result, [
    `The database "${result.database}" holds ${result.documents} documents, ${result.concepts} concepts, ${result.relations} relations with ${result.evidence} evidence spans, and ${result.conjectures} conjectures (${result.removed} old rows removed, ${result.seconds.toFixed(1)} s).`,
    "Look at it with: MATCH (a:Concept)-[r]->(b:Concept), (e:Evidence {relation: r.id}) RETURN a.label, type(r), b.label, e.text LIMIT 25",
  ]);
  return EXIT.done;
};

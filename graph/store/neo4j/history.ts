// The garden's history in Neo4j: a node for each change, its operations as JSON in which documents are named by the hash of their bodies.

import type { Change, DocumentId, Operation, RecordedChange } from "#graph/model.ts";
import type { ChangeSummary } from "#graph/store/graph-store.ts";
import type { Neo4jDatabase, Neo4jTransaction } from "#graph/store/neo4j/driver.ts";
import { readRoot } from "#graph/store/neo4j/root.ts";
import { readBodies } from "#graph/store/neo4j/write-documents.ts";
import { type Done, refuseUnknownVersions, type StoredOperation as Stored, summaryOf, wayOf } from "#graph/store/stored-operations.ts";

type StoredOperation = Stored<string>;

export async function record(
  tx: Neo4jTransaction,
  version: number,
  { author, reason }: Change,
  done: readonly Done<string>[],
  time: string,
): Promise<void> {
  const operations = JSON.stringify(done.map((one) => one.done));
  const inverse = JSON.stringify(done.map((one) => one.inverse).reverse());
  const row = { version, parent: version - 1, author, reason, time, operations, inverse };
  await tx.run({ cypher: "CREATE (c:HortusChange) SET c = $row", parameters: { row } });
}

interface ChangeRow extends Pick<RecordedChange, "version" | "parent" | "author" | "reason" | "time"> {
  readonly operations: string;
  readonly inverse: string;
}

const FIELDS =
  "c.version AS version, c.parent AS parent, c.author AS author, c.reason AS reason, c.time AS time, c.operations AS operations";

export async function historyOf(database: Neo4jDatabase, limit: number, before: number): Promise<ChangeSummary[]> {
  const rows = await database.read<Omit<ChangeRow, "inverse">>({
    cypher: `MATCH (c:HortusChange) WHERE c.version < $before RETURN ${FIELDS} ORDER BY version DESC LIMIT $limit`,
    parameters: { before, limit },
  });
  return rows.map(({ operations, ...row }) => ({
    ...row,
    operations: (JSON.parse(operations) as StoredOperation[]).map((operation) => summaryOf(operation, unnamed)),
  }));
}

/** History here always keeps the id beside the body. */
function unnamed(): DocumentId {
  return "" as DocumentId;
}

export async function changeOf(database: Neo4jDatabase, version: number): Promise<RecordedChange | null> {
  return database.reading(async (tx) => {
    const [row] = await tx.run<ChangeRow>({
      cypher: `MATCH (c:HortusChange {version: $version}) RETURN ${FIELDS}, c.inverse AS inverse`,
      parameters: { version },
    });
    if (row === undefined) return null;
    return { ...row, operations: await whole(tx, JSON.parse(row.operations)), inverse: await whole(tx, JSON.parse(row.inverse)) };
  });
}

/** Documents in a page: each with its text and reading. */
const PAGE = 200;

/** Bodies never change once they are there, so the pages need no transaction around them all. */
export async function* operationsBetween(database: Neo4jDatabase, from: number, to: number): AsyncGenerator<readonly Operation[]> {
  const forwards = from <= to;
  const lists = await database.reading(async (tx) => {
    refuseUnknownVersions((await readRoot(tx)).version, from, to);
    return tx.run<{ stored: string }>({
      cypher: `MATCH (c:HortusChange) WHERE c.version > $low AND c.version <= $high
        RETURN c.${forwards ? "operations" : "inverse"} AS stored ORDER BY c.version ${forwards ? "" : "DESC"}`,
      parameters: { low: Math.min(from, to), high: Math.max(from, to) },
    });
  });
  const way = wayOf(
    lists.map(({ stored }) => JSON.parse(stored) as StoredOperation[]),
    unnamed,
  );
  for (let start = 0; start < way.length; start += PAGE) yield await database.reading((tx) => whole(tx, way.slice(start, start + PAGE)));
}

async function whole(tx: Neo4jTransaction, operations: readonly StoredOperation[]): Promise<Operation[]> {
  const bodies = await readBodies(
    tx,
    operations.flatMap((operation) => (operation.op === "put-document" ? operation.body : [])),
  );
  return operations.map((operation) =>
    operation.op === "put-document" ? { op: "put-document", ...bodies.get(operation.body)! } : operation,
  );
}

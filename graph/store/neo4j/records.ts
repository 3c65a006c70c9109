// Conjectures and people's decisions: records from which others follow, and that nothing else needs to know how to write.

import type { Conjecture, ConjectureId, Operation, ResolutionEdit } from "#graph/model.ts";
import { forRows } from "#graph/store/neo4j/batches.ts";
import type { Neo4jTransaction } from "#graph/store/neo4j/driver.ts";
import type { Row } from "#graph/store/neo4j/form.ts";
import type { Tally } from "#graph/store/neo4j/root.ts";
import type { Done } from "#graph/store/stored-operations.ts";

type ConjectureOperation = Extract<Operation, { op: "put-conjecture" | "remove-conjecture" }>;
type EditOperation = Extract<Operation, { op: "put-edit" | "remove-edit" }>;

/** In the order given; those that altered nothing are left out. */
export async function performConjectures(
  tx: Neo4jTransaction,
  operations: readonly ConjectureOperation[],
  tally: Tally,
): Promise<Map<Operation, Done<string>>> {
  const idOf = (operation: ConjectureOperation): ConjectureId =>
    operation.op === "put-conjecture" ? operation.conjecture.id : operation.id;
  const old = await readConjectures(tx, operations.map(idOf));
  const done = new Map<Operation, Done<string>>();
  const puts: Row[] = [];
  const removed: string[] = [];
  for (const operation of operations) {
    const id = idOf(operation);
    const before = old.get(id);
    const data = operation.op === "put-conjecture" ? JSON.stringify(operation.conjecture) : undefined;
    if (before === data) continue;
    if (operation.op === "put-conjecture") puts.push(conjectureNode(operation.conjecture, data!));
    else removed.push(id);
    tally.conjectures += Number(data !== undefined) - Number(before !== undefined);
    const inverse = before === undefined ? ({ op: "remove-conjecture", id } as const) : putBack(before);
    done.set(operation, { done: operation, inverse });
  }
  await forRows(tx, "UNWIND $rows AS row MERGE (c:Conjecture {id: row.id}) SET c = row", puts);
  await forRows(tx, "UNWIND $rows AS id MATCH (c:Conjecture {id: id}) DELETE c", removed);
  return done;
}

function putBack(data: string) {
  return { op: "put-conjecture", conjecture: JSON.parse(data) as Conjecture } as const;
}

/** What a mirror shows of one, and the whole of it as JSON. Its ends are the keys of terms. */
function conjectureNode({ id, from, fromLabel, type, to, toLabel, origin, rationale, restsOn }: Conjecture, data: string): Row {
  return { id, from, fromLabel, type, to, toLabel, origin, rationale, restsOn: restsOn.length, data };
}

async function readConjectures(tx: Neo4jTransaction, ids: readonly ConjectureId[]): Promise<Map<string, string>> {
  const rows = await forRows<{ id: string; data: string }>(
    tx,
    "UNWIND $rows AS id MATCH (c:Conjecture {id: id}) RETURN id, c.data AS data",
    ids,
  );
  return new Map(rows.map(({ id, data }) => [id, data]));
}

/** In the order given; those that altered nothing are left out. */
export async function performEdits(tx: Neo4jTransaction, operations: readonly EditOperation[]): Promise<Map<Operation, Done<string>>> {
  const idOf = ({ a, b }: ResolutionEdit): string => `${a}\n${b}`;
  const rows = await forRows<{ id: string; decision: ResolutionEdit["decision"] }>(
    tx,
    "UNWIND $rows AS id MATCH (e:HortusEdit {id: id}) RETURN id, e.decision AS decision",
    operations.map(({ edit }) => idOf(edit)),
  );
  const old = new Map(rows.map(({ id, decision }) => [id, decision]));
  const done = new Map<Operation, Done<string>>();
  const puts: Row[] = [];
  const removed: string[] = [];
  for (const operation of operations) {
    const { a, b, decision } = operation.edit;
    const id = idOf(operation.edit);
    const before = old.get(id);
    if (before === (operation.op === "put-edit" ? decision : undefined)) continue;
    if (operation.op === "put-edit") puts.push({ id, a, b, decision });
    else removed.push(id);
    const edit = { a, b, decision: before! };
    const inverse = before === undefined ? ({ op: "remove-edit", edit: operation.edit } as const) : ({ op: "put-edit", edit } as const);
    done.set(operation, { done: operation, inverse });
  }
  await forRows(tx, "UNWIND $rows AS row MERGE (e:HortusEdit {id: row.id}) SET e = row", puts);
  await forRows(tx, "UNWIND $rows AS id MATCH (e:HortusEdit {id: id}) DELETE e", removed);
  return done;
}

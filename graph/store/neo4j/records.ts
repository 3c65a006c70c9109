// Conjectures, the ontology and people's decisions: records from which others follow, and that nothing else needs to know how to write.

import { compareCodePoints } from "#graph/code-points.ts";
import type { ConjectureId, OntologyEntry, OntologyEntryId, Operation, ResolutionEdit } from "#graph/model.ts";
import { forRows } from "#graph/store/neo4j/batches.ts";
import type { Neo4jTransaction, Neo4jValue } from "#graph/store/neo4j/driver.ts";
import type { Row } from "#graph/store/neo4j/form.ts";
import type { Tally } from "#graph/store/neo4j/root.ts";
import type { Done } from "#graph/store/stored-operations.ts";

type EditOperation = Extract<Operation, { op: "put-edit" | "remove-edit" }>;
type DataOperation = Extract<Operation, { op: "put-conjecture" | "remove-conjecture" | "put-ontology-entry" | "remove-ontology-entry" }>;

export function isDataOperation(operation: Operation): operation is DataOperation {
  return operation.op.endsWith("-conjecture") || operation.op.endsWith("-ontology-entry");
}

/** A record that is kept whole, as JSON, in a node of its kind. */
interface DataKind {
  readonly label: "Conjecture" | "HortusOntology";
  readonly puts: (data: string) => Operation & DataOperation;
  readonly removes: (id: string) => Operation & DataOperation;
}

const CONJECTURE: DataKind = {
  label: "Conjecture",
  puts: (data) => ({ op: "put-conjecture", conjecture: JSON.parse(data) }),
  removes: (id) => ({ op: "remove-conjecture", id: id as ConjectureId }),
};
const ONTOLOGY: DataKind = {
  label: "HortusOntology",
  puts: (data) => ({ op: "put-ontology-entry", entry: JSON.parse(data) }),
  removes: (id) => ({ op: "remove-ontology-entry", id: id as OntologyEntryId }),
};

/** Conjectures and entries of the ontology; those that altered nothing are left out. */
export async function performData(
  tx: Neo4jTransaction,
  operations: readonly DataOperation[],
  tally: Tally,
): Promise<Map<Operation, Done<string>>> {
  const isConjecture = ({ op }: DataOperation): boolean => op.endsWith("-conjecture");
  const [conjectures, more] = await performKind(tx, CONJECTURE, operations.filter(isConjecture));
  const [entries] = await performKind(
    tx,
    ONTOLOGY,
    operations.filter((operation) => !isConjecture(operation)),
  );
  tally.conjectures += more;
  return new Map([...conjectures, ...entries]);
}

async function performKind(
  tx: Neo4jTransaction,
  { label, puts, removes }: DataKind,
  operations: readonly DataOperation[],
): Promise<readonly [done: Map<Operation, Done<string>>, more: number]> {
  const rows = await forRows<{ id: string; data: string }>(
    tx,
    `UNWIND $rows AS id MATCH (n:${label} {id: id}) RETURN id, n.data AS data`,
    operations.map((operation) => nodeOf(operation).id),
  );
  const old = new Map(rows.map(({ id, data }) => [id, data]));
  const done = new Map<Operation, Done<string>>();
  const written: Row[] = [];
  const removed: string[] = [];
  for (const operation of operations) {
    const node = nodeOf(operation);
    const before = old.get(node.id);
    if (before === node.data) continue;
    if (node.data === undefined) removed.push(node.id);
    else written.push(node as Row);
    done.set(operation, { done: operation, inverse: before === undefined ? removes(node.id) : puts(before) });
  }
  await forRows(tx, `UNWIND $rows AS row MERGE (n:${label} {id: row.id}) SET n = row`, written);
  await forRows(tx, `UNWIND $rows AS id MATCH (n:${label} {id: id}) DELETE n`, removed);
  return [done, written.filter(({ id }) => !old.has(id as string)).length - removed.length];
}

/** What a mirror shows of it, and the whole as JSON; the id alone for one that is taken out. */
function nodeOf(operation: DataOperation): { readonly id: string; readonly data?: string; readonly [name: string]: Neo4jValue } {
  if (operation.op === "put-ontology-entry") {
    const { id, kind, name } = operation.entry;
    return { id, kind, name, data: JSON.stringify(operation.entry) };
  }
  if (operation.op !== "put-conjecture") return { id: operation.id };
  const { id, from, fromLabel, type, to, toLabel, origin, rationale, restsOn } = operation.conjecture;
  const shown = { id, from, fromLabel, type, to, toLabel, origin, rationale, restsOn: restsOn.length };
  return { ...shown, data: JSON.stringify(operation.conjecture) };
}

export async function ontologyOf(tx: Neo4jTransaction): Promise<OntologyEntry[]> {
  const rows = await tx.run<{ data: string }>({ cypher: "MATCH (n:HortusOntology) RETURN n.data AS data" });
  return rows.map(({ data }) => JSON.parse(data) as OntologyEntry).sort((a, b) => compareCodePoints(a.id, b.id));
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

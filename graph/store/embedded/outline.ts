// The observed graph out of its tables and straight into typed arrays: one pass over concepts, one over relations, no evidence.

import { compareCodePoints } from "#graph/code-points.ts";
import type { ConceptId } from "#graph/model.ts";
import { versionOf } from "#graph/store/embedded/history.ts";
import type { GraphOutline } from "#graph/store/graph-store.ts";
import type { Sqlite } from "#graph/store/sqlite.ts";
import { identity, stableOrder } from "#kernels/compact-graph/compact-graph.ts";

/** Of one snapshot, whatever is written meanwhile. */
export function outlineOf(database: Sqlite): GraphOutline {
  return database.snapshot(() => {
    const version = versionOf(database);
    const { nodeOf, ...concepts } = readConcepts(database);
    return { version, ...concepts, ...readEdges(database, nodeOf) };
  });
}

interface ReadConcepts extends Pick<GraphOutline, "ids" | "labels" | "classes" | "classNames" | "documents"> {
  /** Row number → node. */
  readonly nodeOf: Uint32Array;
}

function readConcepts(database: Sqlite): ReadConcepts {
  const { count, last } = database.get<{ count: number; last: number | null }>(
    "SELECT (SELECT count(*) FROM concept) AS count, (SELECT max(id) FROM concept) AS last",
  )!;
  const nodeOf = new Uint32Array((last ?? 0) + 1);
  const ids: ConceptId[] = [];
  const labels: string[] = [];
  const classes = new Uint16Array(count);
  const classNames: string[] = [];
  const numbers = new Map<string, number>();
  const documents = new Uint32Array(count);
  database.each<[number, ConceptId, string, string, number]>(
    "SELECT c.id, t.key, c.label, c.class, c.documents FROM term AS t CROSS JOIN concept AS c ON c.id = t.id ORDER BY t.key",
    [],
    ([number, id, label, kind, spread]) => {
      const node = ids.length;
      nodeOf[number] = node;
      classes[node] = numbers.get(kind) ?? classNames.push(kind) - 1;
      numbers.set(kind, classes[node]!);
      documents[node] = spread;
      ids.push(id);
      labels.push(label);
    },
  );
  return { nodeOf, ids, labels, classes, classNames, documents };
}

function readEdges(database: Sqlite, nodeOf: Uint32Array): Pick<GraphOutline, "edges" | "typeNames"> {
  const types = database.all<{ id: number; name: string }>("SELECT id, name FROM relation_type");
  types.sort((a, b) => compareCodePoints(a.name, b.name));
  const typeOf = new Map(types.map(({ id }, rank) => [id, rank]));
  const { count } = database.get<{ count: number }>("SELECT count(*) AS count FROM relation")!;
  const edges = emptyEdges(count);
  let edge = 0;
  database.each<[number, number, number, number, number, number]>(
    "SELECT source, target, type, polarity = 'negated', confidence, documents FROM relation WHERE quarantined = 0 ORDER BY source",
    [],
    ([source, target, type, negated, confidence, documents]) => {
      edges.from[edge] = nodeOf[source]!;
      edges.to[edge] = nodeOf[target]!;
      edges.type[edge] = typeOf.get(type)!;
      edges.negated[edge] = negated;
      edges.confidence[edge] = confidence;
      edges.documents[edge++] = documents;
    },
  );
  return { edges: inOrder(edges, edge, nodeOf.length, types.length), typeNames: types.map(({ name }) => name) };
}

function emptyEdges(count: number): GraphOutline["edges"] {
  return {
    from: new Uint32Array(count),
    to: new Uint32Array(count),
    type: new Uint32Array(count),
    negated: new Uint8Array(count),
    confidence: new Uint16Array(count),
    documents: new Uint32Array(count),
  };
}

/** The first `count` edges by from, type, to, polarity: nodes and types are numbered in the order of their names. */
function inOrder(edges: GraphOutline["edges"], count: number, nodes: number, types: number): GraphOutline["edges"] {
  const { from, type, to, negated } = edges;
  let order = identity(count);
  for (const [keys, n] of [
    [negated, 2],
    [to, nodes],
    [type, types],
    [from, nodes],
  ] as const)
    order = stableOrder(n, keys.subarray(0, count), order);
  return {
    from: order.map((edge) => from[edge]!),
    to: order.map((edge) => to[edge]!),
    type: order.map((edge) => type[edge]!),
    negated: Uint8Array.from(order, (edge) => negated[edge]!),
    confidence: Uint16Array.from(order, (edge) => edges.confidence[edge]!),
    documents: order.map((edge) => edges.documents[edge]!),
  };
}

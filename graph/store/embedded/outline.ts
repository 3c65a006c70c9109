// The observed graph out of its tables and straight into typed arrays: one pass over concepts, one over relations, no evidence.

import { compareCodePoints } from "#graph/code-points.ts";
import type { ConceptId } from "#graph/model.ts";
import { stateOf, versionOf } from "#graph/store/embedded/history.ts";
import type { GraphOutline } from "#graph/store/graph-store.ts";
import type { Sqlite } from "#graph/store/sqlite.ts";
import { identity, stableOrder } from "#kernels/compact-graph/compact-graph.ts";

/** Of one snapshot, whatever is written meanwhile. */
export function outlineOf(database: Sqlite): GraphOutline {
  return database.snapshot(() => {
    const version = versionOf(database);
    const { nodeOf, ...concepts } = readConcepts(database);
    return { version, state: stateOf(database), ...concepts, ...readEdges(database, nodeOf, concepts.ids.length) };
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

function readEdges(database: Sqlite, nodeOf: Uint32Array, nodes: number): Pick<GraphOutline, "edges" | "typeNames"> {
  const types = database.all<{ id: number; name: string }>("SELECT id, name FROM relation_type");
  types.sort((a, b) => compareCodePoints(a.name, b.name));
  const typeOf = new Map(types.map(({ id }, rank) => [id, rank]));
  const { count } = database.get<{ count: number }>("SELECT count(*) AS count FROM relation")!;
  const edges = emptyEdges(count);
  let edge = 0;
  database.each<[string, string, string, string]>(EDGES, [], ([sources, targets, sorts, documents]) => {
    const [from, to, sort, spread] = [sources, targets, sorts, documents].map((column) => JSON.parse(column) as number[]);
    for (let place = 0; place < from!.length; place++, edge++) {
      edges.from[edge] = nodeOf[from![place]!]!;
      edges.to[edge] = nodeOf[to![place]!]!;
      edges.negated[edge] = sort![place]! & 1;
      edges.confidence[edge] = (sort![place]! >> 1) & 1023;
      edges.type[edge] = typeOf.get(sort![place]! >> 11)!;
      edges.documents[edge] = spread![place]!;
    }
  });
  return { edges: inOrder(edges, edge, nodes), typeNames: types.map(({ name }) => name) };
}

/** A thousand relations to a row, as columns: handing over a row costs more than reading it. In the table's own order: none is looked for. */
const EDGES = `SELECT json_group_array(source), json_group_array(target),
  json_group_array((type << 11) | (confidence << 1) | (polarity = 'negated')), json_group_array(documents)
  FROM relation WHERE quarantined = 0 GROUP BY id >> 10`;

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
function inOrder(edges: GraphOutline["edges"], count: number, nodes: number): GraphOutline["edges"] {
  const from = edges.from.subarray(0, count);
  const order = stableOrder(nodes, from, identity(count));
  for (let first = 0; first < count; ) {
    let end = first + 1;
    while (end < count && from[order[end]!] === from[order[first]!]) end++;
    sortRow(order.subarray(first, end), edges, nodes);
    first = end;
  }
  const ordered = emptyEdges(count);
  for (let place = 0; place < count; place++) {
    const edge = order[place]!;
    ordered.from[place] = from[edge]!;
    ordered.to[place] = edges.to[edge]!;
    ordered.type[place] = edges.type[edge]!;
    ordered.negated[place] = edges.negated[edge]!;
    ordered.confidence[place] = edges.confidence[edge]!;
    ordered.documents[place] = edges.documents[edge]!;
  }
  return ordered;
}

/** Rows up to here are sorted by insertion, as most are: many more to a row are rare. */
const SHORT = 32;

function sortRow(row: Uint32Array, { type, to, negated }: GraphOutline["edges"], nodes: number): void {
  const rank = (edge: number): number => (type[edge]! * nodes + to[edge]!) * 2 + negated[edge]!;
  if (row.length > SHORT) {
    row.sort((x, y) => rank(x) - rank(y));
    return;
  }
  for (let place = 1; place < row.length; place++) {
    const edge = row[place]!;
    const own = rank(edge);
    let hole = place;
    for (; hole > 0 && rank(row[hole - 1]!) > own; hole--) row[hole] = row[hole - 1]!;
    row[hole] = edge;
  }
}

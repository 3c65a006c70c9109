// The observed graph out of Neo4j and into typed arrays: concepts once, relations once, no evidence.

import { compareCodePoints } from "#graph/code-points.ts";
import type { ConceptId } from "#graph/model.ts";
import type { GraphOutline } from "#graph/store/graph-store.ts";
import type { Neo4jTransaction } from "#graph/store/neo4j/driver.ts";
import { type Root, stateOf } from "#graph/store/neo4j/root.ts";

interface ConceptRow {
  readonly number: number;
  readonly id: ConceptId;
  readonly label: string;
  readonly class: string;
  readonly documents: number;
}

/** [target's number, type, 1 when negated, confidence, documents] */
type EdgeRow = readonly [number, string, 0 | 1, number, number];

/** Node numbers are the database's own, valid for this transaction. */
export async function outlineOf(tx: Neo4jTransaction, root: Root): Promise<GraphOutline> {
  const concepts = await tx.run<ConceptRow>({
    cypher: "MATCH (c:Concept) RETURN id(c) AS number, c.id AS id, c.label AS label, c.class AS class, c.documents AS documents",
  });
  concepts.sort((a, b) => compareCodePoints(a.id, b.id));
  const nodeOf = new Map(concepts.map(({ number }, node) => [number, node]));
  const sources = await tx.run<{ source: number; edges: readonly EdgeRow[] }>({
    cypher: `MATCH (c:Concept)-[r]->(t) WHERE r.quarantined IS NULL
      RETURN id(c) AS source, collect([id(t), r.type, CASE r.polarity WHEN "negated" THEN 1 ELSE 0 END, r.confidence, r.documents]) AS edges`,
  });
  const classes = numbered(concepts.map((concept) => concept.class));
  return {
    version: root.version,
    state: stateOf(root),
    ids: concepts.map(({ id }) => id),
    labels: concepts.map(({ label }) => label),
    classes: Uint16Array.from(classes.numbers),
    classNames: classes.names,
    documents: Uint32Array.from(concepts, ({ documents }) => documents),
    ...edgesOf(sources, nodeOf),
  };
}

function edgesOf(
  sources: readonly { readonly source: number; readonly edges: readonly EdgeRow[] }[],
  nodeOf: ReadonlyMap<number, number>,
): Pick<GraphOutline, "edges" | "typeNames"> {
  const typeNames = [...new Set(sources.flatMap(({ edges }) => edges.map(([, type]) => type)))].sort(compareCodePoints);
  const typeOf = new Map(typeNames.map((name, rank) => [name, rank]));
  const bySource: EdgeRow[][] = Array.from({ length: nodeOf.size }, () => []);
  for (const { source, edges } of sources) bySource[nodeOf.get(source)!] = [...edges];
  const count = sources.reduce((sum, { edges }) => sum + edges.length, 0);
  const edges = {
    from: new Uint32Array(count),
    to: new Uint32Array(count),
    type: new Uint32Array(count),
    negated: new Uint8Array(count),
    confidence: new Uint16Array(count),
    documents: new Uint32Array(count),
  };
  let edge = 0;
  bySource.forEach((rows, from) => {
    const placed = rows.map(([target, type, ...rest]) => [nodeOf.get(target)!, typeOf.get(type)!, ...rest] as const);
    // By type, target, polarity: affirmed comes before negated.
    placed.sort((a, b) => a[1] - b[1] || a[0] - b[0] || a[2] - b[2]);
    for (const [to, type, negated, confidence, documents] of placed) {
      edges.from[edge] = from;
      edges.to[edge] = to;
      edges.type[edge] = type;
      edges.negated[edge] = negated;
      edges.confidence[edge] = confidence;
      edges.documents[edge++] = documents;
    }
  });
  return { edges, typeNames };
}

/** Names by number, in the order in which they first come. */
function numbered(values: readonly string[]): { readonly names: string[]; readonly numbers: number[] } {
  const known = new Map<string, number>();
  const numbers = values.map((value) => {
    const number = known.get(value) ?? known.size;
    known.set(value, number);
    return number;
  });
  return { names: [...known.keys()], numbers };
}

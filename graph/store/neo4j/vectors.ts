// The cache of vectors: float32, little endian, as byte arrays; outside history and exports. Searched exactly, in a copy kept here until a vector changes.

import { compareCodePoints } from "#graph/code-points.ts";
import type { ConceptId, TermKey } from "#graph/model.ts";
import type { GraphStore, NearVector, VectorKind, Within } from "#graph/store/graph-store.ts";
import { distinct, forRows } from "#graph/store/neo4j/batches.ts";
import type { Neo4jDatabase, Neo4jTransaction } from "#graph/store/neo4j/driver.ts";
import { vectorFilter } from "#graph/store/neo4j/within.ts";
import { type KeyedVector, refuseRagged } from "#graph/store/vector-shape.ts";
import { HortusError } from "#kernels/errors.ts";
import { dot, TopRows } from "#kernels/vectors/top-k.ts";

interface Kind {
  readonly dimensions: number;
  /** Raised whenever a vector of the kind is written or dropped. */
  readonly changes: number;
}

/** No name of a model holds a line end. */
function kindId(model: string, kind: VectorKind): string {
  return `${kind}\n${model}`;
}

function vectorId(model: string, kind: VectorKind, key: string): string {
  return `${kindId(model, kind)}\n${key}`;
}

const OF_KIND = "MATCH (m:HortusVectors {id: $id})";

/** The kind's node is locked first, so that two writers agree on its length. */
export async function putVectors(tx: Neo4jTransaction, model: string, kind: VectorKind, vectors: readonly KeyedVector[]): Promise<void> {
  const [found] = await tx.run<Kind>({
    cypher: `MERGE (m:HortusVectors {id: $id}) SET m.changes = coalesce(m.changes, 0) + 1, m.model = $model, m.kind = $kind
      RETURN m.dimensions AS dimensions`,
    parameters: { id: kindId(model, kind), model, kind },
  });
  const dimensions = found?.dimensions ?? vectors[0]!.vector.length;
  refuseRagged(vectors, dimensions);
  await tx.run({ cypher: `${OF_KIND} SET m.dimensions = $dimensions`, parameters: { id: kindId(model, kind), dimensions } });
  const rows = vectors.map(({ key, vector }) => {
    return { id: vectorId(model, kind, key), data: new Uint8Array(vector.buffer, vector.byteOffset, vector.byteLength) };
  });
  await forRows(tx, "UNWIND $rows AS row MERGE (v:HortusVector {id: row.id}) SET v.data = row.data", rows);
}

export async function vectorsOf(
  tx: Neo4jTransaction,
  model: string,
  kind: VectorKind,
  keys: readonly string[],
): Promise<Map<string, Float32Array>> {
  const rows = await forRows<{ key: string; data: Int8Array }>(
    tx,
    "UNWIND $rows AS row MATCH (v:HortusVector {id: row[0]}) RETURN row[1] AS key, v.data AS data",
    distinct(keys).map((key) => [vectorId(model, kind, key), key]),
  );
  return new Map(rows.map(({ key, data }) => [key, floats(data)]));
}

export async function missingVectors(tx: Neo4jTransaction, model: string, kind: VectorKind, keys: readonly string[]): Promise<string[]> {
  const rows = await forRows<{ key: string }>(
    tx,
    "UNWIND $rows AS row MATCH (v:HortusVector {id: row[0]}) RETURN row[1] AS key",
    distinct(keys).map((key) => [vectorId(model, kind, key), key]),
  );
  const known = new Set(rows.map(({ key }) => key));
  return keys.filter((key) => !known.has(key));
}

/** A copy: the driver's bytes need not be aligned for floats. */
function floats(data: Int8Array): Float32Array {
  return new Float32Array(data.slice().buffer);
}

interface Copy {
  readonly changes: number;
  /** In code-point order. */
  readonly keys: readonly string[];
  /** (keys, d) row-major */
  readonly matrix: Float32Array;
}

const PAGE = 4000;

export class VectorSearch {
  readonly #database: Neo4jDatabase;
  readonly #kept = new Map<string, Copy>();

  constructor(database: Neo4jDatabase) {
    this.#database = database;
  }

  async nearest(
    model: string,
    kind: VectorKind,
    vector: Float32Array,
    { limit, within }: { readonly limit: number; readonly within?: Within | undefined },
  ): Promise<readonly NearVector[]> {
    const [{ keys, matrix }, passes] = await this.#database.reading(async (tx) => {
      return [await this.#copy(tx, model, kind, vector.length), await vectorFilter(tx, kind, within)] as const;
    });
    const best = new TopRows(vector, limit);
    best.scan(matrix, passes && ((row) => passes(keys[row]!)));
    return best.sorted().map(({ row, score }) => ({ key: keys[row]!, score }));
  }

  async conceptScores(model: string, vector: Float32Array): ReturnType<GraphStore["conceptScores"]> {
    return this.#database.reading(async (tx) => {
      const { keys, matrix } = await this.#copy(tx, model, "term", vector.length);
      const owners = new Map<string, ConceptId>();
      const concepts = await tx.run<{ id: ConceptId; terms: readonly TermKey[] }>({
        cypher: "MATCH (c:Concept) RETURN c.id AS id, c.terms AS terms",
      });
      for (const { id, terms } of concepts) for (const term of terms) owners.set(term, id);
      const scores = new Map<ConceptId, number>();
      keys.forEach((key, row) => {
        const concept = owners.get(key);
        if (concept !== undefined && !scores.has(concept)) scores.set(concept, dot(matrix, row * vector.length, vector));
      });
      return { concepts: [...scores.keys()], scores: Float32Array.from(scores.values()) };
    });
  }

  async #copy(tx: Neo4jTransaction, model: string, kind: VectorKind, dimensions: number): Promise<Copy> {
    const id = kindId(model, kind);
    const [found] = await tx.run<Kind>({
      cypher: `${OF_KIND} RETURN m.dimensions AS dimensions, m.changes AS changes`,
      parameters: { id },
    });
    if (found === undefined) return { changes: 0, keys: [], matrix: new Float32Array(0) };
    if (found.dimensions !== dimensions) {
      const message = `A vector of ${dimensions} numbers, where ${model} has ${found.dimensions}.`;
      throw new HortusError("kernel.shape", message, { model, dimensions });
    }
    const known = this.#kept.get(id);
    if (known?.changes === found.changes) return known;
    const copy = { changes: found.changes, ...(await readAll(tx, `${id}\n`, dimensions)) };
    this.#kept.set(id, copy);
    return copy;
  }
}

/** Every vector whose id begins so. */
async function readAll(tx: Neo4jTransaction, prefix: string, dimensions: number): Promise<Pick<Copy, "keys" | "matrix">> {
  const rows: { readonly key: string; readonly data: Int8Array }[] = [];
  for (let after = prefix; ; ) {
    const page = await tx.run<{ id: string; data: Int8Array }>({
      cypher: `MATCH (v:HortusVector) WHERE v.id > $after AND v.id STARTS WITH $prefix
        RETURN v.id AS id, v.data AS data ORDER BY v.id LIMIT ${PAGE}`,
      parameters: { after, prefix },
    });
    for (const { id, data } of page) rows.push({ key: id.slice(prefix.length), data });
    if (page.length < PAGE) break;
    after = page.at(-1)!.id;
  }
  rows.sort((a, b) => compareCodePoints(a.key, b.key));
  const matrix = new Float32Array(rows.length * dimensions);
  const bytes = new Uint8Array(matrix.buffer);
  for (const [row, { data }] of rows.entries())
    bytes.set(new Uint8Array(data.buffer, data.byteOffset, data.byteLength), row * dimensions * 4);
  return { keys: rows.map(({ key }) => key), matrix };
}

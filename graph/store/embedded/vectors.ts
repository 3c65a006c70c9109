// The cache of vectors: float32, little endian, one row each. Outside history and exports.

import { json } from "#graph/store/embedded/keys.ts";
import type { VectorKind } from "#graph/store/graph-store.ts";
import type { Sqlite } from "#graph/store/sqlite.ts";
import { type KeyedVector, refuseRagged } from "#graph/store/vector-shape.ts";

export function putVectors(database: Sqlite, model: string, kind: VectorKind, vectors: readonly KeyedVector[]): void {
  if (vectors.length === 0) return;
  refuseRagged(vectors, firstVector(database, model, kind)?.length ?? vectors[0]!.vector.length);
  database.transaction(() => {
    database.run("INSERT OR IGNORE INTO vector_model(name) VALUES(?)", model);
    let changed = 0;
    for (const { key, vector } of vectors) {
      changed += database.run(
        `INSERT INTO vector(model, kind, key, data) VALUES((SELECT id FROM vector_model WHERE name = ?), ?, ?, ?)
         ON CONFLICT(model, kind, key) DO UPDATE SET data = excluded.data WHERE data IS NOT excluded.data`,
        model,
        kind,
        key,
        new Uint8Array(vector.buffer, vector.byteOffset, vector.byteLength),
      ).changes;
    }
    if (changed > 0) database.run("UPDATE vector_model SET changes = changes + 1 WHERE name = ?", model);
  });
}

export function vectorsOf(database: Sqlite, model: string, kind: VectorKind, keys: readonly string[]): Map<string, Float32Array> {
  const rows = database.all<{ key: string; data: Uint8Array }>(
    `SELECT v.key, v.data FROM json_each(?) AS wanted CROSS JOIN vector AS v ON v.model = (SELECT id FROM vector_model WHERE name = ?)
       AND v.kind = ? AND v.key = wanted.value`,
    json(keys),
    model,
    kind,
  );
  return new Map(rows.map(({ key, data }) => [key, floats(data)]));
}

export function missingVectors(database: Sqlite, model: string, kind: VectorKind, keys: readonly string[]): string[] {
  const rows = database.all<{ key: string }>(
    `SELECT wanted.value AS key FROM json_each(?) AS wanted WHERE NOT EXISTS (SELECT 1 FROM vector AS v
       WHERE v.model = (SELECT id FROM vector_model WHERE name = ?) AND v.kind = ? AND v.key = wanted.value) ORDER BY wanted.key`,
    json(keys),
    model,
    kind,
  );
  return rows.map(({ key }) => key);
}

function firstVector(database: Sqlite, model: string, kind: VectorKind): Float32Array | undefined {
  const row = database.get<{ data: Uint8Array }>(
    "SELECT data FROM vector WHERE model = (SELECT id FROM vector_model WHERE name = ?) AND kind = ? LIMIT 1",
    model,
    kind,
  );
  return row && floats(row.data);
}

/** A copy: SQLite's bytes need not be aligned for floats. */
export function floats(data: Uint8Array): Float32Array {
  return new Float32Array(data.slice().buffer);
}

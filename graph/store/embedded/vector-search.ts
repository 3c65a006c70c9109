// Exact search over all vectors of a kind. A kind that fits is kept as bytes until a vector changes, and the few vectors that can be nearest are
// compared as they are; a larger kind is read in parts each time.

import { compareCodePoints } from "#graph/code-points.ts";
import type { ConceptId, TermKey } from "#graph/model.ts";
import { json } from "#graph/store/embedded/keys.ts";
import { floats } from "#graph/store/embedded/vectors.ts";
import { vectorFilter } from "#graph/store/embedded/within.ts";
import type { GraphStore, NearVector, VectorKind, Within } from "#graph/store/graph-store.ts";
import type { Sqlite } from "#graph/store/sqlite.ts";
import { HortusError } from "#kernels/errors.ts";
import { QuantisedRows } from "#kernels/vectors/quantised-rows.ts";
import { dot, TopRows } from "#kernels/vectors/top-k.ts";

/** Some rows, in key order. */
interface Part {
  readonly keys: readonly string[];
  /** (keys, d) row-major */
  readonly matrix: Float32Array;
}

type Passes = (key: string) => boolean;

interface Copy {
  /** The model's counter when it was read. */
  readonly changes: number;
  readonly rows: QuantisedRows;
  /** (rows,) row number of each in the table */
  readonly ids: Float64Array;
}

/** At most this many bytes of one kind are kept: about 650,000 vectors of MiniLM. */
const KEPT_BYTES = 256 * 1024 * 1024;
const PART_BYTES = 8 * 1024 * 1024;

export class VectorSearch {
  readonly #database: Sqlite;
  readonly #kept = new Map<string, Copy>();
  readonly #keptBytes: number;
  readonly #partBytes: number;

  constructor(database: Sqlite, { keptBytes = KEPT_BYTES, partBytes = PART_BYTES } = {}) {
    this.#database = database;
    this.#keptBytes = keptBytes;
    this.#partBytes = partBytes;
  }

  nearest(model: string, kind: VectorKind, vector: Float32Array, limit: number, within?: Within): readonly NearVector[] {
    return this.#database.snapshot(() => {
      const passes = vectorFilter(this.#database, kind, within);
      const name = `${kind} ${model}`;
      const known = this.#kept.get(name);
      // Counting the rows takes as long as comparing them: only where they may have changed.
      if (known !== undefined && known.changes === this.#changesOf(model)) return this.#byCopy(known, vector, limit, passes);
      this.#kept.delete(name);
      const size = this.#sizeOf(model, kind, vector.length);
      if (size === null) return [];
      if (QuantisedRows.bytesFor(size.count, vector.length) > this.#keptBytes)
        return this.#byParts(model, kind, size, vector, limit, passes);
      const copy = this.#copyOf(model, kind, size);
      this.#kept.set(name, copy);
      return this.#byCopy(copy, vector, limit, passes);
    });
  }

  #byCopy({ rows, ids }: Copy, vector: Float32Array, limit: number, passes?: Passes): readonly NearVector[] {
    const keyOf = (row: number) => this.#database.get<{ key: string }>("SELECT key FROM vector WHERE id = ?", ids[row]!)!.key;
    const candidates = rows.candidates(vector, limit, passes && ((row) => passes(keyOf(row)))).map((row) => ids[row]!);
    const found: NearVector[] = [];
    this.#database.each<[string, Uint8Array]>(
      "SELECT v.key, v.data FROM json_each(?) AS wanted CROSS JOIN vector AS v ON v.id = wanted.value",
      [json(candidates)],
      ([key, data]) => found.push({ key, score: dot(floats(data), 0, vector) }),
    );
    return found.sort((a, b) => b.score - a.score || compareCodePoints(a.key, b.key)).slice(0, limit);
  }

  #byParts(model: string, kind: VectorKind, size: Size, vector: Float32Array, limit: number, passes?: Passes): readonly NearVector[] {
    const best = new TopRows(vector, limit);
    const keys = new Map<number, string>();
    let first = 0;
    this.#parts(model, kind, size, (part) => {
      best.scan(part.matrix, passes && ((row) => passes(part.keys[row - first]!)));
      for (const { row } of best.sorted()) if (row >= first) keys.set(row, part.keys[row - first]!);
      first += part.keys.length;
    });
    return best.sorted().map(({ row, score }) => ({ key: keys.get(row)!, score }));
  }

  conceptScores(model: string, vector: Float32Array): Awaited<ReturnType<GraphStore["conceptScores"]>> {
    return this.#database.snapshot(() => {
      const scores = new Map<ConceptId, number>();
      const size = this.#sizeOf(model, "term", vector.length);
      if (size === null) return { concepts: [], scores: new Float32Array(0) };
      const owners = this.#owners();
      this.#parts(model, "term", size, ({ keys, matrix }) => {
        keys.forEach((key, row) => {
          const concept = owners.get(key);
          if (concept !== undefined && !scores.has(concept)) scores.set(concept, dot(matrix, row * vector.length, vector));
        });
      });
      return { concepts: [...scores.keys()], scores: Float32Array.from(scores.values()) };
    });
  }

  #owners(): ReadonlyMap<string, ConceptId> {
    const owners = new Map<string, ConceptId>();
    this.#database.each<[TermKey, ConceptId]>(
      "SELECT t.key, c.key FROM term AS t JOIN term AS c ON c.id = t.concept",
      [],
      ([term, concept]) => void owners.set(term, concept),
    );
    return owners;
  }

  #copyOf(model: string, kind: VectorKind, { changes, count, bytes }: Size): Copy {
    const copy: Copy = { changes, rows: new QuantisedRows(count, bytes / 4), ids: new Float64Array(count) };
    let row = 0;
    this.#database.each<[number, Uint8Array]>(
      "SELECT id, data FROM vector WHERE model = (SELECT id FROM vector_model WHERE name = ?) AND kind = ?",
      [model, kind],
      ([id, data]) => {
        copy.ids[row] = id;
        copy.rows.put(row++, floats(data));
      },
    );
    return copy;
  }

  #changesOf(model: string): number | undefined {
    return this.#database.get<{ changes: number }>("SELECT changes FROM vector_model WHERE name = ?", model)?.changes;
  }

  /** Null when there are none. */
  #sizeOf(model: string, kind: VectorKind, dimensions: number): Size | null {
    const found = this.#database.get<Size>(
      `SELECT m.changes, (SELECT count(*) FROM vector WHERE model = m.id AND kind = ?2) AS count,
         (SELECT length(data) FROM vector WHERE model = m.id AND kind = ?2 LIMIT 1) AS bytes FROM vector_model AS m WHERE m.name = ?1`,
      model,
      kind,
    );
    if (found === undefined || found.count === 0) return null;
    if (found.bytes === 4 * dimensions) return found;
    throw new HortusError("kernel.shape", `A vector of ${dimensions} numbers, where ${model} has ${found.bytes / 4}.`, {
      model,
      dimensions,
    });
  }

  /** Every vector of the kind once, in key order. */
  #parts(model: string, kind: VectorKind, { count, bytes: each }: Size, visit: (part: Part) => void): void {
    const rows = Math.min(count, Math.max(1, Math.floor(this.#partBytes / each)));
    let keys: string[] = [];
    let bytes = new Uint8Array(0);
    const flush = (): void => {
      if (keys.length > 0) visit({ keys, matrix: new Float32Array(bytes.buffer, 0, (each / 4) * keys.length) });
      keys = [];
    };
    this.#database.each<[string, Uint8Array]>(
      "SELECT key, data FROM vector WHERE model = (SELECT id FROM vector_model WHERE name = ?) AND kind = ? ORDER BY key",
      [model, kind],
      ([key, data]) => {
        if (keys.length === 0) bytes = new Uint8Array(rows * each);
        bytes.set(data, keys.length * each);
        keys.push(key);
        if (keys.length === rows) flush();
      },
    );
    flush();
  }
}

interface Size {
  readonly changes: number;
  readonly count: number;
  /** Of one vector. */
  readonly bytes: number;
}

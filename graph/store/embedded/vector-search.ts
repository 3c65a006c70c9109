// Exact search over all vectors of a kind. A kind that fits is read once and kept until a vector changes; a larger one is read in parts each time.

import type { ConceptId, TermKey } from "#graph/model.ts";
import { vectorFilter } from "#graph/store/embedded/within.ts";
import type { GraphStore, NearVector, VectorKind, Within } from "#graph/store/graph-store.ts";
import type { Sqlite } from "#graph/store/sqlite.ts";
import { HortusError } from "#kernels/errors.ts";
import { dot, TopRows } from "#kernels/vectors/top-k.ts";

/** Some rows, in key order. */
interface Part {
  readonly keys: readonly string[];
  /** (keys, d) row-major */
  readonly matrix: Float32Array;
}

interface Copy extends Part {
  /** The model's counter when it was read. */
  readonly changes: number;
}

/** At most this many bytes of one kind are kept: about 170,000 vectors of MiniLM. */
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
    const best = new TopRows(vector, limit);
    const keys = new Map<number, string>();
    let first = 0;
    this.#database.snapshot(() => {
      const passes = vectorFilter(this.#database, kind, within);
      this.#scan(model, kind, vector.length, (part) => {
        best.scan(part.matrix, passes && ((row) => passes(part.keys[row - first]!)));
        for (const { row } of best.sorted()) if (row >= first) keys.set(row, part.keys[row - first]!);
        first += part.keys.length;
      });
    });
    return best.sorted().map(({ row, score }) => ({ key: keys.get(row)!, score }));
  }

  conceptScores(model: string, vector: Float32Array): Awaited<ReturnType<GraphStore["conceptScores"]>> {
    return this.#database.snapshot(() => {
      const owners = this.#owners();
      const scores = new Map<ConceptId, number>();
      this.#scan(model, "term", vector.length, ({ keys, matrix }) => {
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

  /** Every vector of the kind once, in key order. */
  #scan(model: string, kind: VectorKind, dimensions: number, visit: (part: Part) => void): void {
    const found = this.#sizeOf(model, kind);
    if (found === undefined || found.count === 0) return;
    if (found.bytes !== 4 * dimensions) {
      throw new HortusError("kernel.shape", `A vector of ${dimensions} numbers, where ${model} has ${found.bytes / 4}.`, {
        model,
        dimensions,
      });
    }
    if (found.count * found.bytes > this.#keptBytes) this.#read(model, kind, Math.max(1, Math.floor(this.#partBytes / found.bytes)), visit);
    else visit(this.#copyOf(model, kind, found));
  }

  #copyOf(model: string, kind: VectorKind, { changes, count }: Size): Part {
    const name = `${kind} ${model}`;
    const known = this.#kept.get(name);
    if (known?.changes === changes) return known;
    this.#kept.delete(name);
    this.#read(model, kind, count, (part) => void this.#kept.set(name, { ...part, changes }));
    return this.#kept.get(name)!;
  }

  #sizeOf(model: string, kind: VectorKind): Size | undefined {
    return this.#database.get<Size>(
      `SELECT m.changes, (SELECT count(*) FROM vector WHERE model = m.id AND kind = ?2) AS count,
         (SELECT length(data) FROM vector WHERE model = m.id AND kind = ?2 LIMIT 1) AS bytes FROM vector_model AS m WHERE m.name = ?1`,
      model,
      kind,
    );
  }

  /** In parts of `rows` rows; the last is shorter. */
  #read(model: string, kind: VectorKind, rows: number, visit: (part: Part) => void): void {
    let keys: string[] = [];
    let bytes = new Uint8Array(0);
    const flush = (): void => {
      if (keys.length > 0) visit({ keys, matrix: new Float32Array(bytes.buffer, 0, (bytes.length / rows / 4) * keys.length) });
      keys = [];
    };
    this.#database.each<[string, Uint8Array]>(
      "SELECT key, data FROM vector WHERE model = (SELECT id FROM vector_model WHERE name = ?) AND kind = ? ORDER BY key",
      [model, kind],
      ([key, data]) => {
        if (keys.length === 0) bytes = new Uint8Array(rows * data.length);
        bytes.set(data, keys.length * data.length);
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

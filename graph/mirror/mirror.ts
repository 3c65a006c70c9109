// Mirrors a garden into a Neo4j database, to look at with Cypher and one's own tools. One way: nothing is read back, the garden is not written.

import { hash } from "node:crypto";
import { type Pass, putConcepts, putConjectures, putDocuments, putRelations } from "#graph/mirror/put.ts";
import { MIRROR_FORM, NODE_LABELS, SCHEMA } from "#graph/mirror/schema.ts";
import * as cypher from "#graph/mirror/statements.ts";
import type { EvidenceKey, GraphStore } from "#graph/store/graph-store.ts";
import type { Neo4jDatabase, Statement, Written } from "#graph/store/neo4j/driver.ts";
import { HortusError } from "#kernels/errors.ts";

export interface MirrorOptions {
  /** For the seconds in the result only. */
  readonly clock: () => Date;
  /** Take the place of another garden's mirror. */
  readonly replace?: boolean;
  readonly signal?: AbortSignal | undefined;
  /** `total` is what the garden counts: documents, concepts, relations and conjectures. */
  readonly onProgress?: ((done: number, total: number) => void) | undefined;
}

export interface MirrorResult extends MirrorCounts {
  readonly database: string;
  /** Rows of earlier versions taken away. */
  readonly removed: number;
  /** Changes that the server counted in this pass; 0 when the mirror was already so. */
  readonly writes: number;
  readonly seconds: number;
}

/** What the database holds after the pass, counted there. */
interface MirrorCounts {
  readonly documents: number;
  readonly concepts: number;
  readonly relations: number;
  readonly evidence: number;
  readonly conjectures: number;
}

/**
 * Makes the database say what the garden says: writes what is not there, takes away what the garden no longer holds. Can be repeated
 * and goes on after an interruption; a second pass over the same garden writes nothing. Nodes and relationships of others stay.
 * @throws `graph.conflict` when another garden is mirrored there, when the database holds nodes with our labels that are not ours, or
 *   when garden or mirror changed meanwhile; `graph.corrupt`, `graph.too_new`, `interrupted`, what the database throws
 */
export async function mirrorGarden(store: GraphStore, database: Neo4jDatabase, options: MirrorOptions): Promise<MirrorResult> {
  const started = options.clock().getTime();
  const before = await readState(store);
  const stamp = stampOf(before);
  await refuseOthers(database, before.garden, options.replace === true);
  let writes = 0;
  const write = async (...statements: readonly Statement[]): Promise<Written> => {
    if (options.signal?.aborted) throw new HortusError("interrupted", "Interrupted; run the same command again to go on.");
    const written = await database.write(
      ...statements.map(({ cypher: text, parameters }) => ({ cypher: text, parameters: { ...parameters, stamp } })),
    );
    writes += written.changes;
    return written;
  };
  for (const statement of SCHEMA) await write({ cypher: statement });
  await write({ cypher: cypher.BEGIN, parameters: { garden: before.garden, form: MIRROR_FORM } });
  const pass: Pass = {
    store,
    put: async (...parts) => void (await write(...parts)),
    progress: await progressOf(store, options.onProgress),
  };
  await putDocuments(pass);
  await putConcepts(pass);
  await putRelations(pass);
  await putConjectures(pass);
  if (stampOf(await readState(store)) !== stamp) throw changedMeanwhile("The garden changed");
  const removed = await removeStale(write);
  await write({ cypher: cypher.FINISH, parameters: { version: before.version } });
  const [counts] = await database.read<MirrorCounts>({ cypher: cypher.COUNT, parameters: { stamp } });
  if (counts === undefined) throw changedMeanwhile("Another pass wrote to the database");
  return { database: database.name, ...counts, removed, writes, seconds: (options.clock().getTime() - started) / 1000 };
}

interface GardenState {
  /** Which garden this is, wherever it lies: a hash of its first change; empty while it has none. */
  readonly garden: string;
  readonly version: number;
  /** Quarantine changes what is read without a new version. */
  readonly quarantined: readonly EvidenceKey[];
}

async function readState(store: GraphStore): Promise<GardenState> {
  const [first] = await store.history({ before: 2, limit: 1 });
  const garden = first === undefined ? "" : digest([first.time, first.author, first.reason, first.operations.length]);
  return { garden, version: await store.version(), quarantined: await store.quarantined() };
}

/** Equal for equal content of one garden, and different otherwise. */
function stampOf({ garden, version, quarantined }: GardenState): string {
  return [garden, version, MIRROR_FORM, ...(quarantined.length === 0 ? [] : [digest(quarantined)])].join(":");
}

const DIGEST_DIGITS = 16;

function digest(value: unknown): string {
  return hash("sha256", JSON.stringify(value), "hex").slice(0, DIGEST_DIGITS);
}

async function refuseOthers(database: Neo4jDatabase, garden: string, replace: boolean): Promise<void> {
  const [found] = await database.read<{ garden: string | null; form: number | null; foreign: number; lives: boolean }>({
    cypher: cypher.STATE,
  });
  const { garden: mirrored = null, form = null, foreign = 0, lives = false } = found ?? {};
  const facts = { database: database.name };
  if (lives) {
    const message = `A garden lives in the database "${database.name}": it needs no mirror, and no other garden's may be written over it; name another database.`;
    throw new HortusError("graph.conflict", message, facts);
  }
  if (form !== null && form > MIRROR_FORM) {
    throw new HortusError("graph.too_new", `The mirror in "${database.name}" was written by a newer Hortus; use that one.`, facts);
  }
  if (mirrored === null && foreign > 0) {
    throw new HortusError(
      "graph.conflict",
      `The database "${database.name}" holds ${foreign} nodes labelled ${NODE_LABELS.join(", ")} that are not from Hortus; mirror into another one.`,
      { ...facts, foreign },
    );
  }
  if (mirrored && mirrored !== garden && !replace) {
    throw new HortusError(
      "graph.conflict",
      `The database "${database.name}" holds the mirror of another garden; name another database, or take its place with --replace.`,
      facts,
    );
  }
}

const REMOVED_AT_ONCE = 2000;

/** Rows that carry another stamp, in pieces: relations first, so that none goes uncounted with its concepts. */
async function removeStale(write: (statement: Statement) => Promise<Written>): Promise<number> {
  let removed = 0;
  for (const text of [cypher.REMOVE_RELATIONS, ...NODE_LABELS.map(cypher.removeNodes)]) {
    for (let more = true; more; ) {
      const { rows } = await write({ cypher: text, parameters: { limit: REMOVED_AT_ONCE } });
      const now = Number(rows[0]?.removed ?? 0);
      removed += now;
      more = now === REMOVED_AT_ONCE;
    }
  }
  return removed;
}

async function progressOf(store: GraphStore, onProgress: MirrorOptions["onProgress"]): Promise<(records: number) => void> {
  const { documents, concepts, relations, conjectures } = await store.counts();
  const total = documents + concepts + relations + conjectures;
  let done = 0;
  return (records) => {
    done += records;
    onProgress?.(done, total);
  };
}

function changedMeanwhile(what: string): HortusError {
  return new HortusError("graph.conflict", `${what} while it was being mirrored; nothing is lost: run the same command again.`);
}

// The garden's own node: what stands in the database, which version it is at, and the lock that everybody who writes takes first.

import type { GardenCounts } from "#graph/model.ts";
import type { Neo4jDatabase, Neo4jTransaction } from "#graph/store/neo4j/driver.ts";
import { MIGRATIONS, PUBLIC_LABELS } from "#graph/store/neo4j/schema.ts";
import { HortusError } from "#kernels/errors.ts";

/** What the garden's node counts, so that no count reads a table. Relations include those in quarantine. */
export const COUNTED = ["documents", "sentences", "mentions", "claims", "terms", "concepts", "relations", "conjectures"] as const;
export type Tally = Record<(typeof COUNTED)[number], number>;

export interface Root extends Tally {
  readonly version: number;
  /** Raised by everything that changes what reads answer: tells one who reads long that it changed meanwhile. */
  readonly state: number;
  /** Drawn anew with every state, by the database. */
  readonly word?: string;
}

/** See `GraphStore.state`. */
export function stateOf({ version, state, word = "" }: Root): string {
  return `${version} ${state} ${word}`;
}

const ROOT = `MATCH (g:HortusGarden {id: "garden"})`;

interface Standing {
  readonly schema: number | null;
  readonly mirror: boolean;
  readonly foreign: boolean;
}

const STANDING = `
RETURN COLLECT { MATCH (g:HortusGarden {id: "garden"}) RETURN g.schema }[0] AS schema,
  EXISTS { MATCH (m:HortusMirror) } AS mirror, EXISTS { MATCH (n:${PUBLIC_LABELS.join("|")}) } AS foreign`;

/**
 * Makes the database ready for this version of Hortus. Repeatable, whoever else does the same at once.
 * @returns false when there is no garden and none was to be made
 * @throws `graph.too_new`; `graph.conflict` where a mirror or somebody else's nodes with our labels are
 */
export async function prepareGarden(database: Neo4jDatabase, create: boolean): Promise<boolean> {
  const [standing] = await database.read<Standing>({ cypher: STANDING });
  const { schema, mirror, foreign } = standing!;
  const facts = { database: database.name };
  if (schema !== null && schema > MIGRATIONS.length) {
    throw new HortusError("graph.too_new", `The garden in "${database.name}" was written by a newer Hortus; use that one.`, facts);
  }
  if (schema === null && mirror) {
    const message = `The database "${database.name}" holds a garden's mirror, which is written anew each time: let a garden live in another database.`;
    throw new HortusError("graph.conflict", message, facts);
  }
  if (schema === null && foreign) {
    const message = `The database "${database.name}" holds nodes labelled ${PUBLIC_LABELS.join(", ")} that are not from Hortus; name another one.`;
    throw new HortusError("graph.conflict", message, facts);
  }
  if (schema === null && !create) return false;
  for (let step = schema ?? 0; step < MIGRATIONS.length; step++) await migrate(database, step);
  return true;
}

/** Schema first, then the node that says so: what is cut short between is done again. */
async function migrate(database: Neo4jDatabase, step: number): Promise<void> {
  await database.write({ cypher: "CREATE CONSTRAINT hortus_hortusgarden_id IF NOT EXISTS FOR (n:HortusGarden) REQUIRE n.id IS UNIQUE" });
  for (const cypher of MIGRATIONS[step]!) await database.write({ cypher });
  await database.write({ cypher: "CALL db.awaitIndexes(600)" });
  await database.write({
    cypher: `MERGE (g:HortusGarden {id: "garden"}) ON CREATE SET g += $zero, g.word = randomUUID() SET g.schema = CASE WHEN coalesce(g.schema, 0) < $schema THEN $schema ELSE g.schema END`,
    parameters: { schema: step + 1, zero: { version: 0, state: 0, ...emptyTally() } },
  });
}

export function emptyTally(): Tally {
  return { documents: 0, sentences: 0, mentions: 0, claims: 0, terms: 0, concepts: 0, relations: 0, conjectures: 0 };
}

/** @throws `graph.corrupt` when the garden is not there any more */
export async function readRoot(tx: Neo4jTransaction): Promise<Root> {
  const [found] = await tx.run<{ root: Root }>({ cypher: `${ROOT} RETURN g{.*} AS root` });
  if (found !== undefined) return found.root;
  throw new HortusError("graph.corrupt", "The database holds no garden any more: somebody emptied it. Restore it from a copy.");
}

/** Nobody else writes to the garden until this transaction ends. Read after it, not before: another may have been at work until now. */
export async function lockRoot(tx: Neo4jTransaction): Promise<Root> {
  await tx.run({ cypher: `${ROOT} SET g.lock = true REMOVE g.lock` });
  return readRoot(tx);
}

/** Raises the state, and what else is given: counts by so much, the version to that. */
export async function raiseRoot(tx: Neo4jTransaction, version: number, tally: Tally = emptyTally()): Promise<void> {
  const counts = COUNTED.map((name) => `g.${name} = g.${name} + $tally.${name}`).join(", ");
  await tx.run({
    cypher: `${ROOT} SET g.state = g.state + 1, g.word = randomUUID(), g.version = $version, ${counts}`,
    parameters: { version, tally },
  });
}

const TRIES = 3;

/**
 * What `read` finds in one state of the garden. Neo4j shows each question what is committed by then, so the state is compared before and
 * after; when others keep writing, they wait at last.
 */
export async function readWhole<Result>(
  database: Neo4jDatabase,
  read: (tx: Neo4jTransaction, root: Promise<Root>) => Promise<Result>,
): Promise<Result> {
  for (let attempt = 0; attempt < TRIES; attempt++) {
    const found = await database.reading(async (tx) => {
      // Not waited for: the first questions travel together.
      const asked = readRoot(tx);
      const [root, result] = await Promise.all([asked, read(tx, asked)]);
      return (await readRoot(tx)).state === root.state ? { result } : null;
    });
    if (found !== null) return found.result;
  }
  return database.writing(async (tx) => {
    const root = await lockRoot(tx);
    return read(tx, Promise.resolve(root));
  });
}

export async function readCounts(tx: Neo4jTransaction): Promise<GardenCounts> {
  const { documents, sentences, mentions, claims, terms, concepts, relations, conjectures } = await readRoot(tx);
  const [held] = await tx.run<{ spans: number; relations: number }>({
    cypher: "MATCH (h:HortusHold) RETURN sum(h.spans) AS spans, count(DISTINCT h.relation) AS relations",
  });
  const seen = { documents, sentences, mentions, claims, terms, concepts, relations: relations - held!.relations, conjectures };
  return { ...seen, quarantined: held!.spans };
}

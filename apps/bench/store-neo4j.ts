// How fast a garden in Neo4j writes and answers, beside the best Cypher for the same answer by hand, on the same server in the same run.

import { type BenchResult, type BenchRow, beside, median, row } from "#apps/bench/rows.ts";
import { growGarden, nameOf } from "#apps/bench/synthetic-garden.ts";
import type { Garden } from "#graph/garden.ts";
import type { ConceptId } from "#graph/model.ts";
import { findPaths } from "#graph/paths/find-paths.ts";
import type { Neo4jDatabase, Statement } from "#graph/store/neo4j/driver.ts";
import { HortusError } from "#kernels/errors.ts";

interface Neo4jBenchOptions {
  readonly concepts: number;
  /** Opens the garden in the database to measure on. */
  readonly open: () => Promise<Garden>;
  /** A second connection to the same database. */
  readonly database: Neo4jDatabase;
  readonly signal: AbortSignal;
  readonly note: (line: string) => void;
}

const ROUNDS = 25;

/** @throws `graph.conflict` when the database is not empty: what is measured is taken away again, all of it */
export async function benchNeo4jStore({ concepts, open, database, signal, note }: Neo4jBenchOptions): Promise<BenchResult> {
  const [{ nodes } = { nodes: 0 }] = await database.read<{ nodes: number }>({ cypher: "MATCH (n) RETURN count(n) AS nodes" });
  if (nodes > 0) {
    const message = `The database "${database.name}" is not empty, and measuring empties it: name one that is.`;
    throw new HortusError("graph.conflict", message, { nodes });
  }
  try {
    return { suite: "store", rows: await measureAll({ concepts, open, database, signal, note }) };
  } finally {
    await emptied(database);
  }
}

async function measureAll({ concepts, open, database, signal, note }: Neo4jBenchOptions): Promise<BenchRow[]> {
  await using garden = await open();
  const filled = await timed(() => growGarden(garden, { concepts, relations: 4 * concepts }, { signal }));
  const counts = await garden.store.counts();
  note(`a garden of ${counts.concepts} concepts, ${counts.relations} relations and ${counts.sentences} sentences`);
  const byHand = await timed(() => copiedByHand(database));
  const [rate, peer] = [filled, byHand].map((ms) => (1000 * counts.relations) / ms) as [number, number];
  const rows: BenchRow[] = [beside(row("relations written (peer: concepts and relationships alone)", "relations/s", [rate]), peer, true)];
  for (const { name, ours, cypher, parameters } of readsOf(garden, concepts)) {
    const [first, second]: [number[], number[]] = [[], []];
    // The first is planned and read from disk, on either side; what a server answers all day is the rest.
    for (let round = -1; round < ROUNDS; round++) {
      signal.throwIfAborted();
      const at = Math.max(round, 0);
      const times = [await timed(() => ours(at)), await timed(() => database.read({ cypher, parameters: parameters(at) }))] as const;
      if (round < 0) continue;
      first.push(times[0]);
      second.push(times[1]);
    }
    rows.push(beside(row(name, "ms", first), median(second)));
    note(`${name}: ${median(first).toFixed(1)} ms, Cypher by hand ${median(second).toFixed(1)} ms`);
  }
  return rows;
}

interface Read {
  readonly name: string;
  readonly ours: (round: number) => Promise<unknown>;
  readonly cypher: string;
  readonly parameters: (round: number) => NonNullable<Statement["parameters"]>;
}

function readsOf(garden: Garden, concepts: number): readonly Read[] {
  const { store } = garden;
  const some = (round: number): ConceptId => nameOf(round * 3) as ConceptId;
  const last = (round: number): ConceptId => nameOf(concepts - 1 - round) as ConceptId;
  const steps = async (id: ConceptId): Promise<unknown> => {
    const near = await store.relationsOf([id]);
    return store.relationsOf([...new Set(near.flatMap(({ from, to }) => [from, to]))]);
  };
  return [
    {
      name: "two steps around a concept, with evidence",
      ours: (round) => steps(last(round)),
      cypher: TWO_STEPS,
      parameters: (round) => ({ id: last(round) }),
    },
    {
      name: "shortest path",
      ours: (round) => findPaths(garden, some(round), last(round), { strategy: "shortest", count: 1, seed: 1 }),
      cypher: SHORTEST,
      parameters: (round) => ({ from: some(round), to: last(round) }),
    },
    {
      name: "text search",
      ours: (round) => store.searchText(`what inhibits ${some(round)}`, { kinds: ["sentence"], limit: 20 }),
      cypher: TEXT,
      parameters: (round) => ({ query: `inhibits ${some(round)}` }),
    },
    {
      name: "a hub's first relations",
      ours: () => store.relationsAbout(some(0), { offset: 0, limit: 50 }),
      cypher: HUB,
      parameters: () => ({ id: some(0) }),
    },
    {
      name: "names that begin so",
      ours: (round) => store.conceptsBeginning([some(round).slice(0, 4)], 9),
      cypher: BEGINNING,
      parameters: (round) => ({ begin: some(round).slice(0, 4) }),
    },
    { name: "the whole graph as numbers", ours: () => store.outline(), cypher: WHOLE, parameters: () => ({}) },
  ];
}

const WHOLE =
  "MATCH (a:Concept)-[r]->(b:Concept) RETURN a.id AS from, r.type AS type, b.id AS to, r.confidence AS confidence, r.documents AS documents";
const RETURNED =
  "startNode(r).id AS from, r.type AS type, endNode(r).id AS to, r.polarity AS polarity, r.confidence AS confidence, r.spans AS spans";

const TWO_STEPS = `MATCH (c:Concept {id: $id})-[]-(n) WITH c, collect(DISTINCT n) AS near
  UNWIND near + [c] AS n MATCH (n)-[r]-() WITH DISTINCT r RETURN ${RETURNED}`;
const SHORTEST = `MATCH (a:Concept {id: $from}), (b:Concept {id: $to}) MATCH p = shortestPath((a)-[*..8]-(b))
  UNWIND relationships(p) AS r RETURN ${RETURNED}`;
const TEXT = `CALL db.index.fulltext.queryNodes("hortus_garden_sentences", $query, {limit: 20}) YIELD node, score RETURN node.id AS id, score`;
const HUB = `MATCH (:Concept {id: $id})-[r]-() RETURN ${RETURNED}, r.documents AS documents ORDER BY documents DESC, confidence DESC LIMIT 50`;
const BEGINNING = `MATCH (c:Concept) WHERE c.label STARTS WITH $begin RETURN c.id AS id, c.label AS label, c.documents AS documents ORDER BY documents DESC LIMIT 9`;

/** The same concepts and relationships once more under other labels, written as plainly as Cypher can. */
async function copiedByHand(database: Neo4jDatabase): Promise<void> {
  await database.write({ cypher: "CREATE CONSTRAINT bench_concept IF NOT EXISTS FOR (n:BenchConcept) REQUIRE n.id IS UNIQUE" });
  const concepts = await database.read<{ row: { id: string } }>({ cypher: "MATCH (c:Concept) RETURN c{.id, .label, .documents} AS row" });
  const relations = await database.read<{ row: { from: string; to: string } }>({
    cypher: "MATCH (a:Concept)-[r]->(b:Concept) RETURN {from: a.id, to: b.id, properties: properties(r)} AS row",
  });
  for (const [cypher, all] of [
    ["UNWIND $rows AS row CREATE (c:BenchConcept) SET c = row", concepts],
    [
      "UNWIND $rows AS row MATCH (a:BenchConcept {id: row.from}), (b:BenchConcept {id: row.to}) CREATE (a)-[r:SAYS]->(b) SET r = row.properties",
      relations,
    ],
  ] as const) {
    for (let start = 0; start < all.length; start += 4000) {
      await database.write({ cypher, parameters: { rows: all.slice(start, start + 4000).map(({ row: one }) => one) } });
    }
  }
}

async function emptied(database: Neo4jDatabase): Promise<void> {
  for (const cypher of ["MATCH ()-[r]->() WITH r LIMIT 5000 DELETE r", "MATCH (n) WITH n LIMIT 5000 DELETE n"])
    while ((await database.write({ cypher })).changes > 0);
  await database.write({ cypher: "DROP CONSTRAINT bench_concept IF EXISTS" });
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}

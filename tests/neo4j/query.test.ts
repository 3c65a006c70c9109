// Cypher over a garden's mirror: the promises of the face against a real server, which itself refuses what would write.
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, inject, test } from "vitest";
import { openLedger } from "#agents/ledger/ledger.ts";
import { queryGarden } from "#agents/query/query-garden.ts";
import { grow } from "#graph/growth/grow.ts";
import { mirrorGarden } from "#graph/mirror/mirror.ts";
import { openNeo4jGarden } from "#graph/open-neo4j-garden.ts";
import { openCypherFace } from "#graph/query/cypher-face.ts";
import { parseNeo4jAddress } from "#graph/store/neo4j/address.ts";
import { queryFaceConformance } from "#tests/conformance/query-face.ts";
import { grownGarden } from "./grown-garden.ts";
import { ask, emptyDatabase, serverAddress } from "./server-database.ts";

const clock = () => new Date("2026-01-01T00:00:00Z");

async function mirrored() {
  await using garden = await grownGarden("silk", "crystals", "nacre", "later");
  const database = await emptyDatabase();
  await mirrorGarden(garden.store, database, { clock });
  return database;
}

queryFaceConformance(
  "Cypher",
  async () => {
    const database = await mirrored();
    const content = async () =>
      JSON.stringify([
        await ask(database, "MATCH (n) RETURN properties(n) ORDER BY labels(n), n.id"),
        await ask(database, "MATCH ()-[r]->() RETURN count(r)"),
        await ask(database, "SHOW INDEXES YIELD name RETURN name ORDER BY name"),
      ]);
    return { face: openCypherFace(database, "mirror"), content, [Symbol.asyncDispose]: () => database[Symbol.asyncDispose]() };
  },
  {
    countConcepts: "MATCH (c:Concept) RETURN count(c) AS n",
    countUp: "UNWIND range(1, 100000) AS i RETURN i",
    silent: "UNWIND range(1, 100000) AS a UNWIND range(1, 100000) AS b WITH a, b WHERE a + b < 0 RETURN count(*)",
    wide: "UNWIND range(1, 200) AS i RETURN reduce(text = 'aaaaaaaaaa', n IN range(1, 14) | text + text) AS text",
    writes: [
      "CREATE (:Concept {id: 'mine'})",
      "MERGE (c:Concept {id: 'mine'}) RETURN c",
      "MATCH (c:Concept) SET c.label = 'mine'",
      "MATCH (c:Concept) REMOVE c.label",
      "MATCH (n) DETACH DELETE n",
      "MATCH (c:Concept) CALL (c) { SET c.label = 'mine' } RETURN count(*)",
      "MATCH (c:Concept) CALL (c) { SET c.label = 'mine' } IN TRANSACTIONS",
      "UNWIND [1] AS x FOREACH (y IN [x] | CREATE (:Mine)) ",
      "CREATE INDEX mine FOR (c:Concept) ON (c.mentions)",
      "DROP INDEX hortus_labels",
      "CALL db.createLabel('Mine')",
      "CALL db.index.fulltext.awaitEventuallyConsistentIndexRefresh()",
    ],
    pries: [
      "LOAD CSV FROM 'file:///etc/passwd' AS line RETURN line",
      "LOAD CSV FROM 'http://127.0.0.1:1/x' AS line RETURN line",
      "CALL dbms.listConfig() YIELD name, value RETURN name, value",
      "CALL db.labels() YIELD label RETURN label",
      "MATCH (c:Concept) CALL (c) { LOAD CSV FROM 'file:///etc/passwd' AS line RETURN line } RETURN line",
      "SHOW SETTINGS",
      "SHOW PROCEDURES",
      "SHOW TRANSACTIONS",
    ],
    two: ["RETURN 1; RETURN 2", "RETURN 1; MATCH (n) DETACH DELETE n"],
    wrong: [
      ["MATCH (c:Concept RETURN c", /Invalid input|expected/i],
      ["MATCH (c:Concept) RETURN d", /not defined/],
      ["", /./],
      ["RETURN toInteger(date()) / 0", /./],
    ],
  },
);

test("the server itself refuses to write, were its plan not looked at", async () => {
  await using database = await mirrored();
  const write = { cypher: "CREATE (:Mine)", timeoutMs: 5000, fetch: 10, admit: () => undefined, take: () => true };
  await expect(database.stream(write)).rejects.toMatchObject({ code: "query.refused" });
  expect(await ask(database, "MATCH (n:Mine) RETURN count(n)")).toEqual([0]);
});

test("nodes, relationships and paths come as JSON has them, and the full-text look-up may be called", async () => {
  await using database = await mirrored();
  const face = openCypherFace(database, "mirror");
  const path = "MATCH p = (:Concept)-[r:INCREASES]->(b:Concept {label: 'toughness'}) RETURN p, r, b, date('2020-01-02') AS day LIMIT 1";
  const { rows } = await face.run(path);
  const [p, r, b, day] = rows[0]!;
  expect(p).toMatchObject([{ labels: ["Concept"] }, { type: "increases" }, { label: "toughness" }]);
  expect(r).toMatchObject({ type: "increases", polarity: "affirmed" });
  expect(b).toMatchObject({ labels: ["Concept"], label: "toughness" });
  expect(day).toBe("2020-01-02");
  const found = await face.run("CALL db.index.fulltext.queryNodes('hortus_labels', 'nacre') YIELD node RETURN node.label");
  expect(found.rows.flat()).toEqual(["Nacre"]);
});

test("a garden that lives in Neo4j is asked as its schema says, and denied what would write", async () => {
  await (await emptyDatabase())[Symbol.asyncDispose]();
  const folder = await mkdtemp(join(tmpdir(), "hortus-asked-"));
  const [address, { password }] = [parseNeo4jAddress(serverAddress()), inject("neo4j")];
  await using garden = await openNeo4jGarden({ name: "asked", address, password, folder, embedder: null, create: true });
  const papers = join(folder, "papers.txt");
  await writeFile(papers, "Nacre contains aragonite platelets. Aragonite platelets increase stiffness.");
  await grow(garden, [papers], { threads: 1 });
  await using face = garden.openQueries();
  const counts = await garden.store.counts();
  const one = async (cypher: string) => (await face.run(cypher)).rows;
  expect(await one("MATCH (c:Concept) RETURN count(c)")).toEqual([[counts.concepts]]);
  expect(await one("MATCH (:Concept)-[r]->(:Concept) WHERE coalesce(r.quarantined, 0) = 0 RETURN count(r)")).toEqual([[counts.relations]]);
  expect(await one("MATCH (s:Sentence) RETURN count(s)")).toEqual([[counts.sentences]]);
  expect((await one(face.typesQuery)).length).toBeGreaterThan(0);
  const documents =
    "MATCH (t:HortusTerm)-[:MENTIONED_IN]->(d:Document) MATCH (c:Concept {id: t.concept}) RETURN c.id, count(DISTINCT d) ORDER BY c.id";
  const stored = await garden.store.concepts((await one(documents)).map(([id]) => id as never));
  expect(await one(documents)).toEqual(stored.map(({ id, documents: n }) => [id, n]));
  expect(stored.length).toBe(counts.concepts);
  const found = "CALL db.index.fulltext.queryNodes('hortus_garden_sentences', 'platelets') YIELD node RETURN node.document";
  expect((await one(found)).length).toBe(2);
  await expect(face.run("MATCH (n:HortusGarden) SET n.version = 0")).rejects.toMatchObject({ code: "query.refused" });
  const ledger = await openLedger(folder);
  const answer = await queryGarden(
    { garden, ledger, model: null, clock },
    { verb: "query", question: "How many papers are there?", count: 1, rounds: 0, seed: 1, model: "none", budgetTokens: null },
  );
  expect(answer).toMatchObject({
    language: "cypher",
    final: null,
    refusal: expect.stringMatching(/name a model, or write the query yourself/),
  });
  await ledger[Symbol.asyncDispose]();
  await rm(folder, { recursive: true });
});

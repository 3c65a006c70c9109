// What may befall a garden's file: a fault between any two statements, a full disk, a lock that is held, names that look like code, hubs.

import { spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdir, rm, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { canonicalHash } from "#graph/export/canonical.ts";
import { commit } from "#graph/growth/commit.ts";
import { grow } from "#graph/growth/grow.ts";
import type { Change, Concept, ConceptId, DocumentId, IndexedTerm, Projection, Relation, TermKey } from "#graph/model.ts";
import { openGarden } from "#graph/open-garden.ts";
import { loadConceptGraph } from "#graph/paths/concept-graph.ts";
import { deriveProjection } from "#graph/resolution/derive.ts";
import { NO_VECTORS } from "#graph/resolution/term-vectors.ts";
import { search } from "#graph/search/search.ts";
import { applyChange } from "#graph/store/embedded/apply.ts";
import { openEmbeddedStore } from "#graph/store/embedded/embedded-store.ts";
import { openSqlite, type Sqlite } from "#graph/store/sqlite.ts";
import { verifyGarden } from "#graph/verify/verify.ts";
import { bodyOf } from "#tests/conformance/bodies.ts";
import { BONE, CONJECTURE, EMPTY, ENTRY, put, SILK } from "#tests/conformance/grown-store.ts";
import { temporaryFolder } from "#tests/temporary-folder.ts";

const now = () => new Date(0);

/** Every row of every table. */
function everything(database: Sqlite): string {
  const hash = createHash("sha256");
  const tables = database.all<{ name: string }>(
    "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name",
  );
  expect(tables.length).toBeGreaterThan(15);
  for (const { name } of tables) {
    // A virtual table's rows lie in the tables behind it.
    if (name === "concept_text" || name === "sentence_text") continue;
    hash
      .update(name)
      .update(
        JSON.stringify(database.all(`SELECT * FROM "${name}"`), (_, value) =>
          value instanceof Uint8Array ? Buffer.from(value).toString("hex") : value,
        ),
      );
  }
  return hash.digest("hex");
}

/** Throws in place of the statement with this number, or right behind it. Transactions stay those of the database. */
function failing(database: Sqlite, at: number, behind: boolean): { readonly failing: Sqlite; readonly seen: () => number } {
  let seen = 0;
  const counted = new Set<string | symbol>(["exec", "all", "get", "rows", "each", "run", "insert"]);
  return {
    seen: () => seen,
    failing: new Proxy(database, {
      get: (target, name) => {
        const real = Reflect.get(target, name);
        if (!counted.has(name)) return real;
        return (...given: unknown[]) => {
          seen++;
          if (seen === at && !behind) throw new Error("fault");
          const answer = (real as (...given: unknown[]) => unknown)(...given);
          if (seen === at && behind) throw new Error("fault");
          return answer;
        };
      },
    }),
  };
}

test("a fault at any statement of a change leaves every table as it was, and the same change goes through afterwards", async () => {
  await using folder = await temporaryFolder();
  const path = folder.file("garden.db");
  await using store = openEmbeddedStore(path, { now });
  const apply = async (operations: Change["operations"]) => {
    const projection = await deriveProjection(store, operations, NO_VECTORS);
    return store.apply({ author: "t", reason: "t", operations }, projection, { expectedVersion: await store.version() });
  };
  await apply([put("a", SILK), put("b", BONE)]);
  await store.putVectors("m", "sentence", [{ key: "b#0", vector: Float32Array.of(1, 0) }]);
  const same = { a: "collagen", b: "spider silk", decision: "same" } as { a: TermKey; b: TermKey; decision: "same" };
  const change: Change = {
    author: "t",
    reason: "t",
    operations: [
      { op: "remove-document", id: "b" as DocumentId },
      put("a", [
        ...SILK,
        {
          text: "Silk fibroin (SF) stiffens spider silk.",
          claims: [["Silk fibroin", "stiffens", "spider silk"]],
          defines: [["SF", "silk fibroin"]],
        },
      ]),
      put("c", BONE),
      { op: "put-conjecture", conjecture: CONJECTURE },
      { op: "put-edit", edit: same },
      { op: "put-ontology-entry", entry: ENTRY },
    ],
  };
  const projection = await deriveProjection(store, change.operations, NO_VECTORS);
  using database = openSqlite(path);
  const before = everything(database);
  const counting = failing(database, Number.POSITIVE_INFINITY, false);
  expect(() =>
    database.transaction(() => {
      applyChange({ ...counting.failing, transaction: (work) => work() }, change, projection, 1, "");
      throw new Error("only counted");
    }),
  ).toThrow("only counted");
  const statements = counting.seen();
  expect(statements).toBeGreaterThan(60);
  for (let at = 1; at <= statements; at++) {
    for (const behind of [false, true]) {
      const { failing: faulty } = failing(database, at, behind);
      expect(() => applyChange(faulty, change, projection, 1, "")).toThrow("fault");
      expect(everything(database), `statement ${at}${behind ? ", done" : ""}`).toBe(before);
    }
  }
  expect(applyChange(database, change, projection, 1, "")).toEqual({ version: 2, changed: true });
  expect(await verifyGarden(store)).toMatchObject({ quarantined: 0 });
  await using whole = openEmbeddedStore(folder.file("whole.db"), { now });
  for (const operations of [[put("a", SILK), put("b", BONE)], change.operations]) {
    const derived = await deriveProjection(whole, operations, NO_VECTORS);
    await whole.apply({ author: "t", reason: "t", operations }, derived, { expectedVersion: await whole.version() });
  }
  expect(await canonicalHash(store, { layer: "all" })).toBe(await canonicalHash(whole, { layer: "all" }));
});

const CHILD = fileURLToPath(new URL("./full-disk-child.ts", import.meta.url));

/** Grows until it cannot; answers what it acknowledged and what it said of the end. */
async function grownUntilFull(
  command: string,
  args: readonly string[],
): Promise<{ version: number; error: { code: string; message: string } }> {
  const child = spawn(command, args, { stdio: ["ignore", "pipe", "inherit"] });
  let said = "";
  for await (const part of child.stdout) said += part;
  const lines = said.trim().split("\n");
  return { version: lines.length - 1, error: JSON.parse(lines.at(-1)!) };
}

async function goesOn(folder: string, acknowledged: number): Promise<void> {
  await using garden = await openGarden({ folder, embedder: null, create: false });
  expect(await garden.store.version()).toBe(acknowledged);
  expect(await verifyGarden(garden.store)).toMatchObject({ quarantined: 0 });
  expect((await garden.store.counts()).documents).toBe(acknowledged);
  await commit(garden, { author: "t", reason: "t", operations: [put("after", SILK)] });
  expect(await garden.store.version()).toBe(acknowledged + 1);
}

test("a file that may grow no further: one line says so, what was acknowledged is there, nothing else is, and it goes on later", async () => {
  await using folder = await temporaryFolder();
  const limited = `trap '' XFSZ; ulimit -f 3000; exec "$0" "$@"`;
  const { version, error } = await grownUntilFull("bash", ["-c", limited, process.execPath, CHILD, folder.file("garden")]);
  expect(version).toBeGreaterThan(2);
  expect(error).toMatchObject({ code: "internal", message: expect.stringMatching(/garden\.db.*(space|disk)/) });
  await goesOn(folder.file("garden"), version);
});

test("a full disk: the same", async ({ skip }) => {
  await using folder = await temporaryFolder();
  const disk = folder.file("disk");
  await mkdir(disk);
  if (spawnSync("mount", ["-t", "tmpfs", "-o", "size=6m", "tmpfs", disk]).status !== 0) skip("no small disk can be mounted here");
  try {
    const { version, error } = await grownUntilFull(process.execPath, [CHILD, `${disk}/garden`]);
    expect(version).toBeGreaterThan(2);
    expect(error).toMatchObject({ code: "internal", message: expect.stringMatching(/[Nn]o space left/) });
    expect(spawnSync("mount", ["-o", "remount,size=60m", disk]).status).toBe(0);
    await goesOn(`${disk}/garden`, version);
  } finally {
    spawnSync("umount", [disk]);
  }
});

test("while another process holds the lock a writer is told so, and readers read", async () => {
  await using folder = await temporaryFolder();
  await using garden = await openGarden({ folder: folder.path, embedder: null, create: true, now });
  await commit(garden, { author: "t", reason: "t", operations: [put("a", SILK)] });
  using other = openSqlite(folder.file("garden.db"));
  other.exec("BEGIN IMMEDIATE");
  await expect(commit(garden, { author: "t", reason: "t", operations: [put("b", BONE)] })).rejects.toMatchObject({
    code: "graph.locked",
    message: expect.stringContaining("being written by another process"),
  });
  expect([await garden.store.version(), (await garden.store.counts()).documents]).toEqual([1, 1]);
  expect((await search(garden, "spider silk", { mode: "hybrid", limit: 5 })).results.length).toBeGreaterThan(0);
  other.exec("COMMIT");
  expect(await commit(garden, { author: "t", reason: "t", operations: [put("b", BONE)] })).toEqual({ version: 2, changed: true });
});

interface Sketch {
  readonly from: string;
  readonly type: string;
  readonly to: string;
  readonly negated?: boolean;
}

/** A projection of these relations, all said by one sentence. */
function projectionOf(relations: readonly Sketch[], { document, reading }: ReturnType<typeof bodyOf>): Projection {
  const names = [...new Set(relations.flatMap(({ from, to }) => [from, to]))];
  const counts = { documents: 1, mentions: 1 };
  const terms = names.map(
    (name): IndexedTerm => ({
      ...counts,
      key: name as TermKey,
      surfaces: { [name]: 1 },
      claims: 1,
      definitions: 0,
      kind: "phrase",
      kinds: { phrase: 1 },
      blocks: [name],
    }),
  );
  const concepts = names.map(
    (name): Concept => ({
      ...counts,
      id: name as ConceptId,
      label: name,
      aliases: [],
      terms: [name as TermKey],
      class: "entity",
      firstYear: 2020,
      lastYear: 2020,
    }),
  );
  const { start, end } = reading.sentences[0]!;
  const span = {
    document: document.id,
    start,
    end,
    sha256: document.version,
    head: [0, 1],
    tail: [1, 2],
    phrase: "p",
    hedged: false,
    confidence: 500,
    by: "grammar",
  } as const;
  const put = relations.map(
    ({ from, type, to, negated }): Relation => ({
      ...{ from: from as ConceptId, type, to: to as ConceptId, polarity: negated ? "negated" : "affirmed" },
      ...{ evidence: [span], documents: 1, confidence: 500, firstYear: 2020, lastYear: 2020 },
    }),
  );
  return { ...EMPTY, terms: { put: terms, remove: [] }, concepts: { put: concepts, remove: [] }, relations: { put, remove: [] } };
}

test("names that look like code are names: quotes, SQL, NUL, a hundred letters; loops and parallel relations are kept apart", async () => {
  await using folder = await temporaryFolder();
  await using store = openEmbeddedStore(folder.file("garden.db"), { now });
  const sql = `'); DROP TABLE relation; --"\`\\%_*?[${"x".repeat(65)}`;
  expect(sql.length).toBe(100);
  const odd = ["a'b", 'a"b', "a\\b", "a\u0000b", "a\u0000c", "a\nb", "{[\u2028]}", "😀", "NULL", ""].map((name) => `${name}!`);
  const sketches: Sketch[] = [
    ...odd.map((name) => ({ from: name, type: sql, to: sql })),
    ...odd.map((name) => ({ from: sql, type: name, to: name })),
    { from: sql, type: sql, to: sql },
    { from: sql, type: sql, to: sql, negated: true },
    { from: sql, type: "is", to: "😀!" },
    { from: sql, type: "is", to: "😀!", negated: true },
    { from: sql, type: "was", to: "😀!" },
  ];
  const body = bodyOf("a", [{ text: "One sentence says all of it." }]);
  const operations = [{ op: "put-document", ...body }] as const;
  const projection = projectionOf(sketches, body);
  const applied = () =>
    store.version().then((expectedVersion) => store.apply({ author: "t'); --", reason: sql, operations }, projection, { expectedVersion }));
  expect(await applied()).toEqual({ version: 1, changed: true });
  expect(await applied()).toEqual({ version: 1, changed: false });
  const key = ({ from, type, to, polarity }: Relation) => JSON.stringify([from, type, to, polarity]);
  const wanted = projection.relations.put.map(key).sort();
  expect((await store.relationsOf([sql as ConceptId])).map(key).sort()).toEqual(wanted);
  expect((await store.relations(projection.relations.put)).map(key).sort()).toEqual(wanted);
  expect((await store.concepts(odd as ConceptId[])).map(({ id }) => id as string).sort()).toEqual([...odd].sort());
  const graph = await loadConceptGraph(store);
  expect([graph.csr.edges, graph.concepts.length]).toEqual([sketches.length, odd.length + 1]);
  expect((await store.history())[0]).toMatchObject({ author: "t'); --", reason: sql });
  for (const query of [sql, ...odd]) await store.searchText(query, { kinds: ["concept", "sentence"], limit: 5 });
  await store.apply(
    { author: "t", reason: "t", operations: [] },
    { ...EMPTY, relations: { put: [], remove: projection.relations.put } },
    { expectedVersion: 1 },
  );
  expect((await store.counts()).relations).toBe(0);
});

test("NUL and half characters in a file become what a text may hold before they are anybody's name", async () => {
  await using folder = await temporaryFolder();
  await using garden = await openGarden({ folder: folder.file("garden"), embedder: null, create: true, now });
  const bytes = Buffer.concat([
    Buffer.from("Spider silk contains beta sheet crystals. Water weakens spi"),
    Buffer.from([0xed, 0xa0, 0x80]),
    Buffer.from("der silk. Collagen contains water."),
  ]);
  await writeFile(folder.file("wild.txt"), bytes);
  await writeFile(
    folder.file("wild.jsonl"),
    `${JSON.stringify({ id: "half", text: "Half\n\nNacre\ud800 contains aragonite. Aragonite\u0000 stiffens nacre." })}\n`,
  );
  const grown = await grow(garden, [folder.file("wild.txt"), folder.file("wild.jsonl")], { signal: new AbortController().signal });
  expect(grown.documents).toMatchObject({ added: 2, failed: [] });
  expect(await verifyGarden(garden.store)).toMatchObject({ quarantined: 0 });
  const again = await grow(garden, [folder.file("wild.txt"), folder.file("wild.jsonl")], { signal: new AbortController().signal });
  expect(again.documents).toMatchObject({ added: 0, unchanged: 2 });
  expect((await loadConceptGraph(garden.store)).concepts.every(({ id, label }) => (id + label).isWellFormed())).toBe(true);
});

test("an empty garden answers everything with nothing", async () => {
  await using folder = await temporaryFolder();
  await using garden = await openGarden({ folder: folder.path, embedder: null, create: true, now });
  const { store } = garden;
  expect(await store.counts()).toMatchObject({ documents: 0, concepts: 0, relations: 0 });
  expect(await store.relationsAbout("x" as ConceptId, { offset: 0, limit: 5 })).toEqual({ total: 0, relations: [] });
  expect(await store.nearestVectors("m", "term", Float32Array.of(1), 5)).toEqual([]);
  expect(await store.conceptScores("m", Float32Array.of(1))).toEqual({ concepts: [], scores: new Float32Array(0) });
  expect((await search(garden, "anything", { mode: "hybrid", limit: 5 })).results).toEqual([]);
  expect((await loadConceptGraph(store)).concepts).toEqual([]);
  expect(await verifyGarden(store)).toMatchObject({ relations: 0, spans: 0 });
});

test("a hub of a hundred thousand neighbours: a page of it holds a page, and no more comes into memory", async () => {
  await using folder = await temporaryFolder();
  await using store = openEmbeddedStore(folder.file("garden.db"), { now });
  const body = bodyOf("a", [{ text: "One sentence says all of it." }]);
  const COUNT = 100_000;
  const sketches = Array.from({ length: COUNT }, (_, index) => ({
    from: index % 2 === 0 ? "hub" : `n${index}`,
    type: "is",
    to: index % 2 === 0 ? `n${index}` : "hub",
  }));
  await store.apply({ author: "t", reason: "t", operations: [{ op: "put-document", ...body }] }, projectionOf(sketches, body), {
    expectedVersion: 0,
  });
  const { total, relations } = await store.relationsAbout("hub" as ConceptId, { offset: 0, limit: 50 });
  expect([total, relations.length, new Set(relations.map(({ from, to }) => from + to)).size]).toEqual([COUNT, 50, 50]);
  const last = await store.relationsAbout("hub" as ConceptId, { offset: COUNT - 3, limit: 50 });
  expect([last.total, last.relations.length]).toEqual([COUNT, 3]);
  let pages = 0;
  let streamed = 0;
  for await (const page of store.allRelations()) {
    expect(page.length).toBeLessThanOrEqual(500);
    pages++;
    streamed += page.length;
  }
  expect([streamed, pages > COUNT / 500 - 1]).toEqual([COUNT, true]);
  const graph = await loadConceptGraph(store);
  expect([graph.csr.edges, graph.links.targets.length]).toEqual([COUNT, 2 * COUNT]);
  expect(graph.finder.fromBothEnds(graph.indexOf.get("n2" as ConceptId)!, graph.indexOf.get("n99999" as ConceptId)!)?.nodes).toHaveLength(
    3,
  );
  await rm(folder.file("garden.db.graph"), { force: true });
});

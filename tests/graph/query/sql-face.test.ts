// SQL over an embedded garden: the promises of the face, hostile statements of every sort, and what the views say.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { openSqlFace } from "#graph/query/sql-face.ts";
import { openSqlite } from "#graph/store/sqlite.ts";
import { type NoteGarden, openNoteGarden } from "#tests/agents/note-garden.ts";
import { queryFaceConformance } from "#tests/conformance/query-face.ts";

const outside = mkdtempSync(join(tmpdir(), "hortus-outside-"));
afterAll(() => rmSync(outside, { recursive: true, force: true }));
const ENDLESS = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n)";

queryFaceConformance(
  "SQL",
  async () => {
    const place = await openNoteGarden();
    const face = openSqlFace(place.garden.file!);
    return {
      face,
      content: async () => {
        using database = openSqlite(place.garden.file!, { readOnly: true });
        const tables = database.all<{ name: string; sql: string }>(
          "SELECT name, sql FROM sqlite_schema WHERE type = 'table' ORDER BY name",
        );
        const counts = ["change", "document", "concept", "relation", "evidence", "setting", "conjecture"];
        return JSON.stringify([
          tables,
          counts.map((name) => database.get(`SELECT count(*) AS n FROM ${name}`)),
          database.all("SELECT id, label, class FROM concept ORDER BY id"),
          database.get("PRAGMA journal_mode"),
        ]);
      },
      async [Symbol.asyncDispose]() {
        await face[Symbol.asyncDispose]();
        await place[Symbol.asyncDispose]();
      },
    };
  },
  {
    countConcepts: "SELECT count(*) FROM concept",
    countUp: `${ENDLESS} SELECT i FROM n`,
    silent: `${ENDLESS} SELECT count(*) FROM n`,
    wide: `${ENDLESS} SELECT printf('%.*c', 100000, 'x') FROM n LIMIT 1000`,
    writes: [
      "INSERT INTO concept (label) VALUES ('mine')",
      "INSERT INTO main.concept (id, label, class, aliases, documents, mentions) VALUES (999999, 'mine', 'x', '[]', 1, 1)",
      "UPDATE main.concept SET label = 'mine'",
      "DELETE FROM main.concept",
      "REPLACE INTO main.setting VALUES ('a', 'b')",
      "DROP TABLE main.concept",
      "DROP VIEW concept",
      "ALTER TABLE main.concept ADD COLUMN mine",
      "CREATE TABLE mine (a)",
      "CREATE TEMP TABLE mine (a)",
      "CREATE TEMP VIEW mine AS SELECT 1",
      "CREATE INDEX main.mine ON concept (label)",
      "CREATE TEMP TRIGGER mine INSTEAD OF INSERT ON concept BEGIN DELETE FROM main.concept; END",
      "CREATE VIRTUAL TABLE mine USING fts5(a)",
      "WITH doomed AS (SELECT id FROM main.concept) DELETE FROM main.concept WHERE id IN doomed",
      "WITH x AS (SELECT 1) INSERT INTO main.setting SELECT 'a', 'b'",
      "INSERT INTO main.setting VALUES ('a', 'b') RETURNING name",
      "EXPLAIN DELETE FROM main.concept",
      "PRAGMA journal_mode = DELETE",
      "PRAGMA query_only = OFF",
      "PRAGMA writable_schema = ON",
      "PRAGMA user_version = 0",
      "BEGIN IMMEDIATE",
      "SAVEPOINT mine",
      "REINDEX",
      "ANALYZE",
      "VACUUM",
      `VACUUM INTO '${outside}/copy.db'`,
      `ATTACH '${outside}/new.db' AS mine`,
      `ATTACH ':memory:' AS mine`,
      "DETACH main",
    ],
    pries: [
      "SELECT * FROM main.concept",
      "SELECT * FROM main.body",
      "SELECT document FROM body",
      "SELECT * FROM setting",
      "SELECT rowid FROM term",
      "WITH concept AS (SELECT * FROM main.body) SELECT * FROM concept",
      "WITH relation AS (SELECT value AS head FROM main.setting) SELECT head FROM relation",
      "SELECT (SELECT value FROM setting LIMIT 1) FROM concept",
      "SELECT label FROM concept UNION SELECT value FROM setting",
      "SELECT name FROM sqlite_schema",
      "SELECT sql FROM sqlite_temp_schema",
      "SELECT * FROM pragma_table_info('concept')",
      "SELECT * FROM pragma_database_list",
      "SELECT * FROM dbstat",
      "SELECT * FROM sentence_text WHERE sentence_text MATCH 'silk'",
      "SELECT load_extension('libc.so.6')",
      "SELECT hortus_span_text(1, 0, 10)",
      "SELECT fts5_source_id()",
      "SELECT randomblob(900000000)",
      "SELECT zeroblob(2000000000)",
      "SELECT random()",
      "SELECT sqlite_compileoption_get(0)",
      "PRAGMA database_list",
    ],
    two: [
      "SELECT 1; SELECT 2",
      "SELECT 1; DROP TABLE main.concept",
      "SELECT 1; -- a comment\n DELETE FROM main.concept; --",
      "SELECT 1; nonsense",
      "; DELETE FROM main.concept",
    ],
    wrong: [
      ["SELEC label FROM concept", /syntax error/],
      ["SELECT colour FROM concept", /no such column: colour/],
      ["SELECT * FROM concepts", /no such table: concepts/],
      ["SELECT readfile('/etc/passwd')", /no such function: readfile/],
      ["SELECT", /incomplete input/],
      ["", /empty/],
      ["-- nothing", /empty/],
    ],
  },
);

test("no file came into being outside", () => {
  expect(["copy.db", "new.db"].filter((name) => existsSync(join(outside, name)))).toEqual([]);
});

describe("the views", () => {
  let place: NoteGarden;
  let face: ReturnType<typeof openSqlFace>;
  beforeAll(async () => {
    place = await openNoteGarden();
    face = openSqlFace(place.garden.file!);
  });
  afterAll(async () => {
    await face[Symbol.asyncDispose]();
    await place[Symbol.asyncDispose]();
  });
  const first = async (sql: string) => (await face.run(sql)).rows[0]!;

  test("hold what the store counts", async () => {
    const counts = await place.garden.store.counts();
    expect(await first("SELECT count(*) FROM document")).toEqual([counts.documents]);
    expect(await first("SELECT count(*) FROM concept")).toEqual([counts.concepts]);
    expect(await first("SELECT count(*), sum(documents > 0) FROM relation")).toEqual([counts.relations, counts.relations]);
    expect(await first("SELECT sum(sentences), sum(claims) FROM document")).toEqual([counts.sentences, counts.claims]);
    expect(await first("SELECT count(DISTINCT relation) FROM evidence")).toEqual([counts.relations]);
  });

  test("say of a concept and its relations what the store says", async () => {
    const concept = (await place.garden.store.conceptsBeginning(["nacre"], 1))[0]!;
    const told = await place.garden.store.relationsOf([concept.id]);
    expect(told.length).toBeGreaterThan(2);
    const row = await first(`SELECT label, class, documents, mentions, relations FROM concept WHERE id = '${concept.id}'`);
    expect(row).toEqual([concept.label, concept.class, concept.documents, concept.mentions, told.length]);
    const { rows } = await face.run(`SELECT head, type, tail, polarity, confidence FROM relation WHERE '${concept.id}' IN (head, tail)`);
    const keys = (all: readonly (readonly unknown[])[]) => all.map((one) => one.join("|")).toSorted();
    expect(keys(rows)).toEqual(keys(told.map(({ from, type, to, polarity, confidence }) => [from, type, to, polarity, confidence])));
    const names = await face.run(`SELECT name FROM alias WHERE concept = '${concept.id}'`);
    expect(names.rows.flat().toSorted()).toEqual([concept.label, ...concept.aliases].toSorted());
    const mentions = await face.run(`SELECT document, mentions FROM mention WHERE concept = '${concept.id}'`);
    expect(mentions.rows.length).toBe(concept.documents);
    expect(mentions.rows.reduce((sum, [, n]) => sum + Number(n), 0)).toBe(concept.mentions);
  });

  test("quote each sentence as it stands in its document", async () => {
    const { rows } = await face.run("SELECT document, start_offset, end_offset, sentence FROM evidence", { rows: 1000 });
    expect(rows.length).toBeGreaterThan(20);
    const texts = new Map<string, string>();
    for (const [id, start, end, sentence] of rows) {
      const key = String(id);
      if (!texts.has(key)) texts.set(key, (await place.garden.store.document(key as never))!.text);
      expect(sentence).toBe(texts.get(key)!.slice(Number(start), Number(end)));
    }
  });

  test("leave out a relation whose evidence is held in quarantine", async () => {
    const [id, head, type, tail, polarity] = await first("SELECT id, head, type, tail, polarity FROM relation LIMIT 1");
    const { evidence } = (await place.garden.store.relations([{ from: head, type, to: tail, polarity } as never]))[0]!;
    const held = [{ relation: { from: head, type, to: tail, polarity } as never, ...evidence[0]! }];
    await place.garden.store.quarantine(held, []);
    expect(await first(`SELECT count(*) FROM relation WHERE id = ${id}`)).toEqual([0]);
    expect(await first(`SELECT count(*) FROM evidence WHERE relation = ${id}`)).toEqual([0]);
    await place.garden.store.quarantine([], held);
    expect(await first(`SELECT count(*) FROM relation WHERE id = ${id}`)).toEqual([1]);
  });

  test("texts are looked into by words: in any case, with hyphens or without, in the singular or plural, and not by their stems", async () => {
    const documents = await place.garden.store.documents();
    const texts = await Promise.all(documents.map(async ({ id }) => [id, (await place.garden.store.document(id))!.text] as const));
    for (const [words, pattern] of [
      ["Hydrogen bond", /\bhydrogen[- ]bonds?\b/i],
      ["beta sheet", /\bbeta[- ]sheets?\b/i],
      ["mineral", /\bminerals?\b/i],
      ["quux", /quux/],
    ] as const) {
      const expected = texts.filter(([, text]) => pattern.test(text)).map(([id]) => id);
      const { rows } = await face.run(
        `SELECT id FROM document WHERE id IN (SELECT value FROM json_each(documents_with('${words}'))) ORDER BY id`,
      );
      expect([words, rows.flat()]).toEqual([words, expected.toSorted()]);
    }
    expect((await face.run("SELECT documents_with('\"'), documents_with('')")).rows).toEqual([["[]", "[]"]]);
  });

  test("are all in the text that a model reads, with every column", async () => {
    const views = face.schema.split("\n").filter((line) => !line.includes(": a function;"));
    expect(views).toHaveLength(7);
    for (const line of views) {
      const [, name, list] = /^(\w+)\((.*)\): /.exec(line)!;
      const columns = list!
        .replace(/\[[^\]]*\]/g, "")
        .split(",")
        .map((column) => column.trim());
      expect((await face.run(`SELECT * FROM ${name} LIMIT 0`)).columns).toEqual(columns);
    }
  });
});

describe("bombs", () => {
  test("values that double stop at a million bytes, and what does not fit its memory goes elsewhere", async () => {
    await using place = await openNoteGarden();
    await using face = openSqlFace(place.garden.file!);
    const doubling = `WITH RECURSIVE n(x) AS (SELECT 'aaaaaaaaaaaaaaaa' UNION ALL SELECT x || x FROM n) SELECT count(length(x)) FROM n`;
    await expect(face.run(doubling)).rejects.toMatchObject({ code: "query.limit", message: expect.stringMatching(/too big/) });
    const counting = ENDLESS.replace("FROM n)", "FROM n LIMIT 300000)");
    const million = `${counting} SELECT count(*) FROM (SELECT i, count(*) OVER (ORDER BY -i) FROM n)`;
    expect((await face.run(million, { timeoutMs: 60_000 })).rows).toEqual([[300_000]]);
    const deep = `SELECT 1${" + 1".repeat(2000)}`;
    await expect(face.run(deep)).rejects.toMatchObject({ code: expect.stringMatching(/^query\./) });
    await expect(face.run(`SELECT '${"a".repeat(200_000)}'`)).rejects.toMatchObject({ code: expect.stringMatching(/^query\./) });
    expect((await face.run("SELECT 9007199254740993, 9e999, x'00ff'")).rows).toEqual([["9007199254740993", "Infinity", "blob of 2 bytes"]]);
  });

  test("a garden is read as it is now, also while it grows", async () => {
    await using place = await openNoteGarden();
    await using face = openSqlFace(place.garden.file!);
    const count = async () => (await face.run("SELECT count(*) FROM conjecture")).rows[0]![0];
    expect(await count()).toBe(0);
    const conjecture = {
      id: "conjecture:0",
      from: "a",
      fromLabel: "A",
      type: "improves",
      to: "b",
      toLabel: "B",
      origin: "import",
      rationale: "",
      restsOn: [],
    };
    const version = await place.garden.store.version();
    await place.garden.store.apply(
      { author: "test", reason: "test", operations: [{ op: "put-conjecture", conjecture: conjecture as never }] },
      {
        terms: { put: [], remove: [] },
        links: { put: [], remove: [] },
        concepts: { put: [], remove: [] },
        relations: { put: [], remove: [] },
      },
      { expectedVersion: version },
    );
    expect(await count()).toBe(1);
    expect((await face.run("SELECT head, head_label, type, tail_label FROM conjecture")).rows).toEqual([[null, "A", "improves", "B"]]);
  });

  test.skipIf(process.platform !== "linux")("a query ends with the process that asked it, even when that is killed", async () => {
    await using place = await openNoteGarden();
    const child = spawn(process.execPath, [join(import.meta.dirname, "asking-child.ts"), place.garden.file!]);
    await once(child.stdout, "data");
    const asking = readFileSync(`/proc/${child.pid}/task/${child.pid}/children`, "utf8").trim().split(" ").map(Number);
    expect(asking).toHaveLength(1);
    const alive = () => existsSync(`/proc/${asking[0]}`) && !/State:\tZ/.test(readFileSync(`/proc/${asking[0]}/status`, "utf8"));
    expect(alive()).toBe(true);
    child.kill("SIGKILL");
    await vi.waitFor(() => expect(alive()).toBe(false), { timeout: 20_000, interval: 50 });
  });
});

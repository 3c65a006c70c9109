// Queries over HTTP: rows of one's own query, a question as a run, and the same limits for everybody.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { RunId } from "#agents/model.ts";
import type { QueryAnswer } from "#agents/query/query-answer.ts";
import type { QueryRowsAnswer } from "#apps/server/api.ts";
import { startServer } from "#apps/server/start-server.ts";
import { EXAMPLES } from "#tests/agents/note-garden.ts";
import { openSmallWorkbench, type SmallWorkbench } from "./small-workbench.ts";

let folder: string;
let workbench: SmallWorkbench;
let server: Awaited<ReturnType<typeof startServer>>;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "hortus-queries-"));
  workbench = await openSmallWorkbench(folder);
  await workbench.grow([join(EXAMPLES, "17-nacre.md"), join(EXAMPLES, "12-mineralised-collagen.md")], {});
  server = await startServer(workbench, { host: "127.0.0.1", port: 0, pageFolder: null });
});
afterAll(async () => {
  await server.close();
  await workbench[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true, force: true });
});

const post = async (path: string, body: unknown, headers: Record<string, string> = {}) => {
  const response = await fetch(new URL(path, server.url), {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body: JSON.stringify(body),
  });
  return { status: response.status, body: (await response.json()) as { run: RunId; error: { code: string; message: string } } };
};

test("a query of one's own comes with its rows, and with the concepts its cells name", async () => {
  const { status, body } = await post("/api/query", { query: "SELECT label, documents FROM concept WHERE lower(label) = 'nacre'" });
  const rows = body as object as QueryRowsAnswer;
  expect(status).toBe(200);
  expect(rows).toMatchObject({ columns: ["label", "documents"], cut: null, language: "sql" });
  const label = String(rows.rows[0]![0]);
  const [concept] = await workbench.garden.store.concepts([rows.concepts[label] as never]);
  expect(concept!.label).toBe(label);
});

test.each([
  ["DELETE FROM main.concept", 403, "query.refused"],
  ["SELECT * FROM main.body", 403, "query.refused"],
  ["SELECT 1; SELECT 2", 403, "query.refused"],
  ["SELEC", 400, "query.invalid"],
])("%s is refused: %i", async (query, expected, code) => {
  const { status, body } = await post("/api/query", { query });
  expect([status, body.error.code]).toEqual([expected, code]);
});

test("a query without end is ended, and nobody may ask for more time than there is", async () => {
  const query = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n";
  expect(await post("/api/query", { query, timeoutMs: 300 })).toMatchObject({ status: 422, body: { error: { code: "query.limit" } } });
  expect(await post("/api/query", { query, timeoutMs: 1_000_000 })).toMatchObject({ status: 400 });
  expect(await post("/api/query", { query, limit: 1_000_000 })).toMatchObject({ status: 400 });
  expect((await post("/api/query", { query: "SELECT 1" })).status).toBe(200);
});

test("another page may not query: the guard is before it", async () => {
  const { status } = await post("/api/query", { query: "SELECT 1" }, { origin: "http://example.org" });
  expect(status).toBe(403);
});

test("a client that goes away ends its query", async () => {
  const query = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n";
  const gone = new AbortController();
  const asked = fetch(new URL("/api/query", server.url), {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ query, timeoutMs: 10_000 }),
    signal: gone.signal,
  });
  setTimeout(() => gone.abort(), 300);
  await expect(asked).rejects.toThrow();
  // Its turn is over long before its ten seconds are: the next one is answered within one.
  const next = await post("/api/query", { query: "SELECT 1", timeoutMs: 1000 });
  expect(next.status).toBe(200);
});

test("a question is a run: its queries are events, its rows the result", async () => {
  const { status, body } = await post("/api/runs/query", { question: "Which documents mention nacre?" });
  expect(status).toBe(202);
  const response = await fetch(new URL(`/api/runs/${body.run}/events`, server.url));
  const stream = await response.text();
  expect(stream).toContain('"kind":"query"');
  const result = workbench.ledger.result(body.run) as QueryAnswer;
  expect(result.final!.rows.length).toBe(1);
  expect(result.writtenBy).toBe("composer");
});

test("what can be queried is told", async () => {
  const { schema } = (await (await fetch(new URL("/api/query/schema", server.url))).json()) as { schema: string[] };
  expect(schema.some((line) => line.startsWith("concept(id, label"))).toBe(true);
});

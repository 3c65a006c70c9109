// hortus query as a person's shell runs it: a question, a query of one's own, and what is refused.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { EXAMPLES } from "#tests/agents/note-garden.ts";
import { runHortus } from "./run-hortus.ts";

let cwd: string;
beforeAll(async () => {
  cwd = mkdtempSync(join(tmpdir(), "hortus-query-"));
  const { exitCode } = await runHortus(["grow", join(EXAMPLES, "17-nacre.md"), "--no-embeddings"], { cwd });
  expect(exitCode).toBe(0);
});
afterAll(() => rmSync(cwd, { recursive: true, force: true }));
const query = (...args: readonly string[]) => runHortus(["query", ...args, "--model", "none"], { cwd });

test("a question: each query on stderr as it runs, the rows on stdout, and who wrote it", async () => {
  const { exitCode, stdout, stderr } = await query("How many documents mention nacre?");
  expect(exitCode).toBe(0);
  expect(stdout).toMatch(/Read as: the number of documents that mention “nacre”\nQuery #1, written by composer: SELECT count/);
  expect(stdout).toMatch(/\nn\n-\n1\n\(1 row\)\n$/);
  expect(stderr).toMatch(/#1, 1 row: SELECT count/);
});

test("with --json one value with the queries and the rows", async () => {
  const { exitCode, json } = await query("Which documents mention nacre?", "--json");
  expect(exitCode).toBe(0);
  expect(json()).toMatchObject({
    writtenBy: "composer",
    queries: [{ n: 1, outcome: "rows" }],
    final: { n: 1, columns: ["id", "title", "year"] },
  });
});

test("a query of one's own, its limits, and its refusal", async () => {
  const { stdout } = await query("--sql", "SELECT label FROM concept ORDER BY label", "--limit", "2");
  expect(stdout).toMatch(/^label\n-+\n.*\n.*\n\(the first 2 rows; there are more/);
  const drop = await query("--sql", "DROP TABLE main.concept", "--json");
  expect([drop.exitCode, drop.json<{ error: { code: string } }>().error.code]).toEqual([2, "query.refused"]);
  const endless = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n";
  const late = await query("--sql", endless, "--timeout", "1");
  expect([late.exitCode, late.stderr]).toEqual([1, expect.stringContaining("[query.limit]")]);
});

test("the schema, and a question of no known shape", async () => {
  expect((await query("--schema")).stdout).toMatch(/^document\(id, title[\s\S]*\nconjecture\(/);
  const { exitCode, stdout } = await query("Why is nacre tough?");
  expect([exitCode, stdout]).toEqual([1, expect.stringMatching(/knows only some shapes of questions/)]);
});

test.each([
  [[], /Give a question/],
  [["a question", "--sql", "SELECT 1"], /Give a question/],
  [["--cypher", "RETURN 1"], /use --sql, or name its mirror with --mirror/],
  [["--sql", "SELECT 1", "--limit", "1000000"], /--limit goes up to/],
  [["--sql", "SELECT 1", "--timeout", "1000"], /--timeout goes up to/],
  [["--sql", "SELECT 1", "--cypher", "RETURN 1"], /cannot be used with/],
])("%j is a usage error", async (args, words) => {
  const { exitCode, stdout, stderr } = await query(...args);
  expect([exitCode, stdout]).toEqual([2, ""]);
  expect(stderr).toMatch(words);
});

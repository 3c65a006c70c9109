// The command line on a garden that lives in Neo4j: the same verbs, with a home on this machine for what is no part of the graph.

import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { expect, inject, test } from "vitest";
import { runHortus } from "#tests/apps/cli/run-hortus.ts";
import { emptyDatabase, localFolder, serverAddress } from "./server-database.ts";

const NOTE = "examples/materials/17-nacre.md";

test("grow, search, history, undo, export and copy work on an address; branches and backups say that they do not", async () => {
  await (await emptyDatabase())[Symbol.asyncDispose]();
  const data = localFolder();
  const env = { NEO4J_PASSWORD: inject("neo4j").password, HORTUS_DATA: data };
  const hortus = (...words: string[]) => runHortus([...words, "--model", "none"], { env });
  const there = ["--garden", serverAddress()];
  const missing = await hortus("history", ...there);
  expect([missing.exitCode, missing.stderr]).toEqual([2, expect.stringContaining("hortus grow")]);
  expect(existsSync(data)).toBe(false);

  const grown = await hortus("grow", NOTE, "--no-embeddings", "--json", ...there);
  expect(grown.json()).toMatchObject({ garden: serverAddress(), version: 1, documents: { added: 1 } });
  const [home] = readdirSync(join(data, "gardens"));
  expect(home).toMatch(/^127\.0\.0\.1-\d+-neo4j-[0-9a-f]{8}$/);
  expect(readdirSync(join(data, "gardens", home!))).toEqual(expect.arrayContaining(["ledger.db", "files.db"]));
  expect(
    (await hortus("search", "nacre", "--mode", "text", "--json", ...there)).json<{ results: unknown[] }>().results.length,
  ).toBeGreaterThan(2);

  const copied = join(data, "copied");
  expect((await hortus("copy", "--to", copied, "--json", ...there)).json()).toMatchObject({
    to: copied,
    version: 1,
    changes: 1,
    documents: 1,
  });
  const [here, away] = [await hortus("export", "graph", "--garden", copied), await hortus("export", "graph", ...there)];
  expect(away.stdout.length).toBeGreaterThan(1000);
  expect(away.stdout).toBe(here.stdout);
  expect((await hortus("undo", "--json", ...there)).json()).toMatchObject({ version: 2 });
  for (const verb of [["branch", "other"], ["backup"]]) {
    const refused = await hortus(...verb, ...there);
    expect([refused.exitCode, refused.stderr]).toEqual([2, expect.stringContaining("hortus copy")]);
  }
  const denied = await runHortus(["history", ...there], { env: { ...env, NEO4J_PASSWORD: "wrong-password" } });
  expect(denied.stderr).toContain("NEO4J_PASSWORD");
  expect(denied.stderr).not.toContain("wrong-password");
});

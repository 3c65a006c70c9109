// What a user meets first: help, mistakes, and one line that says what to do.

import { expect, test } from "vitest";
import { PAIR_FORMATS } from "#agents/export-pairs.ts";
import { PAIR_SOURCES } from "#agents/model.ts";
import { progressLine } from "#apps/cli/terminal.ts";
import {
  GRAPH_FORMATS as OFFERED_GRAPHS,
  IMPORT_FORMATS as OFFERED_IMPORTS,
  PAIR_FORMATS as OFFERED_PAIRS,
  PAIR_SOURCES as OFFERED_SOURCES,
  VERBS,
} from "#apps/cli/verbs.ts";
import { GRAPH_FORMATS } from "#graph/export/export-graph.ts";
import { IMPORT_FORMATS } from "#graph/import/imported-graph.ts";
import { runHortus } from "./run-hortus.ts";

const verbs = VERBS.flatMap((group) => ("verbs" in group ? group.verbs.map(({ name }) => [group.name, name]) : [[group.name]]));

test.each(verbs.map((words) => [words.join(" "), words] as const))("%s --help shows an example", async (_name, words) => {
  const { exitCode, stdout } = await runHortus([...words, "--help"]);
  expect(exitCode).toBe(0);
  expect(stdout).toMatch(/Example:\n {2}\$ npx hortus /);
  expect(stdout).toContain("--json");
});

test("an unknown verb is a usage error: exit 2, nothing on stdout", async () => {
  const { exitCode, stdout, stderr } = await runHortus(["flourish"]);
  expect(exitCode).toBe(2);
  expect(stdout).toBe("");
  expect(stderr).toContain("flourish");
});

test("a mistake with --json is one JSON value with a code", async () => {
  const { exitCode, json } = await runHortus(["search", "silk", "--json", "--mode", "telepathy"]);
  expect(exitCode).toBe(2);
  expect(json<{ error: { code: string } }>().error.code).toBe("usage.invalid");
});

test("an address with a password in it is refused without showing it", async () => {
  const { exitCode, stderr } = await runHortus(["verify", "--garden", "neo4j://ada:secret@localhost:7687/db"]);
  expect(exitCode).toBe(2);
  expect(stderr).toContain("NEO4J_PASSWORD");
  expect(stderr).not.toContain("secret");
});

test("--from without --to says which is missing", async () => {
  const { exitCode, stderr } = await runHortus(["hypothesize", "--from", "silk", "--model", "none"]);
  expect(exitCode).toBe(2);
  expect(stderr).toContain("--to");
});

test("progress says how much, how fast and how long: 30 of 120 in 10 s is 3/s and 30 s left", () => {
  expect(progressLine("growing", 30, 120, "documents", 10)).toBe("growing  ██████░░░░░░░░░░░░░░░░░░ 30/120 documents  3/s  30 s left");
  expect(progressLine("growing", 0, 120, "documents", 0)).not.toContain("left");
  expect(progressLine("reading", 7, 0, "files", 2)).toBe("reading  7 files  3.5/s");
});

test("the formats that help offers are those that exist", () => {
  expect(OFFERED_PAIRS.toSorted()).toEqual(PAIR_FORMATS.toSorted());
  expect(OFFERED_SOURCES).toEqual(PAIR_SOURCES);
  expect(OFFERED_IMPORTS).toEqual(IMPORT_FORMATS);
  expect(OFFERED_GRAPHS.toSorted()).toEqual(["canonical", ...GRAPH_FORMATS].toSorted());
});

test.each(["", "  \n"])("a search for nothing, %j, is a usage error, as a question of no words is", async (words) => {
  const { exitCode, stdout, stderr } = await runHortus(["search", words]);
  expect(exitCode).toBe(2);
  expect(stdout).toBe("");
  expect(stderr).toContain("Search for something");
});

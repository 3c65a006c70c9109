// Retrieval measured: recall by hand, intervals, bad gold, and a small garden whose answer is known.

import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { bootstrap } from "#apps/evaluation/bootstrap.ts";
import { evaluateRetrieval, readQuestions, recallAt } from "#apps/evaluation/retrieval.ts";
import { grow } from "#graph/growth/grow.ts";
import { openGarden } from "#graph/open-garden.ts";
import { searchDocuments } from "#graph/search/documents.ts";
import { temporaryFolder } from "#tests/temporary-folder.ts";

const PASSAGES = [
  ["1", "Journal", "The tide journal is part of the Harbour Society."],
  ["2", "Society", "The Harbour Society was founded by Ada Lind in the town of Skagen."],
  ["3", "Glass", "Soda glass contains sodium oxide. Sodium oxide lowers the melting point of soda glass."],
  ["4", "Wood", "Oak wood contains lignin. Lignin stiffens oak wood."],
  ["5", "Boats", "Boats carry herring. Herring feed seals."],
] as const;

test("recall by hand", () => {
  const gold = { question: "?", supporting: ["a", "b", "c"] };
  expect(recallAt(2, gold, ["a", "x", "b"])).toBeCloseTo(1 / 3, 12);
  expect(recallAt(5, gold, ["a", "x", "b"])).toBeCloseTo(2 / 3, 12);
  expect(recallAt(5, gold, [])).toBe(0);
});

test("an interval holds the mean, is a point for equal values, and the same each time", () => {
  const values = [0, 1, 0, 1, 1, 0, 1, 0.5];
  const [low, high] = bootstrap(values, 1);
  expect(low).toBeLessThan(0.5625);
  expect(high).toBeGreaterThan(0.5625);
  expect(bootstrap(values, 1)).toEqual([low, high]);
  expect(bootstrap([0.25, 0.25], 1)).toEqual([0.25, 0.25]);
  expect(bootstrap([], 1)).toEqual([0, 0]);
});

test("gold comes with ids or with {doc}, each once; a line that is none is named", async () => {
  await using folder = await temporaryFolder();
  const file = join(folder.path, "gold.jsonl");
  await writeFile(file, '{"question":"Who?","supporting":["a",{"doc":"b"},"a"]}\n\n');
  expect(await readQuestions(file)).toEqual([{ question: "Who?", supporting: ["a", "b"] }]);
  for (const bad of ["{", '{"question":"Who?"}', '{"question":"","supporting":["a"]}', '{"question":"Who?","supporting":[]}']) {
    await writeFile(file, `{"question":"Who?","supporting":["a"]}\n${bad}`);
    await expect(readQuestions(file)).rejects.toMatchObject({ code: "input.invalid", facts: { line: 2 } });
  }
});

test("links lead to the second passage, which shares no word with the question; without vectors there is no baseline", async () => {
  await using folder = await temporaryFolder();
  const corpus = join(folder.path, "passages.jsonl");
  await writeFile(corpus, PASSAGES.map(([id, title, text]) => JSON.stringify({ id, title, text })).join("\n"));
  await using garden = await openGarden({ folder: join(folder.path, "garden"), embedder: null, create: true });
  await grow(garden, [corpus]);
  const question = "Who founded the owner of the tide journal?";
  const ranked = async (mode: "text" | "graph" | "hybrid" | "vector") =>
    (await searchDocuments(garden, question, { mode, limit: 9 })).map(({ id }) => id as string);
  expect((await ranked("graph")).slice(0, 2)).toEqual(["1", "2"]);
  expect((await ranked("hybrid")).slice(0, 2)).toEqual(["1", "2"]);
  expect(await ranked("vector")).toEqual([]);
  expect(await searchDocuments(garden, "  ", { mode: "hybrid", limit: 9 })).toEqual([]);
  const gold = [
    { question, supporting: ["1", "2"] },
    { question: "What is in oak?", supporting: ["4", "gone"] },
  ];
  const result = await evaluateRetrieval(garden, corpus, gold, { seed: 1, signal: new AbortController().signal });
  expect(result).toMatchObject({ suite: "retrieval", n: 2, missing: 1, baseline: { passageVector: null } });
  expect(result.metrics.recallAt2).toMatchObject({ hybrid: 0.75, vector: 0 });
});

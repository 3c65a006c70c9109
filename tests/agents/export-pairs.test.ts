// Pairs as trainers read them: row by row, format by format.
import { expect, test } from "vitest";
import { exportPairs, PAIR_FORMATS, type PairFormat } from "#agents/export-pairs.ts";
import type { Pair, RunId } from "#agents/model.ts";

const pair = (id: string, chosen: string, rejected: string): Pair => ({
  ...{
    id,
    prompt: [{ role: "user" as const, content: "Why?" }],
    chosen,
    rejected,
    source: "person",
    run: "run-1" as RunId,
    judgement: null,
  },
  ...{ by: "person", chosenBy: "m", rejectedBy: "composer", confidence: 1, reason: "better" },
});

async function rows(format: PairFormat, pairs: readonly Pair[]): Promise<readonly Record<string, unknown>[]> {
  const lines: string[] = [];
  for await (const line of exportPairs({ pairs: () => pairs }, format)) lines.push(line);
  expect(lines.every((line) => line.endsWith("\n") && !line.slice(0, -1).includes("\n"))).toBe(true);
  return lines.map((line) => JSON.parse(line) as Record<string, unknown>);
}

const ONE = [pair("pair:1", "Because.\nSo.", "No.")];

test("trl: explicit, conversational, provenance in its own columns", async () => {
  const [row] = await rows("trl", ONE);
  expect(row).toMatchObject({
    prompt: [{ role: "user", content: "Why?" }],
    chosen: [{ role: "assistant", content: "Because.\nSo." }],
    rejected: [{ role: "assistant", content: "No." }],
    ...{
      pair_id: "pair:1",
      source: "person",
      run: "run-1",
      judgement: "",
      judged_by: "person",
      chosen_by: "m",
      rejected_by: "composer",
      confidence: 1,
    },
  });
});

test("trl-implicit: whole conversations that share their beginning", async () => {
  const [row] = await rows("trl-implicit", ONE);
  expect(row!.prompt).toBeUndefined();
  expect(row!.chosen).toEqual([
    { role: "user", content: "Why?" },
    { role: "assistant", content: "Because.\nSo." },
  ]);
  expect(row!.rejected).toEqual([
    { role: "user", content: "Why?" },
    { role: "assistant", content: "No." },
  ]);
});

test("kto: chosen first, then rejected, each text once; one that is both is neither", async () => {
  const found = await rows("kto", [pair("1", "a", "b"), pair("2", "a", "c"), pair("3", "b", "d")]);
  expect(found.map(({ completion, label }) => [(completion as { content: string }[])[0]!.content, label])).toEqual([
    ["a", true],
    ["c", false],
    ["d", false],
  ]);
});

test("every format writes every pair with the same columns, and none writes an empty ledger's", async () => {
  for (const format of PAIR_FORMATS) {
    const found = await rows(format, [...ONE, pair("pair:2", "x", "y")]);
    expect(found).toHaveLength(format === "kto" ? 4 : 2);
    expect(new Set(found.map((row) => Object.keys(row).sort().join())).size).toBe(1);
    expect(await rows(format, [])).toEqual([]);
  }
});

test("an unknown format is refused", async () => {
  await expect(rows("csv" as PairFormat, ONE)).rejects.toMatchObject({ code: "usage.invalid" });
});

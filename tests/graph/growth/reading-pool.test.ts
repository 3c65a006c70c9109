// Who reads: one thread until the writer waits, then more, which take what is queued. Answers are the same whoever gave them.

import { expect, test } from "vitest";
import { ReadingPool } from "#graph/growth/reading-pool.ts";
import { documentOf } from "#tests/graph/extraction/document-of.ts";

const TEXTS = Array.from({ length: 12 }, (_, at) => `Protein ${at} binds iron. Water weakens fiber ${at}.`.repeat(200));

test("a patient pool reads with one thread, in the order asked", async () => {
  await using pool = new ReadingPool(3, 60_000);
  const answers = await Promise.all(TEXTS.map((text) => pool.extract([documentOf(text)])));
  expect(pool.readers).toBe(1);
  expect(answers.map(([body]) => body!.document.text)).toEqual(TEXTS);
});

test("while somebody misses an answer, further threads start and take what is queued, up to the most there may be", async () => {
  await using pool = new ReadingPool(2, 1);
  const asked = TEXTS.map((text) => pool.extract([documentOf(text)]));
  expect(pool.readers).toBe(1);
  for (const answer of asked) await pool.missed(answer);
  expect(pool.readers).toBe(2);
  await using alone = new ReadingPool(1);
  expect(await Promise.all(asked)).toEqual(await Promise.all(TEXTS.map((text) => alone.extract([documentOf(text)]))));
});

test("a call that fails fails alone", async () => {
  await using pool = new ReadingPool(1);
  const broken = pool.extract([{ ...documentOf("Silk."), sections: null as never }]);
  const sound = pool.extract([documentOf("Silk contains crystals.")]);
  await expect(broken).rejects.toMatchObject({ code: "internal" });
  expect((await sound)[0]!.reading.claims).toHaveLength(1);
});

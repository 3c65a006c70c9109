// The promises of graph/query/query-face.ts, as tests that take any implementation. Its garden has the concepts of tests/neo4j/grown-garden.ts
// or more; what is hostile in one language is the language's own, and comes with the implementation.

import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { MOST_CHARACTERS, type QueryFace } from "#graph/query/query-face.ts";

export interface OpenedFace extends AsyncDisposable {
  readonly face: QueryFace;
  /** Everything the garden holds, as text. */
  content(): Promise<string>;
}

export interface QuerySamples {
  readonly countConcepts: string;
  /** One row, 1, 2, 3, …, for ever or for very long. */
  readonly countUp: string;
  /** The same, but without a row for very long. */
  readonly silent: string;
  /** Some rows of 100,000 characters. */
  readonly wide: string;
  readonly writes: readonly string[];
  /** Files, addresses, other tables, the server. */
  readonly pries: readonly string[];
  readonly two: readonly string[];
  /** With what the database says of it. */
  readonly wrong: readonly (readonly [string, RegExp])[];
}

export function queryFaceConformance(name: string, open: () => Promise<OpenedFace>, samples: QuerySamples): void {
  describe(`queries: ${name}`, () => {
    let opened: OpenedFace;
    let face: QueryFace;
    let before: string;
    beforeAll(async () => {
      opened = await open();
      face = opened.face;
      before = await opened.content();
    });
    afterAll(() => opened[Symbol.asyncDispose]());
    const answers = async () => {
      const { columns, rows, cut } = await face.run(samples.countConcepts);
      expect([columns.length, rows.length, cut]).toEqual([1, 1, null]);
      expect(rows[0]![0]).toBeGreaterThan(3);
    };

    test("a query that reads is answered", answers);

    test.each(samples.writes)("[Q1] nothing is written: %s", async (query) => {
      await expect(face.run(query)).rejects.toMatchObject({ code: "query.refused" });
      expect(await opened.content()).toBe(before);
    });

    test("[Q2] a query without end is ended, and the next one is answered", async () => {
      await expect(face.run(samples.silent, { timeoutMs: 1000 })).rejects.toMatchObject({ code: "query.limit" });
      await answers();
    });

    test("[Q3] rows stop at their limit, and it is said", async () => {
      const { rows, cut } = await face.run(samples.countUp, { rows: 25, timeoutMs: 20_000 });
      expect([rows.length, cut, rows[24]]).toEqual([25, "rows", [25]]);
    });

    test("[Q3] a limit that is reached exactly is no cut", async () => {
      expect((await face.run(samples.countConcepts, { rows: 1 })).cut).toBeNull();
    });

    test("[Q3] characters stop at theirs", async () => {
      const { rows, cut } = await face.run(samples.wide, { rows: 10_000, timeoutMs: 20_000 });
      expect(cut).toBe("size");
      expect(JSON.stringify(rows).length).toBeLessThanOrEqual(MOST_CHARACTERS + 2 * rows.length + 2);
    });

    test.each(samples.two)("[Q4] two statements, neither run: %s", async (query) => {
      await expect(face.run(query)).rejects.toMatchObject({ code: expect.stringMatching(/^query\.(refused|invalid)$/) });
      expect(await opened.content()).toBe(before);
    });

    test.each(samples.wrong)("[Q5] what is not understood is said in the database's words: %s", async (query, words) => {
      await expect(face.run(query)).rejects.toMatchObject({ code: "query.invalid", message: expect.stringMatching(words) });
    });

    test("[Q6] an aborted query ends at once, and the next one is answered", async () => {
      const stop = new AbortController();
      const running = face.run(samples.silent, { timeoutMs: 60_000, signal: stop.signal });
      setTimeout(() => stop.abort(), 300);
      await expect(running).rejects.toMatchObject({ code: "interrupted" });
      await expect(face.run(samples.countConcepts, { signal: stop.signal })).rejects.toMatchObject({ code: "interrupted" });
      await answers();
    });

    test.each(samples.pries)("[Q7] nothing else is read: %s", async (query) => {
      await expect(face.run(query)).rejects.toMatchObject({ code: "query.refused" });
    });

    test("the types query lists types, most frequent first", async () => {
      const { columns, rows } = await face.run(face.typesQuery);
      expect(columns).toEqual(["type", "n"]);
      const counts = rows.map(([, n]) => Number(n));
      expect(counts.length).toBeGreaterThan(1);
      expect(counts).toEqual(counts.toSorted((a, b) => b - a));
    });
  });
}

// One work counts once, whatever it comes as; files that share a name do not: which lands never depends on the order.

import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Garden } from "#graph/garden.ts";
import { grow } from "#graph/growth/grow.ts";
import { isOneWork } from "#graph/growth/works.ts";
import type { DocumentSummary } from "#graph/store/graph-store.ts";
import { canonical, testGarden } from "#tests/graph/growth/test-garden.ts";

const TITLE = "Adsorption of mussel proteins on iron surfaces";
const ABSTRACT = "Mefp-1 binds iron.";
const WHOLE = `${TITLE}\n\n${ABSTRACT} Heat increases the stiffness of the film. Water weakens the film.`;

const ids = async (garden: Garden) => (await garden.store.documents()).map(({ id }) => String(id)).sort();
const row = (fields: object) =>
  JSON.stringify({ id: "pii:1", title: TITLE, abstract: ABSTRACT, authors: ["Ann Lee"], year: 2013, ...fields });

describe("a row that names its full text", () => {
  test("is one document: the row's name and authors, the file's text, and the file is not grown again", async () => {
    await using at = await testGarden();
    await at.write("z-rows.jsonl", row({ fulltext: "text/1.txt" }));
    await at.write("text/1.txt", WHOLE);
    const result = await grow(at.garden, [at.papers]);
    expect(result.documents).toMatchObject({ added: 1, failed: [] });
    const [document] = await at.garden.store.documents();
    expect(document).toMatchObject({ id: "pii:1", authors: ["Ann Lee"], year: 2013 });
    expect((await at.garden.store.document(document!.id))?.text).toBe(WHOLE);
    expect((await grow(at.garden, [at.papers])).documents).toMatchObject({ added: 0, updated: 0, unchanged: 1, failed: [] });
    const alone = await grow(at.garden, [join(at.papers, "text")]);
    expect(alone.documents).toMatchObject({ added: 0, unchanged: 1, failed: [{ code: "document.collision" }] });
    expect(await ids(at.garden)).toEqual(["pii:1"]);
  });

  test("takes the abstract where the file is missing or lies outside, and says so", async () => {
    await using at = await testGarden();
    await writeFile(await at.write("secret.txt", WHOLE), WHOLE);
    await at.write("rows/a.jsonl", row({ fulltext: "gone.txt" }));
    await at.write("rows/b.jsonl", row({ id: "2", title: "Quite another title about wood and water", fulltext: "../secret.txt" }));
    const result = await grow(at.garden, [join(at.papers, "rows")]);
    expect(result.documents).toMatchObject({ added: 2, failed: [{ code: "document.not_found" }, { code: "document.not_found" }] });
    for (const { message } of result.documents.failed) expect(message).toContain("abstract was taken");
    expect((await at.garden.store.document("2" as never))?.text).toContain(ABSTRACT);
  });
});

test("rows under one title that name no author are passages, each a document; by one author they are one work", async () => {
  const passage = (id: string, abstract: string, authors: readonly string[] = []) => row({ id, abstract, authors, year: null });
  const landed = async (...lines: readonly string[]) => {
    await using at = await testGarden();
    await at.write("rows.jsonl", lines.join("\n"));
    await grow(at.garden, [at.papers]);
    return ids(at.garden);
  };
  expect(await landed(passage("1", "Silk contains crystals."), passage("2", "Water weakens silk."))).toEqual(["1", "2"]);
  expect(await landed(passage("1", "Heat stiffens silk.", ["Bo Li"]), passage("2", "Heat stiffens silk films.", ["Bo Li"]))).toEqual(["2"]);
});

describe("two versions of one work", () => {
  test("the richer lands, in one call or two, in any order; relations are counted in one document", async () => {
    const exports = new Set<string>();
    for (const calls of [[["rows.jsonl", "whole.txt"]], [["rows.jsonl"], ["whole.txt"]], [["whole.txt"], ["rows.jsonl"]]]) {
      await using at = await testGarden();
      await at.write("rows.jsonl", row({}));
      await at.write("whole.txt", WHOLE);
      const failed = [];
      for (const names of calls)
        failed.push(
          ...(
            await grow(
              at.garden,
              names.map((name) => join(at.papers, name)),
            )
          ).documents.failed,
        );
      expect(failed.map(({ code }) => code)).toEqual(["document.collision"]);
      expect(failed[0]!.message).toContain(join(at.papers, "rows.jsonl"));
      expect(await ids(at.garden)).toEqual(["whole.txt"]);
      expect((await grow(at.garden, [at.papers])).documents).toMatchObject({ added: 0, updated: 0, unchanged: 1 });
      exports.add(await canonical(at.garden));
    }
    expect(exports.size).toBe(1);
  });

  test("any set of versions of two works leaves the same garden, whatever the order and the calls", async () => {
    const versions = [
      row({ id: "a", abstract: "Zinc inhibits urease." }),
      row({ id: "b", abstract: "Zinc inhibits urease. Copper activates catalase." }),
      row({ id: "c", title: `${TITLE.toUpperCase()}.`, authors: ["Lee, Ann"], year: 2014, abstract: "Silk binds water." }),
      row({ id: "d", title: "The structure of nacre in pearl oysters", abstract: "Nacre contains aragonite." }),
      row({ id: "e", authors: ["Bo Chan"], abstract: "Silk binds water and wood." }),
    ];
    const orders = fc.tuple(fc.shuffledSubarray(versions, { minLength: 2 }), fc.boolean());
    await fc.assert(
      fc.asyncProperty(orders, async ([chosen, split]) => {
        await using one = await testGarden();
        for (const [index, line] of chosen.entries()) await one.write(`${index}.jsonl`, line);
        if (split) for (const index of chosen.keys()) await grow(one.garden, [join(one.papers, `${index}.jsonl`)]);
        else await grow(one.garden, [one.papers]);
        await using other = await testGarden();
        await other.write("rows.jsonl", [...chosen].sort().reverse().join("\n"));
        await grow(other.garden, [other.papers]);
        expect(await canonical(one.garden)).toBe(await canonical(other.garden));
        expect((await ids(one.garden)).filter((id) => "abc".includes(id)).length).toBeLessThanOrEqual(1);
      }),
      { numRuns: Number(process.env.HORTUS_TEST_RUNS ?? 8) },
    );
  });

  const paper = (fields: Partial<DocumentSummary>) =>
    ({
      version: Math.random().toString(),
      title: TITLE,
      authors: [],
      year: null,
      doi: null,
      arxiv: null,
      source: { row: null },
      ...fields,
    }) as DocumentSummary;
  test.each([
    ["the same author", { authors: ["Ann Lee"] }, { authors: ["Lee, A."], year: 2013 }, true],
    ["another author", { authors: ["Ann Lee"], year: 2013 }, { authors: ["Bo Chan"], year: 2013 }, false],
    ["no author, the same year", { authors: ["Ann Lee"], year: 2013 }, { year: 2013 }, true],
    ["no author, another year", { authors: ["Ann Lee"], year: 2013 }, { year: 2014 }, false],
    ["no author at all", {}, {}, true],
    ["no author at all, both rows", { source: { row: "1" } as never }, { source: { row: "2" } as never }, false],
    ["a short title", { title: "Silk", authors: ["Ann Lee"] }, { title: "Silk", authors: ["Ann Lee"] }, false],
    ["another title, the same DOI", { doi: "10.1/a" }, { title: "Other", doi: "10.1/a" }, true],
  ])("%s", (_, a, b, same) => {
    expect(isOneWork(paper(a), paper(b))).toBe(same);
  });
});

describe("two files with one relative path", () => {
  test("both land under names that last, in one call or two", async () => {
    for (const calls of [
      ["a/papers b/papers"],
      ["b/papers a/papers"],
      ["a/papers", "b/papers"],
      ["a/papers", "a/papers b/papers", "b/papers"],
    ]) {
      await using at = await testGarden();
      await at.write("a/papers/n.md", "Zinc inhibits urease.");
      await at.write("b/papers/n.md", "Copper activates catalase.");
      for (const call of calls) {
        const { documents } = await grow(
          at.garden,
          call.split(" ").map((name) => join(at.papers, name)),
        );
        expect(documents.failed).toEqual([]);
      }
      expect(await ids(at.garden)).toEqual(["b/papers/n.md", "n.md"]);
      expect((await at.garden.store.document("n.md" as never))?.text).toContain("Zinc");
    }
  });

  test("equal files are one document; a folder that moved keeps its names", async () => {
    await using at = await testGarden();
    const old = await at.write("a/n.md", "Zinc inhibits urease.");
    await at.write("b/n.md", "Zinc inhibits urease.");
    expect((await grow(at.garden, [join(at.papers, "a"), join(at.papers, "b")])).documents).toMatchObject({ added: 1, failed: [] });
    await rm(old);
    await at.write("b/n.md", "Zinc inhibits urease and catalase.");
    expect((await grow(at.garden, [join(at.papers, "b")])).documents).toMatchObject({ added: 0, updated: 1, failed: [] });
    expect(await ids(at.garden)).toEqual(["n.md"]);
  });
});

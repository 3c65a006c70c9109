import { describe, expect, test } from "vitest";
import { documentId, parseArxiv, parseAuthors, parseDoi, parseYear } from "#graph/documents/identity.ts";

describe("what people type into metadata", () => {
  test.each([
    ["10.1371/journal.pone.0000217", "10.1371/journal.pone.0000217"],
    ["https://doi.org/10.18653/v1/P19-1007", "10.18653/v1/p19-1007"],
    ["doi:10.1016/S0167-577X(13)00639-3.", "10.1016/s0167-577x(13)00639-3"],
    ["(see 10.1000/abc).", "10.1000/abc"],
    ["10.1000", null],
    ["version 10.1/2", null],
    ["", null],
    [17, null],
  ])("DOI of %j is %j", (raw, doi) => expect(parseDoi(raw)).toBe(doi));

  test.each([
    ["arXiv:2501.08120v2 [cs.AI] 14 Jan 2025", "2501.08120"],
    ["https://arxiv.org/abs/2310.01234v1", "2310.01234"],
    ["cond-mat/0703470v2", "cond-mat/0703470"],
    ["2503.14427", "2503.14427"],
    ["12.5", null],
    [null, null],
  ])("arXiv id of %j is %j", (raw, arxiv) => expect(parseArxiv(raw)).toBe(arxiv));

  test.each([
    [[2021], 2021],
    [["2016-07"], 2016],
    [["20130901"], 2013],
    [["May 19", 2025], 2025],
    [["19", "volume 12345"], null],
    [["2006 Jan 10;7:10"], 2006],
    [[undefined, null], null],
  ])("year of %j is %j", (candidates, year) => expect(parseYear(...candidates)).toBe(year));

  test.each([
    ["Cao, Ruisheng and Zhu, Su", ["Cao, Ruisheng", "Zhu, Su"]],
    ["Jane Smith; John Doe", ["Jane Smith", "John Doe"]],
    ["Jane Smith, John Q. Doe", ["Jane Smith", "John Q. Doe"]],
    [
      [{ given: "Jane", family: "Smith" }, { name: "J. Doe" }, "A  B", 3],
      ["Jane Smith", "J. Doe", "A B"],
    ],
    [undefined, []],
  ])("authors of %j", (raw, authors) => expect(parseAuthors(raw)).toEqual(authors));

  test("a DOI outranks an arXiv id, which outranks what the source says", () => {
    expect(documentId("10.1/a", "2501.00001", "x")).toBe("doi:10.1/a");
    expect(documentId(null, "2501.00001", "x")).toBe("arxiv:2501.00001");
    expect(documentId(null, null, "notes/a.md")).toBe("notes/a.md");
  });
});

import { describe, expect, test } from "vitest";
import { readWritten, sectionTexts } from "./written-files.ts";

const only = async (name: string, content: string | Uint8Array) => {
  const { documents, failures } = await readWritten(name, content);
  expect(failures).toEqual([]);
  expect(documents).toHaveLength(1);
  return documents[0]!;
};

describe("plain text", () => {
  test("a title that stands alone, headings that stand alone, nothing rewritten", async () => {
    const raw = "Toughness of nacre\n\nAbstract\nNacre is tough.\n\n2. Methods\nWe bent it.\n\nReferences\n[1] doi:10.1000/other\n";
    const document = await only("nacre.txt", raw);
    expect(document.text).toBe(raw.trim());
    expect(document).toMatchObject({ id: "nacre.txt", title: "Toughness of nacre", doi: null });
    expect(document.sections.map(({ kind, heading }) => [kind, heading])).toEqual([
      ["title", ""],
      ["abstract", "Abstract"],
      ["methods", "2. Methods"],
      ["references", "References"],
    ]);
    expect(sectionTexts(document, "methods")).toEqual(["2. Methods\nWe bent it."]);
  });

  test("its own DOI stands at its head", async () => {
    expect((await only("a.txt", "Title here\n\ndoi: 10.1000/XYZ\n\nText.")).id).toBe("doi:10.1000/xyz");
  });

  test.each([
    ["UTF-8 with a mark", Buffer.from("\ufeffβ-sheet", "utf8")],
    ["UTF-16 little-endian", Buffer.from("\ufeffβ-sheet", "utf16le")],
    ["UTF-16 big-endian", Buffer.from("\ufeffβ-sheet", "utf16le").swap16()],
  ])("%s", async (_, bytes) => {
    expect((await only("a.txt", bytes)).text).toBe("β-sheet");
  });

  test("Latin-1 where it is not UTF-8", async () => {
    expect((await only("a.txt", Buffer.from("Schütze at 5 °C", "latin1"))).text).toBe("Schütze at 5 °C");
  });
});

describe("Markdown", () => {
  test("front matter is metadata; markup, code, images and tables are gone; headings are sections", async () => {
    const document = await only(
      "silk.md",
      `---
title: "Spider silk"
date: 2019-05-01
authors: [Jane Smith, John Doe]
doi: https://doi.org/10.1000/Silk
venue: J. Silk
---
# Spider silk

**Dragline** silk contains [beta-sheet
crystals](https://example.org) and \`spidroin\`.![web](web.png)

## Methods

- It was *reeled* at 20 °C.
- CO<sub>2</sub> was removed.

\`\`\`js
reel();
\`\`\`

| a | b |
|---|---|
| 1 | 2 |

### Spinning

Wet.

## References
1. Other work. doi:10.1000/other
`,
    );
    expect(document.text).toBe(
      "Spider silk\n\nDragline silk contains beta-sheet crystals and spidroin.\n\nMethods\n\nIt was reeled at 20 °C.\n\nCO2 was removed.\n\nSpinning\n\nWet.\n\nReferences\n\nOther work. doi:10.1000/other",
    );
    expect(document).toMatchObject({
      id: "doi:10.1000/silk",
      title: "Spider silk",
      year: 2019,
      authors: ["Jane Smith", "John Doe"],
      doi: "10.1000/silk",
      venue: "J. Silk",
      source: { path: "silk.md", format: "md", row: null },
    });
    expect(document.sections.map(({ kind, heading }) => [kind, heading])).toEqual([
      ["title", ""],
      ["methods", "Methods"],
      ["methods", "Spinning"],
      ["references", "References"],
    ]);
  });

  test("a line of dashes that opens no front matter is text, and so is YAML that is not a mapping", async () => {
    expect((await only("a.md", "---\n\nSilk.\n")).text).toBe("Silk.");
    expect((await only("a.md", "---\n- a\n---\n\nSilk.\n")).text).toContain("Silk.");
    expect((await only("a.md", "---\na: *unknown\n---\n\nSilk.\n")).text).toContain("Silk.");
  });

  test("a small file with many aliases is no bomb", async () => {
    const bomb = `---\na: &a [x,x,x,x,x,x,x,x,x]\n${["b", "c", "d", "e", "f", "g"].map((name, at) => `${name}: &${name} [${`*${"abcdef"[at]},`.repeat(9)}]`).join("\n")}\n---\nSilk.`;
    expect((await only("a.md", bomb)).text).toContain("Silk.");
  });
});

describe("JSON lines", () => {
  test("text is title, blank line, abstract, literal but for white space; the row's id stands", async () => {
    const row = {
      id: "Row 1",
      title: "A <i>title</i>",
      abstract: "One  two.\u00a0Three &amp; $x$.",
      year: "2017",
      authors: ["A B"],
      venue: "V",
    };
    const { documents } = await readWritten("p.jsonl", `${JSON.stringify(row)}\n`);
    const [document] = documents;
    expect(document).toMatchObject({
      id: "Row 1",
      title: "A <i>title</i>",
      year: 2017,
      authors: ["A B"],
      venue: "V",
      source: { row: "Row 1" },
    });
    expect(document?.text).toBe("A <i>title</i>\n\nOne two. Three &amp; $x$.");
    expect(sectionTexts(document!, "title")).toEqual(["A <i>title</i>"]);
    expect(sectionTexts(document!, "abstract")).toEqual(["One two. Three &amp; $x$."]);
  });

  test("DOI, arXiv id, number ids, text instead of an abstract, date instead of a year, no id at all", async () => {
    const rows = [
      { id: "a", doi: "10.1000/A", title: "t" },
      { id: "b", arxiv: "2501.00001v3", title: "t" },
      { id: 7, title: "t", text: "body", date: "2016-07-01" },
      { title: "t" },
      { title: "", text: "only text" },
    ];
    const { documents } = await readWritten("p.jsonl", rows.map((row) => JSON.stringify(row)).join("\n"));
    expect(documents.map((document) => document.id)).toEqual(["doi:10.1000/a", "arxiv:2501.00001", "7", "p.jsonl#4", "p.jsonl#5"]);
    expect(documents[2]).toMatchObject({
      text: "t\n\nbody",
      year: 2016,
      sections: [{ kind: "title" }, { kind: "body", start: 3, end: 7 }],
    });
    expect(documents[4]).toMatchObject({ text: "only text", title: "p", sections: [{ kind: "body", start: 0, end: 9 }] });
  });

  test("a bad line fails as itself; blank lines and CRLF are nothing", async () => {
    const { documents, failures } = await readWritten("p.jsonl", '{"title":"a"}\r\n\r\n{"title":\n[1]\n{"id":"x"}\n{"title":"b"}');
    expect(documents.map((document) => document.text)).toEqual(["a", "b"]);
    expect(failures.map(({ path, code }) => [path, code])).toEqual([
      ["p.jsonl:3", "document.corrupt"],
      ["p.jsonl:4", "document.corrupt"],
      ["p.jsonl:5", "document.empty"],
    ]);
  });

  test("the limit is for a row, not for the file", async () => {
    const rows = Array.from({ length: 40 }, (_, at) =>
      JSON.stringify({ id: `r${at}`, title: "t", text: "x".repeat(at === 20 ? 30_000 : 20_000) }),
    );
    const { documents, failures } = await readWritten("p.jsonl", rows.join("\n"), { maxBytes: 25_000 });
    expect(documents).toHaveLength(39);
    expect(failures).toMatchObject([{ path: "p.jsonl:21", code: "document.too_large" }]);
  });

  test("rows over the edges of the stream's chunks, several bytes a character, arrive whole", async () => {
    const titles = Array.from({ length: 400 }, (_, at) => `${at} ${"βé😀".repeat((at * 37) % 500)}`.trim());
    const lines = titles.map((title) => JSON.stringify({ title })).join("\n");
    for (const bytes of [Buffer.from(lines, "utf8"), Buffer.from(`\ufeff${lines}`, "utf16le")]) {
      const { documents, failures } = await readWritten("p.jsonl", bytes);
      expect(failures).toEqual([]);
      expect(documents.map((document) => document.text)).toEqual(titles);
    }
  });

  test("__proto__ in a row is only a name", async () => {
    const { documents } = await readWritten("p.jsonl", '{"__proto__":{"title":"polluted"},"title":"t"}');
    expect(documents[0]?.title).toBe("t");
    expect(({} as { title?: string }).title).toBeUndefined();
  });
});

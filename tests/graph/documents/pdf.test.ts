import { describe, expect, test } from "vitest";
import { joinLines, vocabularyOf } from "#graph/documents/pdf/hyphens.ts";
import type { Document } from "#graph/model.ts";
import { type PdfLine, readWritten, sectionTexts, writePdf } from "./written-files.ts";

const LEFT = 72;
const RIGHT = 320;

/** Lines of a column from y downwards. */
const column = (x: number, y: number, lines: readonly string[]): readonly PdfLine[] =>
  lines.map((text, at) => ({ x, y: y - at * 13, text }));

/** `count` lines of prose with numbered words, each about 220 points wide. */
const prose = (label: string, count: number): readonly string[] =>
  Array.from({ length: count }, (_, at) => `the ${label} silk fibre number ${at} carries load and then`);

const furniture = (page: number): readonly PdfLine[] => [
  { x: LEFT, y: 760, text: `Journal of Silk 12 (2019) ${100 + page}` },
  { x: 300, y: 30, text: String(100 + page) },
];

const pages = [
  [
    ...furniture(0),
    { x: 120, y: 720, text: "Dragline silk of orb-weaving spiders", size: 18 },
    { x: LEFT, y: 690, text: "Jane Smith, University of Webs, doi:10.1000/PDF.1" },
    { x: LEFT, y: 660, text: "Abstract", bold: true, size: 12 },
    ...column(LEFT, 640, [
      "Silk is strong and we say how it carries load in a",
      "web that is made of many fib-",
      "res and drops of glue.",
      ...prose("first", 20),
      "it ends in the left column with an open",
    ]),
    ...column(RIGHT, 640, [
      "sentence that goes on at the top of the right one.",
      ...prose("second", 20),
      "as others say (doi:10.1000/other).",
    ]),
  ],
  [
    ...furniture(1),
    { x: LEFT, y: 720, text: "2 Methods", bold: true, size: 12 },
    ...column(LEFT, 700, [...prose("third", 20), "done."]),
    ...column(RIGHT, 700, [...prose("fourth", 20), "done."]),
  ],
  [
    ...furniture(2),
    { x: LEFT, y: 720, text: "References", bold: true, size: 12 },
    ...column(LEFT, 700, ["Doe, J. Nacre is tough. J. Shells, 2001. doi:10.1000/x", ...prose("fifth", 8)]),
    ...column(RIGHT, 700, prose("sixth", 8)),
  ],
];

async function read(file: Uint8Array): Promise<Document> {
  const { documents, failures } = await readWritten("paper.pdf", file);
  expect(failures).toEqual([]);
  return documents[0]!;
}

describe("a PDF of two columns", () => {
  test("columns in order, words whole, furniture gone, sections and references marked", async () => {
    const document = await read(writePdf(pages));
    expect(document.text).not.toMatch(/Journal of Silk|\b10[012]\b|Jane Smith/);
    expect(document.text).toContain("made of many fibres and drops of glue.");
    expect(document.text).toContain("in the left column with an open sentence that goes on at the top of the right one.");
    const order = ["first", "second", "third", "fourth", "fifth", "sixth"].map((label) => document.text.indexOf(label));
    expect(order).toEqual([...order].sort((a, b) => a - b));
    expect(order[0]).toBeGreaterThan(0);
    expect(document.sections.map(({ kind, heading }) => [kind, heading])).toEqual([
      ["title", ""],
      ["abstract", "Abstract"],
      ["methods", "2 Methods"],
      ["references", "References"],
    ]);
    expect(sectionTexts(document, "references")[0]).toContain("Nacre is tough");
  });

  test("title by its size, the document's own DOI and year and nobody else's", async () => {
    expect(await read(writePdf(pages))).toMatchObject({
      id: "doi:10.1000/pdf.1",
      title: "Dragline silk of orb-weaving spiders",
      year: 2019,
    });
  });

  test("a sane title and authors in the metadata are taken, a file name is not", async () => {
    const info = "/Title (Dragline Silk of Orb-Weaving Spiders) /Author (Jane Smith; John Doe)";
    expect(await read(writePdf(pages, info))).toMatchObject({
      title: "Dragline Silk of Orb-Weaving Spiders",
      authors: ["Jane Smith", "John Doe"],
    });
    expect(await read(writePdf(pages, "/Title (Microsoft Word - silk_final2.doc)"))).toMatchObject({
      title: "Dragline silk of orb-weaving spiders",
    });
  });
});

describe("words cut at line ends", () => {
  const vocabulary = vocabularyOf([
    "knowledge-based systems and extraction of polymers",
    "the state-of-the-art data were driven by interest",
  ]);
  test.each([
    ["the word elsewhere whole", ["relation extrac-", "tion works"], "relation extraction works"],
    ["the word elsewhere with its hyphen", ["a knowledge-", "based method"], "a knowledge-based method"],
    ["two words of the document", ["a data-", "driven method"], "a data-driven method"],
    ["never seen: joined", ["crystal-", "linity rises"], "crystallinity rises"],
    ["a hyphen before a capital or after a digit stays", ["beta-", "Helix of 3-", "fold"], "beta-Helix of 3-fold"],
    ["a hanging hyphen", ["pre-", "and post-test"], "pre- and post-test"],
    ["a range of pages", ["pages 12–", "19"], "pages 12–19"],
    ["no hyphen", ["one", "two"], "one two"],
  ])("%s", (_, lines, expected) => expect(joinLines(lines, vocabulary)).toBe(expected));
});

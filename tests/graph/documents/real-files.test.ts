// Real papers in every format. They stand beside the repository on a developer's machine; elsewhere these tests are skipped.

import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { normaliseText, sha256 } from "#graph/documents/text.ts";
import type { Document } from "#graph/model.ts";
import { readAll, sectionTexts } from "./written-files.ts";

const corpora = fileURLToPath(new URL("../../../../shared/corpora/", import.meta.url));
const present = existsSync(corpora);
if (!present) console.warn("skipped: the folder ../shared/corpora is not here");

const notes = fileURLToPath(new URL("../../../examples/", import.meta.url));

function checkDocument(document: Document): void {
  expect(document.version).toBe(sha256(document.text));
  expect(normaliseText(document.text)).toBe(document.text);
  expect(document.title).not.toBe("");
  let end = 0;
  for (const section of document.sections) {
    expect(section.start).toBeGreaterThanOrEqual(end);
    expect(section.end).toBeGreaterThan(section.start);
    expect(document.text.slice(section.start, section.end)).toBe(document.text.slice(section.start, section.end).trim());
    end = section.end;
  }
  expect(end).toBeLessThanOrEqual(document.text.length);
}

describe.skipIf(!present)("real papers", () => {
  const formats = readAll([`${corpora}formats`]);
  const named = async (path: string): Promise<Document> => (await formats).documents.find((document) => document.source.path === path)!;

  test.each([
    ["acl-knowledge-2016-2022/papers.jsonl", 3029],
    ["sciie-quickstart/papers.jsonl", 60],
    ["agentic-papers", 23],
    ["open-materials-fulltext", 42],
    ["open-materials-fulltext/text", 21],
  ])("%s: every one of %i is read", async (path, count) => {
    const { documents, failures } = await readAll([corpora + path]);
    expect(failures).toEqual([]);
    expect(documents).toHaveLength(count);
    expect(new Set(documents.map((document) => document.id)).size).toBe(count);
    for (const document of documents) checkDocument(document);
  });

  test("formats: every file is read, each document under its own identity", async () => {
    const { documents, failures } = await formats;
    expect(failures).toEqual([]);
    for (const document of documents) checkDocument(document);
    expect(
      documents
        .map((document) => document.id)
        .filter((id) => /^(doi|arxiv):/.test(id))
        .sort(),
    ).toEqual([
      "arxiv:1810.04805",
      "doi:10.1016/j.matlet.2013.04.110",
      "doi:10.1186/1471-2105-7-10",
      "doi:10.1371/journal.pone.0000217",
      "doi:10.18653/v1/p19-1007",
    ]);
  });

  test("a PDF of two columns reads as its authors wrote it", async () => {
    const { title, text, sections, year } = await named("rebel-emnlp2021.pdf");
    expect([title, year]).toEqual(["REBEL: Relation Extraction By End-to-end Language generation", 2021]);
    expect(text).toContain(
      "we propose the use of autoregressive seq2seq models. Such models have previously been shown to perform well not only in language generation",
    );
    expect(text).toContain("In these setups, entities are first extracted as in NER using BILOU tags and then a biaffine classifier");
    expect(text).not.toMatch(/huguetcabot|navigli@/);
    const references = sections.find((section) => section.kind === "references")!;
    expect(text.slice(references.start, references.end)).toMatch(/^References\n\nHeike Adel[\s\S]*CoRR, abs\/2102\.01373\.$/);
    expect(sections.map((section) => section.heading)).toContain("5.1 Relation Extraction");
  });

  test("a manuscript: abstract found, marks of citations dropped, references marked", async () => {
    const document = await named("explanations-molecular-prediction.pdf");
    expect(document.title).toBe("A Perspective on Explanations of Molecular Prediction Models");
    expect(sectionTexts(document, "abstract")[0]).toMatch(
      /^Abstract\n\nChemists can be skeptical[\s\S]*uncover structure-property relationships\.$/,
    );
    expect(document.text).toContain("found in a broad spectrum spanning from quantum computing to drug discovery to materials design.");
    expect(sectionTexts(document, "references")[0]).toContain("MoleculeNet: a benchmark");
  });

  test("article XML, a web page, a Word file", async () => {
    expect(sectionTexts(await named("pone.0000217.nxml"), "abstract")[1]).toMatch(
      /^Background\n\nVarious definitions of biological complexity/,
    );
    expect((await named("S0167577X13006393.xml")).text).toContain("HA, Ca10(PO4)6·(OH)2) and β-tricalcium phosphate");
    expect((await named("flag-day.html")).text).not.toMatch(/Main page|Donate|Privacy policy/);
    expect((await named("dummy.docx")).title).toBe("Integration of AI Agents and RAG");
  });
});

test.skipIf(!existsSync(notes))("the example notes are read, each with a title and a text", async () => {
  const { documents, failures } = await readAll([notes]);
  expect(failures).toEqual([]);
  expect(documents.length).toBeGreaterThan(50);
  for (const document of documents) checkDocument(document);
});

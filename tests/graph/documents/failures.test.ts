// Files that cannot be read: each is a failure with its path and code, and the rest lands.

import { chmodSync, truncateSync } from "node:fs";
import { gzipSync, strToU8 } from "fflate";
import { describe, expect, test } from "vitest";
import { type ReadOutcome, readSource } from "#graph/documents/read-source.ts";
import { listSources } from "#graph/documents/sources.ts";
import { readAll, readWritten, temporaryFolder, writeDocx, writePdf } from "./written-files.ts";

const PNG = Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13]);
const OLE = Uint8Array.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, 0, 0, 0, 0]);
const LINE = { x: 72, y: 700, text: "Silk is a protein fibre." };
const ENCRYPT =
  "/Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <28BF4E5E4E758A4164004E56FFFA01082E2E00B6D0683E802F0CA9FE6453697A> /U <28BF4E5E4E758A4164004E56FFFA01082E2E00B6D0683E802F0CA9FE6453697A> >> /ID [<00112233445566778899aabbccddeeff> <00112233445566778899aabbccddeeff>]";

const CASES: readonly (readonly [what: string, name: string, content: string | Uint8Array, code: string, says: RegExp])[] = [
  ["an empty file", "a.txt", "", "document.empty", /empty file/],
  ["white space only", "a.md", " \n\t\n", "document.empty", /no usable text/],
  ["front matter without text", "a.md", "---\nyear: 2020\n---\n", "document.empty", /no usable text/],
  ["a picture called .pdf", "a.pdf", PNG, "document.mistyped", /PNG image/],
  ["a PDF called .txt", "a.txt", writePdf([[LINE]]), "document.mistyped", /a PDF/],
  ["a login page called .pdf", "a.pdf", "<!DOCTYPE html><html><body>Log in</body></html>", "document.mistyped", /HTML page/],
  ["plain text called .pdf", "a.pdf", "just words", "document.mistyped", /plain text/],
  ["binary data called .txt", "a.txt", Uint8Array.from({ length: 300 }, (_, at) => at % 256), "document.mistyped", /binary data/],
  ["a zip called .docx", "a.docx", writeDocx(["x"]).subarray(0, 4), "document.mistyped", /zip archive/],
  ["gzip called .jsonl", "a.jsonl", gzipSync(strToU8('{"title":"x"}')), "document.mistyped", /gzip/],
  ["a JSON array called .jsonl", "a.jsonl", '[\n{"title":"x"}\n]', "document.mistyped", /one object a line/],
  ["a protected Word file", "a.docx", OLE, "document.encrypted", /password/],
  ["a protected PDF", "a.pdf", writePdf([[LINE]], "", ENCRYPT), "document.encrypted", /password/],
  ["a PDF cut off", "a.pdf", "%PDF-1.4\n1 0 obj\n<< /Type", "document.corrupt", /damaged PDF/],
  ["a PDF of pictures", "a.pdf", writePdf([[], []]), "document.empty", /text recognition/],
  ["a Word file cut off", "a.docx", writeDocx(["Silk is strong."]).subarray(0, 400), "document.corrupt", /cannot be parsed/],
  ["XML that is not well-formed", "a.xml", "<?xml version='1.0'?><article><front></article>", "document.corrupt", /not well-formed/],
  ["XML of another kind", "a.xml", "<?xml version='1.0'?><svg><g/></svg>", "document.unsupported", /root is <svg>/],
  ["a library without entries", "a.bib", "% nothing here\n", "document.empty", /no bib entry/],
];

describe("files that cannot be read", () => {
  test.each(CASES)("%s", async (_, name, content, code, says) => {
    const { documents, failures } = await readWritten(name, content);
    expect(documents).toEqual([]);
    expect(failures).toMatchObject([{ path: name, code }]);
    expect(failures[0]?.message).toMatch(says);
    expect(failures[0]?.message).toMatch(new RegExp(`^${name}.*\\.$`));
  });

  test("a file above the limit is refused by its size, without being read", async () => {
    using folder = temporaryFolder();
    truncateSync(folder.write("huge.txt", "x"), 200_000_000_000);
    const { failures } = await readAll([folder.path]);
    expect(failures).toMatchObject([{ path: "huge.txt", code: "document.too_large" }]);
    expect(failures[0]?.message).toContain("200000.0 MB");
  });

  test("a Word file that would unpack into gigabytes is refused", async () => {
    const bomb = writeDocx(["x"]);
    const view = Buffer.from(bomb);
    // The size of the first part, in the central directory, claims 4 GB.
    view.writeUInt32LE(0xfffffff0, view.indexOf(Buffer.from("PK\x01\x02", "latin1")) + 24);
    expect((await readWritten("a.docx", view)).failures).toMatchObject([{ code: "document.too_large" }]);
  });

  test.skipIf(process.getuid?.() === 0)("a file without read permission", async () => {
    using folder = temporaryFolder();
    chmodSync(folder.write("secret.txt", "x"), 0);
    expect((await readAll([folder.path])).failures).toMatchObject([{ path: "secret.txt", code: "document.unreadable" }]);
  });

  test("a file that vanished after it was listed", async () => {
    using folder = temporaryFolder();
    folder.write("a.txt", "x");
    const { sources } = await listSources([folder.path]);
    folder[Symbol.dispose]();
    const outcomes: ReadOutcome[] = [];
    for await (const outcome of readSource(sources[0]!)) outcomes.push(outcome);
    expect(outcomes).toMatchObject([{ kind: "failed", failure: { path: "a.txt", code: "document.not_found" } }]);
  });

  test("one bad file among good ones costs only itself", async () => {
    using folder = temporaryFolder();
    folder.write("a.txt", "Silk is strong.");
    folder.write("b.pdf", PNG);
    folder.write("c.md", "Nacre is tough.");
    const { documents, failures } = await readAll([folder.path]);
    expect(documents.map((document) => document.id)).toEqual(["a.txt", "c.md"]);
    expect(failures.map((failure) => failure.path)).toEqual(["b.pdf"]);
  });

  test("an aborted signal rejects as interrupted", async () => {
    using folder = temporaryFolder();
    folder.write("a.txt", "x");
    const { sources } = await listSources([folder.path]);
    const reading = readSource(sources[0]!, { signal: AbortSignal.abort() });
    await expect(reading.next()).rejects.toMatchObject({ code: "interrupted" });
  });
});

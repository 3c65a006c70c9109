// Files that tests write: a temporary folder, a minimal PDF, a Word file. What they hold is spelled out, so that a test can expect it.

import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { strToU8, zipSync } from "fflate";
import { readSource } from "#graph/documents/read-source.ts";
import { listSources } from "#graph/documents/sources.ts";
import type { Document } from "#graph/model.ts";

/** A folder that is gone at the end of the scope. */
export function temporaryFolder(): {
  readonly path: string;
  readonly write: (name: string, content: string | Uint8Array) => string;
  [Symbol.dispose](): void;
} {
  const path = mkdtempSync(join(tmpdir(), "hortus-documents-"));
  return {
    path,
    write(name, content) {
      const file = join(path, name);
      writeFileSync(file, content);
      return file;
    },
    [Symbol.dispose]: () => rmSync(path, { recursive: true, force: true }),
  };
}

/** Everything that reading a file of this name and content gives, in order. */
export async function readWritten(
  name: string,
  content: string | Uint8Array,
  options: { readonly maxBytes?: number } = {},
): Promise<{ readonly documents: readonly Document[]; readonly failures: readonly { path: string; code: string; message: string }[] }> {
  using folder = temporaryFolder();
  folder.write(name, content);
  return await readAll([folder.path], options);
}

export async function readAll(
  paths: readonly string[],
  options: { readonly maxBytes?: number } = {},
): Promise<{ readonly documents: readonly Document[]; readonly failures: readonly { path: string; code: string; message: string }[] }> {
  const { sources, failed } = await listSources(paths);
  const documents: Document[] = [];
  const failures = [...failed];
  for (const source of sources) {
    for await (const outcome of readSource(source, options)) {
      if (outcome.kind === "document") documents.push(outcome.document);
      else failures.push(outcome.failure);
    }
  }
  return { documents, failures };
}

/** A line of text on a page: points from the lower left corner. */
export interface PdfLine {
  readonly x: number;
  readonly y: number;
  readonly text: string;
  readonly size?: number;
  readonly bold?: boolean;
}

/** A PDF 1.4 with Helvetica on Letter pages, nothing compressed. `trailer` is added to the trailer dictionary. */
export function writePdf(pages: readonly (readonly PdfLine[])[], info = "", trailer = ""): Uint8Array {
  const quoted = (text: string): string => text.replace(/[\\()]/g, "\\$&");
  const objects: string[] = [];
  const kids = pages.map((_, at) => `${5 + at * 2} 0 R`).join(" ");
  objects.push("<< /Type /Catalog /Pages 2 0 R >>", `<< /Type /Pages /Kids [${kids}] /Count ${pages.length} >>`);
  objects.push("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>", "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold >>");
  for (const [at, lines] of pages.entries()) {
    const content = lines
      .map((line) => `BT /${line.bold ? "F2" : "F1"} ${line.size ?? 10} Tf ${line.x} ${line.y} Td (${quoted(line.text)}) Tj ET`)
      .join("\n");
    const resources = "/Resources << /Font << /F1 3 0 R /F2 4 0 R >> >>";
    objects.push(`<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] ${resources} /Contents ${6 + at * 2} 0 R >>`);
    objects.push(`<< /Length ${content.length} >>\nstream\n${content}\nendstream`);
  }
  objects.push(`<< ${info} >>`);
  let file = "%PDF-1.4\n";
  const offsets = objects.map((object, at) => {
    const offset = file.length;
    file += `${at + 1} 0 obj\n${object}\nendobj\n`;
    return offset;
  });
  const start = file.length;
  const rows = offsets.map((offset) => `${String(offset).padStart(10, "0")} 00000 n \n`).join("");
  file += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${rows}trailer\n<< /Size ${objects.length + 1} /Root 1 0 R /Info ${objects.length} 0 R ${trailer} >>\nstartxref\n${start}\n%%EOF\n`;
  return Buffer.from(file, "latin1");
}

/** A Word file of paragraphs: `# ` in front makes a heading of level 1. */
export function writeDocx(paragraphs: readonly string[], extra: Readonly<Record<string, Uint8Array>> = {}): Uint8Array {
  const body = paragraphs
    .map((text) => {
      const style = text.startsWith("# ") ? '<w:pPr><w:pStyle w:val="Heading1"/></w:pPr>' : "";
      return `<w:p>${style}<w:r><w:t>${text.replace(/^# /, "")}</w:t></w:r></w:p>`;
    })
    .join("");
  const w = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"';
  const type = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml";
  return zipSync({
    "[Content_Types].xml": strToU8(
      `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" ContentType="${type}"/></Types>`,
    ),
    "_rels/.rels": strToU8(
      '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>',
    ),
    "word/document.xml": strToU8(`<w:document ${w}><w:body>${body}</w:body></w:document>`),
    "word/styles.xml": strToU8(
      `<w:styles ${w}><w:style w:type="paragraph" w:styleId="Heading1"><w:name w:val="heading 1"/></w:style></w:styles>`,
    ),
    ...extra,
  });
}

/** The text of a document's sections of a kind. */
export function sectionTexts(document: Document, kind: string): readonly string[] {
  return document.sections.filter((section) => section.kind === kind).map((section) => document.text.slice(section.start, section.end));
}

// Word files: the running text by mammoth, headings by their styles. Images, tables and comments are left out.

import { unzipSync } from "fflate";
import { parseHTML } from "linkedom";
import mammoth from "mammoth";
import { HortusError } from "#kernels/errors.ts";
import type { Block } from "../blocks.ts";
import type { Draft } from "../draft.ts";
import { megabytes } from "../file.ts";
import type { Source } from "../sources.ts";
import { htmlBlocks } from "./html-blocks.ts";

/** A small archive can unpack into more memory than the machine has; bytes of all parts together. */
const UNPACKED_LIMIT = 500_000_000;

const TITLE_CLASS = "document-title";

/** @throws `document.too_large` when it would unpack into more than 500 MB, `document.mistyped` when it is no Word file */
export async function readDocx(bytes: Buffer, source: Source): Promise<Draft> {
  checkArchive(bytes, source);
  const { value } = await mammoth.convertToHtml(
    { buffer: bytes },
    {
      convertImage: mammoth.images.imgElement(async () => ({ src: "" })),
      styleMap: [`p[style-name='Title'] => p.${TITLE_CLASS}:fresh`, "p[style-name='Subtitle'] => p:fresh"],
      externalFileAccess: false,
    },
  );
  const { document } = parseHTML(`<html><body>${value}</body></html>`);
  const titled = document.querySelector(`.${TITLE_CLASS}`)?.textContent?.trim() ?? "";
  const blocks = htmlBlocks(document.body);
  const first = blocks[0];
  const title = titled || (first?.type === "heading" ? first.text : "");
  return { title, content: blocks.map((block): Block => (isTitle(block, title) ? { type: "aside", kind: "title", text: title } : block)) };
}

function isTitle(block: Block, title: string): boolean {
  return title !== "" && block.type !== "close" && block.text === title;
}

function checkArchive(bytes: Buffer, source: Source): void {
  let unpacked = 0;
  let isWord = false;
  unzipSync(bytes, {
    filter: (part) => {
      unpacked += part.originalSize;
      isWord ||= part.name === "word/document.xml" || part.name.startsWith("word/");
      return false;
    },
  });
  if (unpacked > UNPACKED_LIMIT) {
    const message = `${source.path} unpacks into ${megabytes(unpacked)}; at most ${megabytes(UNPACKED_LIMIT)} are read. Save it without its pictures.`;
    throw new HortusError("document.too_large", message);
  }
  if (!isWord) {
    const message = `${source.path} is named as docx but is another kind of Office file or archive. Rename it to what it is.`;
    throw new HortusError("document.mistyped", message);
  }
}

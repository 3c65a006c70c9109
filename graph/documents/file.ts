// A document's bytes and characters: size checked before reading, nature checked before parsing. Knows no format's inside.

import { isUtf8 } from "node:buffer";
import { type FileHandle, open } from "node:fs/promises";
import type { DocumentFormat } from "#graph/model.ts";
import { HortusError } from "#kernels/errors.ts";
import { hasUtf16Mark, type Nature, SNIFF_BYTES, sniff } from "./sniff.ts";
import type { Source } from "./sources.ts";

const NATURES: Readonly<Record<DocumentFormat, readonly Nature[]>> = {
  txt: ["text"],
  md: ["text", "XML file"],
  html: ["HTML page", "text", "XML file"],
  pdf: ["pdf"],
  jsonl: ["text"],
  jats: ["XML file", "text"],
  docx: ["word document"],
  bib: ["text"],
  ris: ["text"],
  nbib: ["text"],
};

/**
 * All bytes of a source.
 * @throws `document.too_large` before anything is read, `document.empty`, `document.mistyped`, `document.encrypted`
 */
export async function readBytes(source: Source, maxBytes: number): Promise<Buffer> {
  await using handle = await open(source.absolute, "r");
  const { size } = await handle.stat();
  if (size > maxBytes) throw tooLarge(source.path, size, maxBytes);
  const head = await readHead(handle);
  checkNature(source, head);
  // A file that grows while it is read must not outgrow the limit.
  const bytes = await readUpTo(handle, maxBytes + 1);
  if (bytes.byteLength > maxBytes) throw tooLarge(source.path, bytes.byteLength, maxBytes);
  return bytes;
}

/** The first bytes of a source, enough to tell what it is. */
export async function readHead(handle: FileHandle): Promise<Buffer> {
  const head = Buffer.alloc(SNIFF_BYTES);
  const { bytesRead } = await handle.read(head, 0, SNIFF_BYTES, 0);
  return head.subarray(0, bytesRead);
}

/**
 * Refuses a file that is not what its name says.
 * @throws `document.empty`, `document.mistyped`, `document.encrypted`
 */
export function checkNature(source: Source, head: Uint8Array): void {
  if (head.byteLength === 0) throw new HortusError("document.empty", `${source.path} is an empty file. Fetch it again, or leave it out.`);
  const nature = sniff(head);
  if (NATURES[source.format].includes(nature)) return;
  if (source.format === "docx" && nature === "OLE file") {
    const message = `${source.path} is a password-protected or an old Word file. Save it as .docx without a password.`;
    throw new HortusError("document.encrypted", message);
  }
  if (source.format === "pdf" && (nature === "text" || nature === "binary data")) {
    const message = `${source.path} is named as a PDF but is ${nature === "text" ? "plain text" : nature}. Fetch it again or rename it.`;
    throw new HortusError("document.mistyped", message);
  }
  const article = /^[aeiou]|^(HDF|XML|HTML|RTF|SQLite)/.test(nature) && nature !== "HTML page" ? "an" : "a";
  const what = nature === "binary data" ? nature : nature === "text" ? "plain text" : `${article} ${nature === "pdf" ? "PDF" : nature}`;
  const message = `${source.path} is named as ${source.format} but is ${what}. Rename it to what it is, or fetch it again.`;
  throw new HortusError("document.mistyped", message, { path: source.path, found: nature });
}

/** Characters of a text file: byte-order mark, else UTF-8, else what `declared` names, else Windows-1252. */
export function decodeText(bytes: Uint8Array, declared?: string): string {
  const utf16 = hasUtf16Mark(bytes);
  if (utf16 !== null) return new TextDecoder(utf16).decode(bytes);
  if (declared !== undefined && !/^utf-?8$/i.test(declared)) {
    try {
      return new TextDecoder(declared).decode(bytes);
    } catch {
      // An encoding nobody knows: the bytes themselves decide.
    }
  }
  return new TextDecoder(isUtf8(bytes) ? "utf-8" : "windows-1252").decode(bytes);
}

/** Megabytes for people, one decimal. */
export function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(1)} MB`;
}

function tooLarge(path: string, size: number, maxBytes: number): HortusError {
  const message = `${path} has ${megabytes(size)}; at most ${megabytes(maxBytes)} are read. Split it, or extract its text first.`;
  return new HortusError("document.too_large", message, { path, bytes: size, maxBytes });
}

async function readUpTo(handle: FileHandle, limit: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let total = 0;
  while (total < limit) {
    const chunk = Buffer.allocUnsafe(Math.min(1 << 20, limit - total));
    const { bytesRead } = await handle.read(chunk, 0, chunk.byteLength, total);
    if (bytesRead === 0) break;
    chunks.push(chunk.subarray(0, bytesRead));
    total += bytesRead;
  }
  return Buffer.concat(chunks, total);
}

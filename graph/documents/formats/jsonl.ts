// JSON lines: one document a row, streamed. A bad row is a failure of its line and never of the file.

import { isUtf8 } from "node:buffer";
import { open } from "node:fs/promises";
import type { Document, Section } from "#graph/model.ts";
import { HortusError } from "#kernels/errors.ts";
import { finishDocument } from "../draft.ts";
import { failureOf, type ReadFailure } from "../failure.ts";
import { checkNature, decodeText, megabytes, readHead } from "../file.ts";
import { parseArxiv, parseAuthors, parseDoi, parseYear } from "../identity.ts";
import { hasUtf16Mark } from "../sniff.ts";
import type { Source } from "../sources.ts";
import { normaliseText, stringOf } from "../text.ts";

const CHUNK_BYTES = 1 << 18;

export type RowOutcome =
  /** `fulltext` as the row has it: where the whole text is, seen from the row's file. */
  | { readonly kind: "document"; readonly document: Document; readonly fulltext?: string }
  | { readonly kind: "failed"; readonly failure: ReadFailure };

/** Rows in file order. `maxBytes` bounds one row; the file may have any size. */
export async function* readJsonLines(source: Source, maxBytes: number, signal?: AbortSignal): AsyncGenerator<RowOutcome> {
  let number = 0;
  for await (const lines of readLines(source, maxBytes)) {
    signal?.throwIfAborted();
    for (const line of lines) {
      number++;
      const outcome = readRow(source, line, number, maxBytes);
      if (outcome !== null) yield outcome;
    }
  }
}

/** A line's bytes; null for a line that is longer than the limit. */
type Line = Buffer | null;

function readRow(source: Source, line: Line, number: number, maxBytes: number): RowOutcome | null {
  const path = `${source.path}:${number}`;
  if (line === null) {
    const message = `${path} is a row of more than ${megabytes(maxBytes)}. Split it into several rows.`;
    return { kind: "failed", failure: { path, code: "document.too_large", message } };
  }
  const text = isUtf8(line) ? line.toString("utf8") : decodeText(line);
  if (text.trim() === "") return null;
  try {
    const row = parseRow(text, path);
    const fulltext = stringOf(row.fulltext).trim();
    const document = documentOfRow(source, row, number);
    return fulltext === "" ? { kind: "document", document } : { kind: "document", document, fulltext };
  } catch (thrown) {
    const { code, message } = failureOf(path, thrown);
    return { kind: "failed", failure: { path, code, message } };
  }
}

type Row = Readonly<Record<string, unknown>>;

function parseRow(text: string, path: string): Row {
  let row: unknown;
  try {
    row = JSON.parse(text.charCodeAt(0) === 0xfeff ? text.slice(1) : text);
  } catch {
    throw new HortusError("document.corrupt", `${path} is not valid JSON. Each line must hold one whole object.`);
  }
  if (typeof row === "object" && row !== null && !Array.isArray(row)) return row as Row;
  throw new HortusError("document.corrupt", `${path} is JSON but not an object. Each line must be {"id", "title", "abstract", …}.`);
}

function documentOfRow(source: Source, row: Row, number: number): Document {
  const title = normaliseText(stringOf(row.title));
  const [kind, raw] = stringOf(row.abstract).trim() === "" ? (["body", row.text] as const) : (["abstract", row.abstract] as const);
  const body = normaliseText(stringOf(raw));
  if (title === "" && body === "") {
    const message = `${source.path}:${number} has neither title nor abstract nor text. Add one of them, or leave the row out.`;
    throw new HortusError("document.empty", message);
  }
  const bodyStart = title === "" || body === "" ? title.length : title.length + 2;
  const sections: Section[] = [];
  if (title !== "") sections.push({ kind: "title", heading: "", start: 0, end: title.length });
  if (body !== "") sections.push({ kind, heading: "", start: bodyStart, end: bodyStart + body.length });
  const id = rowId(row);
  return finishDocument(source, {
    title,
    authors: parseAuthors(row.authors),
    year: parseYear(row.year, row.date),
    doi: parseDoi(row.doi),
    arxiv: parseArxiv(row.arxiv ?? row.arxiv_id),
    venue: normaliseText(stringOf(row.venue)),
    content: { text: title === "" || body === "" ? title + body : `${title}\n\n${body}`, sections },
    row: id ?? String(number),
    otherwise: id ?? `${source.path}#${number}`,
  });
}

/** The row's id as it stands; null where it has none. */
function rowId(row: Row): string | null {
  const id = row.id;
  if (typeof id === "number") return String(id);
  return typeof id === "string" && id !== "" ? id : null;
}

/** Lines of a file without their ends, several at a time so that the stream costs little per row. */
async function* readLines(source: Source, maxBytes: number): AsyncGenerator<readonly Line[]> {
  await using handle = await open(source.absolute, "r");
  const head = await readHead(handle);
  checkNature(source, head);
  refuseArray(source, head);
  const splitter = new LineSplitter(maxBytes);
  for await (const chunk of utf8Chunks(handle.createReadStream({ highWaterMark: CHUNK_BYTES, start: 0, autoClose: false }), head)) {
    const lines = splitter.push(chunk);
    if (lines.length > 0) yield lines;
  }
  yield splitter.end();
}

/** A JSON array or a pretty-printed object would fail on every line: one clear refusal instead. */
function refuseArray(source: Source, head: Buffer): void {
  const start = decodeText(head.subarray(0, 256)).trimStart();
  if (!start.startsWith("[") && !/^\{\s*\n/.test(start)) return;
  const message = `${source.path} is one JSON value over many lines, not one object a line. Convert it, for example with: jq -c '.[]?'.`;
  throw new HortusError("document.mistyped", message);
}

/** UTF-16 is turned into UTF-8 on the way, so that a line end is always the byte 0x0A. */
async function* utf8Chunks(stream: AsyncIterable<Buffer>, head: Buffer): AsyncGenerator<Buffer> {
  const encoding = hasUtf16Mark(head);
  if (encoding === null) return yield* stream;
  const decoder = new TextDecoder(encoding);
  for await (const chunk of stream) yield Buffer.from(decoder.decode(chunk, { stream: true }), "utf8");
}

/** Cuts chunks into lines; of a line that is too long only the fact is kept. */
class LineSplitter {
  readonly #maxBytes: number;
  #parts: Buffer[] = [];
  #held = 0;
  #overlong = false;

  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes;
  }

  push(chunk: Buffer): readonly Line[] {
    const lines: Line[] = [];
    let start = 0;
    for (let end = chunk.indexOf(10); end !== -1; end = chunk.indexOf(10, start)) {
      lines.push(this.#close(chunk.subarray(start, end)));
      start = end + 1;
    }
    this.#hold(chunk.subarray(start));
    return lines;
  }

  end(): readonly Line[] {
    return this.#held > 0 || this.#overlong ? [this.#close(Buffer.alloc(0))] : [];
  }

  #hold(part: Buffer): void {
    if (this.#held + part.byteLength > this.#maxBytes) {
      this.#overlong = true;
      this.#parts = [];
      this.#held = 0;
    }
    if (this.#overlong || part.byteLength === 0) return;
    this.#parts.push(part);
    this.#held += part.byteLength;
  }

  #close(tail: Buffer): Line {
    this.#hold(tail);
    const line = this.#overlong ? null : this.#parts.length === 1 ? this.#parts[0]! : Buffer.concat(this.#parts);
    this.#parts = [];
    this.#held = 0;
    this.#overlong = false;
    return line;
  }
}
